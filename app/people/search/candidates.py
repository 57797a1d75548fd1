"""Who stands under some keys: found and read in as few statements as can be, the same on both databases.

The statements are made once for each kind of database: to make them anew would take longer than to run them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from heapq import nsmallest
from itertools import accumulate
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select

from app.core.db import db
from app.core.many import as_parameter, kind_of_database, table_named
from app.names import keys as naming
from app.names.forms import Candidate, Name
from app.people.models import Person, name_keys, name_skeletons
from app.people.search.keeping import span
from app.people.search.record import names_told

#: People who are read under one key at most: beyond that a name says too little to rank them by.
UNDER_ONE_KEY: ColumnElement[int] = literal_column("400")
#: Rows that are read at most, the rarest keys' first: one person often stands under several.
ROWS = 4000
#: What a key says under which nobody else stands, in bits; it says one less whenever twice as many stand there.
RAREST = 20
#: Where counting the bearers of a surname ends: it is common by then.
COMMON: ColumnElement[int] = literal_column("4096")
READ = (
    Person.id,
    Person.surname,
    Person.given_name,
    Person.patronymic,
    Person.call_sign,
    Person.latin_name,
    Person.other_names,
    Person.born_earliest,
    Person.born_latest,
    Person.captured_earliest,
    Person.captured_latest,
    Person.rank,
    Person.unit,
    Person.side_id,
)
#: Above every number of a person.
HIGHEST: ColumnElement[int] = literal_column(str(2**62))


def asked_of(statement: Any, numbers: Iterable[int]) -> Any:  # noqa: ANN401 - a function that makes it, and its rows
    """Run a statement about some numbers, in their order."""
    kind = kind_of_database()
    return db.session.execute(statement(kind), {"given": as_parameter(sorted(numbers), kind)})


def ids_under(asked: Collection[int], *, most: int) -> list[int]:
    """Give so many of those who stand under some keys: under more and rarer ones first, of equals the older records."""
    rarity = rarities_of(asked)
    if not rarity:
        return []
    weights = Counter[int]()
    for key, person_id in asked_of(standing_under, rarity).all():
        weights[person_id] += rarity[key]
    return nsmallest(most, weights, key=lambda one: (-weights[one], one))


def rarities_of(asked: Collection[int]) -> Mapping[int, int]:
    """Say in bits how rare some keys are, the rarest first, as many as will be read; nobody stands under most of them.

    A slip makes hundreds of keys. To count is much cheaper than to read, for nothing leaves the database.
    """
    counted = sorted((count, key) for key, count in asked_of(crowding, asked).all() if count) if asked else []
    before = accumulate((count for count, _ in counted), initial=0)
    return {
        key: RAREST - count.bit_length() for (count, key), read in zip(counted, before, strict=False) if read < ROWS
    }


@cache
def standing_under(kind: str) -> Any:  # noqa: ANN401 - a statement
    """Select who stands under each of some keys, so many of each as are read at most."""
    given, beyond = table_named("given", kind), name_keys.alias("beyond")
    last = (
        select(beyond.c.person_id)
        .where(beyond.c.key == given.c.value)
        .order_by(beyond.c.person_id)
        .limit(literal_column("1"))
        .offset(UNDER_ONE_KEY)
        .scalar_subquery()
    )
    return (
        select(name_keys.c.key, name_keys.c.person_id)
        .join_from(given, name_keys, name_keys.c.key == given.c.value)
        .where(name_keys.c.person_id < func.coalesce(last, HIGHEST))
    )


def candidates_for(ids: Collection[int]) -> list[Candidate]:
    """Read some people as they are compared, in the order of their numbers; none that was merged or retracted."""
    return [candidate_of(*row) for row in asked_of(reading, ids).all()] if ids else []


@cache
def reading(kind: str) -> Any:  # noqa: ANN401 - a statement
    """Select some people."""
    given = table_named("given", kind)
    return (
        select(*READ)
        .join_from(given, Person, Person.id == given.c.value)
        .where(Person.merged_into_id.is_(None), Person.retracted_at.is_(None))
        .order_by(Person.id)
    )


def candidate_of(person_id: int, *told: Any) -> Candidate:
    """Give somebody as they are compared; the side by its number."""
    *names, others, born_first, born_last, taken_first, taken_last, rank, unit, side = told
    return Candidate(
        person_id,
        (*names_told(*names), *(Name(*parts) for parts in others)),
        span(born_first, born_last),
        captured=span(taken_first, taken_last),
        rank=rank or "",
        unit=unit or "",
        side=str(side or ""),
    )


def neighbours_of(skeletons: Iterable[str]) -> Mapping[str, list[str]]:
    """Give for each skeleton those on record that one slip in typing makes of it, or it of them."""
    deletions = {skeleton: naming.deletions(skeleton) for skeleton in skeletons}
    asked = {one for some in deletions.values() for one in some}
    rows = list(asked_of(beside, asked)) if asked else []
    return {
        skeleton: sorted({found for deletion, found in rows if deletion in some and found != skeleton})
        for skeleton, some in deletions.items()
    }


@cache
def beside(kind: str) -> Any:  # noqa: ANN401 - a statement
    """Select the skeletons that stand under some deletions."""
    given = table_named("given", kind)
    joined = name_skeletons.c.deletion == given.c.value
    return (
        select(name_skeletons.c.deletion, name_skeletons.c.skeleton).join_from(given, name_skeletons, joined).distinct()
    )


@cache
def bearing(kind: str) -> Any:  # noqa: ANN401 - a statement
    """Select how many bear each of some surnames, up to where that is many."""
    return counting(kind, COMMON)


@cache
def crowding(kind: str) -> Any:  # noqa: ANN401 - a statement
    """Select how many stand under each of some keys, up to as many as are read."""
    return counting(kind, UNDER_ONE_KEY)


def counting(kind: str, most: ColumnElement[int]) -> Any:  # noqa: ANN401 - a statement
    """Select how many stand under each of some keys, up to where that is many."""
    given = table_named("given", kind)
    one: ColumnElement[int] = literal_column("1")
    some = select(one).where(name_keys.c.key == given.c.value).limit(most).correlate(given)
    counted = select(func.count()).select_from(some.subquery()).scalar_subquery()
    return select(given.c.value, counted)


class Commonness(Counter[str]):
    """How many people bear a surname, by its skeleton; asked of the database once, and beforehand for many."""

    def learn(self, skeletons: Iterable[str]) -> None:
        """Count the bearers of those surnames that were not counted yet, up to where they are common."""
        by_key = {naming.surname_key(one): one for one in set(skeletons) - self.keys()}
        if by_key:
            self.update({by_key[key]: count for key, count in asked_of(bearing, by_key)})

    def __call__(self, skeleton: str) -> int:
        """Tell how many people bear a surname."""
        if skeleton not in self:
            self.learn([skeleton])
        return self[skeleton]
