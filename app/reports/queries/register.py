"""The register of people, read block by block, so that a million people need no more memory than a thousand.

The database gives what it can as text already, since a cell that Python has to make costs ten times as much; for the
same reason plain rows are asked of the connection, past the session's own handling of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, cast, null, select, type_coerce

from app.core.db import db
from app.core.iso import IsoDay, IsoMoment
from app.people import queries as people
from app.people.models import Cohort, Person, PersonCohort, PersonIdentifier
from app.people.queries import Request

#: People whose cohorts and numbers are fetched together.
BLOCK = 1000

STATED = (
    "surname", "given_name", "patronymic", "call_sign", "latin_name", "birth_place", "father_name",
    "mother_maiden_name", "nationality", "rank", "unit", "last_residence", "distinguishing_marks",
)  # fmt: skip
CODED = (
    "name_language", "sex", "custody_status", "confirmation", "reported", "exchange_status", "legal_situation",
    "last_answer",
)  # fmt: skip
COUNTED = ("times_listed", "times_refused", "times_silent", "times_waiting")
DATED = ("born", "since", "captured", "ended")

#: What the row of a person holds as text, by the code of the register's column.
TEXTS: dict[str, ColumnElement[Any]] = {
    **{name: getattr(Person, name) for name in STATED},
    **{name: type_coerce(getattr(Person, name), String) for name in CODED},
    **{name: getattr(Person, f"{name}_edtf") for name in DATED},
    **{f"{name}_{end}": IsoDay(getattr(Person, f"{name}_{end}")) for name in DATED for end in ("earliest", "latest")},
    **{name: cast(getattr(Person, name), String) for name in COUNTED},
    "last_known_on": IsoDay(Person.last_known_on),
    "last_answer_on": IsoDay(Person.last_answer_on),
    **{name: IsoMoment(getattr(Person, name)) for name in ("created_at", "updated_at")},
}
#: What is only told by looking it up: numbers of other rows, and lists as JSON writes them.
KEYS = (
    Person.id,
    Person.side_id,
    Person.category_id,
    Person.place_id,
    cast(Person.absences, String),
    cast(Person.conflicts, String),
    cast(Person.missing, String),
)


class Number(NamedTuple):
    """A number that identifies somebody, and who gave it."""

    kind: str
    issuer: str
    value: str


@dataclass(slots=True)
class Entry:
    """What the register says of one person: their cells, blank where something is still to be looked up, and what."""

    cells: list[str]
    id: int
    side_id: int | None
    category_id: int | None
    place_id: int | None
    absences: str
    conflicts: str
    missing: str
    cohorts: Sequence[str]
    numbers: Sequence[Number]


def list_register(asked: Request, columns: Sequence[str]) -> Iterator[Entry]:
    """Give everybody in a filtered list, in its order, while they are being read; the list's page does not matter."""
    query = people.register(asked.filter, sort=asked.sort, is_descending=asked.is_descending)
    cells = [TEXTS.get(code, null()).label(code) for code in columns]
    merged = list_merged()
    query = query.with_only_columns(*KEYS, *cells)
    found = db.session.connection().execute(query, execution_options={"yield_per": BLOCK})
    for block in found.partitions():
        yield from entries_of(block, merged)


def list_merged() -> Mapping[int, Sequence[int]]:
    """List the records that were merged into each record: few, beside all people."""
    query = select(Person.merged_into_id, Person.id).where(Person.merged_into_id.is_not(None)).order_by(Person.id)
    merged: dict[int | None, list[int]] = defaultdict(list)
    for stays, goes in db.session.connection().execute(query):
        merged[stays].append(goes)
    return {stays: goes for stays, goes in merged.items() if stays is not None}


def entries_of(block: Sequence[Sequence[Any]], merged: Mapping[int, Sequence[int]]) -> Iterator[Entry]:
    """Join people with the cohorts and numbers that they, and records merged into theirs, carry."""
    stays = {member: row[0] for row in block for member in (row[0], *merged.get(row[0], ()))}
    cohorts, numbers = cohorts_of(stays), numbers_of(stays)
    for row in block:
        person_id, side_id, category_id, place_id, absences, conflicts, missing, *texts = row
        yield Entry(
            [text or "" for text in texts],
            person_id,
            side_id,
            category_id,
            place_id,
            absences,
            conflicts,
            missing,
            cohorts.get(person_id, ()),
            numbers.get(person_id, ()),
        )


def cohorts_of(stays: Mapping[int, int]) -> Mapping[int, Sequence[str]]:
    """Give the codes of people's cohorts, each once; `stays` leads from each record to the one that stays."""
    query = (
        select(PersonCohort.person_id, Cohort.code)
        .join(PersonCohort.cohort)
        .where(PersonCohort.person_id.in_(stays))
        .order_by(Cohort.position, Cohort.id, PersonCohort.id)
    )
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for person_id, code in db.session.connection().execute(query):
        found[stays[person_id]][code] = None
    return {person_id: list(codes) for person_id, codes in found.items()}


def numbers_of(stays: Mapping[int, int]) -> Mapping[int, Sequence[Number]]:
    """Give the numbers of people that stand; `stays` leads from each record to the one that stays."""
    kind = type_coerce(PersonIdentifier.kind, String)
    query = (
        select(PersonIdentifier.person_id, kind, PersonIdentifier.issuer, PersonIdentifier.value)
        .where(PersonIdentifier.person_id.in_(stays), PersonIdentifier.retracted_at.is_(None))
        .order_by(PersonIdentifier.id)
    )
    found: dict[int, list[Number]] = defaultdict(list)
    for person_id, *number in db.session.connection().execute(query):
        found[stays[person_id]].append(Number(*number))
    return found
