"""Whether somebody wants to return, as far as they were asked: a pure function."""

from collections.abc import Iterable
from datetime import date

from app.compartments.models import Answer, Consent
from app.core import facts


def present_consent(answers: Iterable[Consent]) -> Consent | None:
    """Give the answer that holds: the last one, but never a consent that may be older than a refusal.

    Listing somebody who refuses wrongs them (GC III 109(3) and 118, GC IV 45(4) and 135(2)), so where the days leave
    it open which came last, the refusal holds. "Not asked" holds only where there is no answer at all.
    """
    standing = sorted(facts.live(answers), key=order)
    given = [one for one in standing if one.answer is not Answer.NOT_ASKED]
    if not given:
        return standing[-1] if standing else None
    last = given[-1]
    against = [one for one in given if one.answer.is_against and not is_surely_before(one, last)]
    return last if last.answer.is_against or not against else against[-1]


def is_surely_before(earlier: Consent, later: Consent) -> bool:
    """Tell whether one answer came before another, whatever their days are; within a day, as they were recorded."""
    end, start = earlier.by_the_day(earlier.answered), first_day(later)
    same = start == later.by_the_day(later.answered) == end == first_day(earlier)
    return end < start or (same and recorded(earlier) < recorded(later))


def first_day(answer: Consent) -> date:
    """Give the first day on which an answer can have been given."""
    earliest = answer.answered.earliest if answer.answered else None
    return earliest or date.min


def order(answer: Consent) -> tuple[date, float, int]:
    """Order answers by the day by which they were given, then by when they were recorded."""
    return answer.by_the_day(answer.answered), *recorded(answer)


def recorded(answer: Consent) -> tuple[float, int]:
    """Order answers by when they were recorded."""
    return answer.recorded_at.timestamp(), answer.id
