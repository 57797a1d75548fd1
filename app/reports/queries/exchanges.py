"""Counting exchanges by month, with what is published of both sides; what else brings people home is counted apart."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.core.db import db
from app.exchanges.models import (
    Operation,
    OperationClaim,
    OperationFormat,
    OperationKind,
    OperationStage,
    OperationState,
)
from app.reports.queries.figures import month_of

#: An exchange that has not begun has brought nobody home.
HAPPENED = (OperationState.UNDER_WAY, OperationState.COMPLETED)
#: Which operation, and which of its days where it has several.
Part = tuple[int, int | None]


@dataclass(frozen=True)
class Exchange:
    """One exchange, or one day of it: its month where that is certain, and how many went each way, as published."""

    month: str | None
    to_ukraine: int | None
    by_ukraine: int | None


def list_exchanges() -> Sequence[Exchange]:
    """List the exchanges that have happened, each day of those that went on for several by itself."""
    parts: dict[int, list[tuple[int | None, str | None]]] = defaultdict(list)
    for operation_id, stage_id, *days in db.session.execute(
        select(
            Operation.id,
            OperationStage.id,
            func.coalesce(OperationStage.day_earliest, Operation.planned_earliest),
            func.coalesce(OperationStage.day_latest, Operation.planned_latest),
        )
        .outerjoin(OperationStage, OperationStage.operation_id == Operation.id)
        .join(OperationFormat, OperationFormat.id == Operation.format_id)
        .where(OperationFormat.kind == OperationKind.EXCHANGE, Operation.state.in_(HAPPENED))
        .order_by(Operation.id, OperationStage.id)
    ):
        parts[operation_id].append((stage_id, month_of(*days)))
    numbers = published_numbers()
    return [
        Exchange(month, *numbers.get(part, (None, None)))
        for operation_id, days in parts.items()
        for part, month in zip(told(operation_id, days, numbers), (month for _stage, month in days), strict=True)
    ]


def told(operation_id: int, days: Iterable[tuple[int | None, str | None]], numbers: Iterable[Part]) -> list[Part]:
    """Say under what the numbers of each day stand; those of the whole count on the last day if no day has any."""
    parts: list[Part] = [(operation_id, stage_id) for stage_id, _month in days]
    if not set(parts) & set(numbers):
        parts[-1] = (operation_id, None)
    return parts


def published_numbers() -> dict[Part, tuple[int | None, int | None]]:
    """Give both numbers of each part of an operation, each by the claim that is relied on most and gives it."""
    found: dict[Part, tuple[int | None, int | None]] = {}
    for operation_id, stage_id, ours, theirs in db.session.execute(
        select(
            OperationClaim.operation_id,
            OperationClaim.stage_id,
            OperationClaim.ukr_returned,
            OperationClaim.rus_returned,
        )
        .where(OperationClaim.retracted_at.is_(None))
        .order_by(func.coalesce(OperationClaim.confidence, "Z"), OperationClaim.id)
    ):
        known = found.get((operation_id, stage_id), (None, None))
        both = tuple(old if old is not None else new for old, new in zip(known, (ours, theirs), strict=True))
        if both != (None, None):
            found[operation_id, stage_id] = both[0], both[1]
    return found
