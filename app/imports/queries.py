"""Looking for those whom a list names, and for what it tells of, among what is on record already."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, select, tuple_

from app.core.dates import UncertainDate
from app.core.db import db
from app.exchanges.models import (
    Operation,
    OperationClaim,
    OperationFormat,
    OperationKind,
    OperationStage,
    PublishedTotal,
)
from app.people.models import IdentifierKind, Person, PersonIdentifier
from app.sources.models import Source

#: A statement takes only so many values on SQLite.
BLOCK = 500


def count_on_record(people: Collection[tuple[str, str]]) -> int:
    """Count those of whom somebody with the same name, by its sort key, and the same date of birth is on record."""
    asked = list(people)
    known: set[tuple[str, str]] = set()
    for start in range(0, len(asked), BLOCK):
        known.update(among_record(asked[start : start + BLOCK]))
    return sum(one in known for one in asked)


def among_record(people: Collection[tuple[str, str]]) -> Collection[tuple[str, str]]:
    """Give those of a block that are on record."""
    name_and_birth = tuple_(Person.sort_key, Person.born_edtf)
    rows = db.session.execute(
        select(Person.sort_key, Person.born_edtf).where(
            name_and_birth.in_(people), Person.merged_into_id.is_(None), Person.retracted_at.is_(None)
        )
    )
    return {(name, born or "") for name, born in rows}


def is_number_taken(kind: IdentifierKind, *, issuer: str, value: str) -> bool:
    """Tell whether somebody has a number: whoever names it again is a duplicate to judge."""
    found = select(PersonIdentifier.id).where(
        PersonIdentifier.kind == kind,
        PersonIdentifier.issuer == issuer,
        PersonIdentifier.value == value,
        PersonIdentifier.retracted_at.is_(None),
    )
    return db.session.scalar(found.limit(1)) is not None


def find_source_at(address: str) -> Source | None:
    """Find the source that stands at an address, the oldest of several."""
    return db.session.scalar(select(Source).where(Source.address == address).order_by(Source.id).limit(1))


def find_operation_numbered(official_no: str) -> Operation | None:
    """Find an operation by its official number."""
    return db.session.scalar(select(Operation).where(Operation.official_no == official_no))


def find_operation_agreed(to_us: int | None, to_them: int | None, since: date, until: date) -> Operation | None:
    """Find the operation of several days that began or ended between two days under an agreement's formula."""
    return db.session.scalar(
        select(Operation)
        .where(
            Operation.to_us == to_us,
            Operation.to_them == to_them,
            Operation.planned_latest >= since,
            Operation.planned_earliest <= until,
            Operation.stages.any(),
        )
        .order_by(Operation.id)
        .limit(1)
    )


def list_operations_on(kind: OperationKind, day: UncertainDate) -> Sequence[Operation]:
    """List the operations of a kind that fell on a day, or had one of their days then."""
    of_operation = and_(
        is_same(Operation.planned_earliest, day.earliest), is_same(Operation.planned_latest, day.latest)
    )
    of_stage = and_(is_same(OperationStage.day_earliest, day.earliest), is_same(OperationStage.day_latest, day.latest))
    return db.session.scalars(
        select(Operation)
        .where(Operation.format.has(OperationFormat.kind == kind), of_operation | Operation.stages.any(of_stage))
        .order_by(Operation.id)
    ).all()


def is_same(column: SQLColumnExpression[Any], value: object) -> ColumnElement[bool]:
    """Compare a column with a value, of which nothing is something, too."""
    return column.is_not_distinct_from(value)


def list_all_claims_of(operation: Operation) -> Sequence[OperationClaim]:
    """List everything that was ever entered of what is published of an operation, retracted or not.

    What somebody took back with a reason does not return with the next import.
    """
    return db.session.scalars(
        select(OperationClaim).where(OperationClaim.operation_id == operation.id).order_by(OperationClaim.id)
    ).all()


def find_claim_of_bodies(day: UncertainDate, bodies: tuple[int | None, int | None]) -> OperationClaim | None:
    """Find what was published of a transfer of so many bodies on a day, as the claim of whatever operation."""
    return db.session.scalar(
        select(OperationClaim)
        .where(
            OperationClaim.stated_on == day.latest,
            is_same(OperationClaim.bodies_to_ukr, bodies[0]),
            is_same(OperationClaim.bodies_to_rus, bodies[1]),
        )
        .order_by(OperationClaim.id)
        .limit(1)
    )


def is_total_known(as_of: date, metric: str, value: int, source: Source) -> bool:
    """Tell whether a source's total is on record."""
    found = select(PublishedTotal.id).where(
        PublishedTotal.as_of == as_of,
        PublishedTotal.metric == metric,
        PublishedTotal.value == value,
        PublishedTotal.source_id == source.id,
    )
    return db.session.scalar(found.limit(1)) is not None
