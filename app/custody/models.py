"""The table of custody events, the periods that are derived from them, and what was done to many people at once."""

import enum
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from app.accounts.models import User
from app.accounts.permissions import Right
from app.core.dates import UncertainDate
from app.core.db import Base, BigId, Id, Line, Text
from app.people.models import Cohort, Confirmation, CustodyStatus, Person, Side
from app.places.models import Place
from app.sources.models import Source

OPENS = text("opens_captivity")
CHANGES = text("changes_status")


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


#: Kinds that only some may see: elsewhere a mask stands in their place. What somebody answered on returning is now
#: entered in a compartment; these events stay in the record, and importing still takes them.
SEEN_BY: Mapping[EventKind, Right] = {
    EventKind.CONSENT_GIVEN: "see consents",
    EventKind.CONSENT_REFUSED: "see consents",
}
#: Kinds that everybody may see, but whose notes tell of somebody's health.
NOTES_SEEN_BY: Mapping[EventKind, Right] = {
    EventKind.HEALTH_REPORT: "see health",
    EventKind.MEDICAL_COMMISSION: "see health",
    EventKind.HOSPITAL_IN: "see health",
    EventKind.HOSPITAL_OUT: "see health",
}


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
        # The newest knowledge about a place is at the index's end.
        Index(None, "place_id", "happened_latest"),
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
    supersedes: Mapped["CustodyEvent | None"] = relationship(remote_side="CustodyEvent.id", viewonly=True)

    @property
    def __masked__(self) -> Right | None:
        """Name the right that it takes to read in the ledger what was entered, or what a correction replaced."""
        own = SEEN_BY.get(self.kind) or NOTES_SEEN_BY.get(self.kind)
        return own or (self.supersedes.__masked__ if self.supersedes else None)

    def __repr__(self) -> str:
        """Name the event by its kind and numbers."""
        return f"<CustodyEvent {self.id} {self.kind.value} of {self.person_id}>"


class Period(Base):
    """A time in a person's life during which their status, its confirmation and their place stayed the same.

    A projection that custody.standing.refresh alone writes. Periods are contiguous: each ends as the next begins, and
    before the first nothing was known. On a day D the one counts with counts_from <= D < counts_to.
    """

    __tablename__ = "custody_periods"
    __table_args__ = (
        CheckConstraint("began_earliest <= began_latest", name="began_ordered"),
        CheckConstraint("ended_earliest <= ended_latest", name="ended_ordered"),
        CheckConstraint("counts_from <= counts_to", name="counts_ordered"),
        # For counting captures and returns by month: few periods are either.
        Index(
            "ix_custody_periods_captured",
            "began_earliest",
            "began_latest",
            "person_id",
            sqlite_where=OPENS,
            postgresql_where=OPENS,
        ),
        Index(
            "ix_custody_periods_changed",
            "custody_status",
            "began_earliest",
            "began_latest",
            "person_id",
            sqlite_where=CHANGES,
            postgresql_where=CHANGES,
        ),
    )

    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), primary_key=True)
    #: The periods of a life are numbered from 1.
    number: Mapped[int] = mapped_column(primary_key=True)
    custody_status: Mapped[CustodyStatus]
    confirmation: Mapped[Confirmation]
    place_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("places.id"), default=None)
    #: Which time in captivity this is a part of, from 1; none where the person is not held.
    captivity: Mapped[int | None] = mapped_column(default=None)
    #: No date where the day is not known; at the end also where it lasts.
    began_edtf: Mapped[Line | None] = mapped_column(default=None)
    began_earliest: Mapped[date | None] = mapped_column(default=None)
    began_latest: Mapped[date | None] = mapped_column(default=None)
    began: Mapped[UncertainDate | None] = composite("began_edtf", "began_earliest", "began_latest")
    ended_edtf: Mapped[Line | None] = mapped_column(default=None)
    ended_earliest: Mapped[date | None] = mapped_column(default=None)
    ended_latest: Mapped[date | None] = mapped_column(default=None)
    ended: Mapped[UncertainDate | None] = composite("ended_edtf", "ended_earliest", "ended_latest")
    #: From and up to which day the period counts; the first and the last day of the calendar where there is no bound.
    counts_from: Mapped[date]
    counts_to: Mapped[date]
    #: The first period of a captivity: it began with the capture.
    opens_captivity: Mapped[bool]
    #: The status differs from that of the period before: it began with a return, a death, a disappearance.
    changes_status: Mapped[bool]

    place: Mapped[Place | None] = relationship()

    def __repr__(self) -> str:
        """Name the period by its numbers and status."""
        return f"<Period {self.number} of {self.person_id}: {self.custody_status.value}>"


class BatchAction(enum.Enum):
    """What can be done to many people at once."""

    TAG = "tag"
    UNTAG = "untag"
    EVENT = "event"


class Batch(Base):
    """What one user did to many people in one go: it is undone as a whole."""

    __tablename__ = "batches"

    id: Mapped[Id]
    action: Mapped[BatchAction]
    cohort_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("cohorts.id"), default=None)
    #: How many people it was done to.
    size: Mapped[int]
    #: The very moment at which each of its facts was recorded.
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    undone_at: Mapped[datetime | None] = mapped_column(default=None)

    cohort: Mapped[Cohort | None] = relationship()

    def __repr__(self) -> str:
        """Name the batch by its number and what it did."""
        return f"<Batch {self.id} {self.action.value}>"


class BatchPerson(Base):
    """Somebody to whom a batch was done, and the event that it recorded of them, if it recorded one."""

    __tablename__ = "batch_people"

    batch_id: Mapped[int] = mapped_column(BigId, ForeignKey("batches.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), primary_key=True)
    event_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("custody_events.id"), default=None)

    person: Mapped[Person] = relationship()
    event: Mapped[CustodyEvent | None] = relationship()

    def __repr__(self) -> str:
        """Name the two by their numbers."""
        return f"<BatchPerson {self.person_id} in {self.batch_id}>"
