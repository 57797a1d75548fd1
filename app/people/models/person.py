"""A person's row: nothing but what is derived from facts, so that one query filters and sorts the list."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from app.core.dates import UncertainDate
from app.core.db import Base, BigId, ByteOrdered, Id, Line, Text
from app.people import refs
from app.people.models.enums import Confirmation, CustodyStatus, EndingKind, ExchangeStatus
from app.people.models.identity import Identity
from app.people.models.vocabularies import Cohort
from app.places.models import Place
from app.sources.models import Source

IS_MERGED = text("merged_into_id is not null")


class Person(Identity, Base):
    """Somebody who is, was or may be captive.

    Identity columns are written by people.identity.refresh alone, standing columns by custody.standing.refresh alone.
    """

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("merged_into_id is null or merged_into_id != id", name="merged_into_another"),
        CheckConstraint("(retracted_at is null) = (retraction_reason is null)", name="retraction_has_reason"),
        CheckConstraint("born_earliest <= born_latest", name="born_ordered"),
        CheckConstraint("captured_earliest <= captured_latest", name="captured_ordered"),
        CheckConstraint("ended_earliest <= ended_latest", name="ended_ordered"),
        # Partial: an index of nothing but nulls leads SQLite to read the whole table (ANALYZE finds it selective).
        Index("ix_people_merged_into_id", "merged_into_id", sqlite_where=IS_MERGED, postgresql_where=IS_MERGED),
        Index(None, "sort_key", "id"),
        Index(None, "custody_status", "sort_key", "id"),
        Index(None, "category_id", "custody_status", "side_id", "sort_key", "id"),
        Index(None, "side_id", "custody_status", "sort_key", "id"),
        Index(None, "place_id", "sort_key", "id"),
        Index(None, "captured_latest", "id"),
        Index(None, "born_latest", "id"),
        Index(None, "updated_at", "id"),
    )

    id: Mapped[Id]

    # Who the person is; people.identity.refresh writes it.
    #: The name under which the person stands in lists: surname and names, else the call sign, else the Latin name.
    name: Mapped[Text] = mapped_column(default="")
    sort_key: Mapped[str] = mapped_column(ByteOrdered, default="")
    #: Every name of every live statement, folded, for the list's text filter.
    folded: Mapped[Text] = mapped_column(default="")
    conflicts: Mapped[list[str]] = mapped_column(default=list)
    has_conflict: Mapped[bool] = mapped_column(default=False, index=True)
    #: What the law asks of the person's category and no statement answers (people.law).
    missing: Mapped[list[str]] = mapped_column(default=list)
    has_gaps: Mapped[bool] = mapped_column(default=True, index=True)

    # Where the person stands; custody.standing.refresh writes it.
    custody_status: Mapped[CustodyStatus] = mapped_column(default=CustodyStatus.UNKNOWN)
    confirmation: Mapped[Confirmation] = mapped_column(default=Confirmation.NONE)
    #: An ending that was reported by a source too weak to confirm it: the status stays, a badge says so.
    reported: Mapped[EndingKind | None] = mapped_column(default=None, index=True)
    exchange_status: Mapped[ExchangeStatus] = mapped_column(default=ExchangeStatus.NOT_LISTED)
    place_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("places.id"), default=None)
    since_edtf: Mapped[Line | None] = mapped_column(default=None)
    since_earliest: Mapped[date | None] = mapped_column(default=None)
    since_latest: Mapped[date | None] = mapped_column(default=None)
    since: Mapped[UncertainDate | None] = composite("since_edtf", "since_earliest", "since_latest")
    #: The day from which the latest captivity counts, and the day that ended it.
    captured_edtf: Mapped[Line | None] = mapped_column(default=None)
    captured_earliest: Mapped[date | None] = mapped_column(default=None)
    captured_latest: Mapped[date | None] = mapped_column(default=None)
    captured: Mapped[UncertainDate | None] = composite("captured_edtf", "captured_earliest", "captured_latest")
    ended_edtf: Mapped[Line | None] = mapped_column(default=None)
    ended_earliest: Mapped[date | None] = mapped_column(default=None)
    ended_latest: Mapped[date | None] = mapped_column(default=None)
    ended: Mapped[UncertainDate | None] = composite("ended_edtf", "ended_earliest", "ended_latest")

    # The record itself
    merged_into_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"), default=None)
    retracted_at: Mapped[datetime | None] = mapped_column(default=None)
    retracted_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    retraction_reason: Mapped[Text | None] = mapped_column(default=None)
    #: Bumped by what people type about the person, never by a refresh.
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    updated_at: Mapped[datetime]

    place: Mapped[Place | None] = relationship()

    @property
    def ref(self) -> str:
        """Give the number that people read out, write down and type: P-000123-S."""
        return refs.ref_of(self.id)

    def __repr__(self) -> str:
        """Name the person by number alone: what is printed may reach a log."""
        return f"<Person {self.id}>"


class PersonCohort(Base):
    """A person carries a cohort on a source's word."""

    __tablename__ = "person_cohorts"
    __table_args__ = (UniqueConstraint("person_id", "cohort_id"), Index(None, "cohort_id", "person_id"))

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    cohort_id: Mapped[int] = mapped_column(BigId, ForeignKey("cohorts.id"))
    source_id: Mapped[int] = mapped_column(BigId, ForeignKey("sources.id"))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)

    person: Mapped[Person] = relationship()
    cohort: Mapped[Cohort] = relationship()
    source: Mapped[Source] = relationship()

    def __repr__(self) -> str:
        """Name the link by its numbers."""
        return f"<PersonCohort {self.person_id} {self.cohort_id}>"
