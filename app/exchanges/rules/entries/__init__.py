"""What may be done to entries, a file for each part of a list's life; callers say `entries.agree`."""

from app.exchanges.rules.entries.answering import agree, decline, request, request_proposed
from app.exchanges.rules.entries.delivering import hand_over, keep_back, make_ready, substitute, take_back
from app.exchanges.rules.entries.doubts import Doubt, doubts_about, doubts_whichever_way, is_unwilling
from app.exchanges.rules.entries.leaving import refuse_consent, withdraw
from app.exchanges.rules.entries.listing import Place, accept, offer, propose, refuse
from app.exchanges.rules.entries.merging import restore, set_aside
from app.exchanges.rules.entries.moving import Word, follow

__all__ = [
    "Doubt",
    "Place",
    "Word",
    "accept",
    "agree",
    "decline",
    "doubts_about",
    "doubts_whichever_way",
    "follow",
    "hand_over",
    "is_unwilling",
    "keep_back",
    "make_ready",
    "offer",
    "propose",
    "refuse",
    "refuse_consent",
    "request",
    "request_proposed",
    "restore",
    "set_aside",
    "substitute",
    "take_back",
    "withdraw",
]
