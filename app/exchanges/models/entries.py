"""The tables of entries: who stands on which operation's list, and each step that brought them where they are."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Enum, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.accounts.permissions import Right
from app.core.dates import UncertainDate
from app.core.db import Base, BigId, Id, Text, enum_values
from app.core.errors import ConstraintErrors
from app.core.i18n import lazy_ as _l
from app.custody.models import CustodyEvent
from app.exchanges.models.operations import Operation, OperationStage
from app.people.models import Person
from app.sources.models import Source

STANDS = text("set_aside_for_id is null")


class Direction(enum.Enum):
    """Which way somebody goes: home to us, or from us to the other side."""

    TO_US = "to_us"
    TO_THEM = "to_them"


class AskedBy(enum.Enum):
    """Who put somebody on the list: we, or the other side."""

    WE = "we"
    THEY = "they"


class State(enum.Enum):
    """Where an entry stands; app.exchanges.states says which step leads from which to which."""

    PROPOSED = "proposed"
    REQUESTED = "requested"
    DECLINED = "declined"
    AGREED = "agreed"
    READY = "ready"
    HANDED_OVER = "handed_over"
    NOT_DELIVERED = "not_delivered"
    SUBSTITUTED = "substituted"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED_BY_US = "refused_by_us"
    WITHDRAWN = "withdrawn"
    CONSENT_REFUSED = "consent_refused"


class Refusal(enum.Enum):
    """What the other side says where it declines."""

    REFUSED = "refused"
    DENIES_HOLDING = "denies_holding"
    SAYS_DEAD = "says_dead"
    SAYS_RETURNED = "says_returned"
    SENTENCED = "sentenced"
    SAYS_UNWILLING = "says_unwilling"
    NO_REASON = "no_reason"


#: What tells of somebody's will to return, and is for those who see consents alone (GC III 109 and 118).
OF_CONSENT = (State.CONSENT_REFUSED, Refusal.SAYS_UNWILLING)
CONSENT_RIGHT: Right = "see consents"


def mask_of(*told: State | Refusal | None) -> Right | None:
    """Name the right without which any of some words is masked, if one is."""
    return CONSENT_RIGHT if any(one in OF_CONSENT for one in told) else None


class Entry(Base):
    """One person on one operation's list. Its state is that of its newest transition; nothing else moves it."""

    __tablename__ = "entries"
    __table_args__ = (
        CheckConstraint("set_aside_for_id is null or set_aside_for_id != id", name="set_aside_for_another"),
        CheckConstraint("instead_of_id is null or instead_of_id != id", name="instead_of_another"),
        CheckConstraint("substituted_by_id is null or substituted_by_id != id", name="substituted_by_another"),
        CheckConstraint("(state = 'declined') = (refusal is not null)", name="declined_has_refusal"),
        CheckConstraint("event_id is null or state = 'handed_over'", name="event_of_hand_over"),
        # Somebody who was set aside by a merger has another entry in their place.
        Index(
            "uq_entries_standing",
            "operation_id",
            "person_id",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
        Index(None, "person_id", "id"),
        Index(None, "operation_id", "direction", "state", "id"),
    )

    id: Mapped[Id]
    operation_id: Mapped[int] = mapped_column(BigId, ForeignKey("operations.id"))
    stage_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("operation_stages.id"), default=None)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    direction: Mapped[Direction]
    asked_by: Mapped[AskedBy]
    state: Mapped[State]
    #: What they say who declined; nothing in every other state.
    refusal: Mapped[Refusal | None] = mapped_column(default=None)
    #: Who came in the place of this person, and in whose place this person was offered.
    substituted_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("entries.id"), default=None)
    instead_of_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("entries.id"), default=None)
    #: The fact on the person's timeline, once the stage is confirmed.
    event_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("custody_events.id"), default=None)
    #: The entry that stands instead since the two records were merged; this one remains as history.
    set_aside_for_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("entries.id"), default=None)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    version: Mapped[int] = mapped_column(default=1)

    operation: Mapped[Operation] = relationship()
    stage: Mapped[OperationStage | None] = relationship()
    person: Mapped[Person] = relationship()
    event: Mapped[CustodyEvent | None] = relationship()
    added_by: Mapped[User | None] = relationship()
    substituted_by: Mapped["Entry | None"] = relationship(foreign_keys=[substituted_by_id], remote_side="Entry.id")
    instead_of: Mapped["Entry | None"] = relationship(foreign_keys=[instead_of_id], remote_side="Entry.id")

    @property
    def __masked__(self) -> Right | None:
        """Name the right that it takes to read in the ledger what was entered here."""
        return mask_of(self.state, self.refusal)

    def __repr__(self) -> str:
        """Name the entry by its numbers and its state."""
        return f"<Entry {self.id} of {self.person_id} in {self.operation_id}>"


#: A second column of one closed list needs a name of its own for its check.
FROM_STATE = Enum(
    State, name="fromstate", native_enum=False, create_constraint=True, values_callable=enum_values, length=40
)


class EntryTransition(Base):
    """One step of an entry: when it happened, when it was recorded, by whom, on whose word, and why. Never changed."""

    __tablename__ = "entry_transitions"
    __table_args__ = (
        CheckConstraint("(to_state = 'declined') = (refusal is not null)", name="declined_has_refusal"),
        Index(None, "entry_id", "id"),
    )

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(BigId, ForeignKey("entries.id"))
    #: Nothing in the step that put the person on the list.
    from_state: Mapped[State | None] = mapped_column(FROM_STATE, default=None)
    to_state: Mapped[State]
    refusal: Mapped[Refusal | None] = mapped_column(default=None)
    happened: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    source_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("sources.id"), default=None)
    #: What the answer says of the person, as it stands on their timeline: reported, on the word of who holds them.
    event_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("custody_events.id"), default=None)
    reason: Mapped[Text | None] = mapped_column(default=None)

    entry: Mapped[Entry] = relationship()
    recorded_by: Mapped[User | None] = relationship()
    source: Mapped[Source | None] = relationship()
    event: Mapped[CustodyEvent | None] = relationship()

    @property
    def day(self) -> UncertainDate:
        """Give the day on which it happened, as pages write it."""
        return UncertainDate(self.happened.isoformat(), self.happened, self.happened)

    @property
    def __masked__(self) -> Right | None:
        """Name the right without which this step's words are masked, here and in the ledger, if they are."""
        return mask_of(self.from_state, self.to_state, self.refusal)

    def __repr__(self) -> str:
        """Name the step by its numbers."""
        return f"<EntryTransition {self.id} of {self.entry_id}>"


CONSTRAINT_ERRORS = ConstraintErrors(
    {
        "uq_entries_standing": ("person", _l("This person is on this list already.")),
        "entries.operation_id, entries.person_id": ("person", _l("This person is on this list already.")),
    }
)
