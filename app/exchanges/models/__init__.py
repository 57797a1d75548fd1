"""The tables of exchanges: operations, what was published of them, and who stands on their lists."""

from app.exchanges.models.claims import CLAIMED, OperationClaim, PublishedTotal
from app.exchanges.models.operations import (
    OPERATION_ERRORS,
    Mediator,
    Operation,
    OperationFormat,
    OperationKind,
    OperationMediator,
    OperationStage,
    OperationState,
    OperationTransition,
)

__all__ = [
    "CLAIMED",
    "OPERATION_ERRORS",
    "Mediator",
    "Operation",
    "OperationClaim",
    "OperationFormat",
    "OperationKind",
    "OperationMediator",
    "OperationStage",
    "OperationState",
    "OperationTransition",
    "PublishedTotal",
]
