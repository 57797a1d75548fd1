"""Reading the ledger."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from app.audit.models import AuditEntry
from app.core.db import db


def list_entries(*, before: int | None = None, limit: int = 100) -> Sequence[AuditEntry]:
    """List the newest entries of the ledger, or the next older ones before an entry's number."""
    query = select(AuditEntry).options(selectinload(AuditEntry.values)).order_by(AuditEntry.id.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditEntry.id < before)
    return db.session.scalars(query).all()


def list_entries_about(members: Select[int]) -> Sequence[AuditEntry]:
    """List what was done to a person's record and to everything about them, newest first."""
    return db.session.scalars(
        select(AuditEntry)
        .options(selectinload(AuditEntry.values))
        .where(AuditEntry.person_id.in_(members))
        .order_by(AuditEntry.id.desc())
    ).all()
