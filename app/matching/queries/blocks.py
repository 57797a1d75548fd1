"""Reading who stands under one key, block by block: the whole registry in the order of keys, or around some people."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from app.core.db import db
from app.core.errors import NotFound
from app.core.many import table_of
from app.matching.models import Judgement, Pair, Scan
from app.names.births import Born
from app.people import queries as people
from app.people.models import Person, PersonIdentifier, name_keys
from app.people.search.keeping import span

OWN = name_keys.alias("own")
FIRST, SECOND = aliased(PersonIdentifier, name="first"), aliased(PersonIdentifier, name="second")
by_key = itemgetter(0)


@dataclass(frozen=True)
class Blocks:
    """The people under each of some keys that several share, and the last key that was read."""

    groups: list[list[int]]
    position: int | None


def list_blocks(*, after: int | None, limit: int) -> Blocks:
    """List the blocks that follow a key, about as many rows of them as asked for, each block whole."""
    query = select(name_keys.c.key, name_keys.c.person_id).order_by(name_keys.c.key, name_keys.c.person_id)
    following = query if after is None else query.where(name_keys.c.key > after)
    rows: list[tuple[int, int]] = [(key, number) for key, number in db.session.execute(following.limit(limit))]
    if len(rows) < limit:
        return Blocks(groups_of(rows), rows[-1][0] if rows else None)
    last = rows[-1][0]
    # The last block may go on beyond the limit.
    whole = [row for row in rows if row[0] != last]
    rest = db.session.execute(query.where(name_keys.c.key == last))
    return Blocks(groups_of([*whole, *((key, number) for key, number in rest)]), last)


def list_blocks_around(numbers: Collection[int]) -> list[list[int]]:
    """List the blocks in which some people stand."""
    given = table_of(sorted(numbers))
    keys = select(OWN.c.key).join_from(given, OWN, OWN.c.person_id == given.c.value).distinct().subquery()
    rows = db.session.execute(
        select(name_keys.c.key, name_keys.c.person_id)
        .join_from(keys, name_keys, name_keys.c.key == keys.c.key)
        .order_by(name_keys.c.key, name_keys.c.person_id)
    )
    return groups_of([(key, number) for key, number in rows])


def groups_of(rows: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Group rows of a key and a person by their key, which they are ordered by; somebody alone is no group."""
    groups = ([number for _, number in group] for _, group in groupby(rows, key=by_key))
    return [group for group in groups if len(group) > 1]


def births_of_all() -> Iterator[tuple[int, Born]]:
    """Give when everybody was born of whom it is known, each with their number, while they are read."""
    rows = db.session.execute(
        select(Person.id, Person.born_earliest, Person.born_latest)
        .where(Person.merged_into_id.is_(None), Person.born_earliest.is_not(None), Person.born_latest.is_not(None))
        .execution_options(yield_per=10_000)
    )
    for number, earliest, latest in rows:
        if (born := span(earliest, latest)) is not None:
            yield number, born


def count_listed_people() -> int:
    """Count those who stand for somebody."""
    listed = (Person.merged_into_id.is_(None), Person.retracted_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(Person).where(*listed)) or 0


def list_changed_people(*, since: datetime, after: int | None, limit: int) -> Sequence[int]:
    """List the numbers of those of whom something was entered since a moment, in their order."""
    return db.session.scalars(
        select(Person.id).where(Person.updated_at >= since, Person.id > (after or 0)).order_by(Person.id).limit(limit)
    ).all()


def count_changed_people(*, since: datetime) -> int:
    """Count those of whom something was entered since a moment."""
    return db.session.scalar(select(func.count()).select_from(Person).where(Person.updated_at >= since)) or 0


def list_pairs_sharing_number() -> list[tuple[int, int]]:
    """List the pairs of people on whose records one number stands that two issuers gave, the lower number first."""
    shared = (
        select(PersonIdentifier.kind, PersonIdentifier.value)
        .where(PersonIdentifier.retracted_at.is_(None))
        .group_by(PersonIdentifier.kind, PersonIdentifier.value)
        .having(func.count() > 1)
        .subquery()
    )
    rows = db.session.execute(
        select(
            PersonIdentifier.kind,
            PersonIdentifier.value,
            func.coalesce(Person.merged_into_id, Person.id),
        )
        .join(shared, and_(shared.c.kind == PersonIdentifier.kind, shared.c.value == PersonIdentifier.value))
        .join(PersonIdentifier.person)
        .where(PersonIdentifier.retracted_at.is_(None), Person.retracted_at.is_(None))
        .order_by(PersonIdentifier.kind, PersonIdentifier.value, Person.id)
    )
    found: set[tuple[int, int]] = set()
    for _, group in groupby(rows, key=lambda row: (row[0], row[1])):
        holders = sorted({row[2] for row in group})
        found.update((one, other) for place, one in enumerate(holders) for other in holders[place + 1 :])
    return sorted(found)


def share_number(one: Person, other: Person) -> bool:
    """Tell whether one number of one kind stands on two people's records, given by two issuers."""
    shared = (
        select(FIRST.id)
        .join(SECOND, and_(FIRST.kind == SECOND.kind, FIRST.value == SECOND.value))
        .where(
            FIRST.person_id.in_(people.members_of(one)),
            SECOND.person_id.in_(people.members_of(other)),
            FIRST.retracted_at.is_(None),
            SECOND.retracted_at.is_(None),
        )
    )
    return db.session.scalars(shared.limit(1)).first() is not None


def get_scan(scan_id: int) -> Scan:
    """Find a scan, or raise NotFound."""
    scan = db.session.get(Scan, scan_id)
    if scan is None:
        raise NotFound
    return scan


def find_newest_scan() -> Scan | None:
    """Find the scan that began last."""
    return db.session.scalars(select(Scan).order_by(Scan.id.desc()).limit(1)).first()


def find_last_finished_scan() -> Scan | None:
    """Find the finished scan that began last."""
    return db.session.scalars(
        select(Scan).where(Scan.finished_at.is_not(None)).order_by(Scan.id.desc()).limit(1)
    ).first()


def pairs_stored_among(found: Collection[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Give the numbers under which some pairs are stored, for those that are."""
    given = table_of(sorted({one for one, _ in found}))
    query = select(Pair.one_id, Pair.other_id, Pair.id).join_from(given, Pair, Pair.one_id == given.c.value)
    stored = {(one, other): number for one, other, number in db.session.execute(query)}
    return {key: stored[key] for key in found if key in stored}


def people_judged() -> set[int]:
    """Give the records of which somebody has judged anything, and those that stand for them now."""
    rows = db.session.execute(
        select(Person.id, Person.merged_into_id).where(
            or_(Person.id.in_(select(Judgement.one_id)), Person.id.in_(select(Judgement.other_id)))
        )
    )
    return {number for row in rows for number in row if number is not None}


def unseen_pairs(*, before: datetime, numbers: Collection[int] | None = None) -> list[int]:
    """Give the pairs that a scan has not found again and that nobody ever judged: of some people, or of all."""
    judged = select(Judgement.id).where(Judgement.one_id == Pair.one_id, Judgement.other_id == Pair.other_id)
    query = select(Pair.id).where(Pair.scored_at < before, Pair.verdict.is_(None), ~judged.exists())
    if numbers is not None:
        among = sorted(numbers)
        some = select(table_of(among).c.value)
        query = query.where(or_(Pair.one_id.in_(some), Pair.other_id.in_(some)))
    return list(db.session.scalars(query.order_by(Pair.id)))
