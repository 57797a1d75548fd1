"""Sources and how far they are believed."""

import enum
import re
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from app.accounts.models import User
from app.core.dates import UncertainDate
from app.core.db import Base, BigId, Id, Line, Text
from app.core.errors import ConstraintErrors
from app.core.i18n import lazy_ as _l
from app.core.media import ENDINGS, MediaType

#: The name of a source that stands for a witness: a number, so that nobody learns who testified.
WITNESS = re.compile(r"W-\d{6,}-[A-Z]", re.ASCII)
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


class AttachmentKind(enum.Enum):
    """What an attached file shows."""

    SCAN = "scan"
    PHOTO = "photo"
    LETTER = "letter"
    OTHER = "other"


class Attachment(Base):
    """A file as it came with a source. Never changed, only retracted; its content stands under its digest."""

    __tablename__ = "attachments"
    __table_args__ = (
        CheckConstraint("size > 0", name="size_positive"),
        CheckConstraint("length(sha256) = 64", name="sha256_whole"),
        CheckConstraint("(retracted_at is null) = (retraction_reason is null)", name="retraction_has_reason"),
        Index(None, "source_id", "id"),
    )

    id: Mapped[Id]
    source_id: Mapped[int] = mapped_column(BigId, ForeignKey("sources.id"))
    kind: Mapped[AttachmentKind]
    title: Mapped[Line]
    #: What the file was called where it came from; it may name somebody, so no address or header repeats it.
    file_name: Mapped[Line | None] = mapped_column(default=None)
    #: What its bytes say that it is.
    media_type: Mapped[MediaType]
    size: Mapped[int] = mapped_column(BigId)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    #: A witness's papers: for those alone who may see witnesses.
    is_protected: Mapped[bool] = mapped_column(default=False)
    uploaded_at: Mapped[datetime]
    uploaded_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    retracted_at: Mapped[datetime | None] = mapped_column(default=None)
    retracted_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    retraction_reason: Mapped[Text | None] = mapped_column(default=None)

    source: Mapped[Source] = relationship()
    uploaded_by: Mapped[User | None] = relationship(foreign_keys=[uploaded_by_id])

    @property
    def download_name(self) -> str:
        """Give the name under which the file is handed out: its number and what it is, and nobody's name."""
        return f"attachment-{self.id:06d}.{ENDINGS[self.media_type]}"

    def __repr__(self) -> str:
        """Name the attachment by its numbers."""
        return f"<Attachment {self.id} of {self.source_id}>"


CONSTRAINT_ERRORS = ConstraintErrors(
    {
        "uq_sources_name": ("name", NAME_TAKEN),
        # SQLite names the columns of a unique constraint instead of the constraint.
        "sources.name": ("name", NAME_TAKEN),
    }
)


def is_witness(name: str) -> bool:
    """Tell by a source's name whether it stands for a witness."""
    return WITNESS.fullmatch(name) is not None
