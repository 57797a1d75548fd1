"""What may be decided by a machine: very little, and never where two people could be meant."""

from collections.abc import Sequence
from enum import Enum

from app.names.equivalents import known_families
from app.names.forms import Candidate, Question, Reason, Score

#: From here on a search looks no wider.
STRONG = 19.0
#: From here on a match is shown as likely, and warns who enters the same person again.
LIKELY = 17.0
#: From here on, and if nothing speaks against it, a machine may accept.
CERTAIN = 24.0
#: From here on it may where a date is known to the month or year alone: hardly one in a million bears such a name then.
CERTAIN_OF_YEAR = 25.0
#: How far the next must be behind.
MARGIN = 6.0
#: What a misspelt given name must at least be worth to be taken for the one that is known.
_MISSPELT = 2.5
_SURNAME = frozenset({"surname_same", "surname_similar"})
_GIVEN = frozenset({"given_same", "given_equivalent"})
_WHOLE_NAME = ("surname_same", "patronymic_same")
_DAY, _MONTH_OR_YEAR = "birth_same", frozenset({"birth_month_same", "birth_year_same"})
_AGAINST = frozenset({"patronymic_differs", "sex_differs", "side_differs"})


class Verdict(Enum):
    """What a machine says of the best answer."""

    SURE = "sure"
    LIKELY = "likely"
    UNKNOWN = "unknown"


def verdict_on(question: Question, ranked: Sequence[tuple[Candidate, Score]]) -> Verdict:
    """Accept the best answer only if name and birth agree and the next is far behind; else ask a person."""
    if not question.tokens or not ranked or ranked[0][1].bits < LIKELY:
        return Verdict.UNKNOWN
    best, *others = [score for _, score in ranked]
    is_alone = all(best.bits - other.bits >= MARGIN for other in others[:1])
    return Verdict.SURE if is_alone and is_agreed(best) else Verdict.LIKELY


def is_agreed(score: Score) -> bool:
    """Tell a match in which surname, given name and birth agree and nothing differs."""
    said = {reason.code: reason for reason in score.reasons}
    if not _AGAINST.isdisjoint(said) or _SURNAME.isdisjoint(said) or not agrees_in_given(said):
        return False
    if _DAY in said:
        return score.bits >= CERTAIN
    is_whole = all(code in said for code in _WHOLE_NAME)
    return is_whole and not _MONTH_OR_YEAR.isdisjoint(said) and score.bits >= CERTAIN_OF_YEAR


def agrees_in_given(said: dict[str, Reason]) -> bool:
    """Tell a given name that agrees; a misspelt one does, if only one of the two is a name that is known.

    >>> agrees_in_given({"given_similar": Reason("given_similar", 2.7, "алксандр", "олександр")})
    True
    >>> agrees_in_given({"given_initial": Reason("given_initial", 2.5, "о", "олександр")})
    False
    """
    if not _GIVEN.isdisjoint(said):
        return True
    similar = said.get("given_similar")
    if similar is None or similar.bits < _MISSPELT:
        return False
    return bool(known_families(similar.asked)) != bool(known_families(similar.found))
