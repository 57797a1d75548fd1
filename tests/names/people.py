"""Questions and people for the tests of names: invented, all of them."""

from collections.abc import Iterable
from datetime import date

from app.names.births import Born
from app.names.forms import Candidate, Name, Question, Score
from app.names.scoring import score
from app.names.tokens import tokens


def born(text: str) -> Born | None:
    """Read a date of birth: a day, a year, or none."""
    if not text:
        return None
    if len(text) == len("1990"):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    return date.fromisoformat(text), date.fromisoformat(text)


def asked(text: str, day: str = "") -> Question:
    """Ask for a name as it was typed."""
    return Question(tokens(text), born(day))


def person(text: str, day: str = "", number: int = 1) -> Candidate:
    """Describe somebody by surname, given name and patronymic."""
    surname, given, patronymic, *_ = [*text.split(), "", "", ""]
    return Candidate(number, (Name(surname, given, patronymic),), born(day))


def scored(question: Question, candidate: Candidate, bearers: int = 200) -> Score:
    """Score one candidate whose surname so many people bear."""
    return score(question, candidate, lambda _skeleton: bearers)


def codes(score: Score) -> list[str]:
    """Give what was said of a match."""
    return [reason.code for reason in score.reasons]


def share_in_order(same: Iterable[float], others: Iterable[float]) -> float:
    """Give the share of pairs in which who is the same scores above who is not (the area under the curve)."""
    others = list(others)
    pairs = [(one, other) for one in same for other in others]
    return sum((one > other) + (one == other) / 2 for one, other in pairs) / len(pairs)
