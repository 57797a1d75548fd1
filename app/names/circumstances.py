"""What beside name and birth two descriptions can agree on: capture, rank, unit, side; each says a little."""

from functools import lru_cache

from app.names.births import Born
from app.names.folding import fold
from app.names.forms import Candidate, Question, Reason

#: What is worth how much if it agrees and if it differs, in bits: people are moved and promoted, sides are not changed.
CAPTURED, CAPTURED_DIFFERS = 4.0, -2.0
PLACE, PLACE_DIFFERS = 3.0, -1.0
RANK, UNIT, UNIT_DIFFERS = 1.0, 3.0, -0.5
SIDE, SIDE_DIFFERS = 0.5, -4.0
#: Captures told of in two lists are some days apart.
_DAYS = 7


def weigh_circumstances(question: Question, candidate: Candidate) -> list[Reason]:
    """Weigh what both descriptions tell, most of them tell nothing.

    >>> asked = Question(("коваль",), unit="36 ОБрМП", side="ua")
    >>> [reason.code for reason in weigh_circumstances(asked, Candidate(1, (), None, unit="36-а обрмп", side="ua"))]
    ['unit_same', 'side_same']
    """
    if question[2:] == _UNTOLD:
        return []
    told = [
        weigh_capture(question.captured, candidate.captured),
        weigh_words("captured_at", question.captured_at, candidate.captured_at, PLACE, PLACE_DIFFERS),
        weigh_words("rank", question.rank, candidate.rank, RANK, 0.0),
        weigh_words("unit", question.unit, candidate.unit, UNIT, UNIT_DIFFERS),
        weigh_words("side", question.side, candidate.side, SIDE, SIDE_DIFFERS),
    ]
    return [reason for reason in told if reason is not None and reason.bits]


_UNTOLD = Question(())[2:]


def weigh_capture(asked: Born | None, found: Born | None) -> Reason | None:
    """Weigh the days of two captures."""
    if not asked or not found:
        return None
    apart = max((asked[0] - found[1]).days, (found[0] - asked[1]).days)
    if apart <= 0:
        return Reason(
            "captured_same", CAPTURED if is_exact(asked) and is_exact(found) else RANK, day(asked), day(found)
        )
    return Reason("captured_differs", CAPTURED_DIFFERS, day(asked), day(found)) if apart > _DAYS else None


def is_exact(captured: Born) -> bool:
    """Tell a capture known to within a few days."""
    return (captured[1] - captured[0]).days <= _DAYS


def day(captured: Born) -> str:
    """Write the first day of a capture."""
    return captured[0].isoformat()


def weigh_words(code: str, asked: str, found: str, same: float, differs: float) -> Reason | None:
    """Weigh two words or names of things, as they are folded; a part of the other is the same."""
    if not asked or not found:
        return None
    ours, theirs = folded(asked), folded(found)
    if ours <= theirs or theirs <= ours:
        return Reason(f"{code}_same", same, asked, found)
    return Reason(f"{code}_differs", differs, asked, found)


@lru_cache(1 << 12)
def folded(text: str) -> frozenset[str]:
    """Give the words of a text, without case and the endings of ordinal numbers."""
    return frozenset(word for word in fold(text).split() if len(word) > 1 or word.isdigit())
