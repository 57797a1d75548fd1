"""The states of an entry as a table: which step leads from which of them to which; nothing else moves an entry.

| step | from | to | whose step |
| --- | --- | --- | --- |
| propose | on no list, withdrawn, consent refused | proposed | ours |
| request | proposed, declined | requested | ours |
| decline | requested, declined, agreed, ready | declined | theirs |
| agree | requested, declined | agreed | theirs |
| offer | on no list, withdrawn, consent refused | offered | theirs |
| accept | offered, refused by us | accepted | ours |
| refuse | offered, accepted | refused by us | ours |
| make ready | agreed, accepted | ready | ours |
| hand over | agreed, accepted, ready, not delivered | handed over | on the day |
| keep back | agreed, accepted, ready | not delivered | on the day |
| substitute | agreed, accepted, ready, not delivered | substituted | on the day |
| take back | handed over, not delivered, substituted | ready | on the day: it was ticked wrongly |
| withdraw | whatever comes before the day | withdrawn | ours |
| refuse consent | whatever comes before the day | consent refused | the person's |

No answer is no state: it is read from a request that is still one when its operation has ended (silent).
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from app.exchanges.models import AskedBy, State

#: On no list yet.
NOWHERE = None
#: From where an entry may leave the list before the day has come.
BEFORE_THE_DAY = frozenset(
    {State.PROPOSED, State.REQUESTED, State.DECLINED, State.AGREED, State.READY, State.OFFERED, State.ACCEPTED}
)
#: Who left the list may come back to it.
LEFT = frozenset({State.WITHDRAWN, State.CONSENT_REFUSED})
#: Who is to come on the day.
EXPECTED = frozenset({State.AGREED, State.ACCEPTED, State.READY})


class Deed(enum.Enum):
    """A step of an entry; each is one function of the rules."""

    PROPOSE = "propose"
    REQUEST = "request"
    DECLINE = "decline"
    AGREE = "agree"
    OFFER = "offer"
    ACCEPT = "accept"
    REFUSE = "refuse"
    MAKE_READY = "make_ready"
    HAND_OVER = "hand_over"
    KEEP_BACK = "keep_back"
    SUBSTITUTE = "substitute"
    TAKE_BACK = "take_back"
    WITHDRAW = "withdraw"
    REFUSE_CONSENT = "refuse_consent"


@dataclass(frozen=True)
class Move:
    """One row: from where a step is possible, and where it leads."""

    starts: frozenset[State | None]
    to: State
    #: Who asks, for a step that puts somebody on a list.
    asked_by: AskedBy | None = None


MOVES: Mapping[Deed, Move] = {
    Deed.PROPOSE: Move(LEFT | {NOWHERE}, State.PROPOSED, AskedBy.WE),
    Deed.REQUEST: Move(frozenset({State.PROPOSED, State.DECLINED}), State.REQUESTED),
    Deed.DECLINE: Move(frozenset({State.REQUESTED, State.DECLINED, State.AGREED, State.READY}), State.DECLINED),
    Deed.AGREE: Move(frozenset({State.REQUESTED, State.DECLINED}), State.AGREED),
    Deed.OFFER: Move(LEFT | {NOWHERE}, State.OFFERED, AskedBy.THEY),
    Deed.ACCEPT: Move(frozenset({State.OFFERED, State.REFUSED_BY_US}), State.ACCEPTED),
    Deed.REFUSE: Move(frozenset({State.OFFERED, State.ACCEPTED}), State.REFUSED_BY_US),
    Deed.MAKE_READY: Move(frozenset({State.AGREED, State.ACCEPTED}), State.READY),
    Deed.HAND_OVER: Move(EXPECTED | {State.NOT_DELIVERED}, State.HANDED_OVER),
    Deed.KEEP_BACK: Move(EXPECTED, State.NOT_DELIVERED),
    Deed.SUBSTITUTE: Move(EXPECTED | {State.NOT_DELIVERED}, State.SUBSTITUTED),
    Deed.TAKE_BACK: Move(frozenset({State.HANDED_OVER, State.NOT_DELIVERED, State.SUBSTITUTED}), State.READY),
    Deed.WITHDRAW: Move(BEFORE_THE_DAY, State.WITHDRAWN),
    Deed.REFUSE_CONSENT: Move(BEFORE_THE_DAY, State.CONSENT_REFUSED),
}


def can(deed: Deed, state: State | None) -> bool:
    """Tell whether a step is possible from a state.

    >>> can(Deed.AGREE, State.REQUESTED), can(Deed.AGREE, State.HANDED_OVER)
    (True, False)
    """
    return state in MOVES[deed].starts


def deeds_from(state: State | None) -> list[Deed]:
    """List the steps that are possible from a state, in the order of the table.

    >>> [deed.value for deed in deeds_from(State.OFFERED)]
    ['accept', 'refuse', 'withdraw', 'refuse_consent']
    """
    return [deed for deed in Deed if can(deed, state)]
