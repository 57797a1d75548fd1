"""What the kinds and states of operations are called in the interface."""

from app.core.i18n import lazy_ as _l
from app.core.i18n import register_labels
from app.exchanges.models import OperationKind, OperationState

register_labels(
    {
        OperationKind.EXCHANGE: _l("exchange"),
        OperationKind.REPATRIATION: _l("repatriation"),
        OperationKind.RELEASE: _l("release"),
        OperationKind.REMAINS: _l("transfer of remains"),
    }
)
register_labels(
    {
        OperationState.DRAFT: _l("being drafted"),
        OperationState.REQUESTED: _l("list sent"),
        OperationState.AGREED: _l("agreed"),
        OperationState.UNDER_WAY: _l("under way"),
        OperationState.COMPLETED: _l("completed"),
        OperationState.CANCELLED: _l("cancelled"),
    }
)
#: What the numbers of a claim count, by their columns.
CLAIMED = {
    "ukr_returned": _l("returned to Ukraine"),
    "rus_returned": _l("handed over by Ukraine"),
    "civilians_ukr": _l("of them civilians, to Ukraine"),
    "civilians_rus": _l("of them civilians, by Ukraine"),
    "azovstal": _l("of them from Azovstal"),
    "mariupol": _l("of them from Mariupol"),
    "conscripts_rus": _l("of them conscripts, by Ukraine"),
    "outside_exchange": _l("of them outside the formula"),
    "bodies_to_ukr": _l("bodies to Ukraine"),
    "bodies_to_rus": _l("bodies to Russia"),
}
