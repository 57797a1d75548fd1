"""The tables of exchanges: operations, what was published of them, and who stands on their lists."""

from app.exchanges.models.claims import CLAIMED, OperationClaim, PublishedTotal
from app.exchanges.models.entries import (
    CONSENT_RIGHT,
    CONSTRAINT_ERRORS,
    OF_CONSENT,
    AskedBy,
    Direction,
    Entry,
    EntryTransition,
    Refusal,
    State,
    mask_of,
)
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
    "CONSENT_RIGHT",
    "CONSTRAINT_ERRORS",
    "OF_CONSENT",
    "OPERATION_ERRORS",
    "AskedBy",
    "Direction",
    "Entry",
    "EntryTransition",
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
    "Refusal",
    "State",
    "mask_of",
]
