"""What is published of an operation: each publisher's word is kept, and taken back only with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.exchanges.models import CLAIMED, Operation, OperationClaim, OperationStage, PublishedTotal
from app.sources.models import Source

#: A part, and the whole that it cannot exceed.
PARTS = {
    "civilians_ukr": "ukr_returned",
    "azovstal": "ukr_returned",
    "mariupol": "ukr_returned",
    "outside_exchange": "ukr_returned",
    "civilians_rus": "rus_returned",
    "conscripts_rus": "rus_returned",
}


@dataclass(frozen=True)
class Published:
    """What one publisher says: the numbers it gives, by column, and where and when it was said."""

    source: Source
    numbers: Mapping[str, int] = field(default_factory=dict)
    stage: OperationStage | None = None
    stated_on: date | None = None
    confidence: str | None = None
    address: str | None = None
    note: str | None = None


def add_claim(operation: Operation, said: Published, *, actor: User | None, now: datetime) -> OperationClaim:
    """Add what a publisher says of an operation beside what others say."""
    refuse_impossible(said)
    claim = OperationClaim(
        operation=operation,
        stage=said.stage,
        source=said.source,
        stated_on=said.stated_on,
        confidence=said.confidence or None,
        address=said.address or None,
        note=said.note or None,
        recorded_at=now,
        recorded_by_id=actor.id if actor else None,
        **said.numbers,
    )
    db.session.add(claim)
    audit.record("add claim", claim, actor=actor, at=now)
    db.session.flush()
    return claim


def refuse_impossible(said: Published) -> None:
    """Refuse a word that says nothing, by a number or in its own words, and a part that exceeds its whole."""
    if not said.numbers and not said.note and not said.address:
        raise RuleError(_l("Enter at least one number, or in the note what is published."), CLAIMED[0])
    for part, whole in PARTS.items():
        if part in said.numbers and said.numbers[part] > said.numbers.get(whole, said.numbers[part]):
            raise RuleError(_l("A part cannot be larger than the whole."), part)


def retract_claim(claim: OperationClaim, *, reason: str | None, actor: User | None, now: datetime) -> None:
    """Take back what was entered of a publisher's word, with the reason; it stays in the history."""
    if is_blank(reason):
        raise RuleError(_l("Say why."), "reason")
    if claim.retracted_at is not None:
        raise RuleError(_l("This was retracted already."))
    claim.retracted_at, claim.retracted_by_id = now, actor.id if actor else None
    claim.retraction_reason = reason
    audit.record("retract claim", claim, actor=actor, at=now, changes=audit.changes_of(claim))


def add_total(total: PublishedTotal, *, actor: User | None, now: datetime) -> PublishedTotal:
    """Keep a published total that belongs to no one operation."""
    total.recorded_at, total.recorded_by_id = now, actor.id if actor else None
    db.session.add(total)
    audit.record("add published total", total, actor=actor, at=now)
    return total
