"""The table of custody events."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from app.accounts.models import User
from app.core.dates import UncertainDate
from app.core.db import Base, BigId, Id, Line, Text
from app.people.models import CustodyStatus, Person, Side
from app.places.models import Place
from app.sources.models import Source


class EventKind(enum.Enum):
    """What may happen to somebody (GC IV 136(2), GC III 70 and 122, AP I 33; the closed list of the record)."""

    LAST_CONTACT = "last_contact"
    REPORTED_MISSING = "reported_missing"
    CAPTURE = "capture"
    ARREST = "arrest"
    CAPTIVITY_CONFIRMED = "captivity_confirmed"
    REGISTERED_ICRC = "registered_icrc"
    VISITED_ICRC = "visited_icrc"
    SIGHTING = "sighting"
    INTERNMENT = "internment"
    TRANSFER = "transfer"
    HOSPITAL_IN = "hospital_in"
    HOSPITAL_OUT = "hospital_out"
    CORRESPONDENCE = "correspondence"
    CALL = "call"
    HEALTH_REPORT = "health_report"
    MEDICAL_COMMISSION = "medical_commission"
    CHARGED = "charged"
    TRIAL = "trial"
    SENTENCED = "sentenced"
    CONSENT_GIVEN = "consent_given"
    CONSENT_REFUSED = "consent_refused"
    BIRTH = "birth"
    EXCHANGE = "exchange"
    REPATRIATION_MEDICAL = "repatriation_medical"
    RELEASE_UNILATERAL = "release_unilateral"
    NEUTRAL_ACCOMMODATION = "neutral_accommodation"
    ESCAPE = "escape"
    FOUND_ALIVE = "found_alive"
    DEATH = "death"
    KILLED = "killed"
    BURIAL = "burial"
    REMAINS_TRANSFER = "remains_transfer"
    REMAINS_IDENTIFIED = "remains_identified"
    OVERRIDE = "override"


class Origin(enum.Enum):
    """How an event came into the record."""

    ENTRY = "entry"
    IMPORT = "import"
    EXCHANGE = "exchange"


class CustodyEvent(Base):
    """One dated fact in a person's captivity. Never changed: corrected by another event, or retracted with a reason."""

    __tablename__ = "custody_events"
    __table_args__ = (
        UniqueConstraint("supersedes_id"),
        CheckConstraint("credibility between 1 and 6", name="credibility_range"),
        CheckConstraint("supersedes_id is null or supersedes_id != id", name="supersedes_another"),
        CheckConstraint("(retracted_at is null) = (retraction_reason is null)", name="retraction_has_reason"),
        CheckConstraint("happened_earliest <= happened_latest", name="happened_ordered"),
        CheckConstraint("(kind = 'override') = (sets_status is not null)", name="override_sets_status"),
        CheckConstraint("kind != 'override' or note is not null", name="override_has_reason"),
        Index(None, "person_id", "id"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    kind: Mapped[EventKind]
    happened_edtf: Mapped[Line | None] = mapped_column(default=None)
    happened_earliest: Mapped[date | None] = mapped_column(default=None)
    happened_latest: Mapped[date | None] = mapped_column(default=None)
    happened: Mapped[UncertainDate | None] = composite("happened_edtf", "happened_earliest", "happened_latest")
    place_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("places.id"), index=True, default=None)
    #: Who holds the person by this fact; not the side on which they depend.
    holder_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("sides.id"), default=None)
    source_id: Mapped[int] = mapped_column(BigId, ForeignKey("sources.id"), index=True)
    credibility: Mapped[int]
    origin: Mapped[Origin] = mapped_column(default=Origin.ENTRY)
    sets_status: Mapped[CustodyStatus | None] = mapped_column(default=None)
    note: Mapped[Text | None] = mapped_column(default=None)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    supersedes_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("custody_events.id"), default=None)
    retracted_at: Mapped[datetime | None] = mapped_column(default=None)
    retracted_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    retraction_reason: Mapped[Text | None] = mapped_column(default=None)

    person: Mapped[Person] = relationship()
    place: Mapped[Place | None] = relationship()
    holder: Mapped[Side | None] = relationship()
    source: Mapped[Source] = relationship()
    recorded_by: Mapped[User | None] = relationship(foreign_keys=[recorded_by_id])

    def __repr__(self) -> str:
        """Name the event by its kind and numbers."""
        return f"<CustodyEvent {self.id} {self.kind.value} of {self.person_id}>"
