"""The keys of everybody at once: made anew from what is on record, or compared with it; block by block."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import select, text, update

from app.core import facts
from app.core.db import db
from app.core.many import POSTGRESQL, blocks, insert_many, kind_of_database, table_of
from app.names import keys as naming
from app.people.models import Person, PersonIdentifier, PersonStatement, name_keys, name_skeletons
from app.people.search.keeping import bounds, keys_for, missing_skeletons, number_key
from app.people.search.record import COLUMNS, names_of, other_names

#: People who are read at once.
BLOCK = 2_000
PERSON_INDEX = next(iter(name_keys.indexes))
#: Keys in the order of the people, before they are put in their own.
UNSORTED = sa.Table(
    "unsorted_name_keys",
    sa.MetaData(),
    *(sa.Column(column.name, column.type) for column in name_keys.columns),
    prefixes=["TEMPORARY"],
)
NAMES = tuple(getattr(Person, name) for name in COLUMNS)
#: Those who are found: neither merged nor retracted.
LISTED = (
    select(Person.id, *NAMES, Person.other_names)
    .where(Person.merged_into_id.is_(None), Person.retracted_at.is_(None))
    .order_by(Person.id)
)
STATED = (
    PersonStatement.id,
    PersonStatement.person_id,
    *(getattr(PersonStatement, name) for name in COLUMNS),
    PersonStatement.born,
    PersonStatement.recorded_at,
    PersonStatement.supersedes_id,
    PersonStatement.retracted_at,
)

Progress = Callable[[int], None]


@dataclass
class Entry:
    """Somebody on record, and what is to be kept of their names."""

    person_id: int
    stored_names: list[list[str]]
    names: list[list[str]]
    keys: set[int]
    skeletons: set[str]


@dataclass
class Facts:
    """What is on record about the names of one person, under all of their records."""

    statements: list[Any] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)


def rebuild(report: Progress) -> int:
    """Make the keys of everybody anew; whoever enters people meanwhile waits. Give how many people have keys."""
    if kind_of_database() == POSTGRESQL:
        db.session.execute(text("LOCK TABLE name_keys, name_skeletons IN EXCLUSIVE MODE"))
    connection = db.session.connection()
    UNSORTED.create(connection)
    skeletons: set[str] = set()
    count = 0
    for entries in derived_in_blocks(report):
        count += len(entries)
        insert_many(UNSORTED, ("key", "person_id"), ((key, one.person_id) for one in entries for key in one.keys))
        skeletons.update(*(one.skeletons for one in entries))
        write_names(entries)
    replace_keys(connection)
    replace_skeletons(skeletons)
    UNSORTED.drop(connection)
    db.session.execute(text("ANALYZE name_keys"))
    db.session.execute(text("ANALYZE name_skeletons"))
    return count


def replace_keys(connection: sa.Connection) -> None:
    """Put the new keys in the place of the old ones, in their order: an index that is filled so is filled fast."""
    db.session.execute(name_keys.delete())
    PERSON_INDEX.drop(connection)
    rows = select(UNSORTED.c.key, UNSORTED.c.person_id).order_by(UNSORTED.c.key, UNSORTED.c.person_id)
    db.session.execute(name_keys.insert().from_select(["key", "person_id"], rows))
    PERSON_INDEX.create(connection)


def replace_skeletons(skeletons: Collection[str]) -> None:
    """Put the neighbourhood of the surnames on record in the place of the old one."""
    db.session.execute(name_skeletons.delete())
    rows = sorted((deletion, skeleton) for skeleton in skeletons for deletion in naming.deletions(skeleton))
    insert_many(name_skeletons, ("deletion", "skeleton"), rows)


def write_names(entries: Iterable[Entry]) -> None:
    """Write the other names of those who had others, or none, before."""
    for one in entries:
        if one.names != one.stored_names:
            changed = update(Person).where(Person.id == one.person_id).values(other_names=one.names)
            db.session.execute(changed, execution_options={"synchronize_session": False})


def compare(report: Progress) -> Iterator[tuple[int, list[str]]]:
    """Give who is kept otherwise than the facts say, and in what."""
    for entries in derived_in_blocks(report):
        stored = stored_of([one.person_id for one in entries])
        missing = missing_skeletons({skeleton for one in entries for skeleton in one.skeletons})
        for one in entries:
            differing = {
                "name_keys": one.keys != stored.get(one.person_id, set()),
                "name_skeletons": not missing.isdisjoint(one.skeletons),
                "other_names": one.names != one.stored_names,
            }
            if names := [name for name, differs in differing.items() if differs]:
                yield one.person_id, names


def stored_of(ids: Collection[int]) -> Mapping[int, set[int]]:
    """Give the keys under which some people stand."""
    given = table_of(ids)
    stored: dict[int, set[int]] = {}
    read = select(name_keys.c.person_id, name_keys.c.key).join_from(
        given, name_keys, name_keys.c.person_id == given.c.value
    )
    for person_id, key in db.session.execute(read):
        stored.setdefault(person_id, set()).add(key)
    return stored


def derived_in_blocks(report: Progress) -> Iterator[list[Entry]]:
    """Give everybody who is neither merged nor retracted, with what is to be kept of them, block by block."""
    last = 0
    while entries := derived_after(last):
        yield entries
        last = entries[-1].person_id
        report(len(entries))


def derived_after(last: int) -> list[Entry]:
    """Derive what is to be kept of the next people by number."""
    return entries_of(people_after(last))


def derived_of(ids: Collection[int]) -> list[Entry]:
    """Derive what is to be kept of some people; of one who was merged or retracted nothing is."""
    return [one for some in blocks(ids, BLOCK) for one in entries_of(people_among(some))]


def entries_of(people: Sequence[Any]) -> list[Entry]:
    """Derive what is to be kept of people whose rows were read."""
    on_record = facts_of([one.id for one in people]) if people else {}
    return [entry_of(one, on_record.get(one.id, Facts())) for one in people]


def count_people() -> int:
    """Count who has keys."""
    stand = (Person.merged_into_id.is_(None), Person.retracted_at.is_(None))
    return db.session.scalar(select(sa.func.count()).select_from(Person).where(*stand)) or 0


def people_after(last: int) -> Sequence[Any]:
    """Read the next people by number."""
    return db.session.execute(LISTED.where(Person.id > last).limit(BLOCK)).all()


def people_among(ids: Collection[int]) -> Sequence[Any]:
    """Read some people by number."""
    return db.session.execute(LISTED.where(Person.id.in_(select(table_of(ids).c.value)))).all()


def facts_of(ids: Collection[int]) -> Mapping[int, Facts]:
    """Read what is on record about the names of some people, under their own record and those merged into it."""
    given = table_of(ids)
    merged = select(Person.id, Person.merged_into_id).join_from(given, Person, Person.merged_into_id == given.c.value)
    kept: dict[int, int] = {number: into for number, into in db.session.execute(merged) if into is not None}
    found: dict[int, Facts] = {}
    members = table_of([*ids, *kept])
    for one in db.session.execute(stated_of(members)):
        found.setdefault(kept.get(one.person_id, one.person_id), Facts()).statements.append(one)
    for person_id, value in db.session.execute(numbers_of(members)):
        found.setdefault(kept.get(person_id, person_id), Facts()).numbers.append(value)
    return found


def stated_of(members: sa.TableValuedAlias) -> sa.Select[Any]:
    """Select what was ever stated under some records."""
    return (
        select(*STATED)
        .join_from(members, PersonStatement, PersonStatement.person_id == members.c.value)
        .order_by(PersonStatement.id)
    )


def numbers_of(members: sa.TableValuedAlias) -> sa.Select[int, str]:
    """Select the numbers that stand of some records."""
    return (
        select(PersonIdentifier.person_id, PersonIdentifier.value)
        .join_from(members, PersonIdentifier, PersonIdentifier.person_id == members.c.value)
        .where(PersonIdentifier.retracted_at.is_(None))
        .order_by(PersonIdentifier.id)
    )


def entry_of(row: Any, on_record: Facts) -> Entry:  # noqa: ANN401 - a row of a person
    """Derive what is to be kept of somebody's names."""
    live = facts.live(on_record.statements)
    others = other_names({name: getattr(row, name) for name in COLUMNS}, live)
    names = names_of(row, others)
    births = {bounds(one.born) for one in live} or {None}
    keys = keys_for(names, births) | {number_key(value) for value in on_record.numbers}
    skeletons = {skeleton for name in names for skeleton in naming.surname_skeletons(name)}
    return Entry(row.id, row.other_names, others, keys, skeletons)
