"""The forms about operations and their lists; callers import this module and say `forms.OperationForm`."""

from app.exchanges.forms.entries import EntriesForm, NewEntryForm, StepForm, WhoForm
from app.exchanges.forms.operations import (
    ClaimForm,
    MoveForm,
    OperationForm,
    OperationsForm,
    RetractClaimForm,
    StageForm,
)

__all__ = [
    "ClaimForm",
    "EntriesForm",
    "MoveForm",
    "NewEntryForm",
    "OperationForm",
    "OperationsForm",
    "RetractClaimForm",
    "StageForm",
    "StepForm",
    "WhoForm",
]
