"""The tables of the ledger."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, BigId, Id, Line, Text

#: A SHA-256 in hexadecimal digits.
Hash = String(64)


class AuditEntry(Base):
    """One change or one export: its verb, its subject, its author, and a keyed digest of each field it touched.

    Entries are numbered without gaps and each holds the hash of the one before it. The database refuses to change or
    to delete one; `id` is only what its values refer to.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        UniqueConstraint("sequence"),
        Index(None, "subject_type", "subject_id"),
        Index(None, "person_id", "id"),
        Index(None, "at"),
    )

    id: Mapped[Id]
    sequence: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), index=True)
    #: Where a command and not a signed-in user acts: the command, and the account of the machine it ran under.
    agent: Mapped[Line | None]
    action: Mapped[Line]
    subject_type: Mapped[Line]
    subject_id: Mapped[int] = mapped_column(BigId)
    #: The person whom the subject is about, if any. No foreign key: the ledger knows no domain and outlives rows.
    person_id: Mapped[int | None] = mapped_column(BigId)
    #: Of each field, what it holds after the change.
    digests: Mapped[dict[str, str]]
    #: Of each field that held something before the change, what that was.
    former_digests: Mapped[dict[str, str]]
    #: Which installation's key the digests were made with; entries from before the chain do not tell.
    key_id: Mapped[Line | None]
    previous_hash: Mapped[str] = mapped_column(Hash)
    hash: Mapped[str] = mapped_column(Hash)

    values: Mapped[list["AuditValue"]] = relationship(back_populates="entry", order_by="AuditValue.id")

    def __repr__(self) -> str:
        """Name the entry without its values, which may be personal."""
        return f"<AuditEntry {self.sequence} {self.action} {self.subject_type} {self.subject_id}>"


class AuditValue(Base):
    """The readable value of one field before and after a change; it may be emptied, unlike its digest in the entry."""

    __tablename__ = "audit_values"

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(BigId, ForeignKey("audit_entries.id"), index=True)
    field: Mapped[Line]
    before: Mapped[Text | None]
    after: Mapped[Text | None]
    #: The right that somebody needs to read it, where the field is of a compartment.
    mask: Mapped[Line | None]

    entry: Mapped[AuditEntry] = relationship(back_populates="values")

    def __repr__(self) -> str:
        """Name the field without its values, which may be personal."""
        return f"<AuditValue {self.entry_id} {self.field}>"


class AuditHead(Base):
    """Where the ledger ends: its one row is locked by whoever adds to it, so that the chain never forks."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[Id]
    sequence: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(Hash)
    #: The last look that is sealed, and when somebody last asked for those that are not.
    sealed_through: Mapped[int] = mapped_column(BigInteger)
    sealed_at: Mapped[datetime | None]

    def __repr__(self) -> str:
        """Name the place."""
        return f"<AuditHead {self.sequence}>"


class AccessEntry(Base):
    """Somebody looked at something, searched, took something away or was refused; never the words or names."""

    __tablename__ = "access_entries"
    __table_args__ = (Index(None, "person_id", "id"), Index(None, "actor_id", "id"), Index(None, "at"))

    id: Mapped[Id]
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"))
    agent: Mapped[Line | None]
    action: Mapped[Line]
    subject_type: Mapped[Line]
    subject_id: Mapped[int | None] = mapped_column(BigId)
    person_id: Mapped[int | None] = mapped_column(BigId)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)

    def __repr__(self) -> str:
        """Name the look by its number and kind."""
        return f"<AccessEntry {self.id} {self.action} {self.subject_type} {self.subject_id}>"
