"""What sources state about who somebody is, and an analyst's choice between them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from app.accounts.models import User
from app.core.dates import UncertainDate
from app.core.db import Base, BigId, Id, Line, Text
from app.people.models.identity import Identity
from app.people.models.person import Person
from app.sources.models import Source

STANDS = text("retracted_at is null")


class PersonStatement(Identity, Base):
    """What one source, at one recording, says of who a person is. Never changed: corrected by another, or retracted."""

    __tablename__ = "person_statements"
    __table_args__ = (
        UniqueConstraint("supersedes_id"),
        CheckConstraint("credibility between 1 and 6", name="credibility_range"),
        CheckConstraint("supersedes_id is null or supersedes_id != id", name="supersedes_another"),
        CheckConstraint("(retracted_at is null) = (retraction_reason is null)", name="retraction_has_reason"),
        CheckConstraint("born_earliest <= born_latest", name="born_ordered"),
        Index(None, "person_id", "id"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    source_id: Mapped[int] = mapped_column(BigId, ForeignKey("sources.id"), index=True)
    credibility: Mapped[int]
    #: The day for which the source speaks.
    as_of_edtf: Mapped[Line | None] = mapped_column(default=None)
    as_of_earliest: Mapped[date | None] = mapped_column(default=None)
    as_of_latest: Mapped[date | None] = mapped_column(default=None)
    as_of: Mapped[UncertainDate | None] = composite("as_of_edtf", "as_of_earliest", "as_of_latest")
    note: Mapped[Text | None] = mapped_column(default=None)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    supersedes_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person_statements.id"), default=None)
    retracted_at: Mapped[datetime | None] = mapped_column(default=None)
    retracted_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    retraction_reason: Mapped[Text | None] = mapped_column(default=None)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    source: Mapped[Source] = relationship()
    recorded_by: Mapped[User | None] = relationship(foreign_keys=[recorded_by_id])

    def __repr__(self) -> str:
        """Name the statement by its numbers."""
        return f"<PersonStatement {self.id} of {self.person_id}>"


class PreferredValue(Base):
    """An analyst's choice between conflicting statements about one field, with the reason; one stands for each field.

    A newer choice takes the place of an older one, which is kept, and comes back when the newer one is undone.
    """

    __tablename__ = "preferred_values"
    __table_args__ = (
        Index(
            "uq_preferred_values_live",
            "person_id",
            "field",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    field: Mapped[Line]
    statement_id: Mapped[int] = mapped_column(BigId, ForeignKey("person_statements.id"), index=True)
    reason: Mapped[Text]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    retracted_at: Mapped[datetime | None] = mapped_column(default=None)
    retracted_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)

    statement: Mapped[PersonStatement] = relationship()

    def __repr__(self) -> str:
        """Name the choice by its numbers."""
        return f"<PreferredValue {self.field} of {self.person_id}>"
