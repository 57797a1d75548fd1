"""What the Geneva Conventions ask to be recorded about somebody, by the law that covers their category."""

from collections.abc import Collection
from dataclasses import dataclass

from app.people.models import Law


@dataclass(frozen=True)
class Asked:
    """A field that the law asks for, and where; any one of `answers` answers it."""

    field: str
    article: str
    answers: tuple[str, ...] = ()

    def is_answered_by(self, known: Collection[str]) -> bool:
        """Tell whether something known answers the question."""
        return any(answer in known for answer in (self.field, *self.answers))


PRISONER_OF_WAR = (
    Asked("surname", "GC III 17"),
    Asked("given_name", "GC III 17"),
    # A patronymic is made from the father's first name and tells it.
    Asked("father_name", "GC III 122", answers=("patronymic",)),
    Asked("mother_maiden_name", "GC III 122"),
    Asked("born", "GC III 17"),
    Asked("birth_place", "GC III 122"),
    Asked("rank", "GC III 17"),
    Asked("service_number", "GC III 17"),
    Asked("side_id", "GC III 122"),
)

CIVILIAN = (
    Asked("surname", "GC IV 138"),
    Asked("given_name", "GC IV 138"),
    Asked("father_name", "GC IV 138", answers=("patronymic",)),
    Asked("mother_maiden_name", "GC IV 138"),
    Asked("born", "GC IV 138"),
    Asked("birth_place", "GC IV 138"),
    Asked("nationality", "GC IV 138"),
    Asked("last_residence", "GC IV 138"),
    Asked("distinguishing_marks", "GC IV 138"),
)

#: What both Conventions ask, for people whose category does not tell which of them covers them.
EITHER = tuple(asked for asked in PRISONER_OF_WAR if asked.field in {other.field for other in CIVILIAN})

ASKED = {Law.PRISONER_OF_WAR: PRISONER_OF_WAR, Law.CIVILIAN: CIVILIAN, Law.EITHER: EITHER}


def missing(law: Law, known: Collection[str]) -> list[Asked]:
    """Name what the law asks and nothing known answers, in the law's order.

    >>> [asked.field for asked in missing(Law.CIVILIAN, {"surname", "given_name", "patronymic", "born"})]
    ['mother_maiden_name', 'birth_place', 'nationality', 'last_residence', 'distinguishing_marks']
    """
    return [asked for asked in ASKED[law] if not asked.is_answered_by(known)]
