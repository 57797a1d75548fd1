"""The facts about a person that only some may see: never changed, but corrected by another, or retracted."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, declared_attr, mapped_column, relationship
from sqlalchemy.schema import SchemaItem

from app.accounts.models import User
from app.accounts.permissions import Right
from app.compartments.models.enums import Answer, HealthState, NewsKind, Relation
from app.core.clock import KYIV
from app.core.dates import UncertainDate
from app.core.db import Base, BigId, Id, Line, Text
from app.people.models import Person
from app.sources.models import Source


class Guarded(Base):
    """A fact behind a right: who recorded it, what it corrects, and whether it was retracted."""

    __abstract__ = True

    #: The right without which no value of it is shown: on no page, in no file, not in the ledger either.
    __masked__: ClassVar[Right]
    __tablename__: str

    id: Mapped[Id]
    recorded_at: Mapped[datetime]
    retracted_at: Mapped[datetime | None] = mapped_column(default=None)
    retraction_reason: Mapped[Text | None] = mapped_column(default=None)

    @declared_attr
    def recorded_by_id(cls) -> Mapped[int | None]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Give the number of who recorded it."""
        return mapped_column(BigId, ForeignKey("users.id"), default=None)

    @declared_attr
    def retracted_by_id(cls) -> Mapped[int | None]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Give the number of who retracted it."""
        return mapped_column(BigId, ForeignKey("users.id"), default=None)

    @declared_attr
    def supersedes_id(cls) -> Mapped[int | None]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Give the number of the fact that it corrects."""
        return mapped_column(BigId, ForeignKey(f"{cls.__tablename__}.id"), default=None)

    @declared_attr
    def recorded_by(cls) -> Mapped[User | None]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Give who recorded it."""
        return relationship(User, foreign_keys=[cls.recorded_by_id])  # type: ignore[list-item]


class PersonFact(Guarded):
    """A guarded fact about a person, on a source's word."""

    __abstract__ = True

    note: Mapped[Text | None] = mapped_column(default=None)
    credibility: Mapped[int]

    @declared_attr
    def person_id(cls) -> Mapped[int]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Give the number of whom it is about."""
        return mapped_column(BigId, ForeignKey("people.id"))

    @declared_attr
    def source_id(cls) -> Mapped[int]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Give the number of the source on whose word it stands."""
        return mapped_column(BigId, ForeignKey("sources.id"))

    @declared_attr
    def person(cls) -> Mapped[Person]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Give whom it is about."""
        return relationship(Person)

    @declared_attr
    def source(cls) -> Mapped[Source]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Give the source on whose word it stands."""
        return relationship(Source)

    @property
    def recorded_on(self) -> date:
        """Give the day on which it was recorded, as days are counted in Kyiv."""
        return self.recorded_at.astimezone(KYIV).date()

    def by_the_day(self, day: UncertainDate | None) -> date:
        """Give the day by which what it tells had surely happened: never after it was recorded."""
        latest = day.latest if day else None
        return min(latest, self.recorded_on) if latest else self.recorded_on

    def __repr__(self) -> str:
        """Name the fact by its numbers alone: what is printed may reach a log."""
        return f"<{type(self).__name__} {self.id} of {self.person_id}>"


def guards(*more: SchemaItem) -> tuple[SchemaItem, ...]:
    """Give what the database itself sees to in every table of guarded facts."""
    return (
        UniqueConstraint("supersedes_id"),
        CheckConstraint("supersedes_id is null or supersedes_id != id", name="supersedes_another"),
        CheckConstraint("(retracted_at is null) = (retraction_reason is null)", name="retraction_has_reason"),
        *more,
    )


def person_guards(*more: SchemaItem) -> tuple[SchemaItem, ...]:
    """Give what the database sees to where a fact is about a person."""
    graded = CheckConstraint("credibility between 1 and 6", name="credibility_range")
    return guards(graded, Index(None, "person_id", "id"), *more)


class Relative(PersonFact):
    """Somebody close to a person, with where to reach them: who is to be informed (GC III 122(4), GC IV 138)."""

    __tablename__ = "relatives"
    __table_args__ = person_guards()
    __masked__ = "see relatives"

    relation: Mapped[Relation]
    name: Mapped[Line | None] = mapped_column(default=None)
    address: Mapped[Text | None] = mapped_column(default=None)
    contact: Mapped[Line | None] = mapped_column(default=None)
    language: Mapped[Line | None] = mapped_column(default=None)
    is_to_be_informed: Mapped[bool] = mapped_column(default=False)


class HealthObservation(PersonFact):
    """What a source reports of somebody's health (GC III 122, GC IV 138(2): weekly where it is serious)."""

    __tablename__ = "health_observations"
    __table_args__ = person_guards(CheckConstraint("observed_earliest <= observed_latest", name="observed_ordered"))
    __masked__ = "see health"

    observed_edtf: Mapped[Line | None] = mapped_column(default=None)
    observed_earliest: Mapped[date | None] = mapped_column(default=None)
    observed_latest: Mapped[date | None] = mapped_column(default=None)
    observed: Mapped[UncertainDate | None] = composite("observed_edtf", "observed_earliest", "observed_latest")
    condition: Mapped[HealthState | None] = mapped_column(default=None)
    is_serious: Mapped[bool] = mapped_column(default=False)
    particulars: Mapped[Text | None] = mapped_column(default=None)
    need: Mapped[Text | None] = mapped_column(default=None)


class Consent(PersonFact):
    """What somebody answered on returning (GC III 109(3) and 118; GC IV 135(2) and 45(4))."""

    __tablename__ = "consents"
    __table_args__ = person_guards(CheckConstraint("answered_earliest <= answered_latest", name="answered_ordered"))
    __masked__ = "see consents"

    answer: Mapped[Answer]
    answered_edtf: Mapped[Line | None] = mapped_column(default=None)
    answered_earliest: Mapped[date | None] = mapped_column(default=None)
    answered_latest: Mapped[date | None] = mapped_column(default=None)
    answered: Mapped[UncertainDate | None] = composite("answered_edtf", "answered_earliest", "answered_latest")
    method: Mapped[Line | None] = mapped_column(default=None)
    witnessed_by: Mapped[Line | None] = mapped_column(default=None)


class FamilyNotice(PersonFact):
    """That the family was told: of what, when, by whom and how."""

    __tablename__ = "family_notices"
    __table_args__ = person_guards(CheckConstraint("informed_earliest <= informed_latest", name="informed_ordered"))
    __masked__ = "see relatives"

    about: Mapped[NewsKind]
    informed_edtf: Mapped[Line | None] = mapped_column(default=None)
    informed_earliest: Mapped[date | None] = mapped_column(default=None)
    informed_latest: Mapped[date | None] = mapped_column(default=None)
    informed: Mapped[UncertainDate | None] = composite("informed_edtf", "informed_earliest", "informed_latest")
    informed_by: Mapped[Line]
    how: Mapped[Line | None] = mapped_column(default=None)
