"""Who on record may be the person that is being entered: nothing is forbidden, but nobody is entered twice unawares."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.names.deciding import CERTAIN, LIKELY
from app.names.scoring import Score
from app.people import queries
from app.people.comparing import Compared, Verdict, compare
from app.people.models import IdentifierKind, Person
from app.people.models.identity import IDENTITY_FIELDS
from app.people.queries.vocabularies import UNKNOWN_CATEGORY
from app.people.rules.identify import written
from app.people.search import people as search
from app.people.search.engine import Hit

#: What somebody is found by. One of these alone is shared by too many.
TELLING = ("surname", "given_name", "patronymic", "call_sign", "latin_name", "born")
FEWEST = 2


@dataclass(frozen=True)
class Namesake:
    """Somebody on record who may be the person described, why, and what is told alike and otherwise of both."""

    person: Person
    #: None for whom the service number led to.
    score: Score | None
    compared: tuple[Compared, ...]

    @property
    def is_strong(self) -> bool:
        """Whether somebody who goes on all the same has to say why it is another person."""
        return self.score is None or self.score.bits >= CERTAIN

    @property
    def differences(self) -> list[str]:
        """Name the fields in which the two cannot both be true."""
        return [one.field for one in self.compared if one.verdict is Verdict.DIFFER]


def find_namesakes(values: Mapping[str, Any], *, service_number: str | None = None) -> list[Namesake]:
    """Find who on record is likely to be the person described, the likeliest first; whoever has the number leads them.

    That a number is somebody else's is refused by the rule that records it: nothing has to be asked about it.
    """
    owner = owner_of(service_number)
    scores: dict[int, Score | None] = {} if owner is None else {owner.id: None}
    for hit in similar_to(values):
        scores.setdefault(hit.person_id, hit.score)
    people = search.people_of(list(scores))
    return [Namesake(one, scores[one.id], compared_with(one, values)) for one in people]


def similar_to(values: Mapping[str, Any]) -> list[Hit]:
    """Give who is likely to be meant, if enough is told to tell one from another."""
    if sum(bool(values.get(name)) for name in TELLING) < FEWEST:
        return []
    return [hit for hit in search.similar_to(values) if hit.score.bits >= LIKELY]


def owner_of(service_number: str | None) -> Person | None:
    """Find who has a service number on record: nobody else may have it."""
    number = written(service_number or "")
    return queries.find_owner_of(IdentifierKind.SERVICE_NUMBER, issuer="", value=number) if number else None


def compared_with(person: Person, values: Mapping[str, Any]) -> tuple[Compared, ...]:
    """Compare what is told of somebody with what is on record of a person; that a category is unknown tells nothing."""
    known = {name: getattr(person, name) for name in IDENTITY_FIELDS}
    is_untold = person.category is not None and person.category.code == UNKNOWN_CATEGORY
    known["category_id"] = None if is_untold else person.category_id
    return tuple(compare(values, known))


def must_be_asked(namesakes: Sequence[Namesake], *, seen: Collection[int], reason: str | None) -> bool:
    """Tell whether somebody has to look before a person is entered: whom they have not seen yet, or want to tell apart.

    Whoever is only likely to be the same person is shown once; a strong likeness takes a reason.
    """
    is_unexplained = not reason and any(one.is_strong for one in namesakes)
    return is_unexplained or any(one.person.id not in seen for one in namesakes)


def told_apart(namesakes: Sequence[Namesake], reason: str | None) -> dict[Person, str]:
    """Give whom a reason tells apart from the person entered: those who are strongly like them."""
    return {one.person: reason for one in namesakes if one.is_strong} if reason else {}
