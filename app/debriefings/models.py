"""Debriefings and the rows of their sheets."""

import enum
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from app.accounts.models import User
from app.accounts.permissions import Right
from app.compartments.models import HealthObservation, Witness
from app.core.dates import UncertainDate
from app.core.db import Base, BigId, Id, Line, Text
from app.custody.models import CustodyEvent
from app.people.models import Person

IS_UNIDENTIFIED = text("person_id is null and retracted_at is null")


class How(enum.Enum):
    """How a witness knows of somebody."""

    SHARED_CELL = "shared_cell"
    SAW = "saw"
    HEARD = "heard"


class Debriefing(Base):
    """One talk with somebody who came back, or knows of those who did not."""

    __tablename__ = "debriefings"
    #: What the ledger keeps of a talk leads to who testified.
    __masked__: ClassVar[Right] = "see witnesses"
    __table_args__ = (CheckConstraint("held_earliest <= held_latest", name="held_ordered"),)

    id: Mapped[Id]
    #: Whose name stands in the witnesses' compartment alone.
    witness_id: Mapped[int] = mapped_column(BigId, ForeignKey("witnesses.id"), index=True)
    held_edtf: Mapped[Line | None] = mapped_column(default=None)
    held_earliest: Mapped[date | None] = mapped_column(default=None)
    held_latest: Mapped[date | None] = mapped_column(default=None)
    held: Mapped[UncertainDate | None] = composite("held_edtf", "held_earliest", "held_latest")
    place: Mapped[Line | None] = mapped_column(default=None)
    interviewer: Mapped[Line | None] = mapped_column(default=None)
    note: Mapped[Text | None] = mapped_column(default=None)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)

    witness: Mapped[Witness] = relationship()
    recorded_by: Mapped[User | None] = relationship()

    def __repr__(self) -> str:
        """Name the debriefing by its numbers."""
        return f"<Debriefing {self.id} of witness {self.witness_id}>"


class DebriefingRow(Base):
    """What a witness said of one person, in the words typed; of whom it speaks may be found out later."""

    __tablename__ = "debriefing_rows"
    #: The words of a row tell of people's health.
    __masked__: ClassVar[Right] = "see health"
    __table_args__ = (
        CheckConstraint("credibility between 1 and 6", name="credibility_range"),
        CheckConstraint("(retracted_at is null) = (retraction_reason is null)", name="retraction_has_reason"),
        CheckConstraint("event_id is null or person_id is not null", name="event_has_person"),
        Index(None, "debriefing_id", "id"),
        Index("ix_debriefing_rows_unidentified", "id", sqlite_where=IS_UNIDENTIFIED, postgresql_where=IS_UNIDENTIFIED),
    )

    id: Mapped[Id]
    debriefing_id: Mapped[int] = mapped_column(BigId, ForeignKey("debriefings.id"))
    who: Mapped[Line]
    how: Mapped[How]
    place: Mapped[Line | None] = mapped_column(default=None)
    about_when: Mapped[Line | None] = mapped_column(default=None)
    health: Mapped[Text | None] = mapped_column(default=None)
    is_serious: Mapped[bool] = mapped_column(default=False)
    credibility: Mapped[int]
    #: Of whom the row speaks, once somebody knows, and the facts that then came of it.
    person_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"), index=True, default=None)
    event_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("custody_events.id"), index=True, default=None)
    health_observation_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("health_observations.id"), index=True, default=None
    )
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    identified_at: Mapped[datetime | None] = mapped_column(default=None)
    identified_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    retracted_at: Mapped[datetime | None] = mapped_column(default=None)
    retracted_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    retraction_reason: Mapped[Text | None] = mapped_column(default=None)

    debriefing: Mapped[Debriefing] = relationship()
    person: Mapped[Person | None] = relationship()
    event: Mapped[CustodyEvent | None] = relationship()
    health_observation: Mapped[HealthObservation | None] = relationship()
    recorded_by: Mapped[User | None] = relationship(foreign_keys=[recorded_by_id])

    @property
    def is_unidentified(self) -> bool:
        """Tell whether nobody knows yet of whom the row speaks."""
        return self.person_id is None and self.retracted_at is None

    def __repr__(self) -> str:
        """Name the row by its numbers."""
        return f"<DebriefingRow {self.id} of {self.debriefing_id}>"
