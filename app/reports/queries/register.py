"""The register of people, read block by block, so that a million people need no more memory than a thousand."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, String, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from app.core.db import db
from app.people import queries as people
from app.people.models import Cohort, Person, PersonCohort, PersonIdentifier
from app.people.queries import Request

#: People whose cohorts and numbers are fetched together.
BLOCK = 1000

#: Enums are read as the codes they are stored by.
CODES = ("name_language", "sex", "custody_status", "confirmation", "reported", "exchange_status")
PLAIN = (
    "id",
    "surname",
    "given_name",
    "patronymic",
    "call_sign",
    "latin_name",
    "born_edtf",
    "born_earliest",
    "born_latest",
    "birth_place",
    "father_name",
    "mother_maiden_name",
    "nationality",
    "side_id",
    "category_id",
    "rank",
    "unit",
    "last_residence",
    "distinguishing_marks",
    "absences",
    "conflicts",
    "missing",
    "place_id",
    "since_edtf",
    "since_earliest",
    "since_latest",
    "captured_edtf",
    "captured_earliest",
    "captured_latest",
    "ended_edtf",
    "ended_earliest",
    "ended_latest",
    "created_at",
    "updated_at",
)
COLUMNS: tuple[ColumnElement[Any], ...] = (
    *(getattr(Person, name) for name in PLAIN),
    *(type_coerce(getattr(Person, name), String).label(name) for name in CODES),
)


class Number(NamedTuple):
    """A number that identifies somebody, and who gave it."""

    kind: str
    issuer: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register says of one person: the columns of their row, the codes of their cohorts, their numbers."""

    row: Row[Any]
    cohorts: Sequence[str]
    numbers: Sequence[Number]


def list_register(asked: Request) -> Iterator[Entry]:
    """Give everybody in a filtered list, in its order, while they are being read; the list's page does not matter."""
    query = people.register(asked.filter, sort=asked.sort, is_descending=asked.is_descending)
    found = db.session.execute(query.with_only_columns(*COLUMNS), execution_options={"yield_per": BLOCK})
    for block in found.partitions():
        yield from entries_of(block)


def entries_of(block: Sequence[Row[Any]]) -> Iterator[Entry]:
    """Join people with their cohorts and numbers."""
    ids = [row.id for row in block]
    cohorts, numbers = cohorts_of(ids), numbers_of(ids)
    for row in block:
        yield Entry(row, cohorts.get(row.id, ()), numbers.get(row.id, ()))


def cohorts_of(ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """Give the codes of the cohorts that people carry, each once, also by a record that was merged into theirs."""
    member = aliased(Person)
    query = (
        select(belongs_to(member), Cohort.code)
        .join_from(PersonCohort, member, PersonCohort.person_id == member.id)
        .join(Cohort, PersonCohort.cohort_id == Cohort.id)
        .where(is_one_of(member, ids))
        .order_by(Cohort.position, Cohort.id, PersonCohort.id)
    )
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for person_id, code in db.session.execute(query):
        found[person_id][code] = None
    return {person_id: list(codes) for person_id, codes in found.items()}


def numbers_of(ids: Sequence[int]) -> Mapping[int, Sequence[Number]]:
    """Give the numbers of people that stand, also those of a record that was merged into theirs."""
    member = aliased(Person)
    kind = type_coerce(PersonIdentifier.kind, String)
    query = (
        select(belongs_to(member), kind, PersonIdentifier.issuer, PersonIdentifier.value)
        .join_from(PersonIdentifier, member, PersonIdentifier.person_id == member.id)
        .where(is_one_of(member, ids), PersonIdentifier.retracted_at.is_(None))
        .order_by(PersonIdentifier.id)
    )
    found: dict[int, list[Number]] = defaultdict(list)
    for person_id, *number in db.session.execute(query):
        found[person_id].append(Number(*number))
    return found


def belongs_to(member: type[Person]) -> ColumnElement[int]:
    """Give the record that a member's facts belong to."""
    return func.coalesce(member.merged_into_id, member.id)


def is_one_of(member: type[Person], ids: Sequence[int]) -> ColumnElement[bool]:
    """Give the condition of being one of these people, or merged into one of them."""
    return or_(member.id.in_(ids), member.merged_into_id.in_(ids))
