"""Reading operations, their steps, and what is published of them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, extract, func, literal, not_, select, tuple_
from sqlalchemy.orm import selectinload

from app.core.db import db
from app.core.errors import NotFound
from app.core.paging import Page
from app.exchanges.models import (
    CLAIMED,
    Direction,
    Entry,
    Mediator,
    Operation,
    OperationClaim,
    OperationFormat,
    OperationKind,
    OperationMediator,
    OperationState,
    OperationTransition,
    State,
)

#: Operations without a day stand before all others: they are still to come.
DAY = func.coalesce(Operation.planned_latest, date.max)


@dataclass(frozen=True)
class OperationFilter:
    """Which operations; what is left out does not narrow."""

    kind: OperationKind | None = None
    state: OperationState | None = None
    year: int | None = None
    mediator_id: int | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Give what an operation has to fulfil."""
        asked = {
            self.kind: Operation.format.has(OperationFormat.kind == self.kind),
            self.state: Operation.state == self.state,
            self.year: extract("year", Operation.planned_latest) == self.year,
            self.mediator_id: Operation.id.in_(
                select(OperationMediator.operation_id).where(OperationMediator.mediator_id == self.mediator_id)
            ),
        }
        return [condition for given, condition in asked.items() if given is not None]


def get_operation(code: str) -> Operation:
    """Find an operation by its code, or raise NotFound."""
    operation = find_operation(code)
    if operation is None:
        raise NotFound
    return operation


def find_operation(code: str) -> Operation | None:
    """Find an operation by its code, in whatever case it was typed."""
    return db.session.scalar(select(Operation).where(Operation.code == code.strip().upper()))


def list_operations(
    asked: OperationFilter, *, before: Operation | None = None, after: Operation | None = None, size: int = 50
) -> Page[Operation]:
    """List operations on one page, the latest first, behind or before one of them."""
    query = narrowed(asked).options(selectinload(Operation.format), selectinload(Operation.mediators)).limit(size + 1)
    if before is not None:
        later = query.where(is_later_than(before)).order_by(DAY, Operation.id)
        return Page.of(list(db.session.scalars(later)), size=size, backwards=True, began=True)
    if after is not None:
        query = query.where(not_(is_later_than(after)), Operation.id != after.id)
    rows = db.session.scalars(query.order_by(DAY.desc(), Operation.id.desc()))
    return Page.of(list(rows), size=size, backwards=False, began=after is not None)


def narrowed(asked: OperationFilter) -> Select[Operation]:
    """Select the operations that a filter leaves."""
    return select(Operation).where(*asked.conditions())


def is_later_than(operation: Operation) -> ColumnElement[bool]:
    """Find the operations that stand before one in the list."""
    day = operation.planned_latest or date.max
    return tuple_(DAY, Operation.id) > tuple_(literal(day), literal(operation.id))


def count_by_kind(asked: OperationFilter) -> Mapping[OperationKind, int]:
    """Count operations by what they are counted as: exchanges apart from repatriations, releases and remains."""
    query = (
        select(OperationFormat.kind, func.count(Operation.id))
        .join(Operation, Operation.format_id == OperationFormat.id)
        .where(*asked.conditions())
        .group_by(OperationFormat.kind)
    )
    found: dict[OperationKind, int] = dict(db.session.execute(query).all())
    return dict.fromkeys(OperationKind, 0) | found


def list_years() -> Sequence[int]:
    """List the years in which there are operations, the latest first."""
    year = extract("year", Operation.planned_latest)
    query = select(year).where(Operation.planned_latest.is_not(None)).distinct().order_by(year.desc())
    return [int(one) for one in db.session.scalars(query)]


def list_formats() -> Sequence[OperationFormat]:
    """List the formats in the order of the vocabulary."""
    return db.session.scalars(select(OperationFormat).order_by(OperationFormat.position, OperationFormat.id)).all()


def list_mediators() -> Sequence[Mediator]:
    """List the mediators in the order of the vocabulary."""
    return db.session.scalars(select(Mediator).order_by(Mediator.position, Mediator.id)).all()


def list_transitions_of_operation(operation: Operation) -> Sequence[OperationTransition]:
    """List the steps of an operation, the latest first."""
    return db.session.scalars(
        select(OperationTransition)
        .options(selectinload(OperationTransition.recorded_by))
        .where(OperationTransition.operation_id == operation.id)
        .order_by(OperationTransition.id.desc())
    ).all()


def list_claims_of(operation: Operation) -> Sequence[OperationClaim]:
    """List what stands of what was published of an operation, by day and by number, with its sources."""
    return db.session.scalars(
        select(OperationClaim)
        .options(selectinload(OperationClaim.source), selectinload(OperationClaim.stage))
        .where(OperationClaim.operation_id == operation.id, OperationClaim.retracted_at.is_(None))
        .order_by(OperationClaim.stated_on, OperationClaim.id)
    ).all()


def get_claim(claim_id: int) -> OperationClaim:
    """Find a claim, or raise NotFound."""
    claim = db.session.get(OperationClaim, claim_id)
    if claim is None:
        raise NotFound
    return claim


def list_codes_like(beginning: str) -> Sequence[str]:
    """List the codes that begin with a text."""
    query = select(Operation.code).where(Operation.code.startswith(beginning, autoescape=True)).order_by(Operation.code)
    return db.session.scalars(query).all()


def published_of(operations: Sequence[Operation]) -> Mapping[int, Mapping[str, int]]:
    """Give the numbers that were entered first for each of some operations: the list has room for one publisher's.

    Where nothing is published of the whole, the days are added up, each by what was entered first for it.
    """
    first = (
        select(func.min(OperationClaim.id))
        .where(OperationClaim.operation_id.in_([one.id for one in operations]), OperationClaim.retracted_at.is_(None))
        .group_by(OperationClaim.operation_id, OperationClaim.stage_id)
    )
    claims = db.session.scalars(
        select(OperationClaim).where(OperationClaim.id.in_(first)).order_by(OperationClaim.id)
    ).all()
    told_whole = {claim.operation_id for claim in claims if claim.stage_id is None}
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        if claim.stage_id is None or claim.operation_id not in told_whole:
            told = {name: getattr(claim, name) for name in CLAIMED}
            found[claim.operation_id].update({name: number for name, number in told.items() if number is not None})
    return found


def count_delivered_of(operations: Sequence[Operation]) -> Mapping[int, Mapping[Direction, int]]:
    """Count in each of some operations who was handed over, by direction: our own count, beside what is published."""
    query = (
        select(Entry.operation_id, Entry.direction, func.count())
        .where(
            Entry.operation_id.in_([one.id for one in operations]),
            Entry.state == State.HANDED_OVER,
            Entry.set_aside_for_id.is_(None),
        )
        .group_by(Entry.operation_id, Entry.direction)
    )
    counted: dict[int, dict[Direction, int]] = {one.id: dict.fromkeys(Direction, 0) for one in operations}
    for operation_id, direction, number in db.session.execute(query):
        counted[operation_id][direction] = number
    return counted


def count_delivered(operation: Operation) -> Mapping[Direction, int]:
    """Count who was handed over in one operation, by direction."""
    return count_delivered_of([operation])[operation.id]
