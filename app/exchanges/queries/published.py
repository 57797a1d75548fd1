"""Recognising an operation, or a total, that is on record already, by what is published of it."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import selectinload

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

#: Living people are counted apart from remains.
LIVING, BODIES = ("ukr_returned", "rus_returned"), ("bodies_to_ukr", "bodies_to_rus")


def find_operation_numbered(official_no: str, kind: OperationKind) -> Operation | None:
    """Find the operation of a kind that has an official number."""
    return db.session.scalar(
        select(Operation).where(
            Operation.official_no == official_no, Operation.format.has(OperationFormat.kind == kind)
        )
    )


def find_operation_counted(
    day: UncertainDate, kind: OperationKind, counts: tuple[int | None, int | None]
) -> Operation | None:
    """Find the operation of a day and a kind with both counts: by its formula, or by what was published."""
    by_formula = and_(
        Operation.planned_edtf == day.edtf,
        *equal(Operation, ("to_us", "to_them"), counts),
        # A formula that says nothing is no formula.
        or_(Operation.to_us.is_not(None), Operation.to_them.is_not(None)),
    )
    names = BODIES if kind is OperationKind.REMAINS else LIVING
    published = (
        select(OperationClaim.operation_id)
        .join(Operation, Operation.id == OperationClaim.operation_id)
        .outerjoin(OperationStage, OperationStage.id == OperationClaim.stage_id)
        .where(
            or_(
                OperationStage.day_edtf == day.edtf,
                and_(OperationStage.id.is_(None), Operation.planned_edtf == day.edtf),
            ),
            *equal(OperationClaim, names, counts),
        )
    )
    query = select(Operation).where(
        Operation.format.has(OperationFormat.kind == kind), or_(by_formula, Operation.id.in_(published))
    )
    return db.session.scalars(query.order_by(Operation.id)).first()


def equal(
    table: type[Operation | OperationClaim], names: tuple[str, str], counts: tuple[int | None, int | None]
) -> list[ColumnElement[bool]]:
    """Compare two columns with two counts; a count that was not given equals one that was not given."""
    return [
        getattr(table, name).is_(None) if count is None else getattr(table, name) == count
        for name, count in zip(names, counts, strict=True)
    ]


def list_all_claims_of(operation: Operation) -> list[OperationClaim]:
    """List every claim of an operation, retracted ones too: what was taken back does not come in again."""
    return list(
        db.session.scalars(
            select(OperationClaim)
            .options(selectinload(OperationClaim.source))
            .where(OperationClaim.operation_id == operation.id)
            .order_by(OperationClaim.id)
        )
    )


def has_total(as_of: date, metric: str, source_id: int, value: int) -> bool:
    """Tell whether a published total is on record."""
    found = select(PublishedTotal.id).where(
        PublishedTotal.as_of == as_of,
        PublishedTotal.metric == metric,
        PublishedTotal.source_id == source_id,
        PublishedTotal.value == value,
    )
    return db.session.scalar(found) is not None
