"""Sources and how far they are believed."""

import enum
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from app.core.dates import UncertainDate
from app.core.db import Base, BigId, Id, Line, Text
from app.core.errors import ConstraintErrors
from app.core.i18n import lazy_ as _l

NAME_TAKEN = _l("There is a source with this name already. Use that one, or enter another name.")


class SourceKind(enum.Enum):
    """Who speaks; the confirmation of somebody's captivity is derived from it."""

    FAMILY = "family"
    WITNESS = "witness"
    OPEN_SOURCE = "open_source"
    RELEASED_PRISONER = "released_prisoner"
    DETAINING_POWER = "detaining_power"
    ICRC = "icrc"
    OFFICIAL_BODY = "official_body"
    FORENSIC = "forensic"
    OWN_OFFICE = "own_office"


class Reliability(enum.Enum):
    """How far a source is relied on: the Admiralty code's letter (STANAG 2511)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(enum.IntEnum):
    """How far one fact is believed: the Admiralty code's figure; 6 means that it cannot be judged."""

    CONFIRMED = 1
    PROBABLE = 2
    POSSIBLE = 3
    DOUBTFUL = 4
    IMPROBABLE = 5
    CANNOT_BE_JUDGED = 6


class Source(Base):
    """A document, a person or a body that says something about somebody."""

    __tablename__ = "sources"
    __table_args__ = (
        UniqueConstraint("name"),
        CheckConstraint("repeats_id is null or repeats_id != id", name="repeats_another"),
    )

    id: Mapped[Id]
    name: Mapped[Line]
    kind: Mapped[SourceKind]
    reliability: Mapped[Reliability] = mapped_column(default=Reliability.F)
    published_edtf: Mapped[Line | None] = mapped_column(default=None)
    published_earliest: Mapped[date | None] = mapped_column(default=None)
    published_latest: Mapped[date | None] = mapped_column(default=None)
    published: Mapped[UncertainDate | None] = composite("published_edtf", "published_earliest", "published_latest")
    address: Mapped[Text | None] = mapped_column(default=None)
    note: Mapped[Text | None] = mapped_column(default=None)
    #: The source that this one repeats: reposts of one source count once.
    repeats_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("sources.id"), index=True, default=None)

    repeats: Mapped["Source | None"] = relationship(remote_side="Source.id")

    def __repr__(self) -> str:
        """Name the source by its number and grade."""
        return f"<Source {self.id} {self.kind.value} {self.reliability.value}>"


CONSTRAINT_ERRORS = ConstraintErrors(
    {
        "uq_sources_name": ("name", NAME_TAKEN),
        # SQLite names the columns of a unique constraint instead of the constraint.
        "sources.name": ("name", NAME_TAKEN),
    }
)
