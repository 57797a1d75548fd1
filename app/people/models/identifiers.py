"""Numbers and documents by which somebody is identified."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, BigId, Id, Line, Text
from app.core.errors import ConstraintErrors
from app.core.i18n import lazy_ as _l
from app.people.models.enums import IdentifierKind
from app.people.models.person import Person
from app.sources.models import Source

LIVE = text("retracted_at is null")


class PersonIdentifier(Base):
    """A number on a source's word. Live ones are unique per kind and issuer: a clash is a duplicate to judge."""

    __tablename__ = "person_identifiers"
    __table_args__ = (
        Index(
            "uq_person_identifiers_live",
            "kind",
            "issuer",
            "value",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
        Index(None, "person_id", "id"),
        CheckConstraint("(retracted_at is null) = (retraction_reason is null)", name="retraction_has_reason"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    kind: Mapped[IdentifierKind]
    #: Who gave the number: a state, an army, the ICRC, the author of a list; empty where it is one of a kind.
    issuer: Mapped[Line] = mapped_column(default="")
    #: The number without spaces and in capitals, so that one number is written in one way.
    value: Mapped[Line]
    source_id: Mapped[int] = mapped_column(BigId, ForeignKey("sources.id"), index=True)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    retracted_at: Mapped[datetime | None] = mapped_column(default=None)
    retracted_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    retraction_reason: Mapped[Text | None] = mapped_column(default=None)

    person: Mapped[Person] = relationship()
    source: Mapped[Source] = relationship()

    def __repr__(self) -> str:
        """Name the identifier by its kind; the number itself is personal."""
        return f"<PersonIdentifier {self.id} {self.kind.value}>"


CONSTRAINT_ERRORS = ConstraintErrors(
    {
        "uq_person_identifiers_live": ("value", _l("Somebody already has this number. Find them before you go on.")),
        # SQLite names the columns of a unique index instead of the index.
        "person_identifiers.kind, person_identifiers.issuer, person_identifiers.value": (
            "value",
            _l("Somebody already has this number. Find them before you go on."),
        ),
    }
)
