"""What speaks against two records being one person: brothers, namesakes, and people judged different are told apart."""

import enum
from collections.abc import Iterator, Mapping
from typing import Any

from app.matching import queries
from app.matching.models import Verdict
from app.matching.queries import Link
from app.matching.rules.chains import contradictions_in
from app.people import comparing
from app.people.models import Person
from app.people.models.identity import IDENTITY_FIELDS


class Doubt(enum.Enum):
    """A reason to think twice: whoever merges the records all the same says why."""

    JUDGED_DIFFERENT = "judged different"
    CONTRADICTION = "contradiction"
    OTHER_SIDE = "other side"
    OTHER_SEX = "other sex"
    OTHER_BIRTH = "other birth"
    OTHER_SURNAME = "other surname"
    OTHER_GIVEN_NAME = "other given name"
    OTHER_PATRONYMIC = "other patronymic"


#: The fields of which a difference tells people apart, as brothers or namesakes.
TELLING = {
    "side_id": Doubt.OTHER_SIDE,
    "sex": Doubt.OTHER_SEX,
    "born": Doubt.OTHER_BIRTH,
    "surname": Doubt.OTHER_SURNAME,
    "given_name": Doubt.OTHER_GIVEN_NAME,
    "patronymic": Doubt.OTHER_PATRONYMIC,
}


def doubts_about(one: Person, other: Person) -> list[Doubt]:
    """Name what speaks against two records being one person: what was judged of them, and what they say."""
    return [*judged_apart(one, other), *doubts_in(described(one), described(other))]


def judged_apart(one: Person, other: Person) -> Iterator[Doubt]:
    """Tell whether somebody judged the two to be different people, or judged so of those held to be the same."""
    judgement = queries.find_judgement_between(one, other)
    if judgement is not None and judgement.verdict is Verdict.DIFFERENT:
        yield Doubt.JUDGED_DIFFERENT
        return
    links = queries.list_links_around((one.id, other.id))
    if contradictions_in([*links, Link(min(one.id, other.id), max(one.id, other.id))]):
        yield Doubt.CONTRADICTION


def described(person: Person) -> dict[str, Any]:
    """Give who somebody is by field."""
    return {name: getattr(person, name) for name in IDENTITY_FIELDS}


def doubts_in(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[Doubt]:
    """Name what tells two descriptions apart; another spelling does not, nor does what only one of them says.

    >>> doubts_in({"given_name": "Богдан"}, {"given_name": "Данило"})
    [<Doubt.OTHER_GIVEN_NAME: 'other given name'>]
    """
    differing = {row.field for row in comparing.compare(one, other) if row.verdict is comparing.Verdict.DIFFER}
    return [doubt for field, doubt in TELLING.items() if field in differing]
