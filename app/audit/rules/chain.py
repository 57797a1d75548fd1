"""The chain: each entry of the ledger holds the hash of the one before it, and the head says where it ends."""

from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry, AuditHead, AuditValue
from app.audit.rules import canonical, sealing
from app.audit.rules.drafts import Draft
from app.core.db import Base

#: What the first entry follows.
BEGINNING = "0" * 64
ENTRIES, VALUES = (Base.metadata.tables[kind.__tablename__] for kind in (AuditEntry, AuditValue))


def append(session: Session, entries: Sequence[Draft]) -> None:
    """Add entries to the end of the ledger, in the transaction that is about to commit, and a seal if one is due.

    The head is locked as late as can be: whoever writes at the same time waits for this commit and no longer. On
    SQLite a transaction that writes holds the one lock there is.
    """
    head, at = lock_head(session), entries[-1].row["at"]
    if not sealing.is_due(head.sealed_at, at=at):
        add(session, entries, head)
        return
    seal = sealing.seal_after(session, head.sealed_through, at=at)
    add(session, [*entries, seal] if seal else entries, head)
    mark_sealed(session, seal, at=at)


def seal_more(session: Session, *, at: datetime, agent: str | None) -> int:
    """Seal looks that are not sealed yet, as many as go under one seal; give their number."""
    head = lock_head(session)
    seal = sealing.seal_after(session, head.sealed_through, at=at, agent=agent)
    if seal is None:
        return 0
    add(session, [seal], head)
    mark_sealed(session, seal, at=at)
    return int(seal.row["digests"]["count"])


def lock_head(session: Session) -> Row[int, str, int, datetime | None]:
    """Read where the ledger ends; until the commit nobody else adds to it."""
    return session.execute(
        select(AuditHead.sequence, AuditHead.hash, AuditHead.sealed_through, AuditHead.sealed_at).with_for_update()
    ).one()


def add(session: Session, entries: Sequence[Draft], head: Row[int, str, int, datetime | None]) -> None:
    """Write entries behind the head, and move it to the last of them."""
    last = link(entries, sequence=head.sequence, previous_hash=head.hash)
    # In this order, so that the ids grow as the numbers do: pages of the ledger are found by id.
    adding = insert(ENTRIES).returning(ENTRIES.c.sequence, ENTRIES.c.id, sort_by_parameter_order=True)
    numbers: dict[int, int] = dict(session.execute(adding, [entry.row for entry in entries]).all())
    values = [{**value, "entry_id": numbers[entry.row["sequence"]]} for entry in entries for value in entry.values]
    if values:
        session.execute(insert(VALUES), values)
    session.execute(update(AuditHead).values(sequence=last["sequence"], hash=last["hash"]))


def mark_sealed(session: Session, seal: Draft | None, *, at: datetime) -> None:
    """Keep when looks were last sealed, and up to which."""
    moved = {} if seal is None else {"sealed_through": seal.row["subject_id"]}
    session.execute(update(AuditHead).values(sealed_at=at, **moved))


def link(entries: Sequence[Draft], *, sequence: int, previous_hash: str) -> dict[str, Any]:
    """Give entries the next numbers and tie each to the one before it; give the row of the new last one."""
    for number, entry in enumerate(entries, sequence + 1):
        entry.row |= {"sequence": number, "previous_hash": previous_hash}
        entry.row["hash"] = previous_hash = hash_of(SimpleNamespace(**entry.row))
    return entries[-1].row


def hash_of(entry: Any) -> str:  # noqa: ANN401 - an entry, or the row of one
    """Hash everything that an entry says, the hash of the one before it among it."""
    return canonical.hash_of(content_of(entry))


def content_of(entry: Any) -> dict[str, object]:  # noqa: ANN401 - an entry, or the row of one
    """Give what is hashed of an entry; migration 0008 chained the older entries in the same form."""
    return {
        "action": entry.action,
        "actor": entry.actor_id,
        "agent": entry.agent,
        "at": canonical.moment(entry.at),
        "digests": entry.digests,
        "former_digests": entry.former_digests,
        "key": entry.key_id,
        "person": entry.person_id,
        "previous": entry.previous_hash,
        "sequence": entry.sequence,
        "subject_id": entry.subject_id,
        "subject_type": entry.subject_type,
    }
