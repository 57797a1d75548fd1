"""The tables of the ledger."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, BigId, Id, Line, Text


class AuditEntry(Base):
    """One change or one export: its verb, its subject, its author, and a keyed digest of each field it touched."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index(None, "subject_type", "subject_id"),
        Index(None, "person_id", "id"),
    )

    id: Mapped[Id]
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), index=True)
    #: Where a command and not a signed-in user acts: the command, and the account of the machine it ran under.
    agent: Mapped[Line | None]
    action: Mapped[Line]
    subject_type: Mapped[Line]
    subject_id: Mapped[int] = mapped_column(BigId)
    #: The person whom the subject is about, if any. No foreign key: the ledger knows no domain and outlives rows.
    person_id: Mapped[int | None] = mapped_column(BigId)
    digests: Mapped[dict[str, str]]

    values: Mapped[list["AuditValue"]] = relationship(back_populates="entry", order_by="AuditValue.id")

    def __repr__(self) -> str:
        """Name the entry without its values, which may be personal."""
        return f"<AuditEntry {self.id} {self.action} {self.subject_type} {self.subject_id}>"


class AuditValue(Base):
    """The readable value of one field before and after a change; erasable, unlike its digest in the entry."""

    __tablename__ = "audit_values"

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(BigId, ForeignKey("audit_entries.id"), index=True)
    field: Mapped[Line]
    before: Mapped[Text | None]
    after: Mapped[Text | None]

    entry: Mapped[AuditEntry] = relationship(back_populates="values")

    def __repr__(self) -> str:
        """Name the field without its values, which may be personal."""
        return f"<AuditValue {self.entry_id} {self.field}>"
