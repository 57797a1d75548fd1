"""What operations, states of entries, answers, doubts and steps are called in the interface."""

from app.core.i18n import lazy_ as _l
from app.core.i18n import register_labels
from app.exchanges.models import AskedBy, Direction, OperationKind, OperationState, Refusal, State
from app.exchanges.rules.entries import Doubt
from app.exchanges.states import Deed

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
register_labels({Direction.TO_US: _l("to us"), Direction.TO_THEM: _l("to the other side")})
register_labels({AskedBy.WE: _l("we"), AskedBy.THEY: _l("the other side")})
register_labels(
    {
        State.PROPOSED: _l("proposed"),
        State.REQUESTED: _l("asked for"),
        State.DECLINED: _l("declined by the other side"),
        State.AGREED: _l("agreed"),
        State.READY: _l("ready"),
        State.HANDED_OVER: _l("handed over"),
        State.NOT_DELIVERED: _l("not delivered"),
        State.SUBSTITUTED: _l("another came instead"),
        State.OFFERED: _l("named by the other side"),
        State.ACCEPTED: _l("accepted by us"),
        State.REFUSED_BY_US: _l("refused by us"),
        State.WITHDRAWN: _l("taken off the list"),
        State.CONSENT_REFUSED: _l("does not want to return"),
    }
)
register_labels(
    {
        Refusal.REFUSED: _l("refuses"),
        Refusal.DENIES_HOLDING: _l("denies holding the person"),
        Refusal.SAYS_DEAD: _l("says the person is dead"),
        Refusal.SAYS_RETURNED: _l("says the person is back"),
        Refusal.SENTENCED: _l("says the person is sentenced"),
        Refusal.SAYS_UNWILLING: _l("says the person does not want to return"),
        Refusal.NO_REASON: _l("declines without a reason"),
    }
)
register_labels(
    {
        Doubt.BELIEVED_DEAD: _l("The person is dead, or said to be."),
        Doubt.MISSING: _l("The person is missing: nobody knows where they are."),
        Doubt.RETURNED: _l("The person came back already."),
        Doubt.ON_OPEN_LIST: _l("The person stands on another list that is open."),
        Doubt.CAPTURED_LATER: _l("The person was captured after the day that is planned."),
        Doubt.WRONG_SIDE: _l("The person does not depend on the side to which they would go."),
        Doubt.NOT_CONFIRMED: _l("No holder has confirmed this captivity: naming the person may betray them."),
    }
)
register_labels(
    {
        Deed.PROPOSE: _l("Propose"),
        Deed.REQUEST: _l("Ask the other side"),
        Deed.DECLINE: _l("The other side declines"),
        Deed.AGREE: _l("The other side agrees"),
        Deed.OFFER: _l("The other side names somebody"),
        Deed.ACCEPT: _l("We accept"),
        Deed.REFUSE: _l("We refuse"),
        Deed.MAKE_READY: _l("Verified and ready"),
        Deed.HAND_OVER: _l("Handed over"),
        Deed.KEEP_BACK: _l("Not delivered"),
        Deed.SUBSTITUTE: _l("Another came instead"),
        Deed.TAKE_BACK: _l("Ticked by mistake"),
        Deed.WITHDRAW: _l("Take off the list"),
        Deed.REFUSE_CONSENT: _l("Does not want to return"),
    }
)
