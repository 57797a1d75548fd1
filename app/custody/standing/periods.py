"""A person's life as contiguous periods: pure functions of what the events tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.dates import UncertainDate
from app.custody.models import CustodyEvent
from app.custody.standing.state import CAPTURES, Captivity
from app.custody.standing.telling import Life, Step, is_sure, life_of
from app.people.models import Confirmation, CustodyStatus

#: The first and the last day of the calendar stand for no bound.
EVER, STILL = date.min, date.max


@dataclass(frozen=True)
class Span:
    """One period as it is stored: custody.models.Period says what its parts mean."""

    number: int
    custody_status: CustodyStatus
    confirmation: Confirmation
    place_id: int | None
    captivity: int | None
    began: UncertainDate | None
    ended: UncertainDate | None
    counts_from: date
    counts_to: date
    opens_captivity: bool
    changes_status: bool


@dataclass(frozen=True)
class Run:
    """A time during which nothing changed that a period tells: when it began, and from which day that counts."""

    status: CustodyStatus
    confirmation: Confirmation
    place_id: int | None
    captivity: Captivity | None
    event: CustodyEvent | None
    began: UncertainDate | None
    counts_from: date
    opens: bool = False


def periods(events: Iterable[CustodyEvent]) -> list[Span]:
    """Give the periods of a life: before the first nothing was known, and the last is where the person stands.

    The standing on a day is the span that counts on it, which is what deriving as of that day gives.
    """
    return periods_of(life_of(events))


def periods_of(life: Life) -> list[Span]:
    """Give the periods of a life whose events have been told."""
    runs = with_captivities_beside(runs_of(life.steps), life)
    numbers = {id(captivity): number for number, captivity in enumerate(life.standing.captivities, 1)}
    spans = []
    for number, run in enumerate(runs, 1):
        following = runs[number] if number < len(runs) else None
        former = runs[number - 2].status if number > 1 else CustodyStatus.UNKNOWN
        spans.append(
            Span(
                number=number,
                custody_status=run.status,
                confirmation=run.confirmation,
                place_id=run.place_id,
                captivity=numbers[id(run.captivity)] if run.captivity else None,
                began=run.began,
                ended=following.began if following else None,
                counts_from=run.counts_from,
                counts_to=following.counts_from if following else STILL,
                opens_captivity=run.opens,
                changes_status=run.status is not former,
            )
        )
    return spans


def runs_of(steps: Iterable[Step]) -> list[Run]:
    """Gather the steps after which nothing had changed with those before them."""
    runs: list[Run] = []
    nothing = (CustodyStatus.UNKNOWN, Confirmation.NONE, None, None)
    for step in steps:
        told = (step.status, step.confirmation, step.place_id, step.captivity)
        last = runs[-1] if runs else None
        former = (last.status, last.confirmation, last.place_id, last.captivity) if last else nothing
        if told[:3] == former[:3] and told[3] is former[3]:
            continue
        opened = step.captivity if step.captivity is not former[3] else None
        began = taken_on(opened, step.event) if opened else step.event.happened
        runs.append(Run(*told, step.event, began, day_of(step.event), opens=opened is not None))
    return runs


def day_of(event: CustodyEvent) -> date:
    """Give the day from which an event counts, as custody.standing.counts_on has it."""
    return event.happened.sort_bounds[0] if event.happened else EVER


def taken_on(captivity: Captivity, event: CustodyEvent) -> UncertainDate | None:
    """Give when a captivity began that an event opened: on its day if it tells of a capture, by then if it does not.

    A capture that may lie later than the first day of which somebody was known to be held is bounded by that day.
    """
    if event.kind in CAPTURES and event.happened:
        return event.happened
    if not captivity.events:
        return event.happened
    captured, known = captivity.captured, event.happened.latest if event.happened else None
    if known is None:
        return captured
    earliest = captured.earliest if captured else None
    return between(earliest if earliest and earliest <= known else None, known)


def between(earliest: date | None, latest: date) -> UncertainDate:
    """Make the date that lies from one day to another; without a first day it is "by" the other."""
    if earliest == latest:
        return UncertainDate(latest.isoformat(), latest, latest)
    return UncertainDate(f"{earliest.isoformat() if earliest else '..'}/{latest.isoformat()}", earliest, latest)


def with_captivities_beside(runs: Sequence[Run], life: Life) -> list[Run]:
    """Put in the captivities of which something was learnt only beside their end: each lasted up to that end."""
    placed = {id(run.captivity) for run in runs if run.captivity}
    found = list(runs)
    for captivity in life.standing.captivities:
        if id(captivity) not in placed and captivity.ended_by is not None:
            place = place_of(captivity.ended_by, found)
            found.insert(place, run_beside(captivity, counts_from=found[place].counts_from))
    return found


def place_of(ending: CustodyEvent, runs: Sequence[Run]) -> int:
    """Give the place of the period that an ending began, or, where it only agreed, of the one in which it lies."""
    counting = [place for place, run in enumerate(runs) if run.counts_from <= day_of(ending) and run.captivity is None]
    return next((place for place in counting if runs[place].event is ending), counting[-1])


def run_beside(captivity: Captivity, *, counts_from: date) -> Run:
    """Give the time of a captivity that was known only once it was over."""
    status = CustodyStatus.IN_CAPTIVITY if is_sure(captivity.confirmation) else CustodyStatus.PRESUMED_CAPTIVE
    return Run(status, captivity.confirmation, None, captivity, None, captivity.captured, counts_from, opens=True)
