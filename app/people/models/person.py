"""A person's row: nothing but what is derived from facts, so that one query filters and sorts the list."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Enum, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from app.core.dates import UncertainDate
from app.core.db import Base, BigId, ByteOrdered, Id, Line, Text, enum_values
from app.people import refs
from app.people.models.enums import (
    Confirmation,
    CustodyStatus,
    EndingKind,
    ExchangeStatus,
    LastAnswer,
    LegalSituation,
)
from app.people.models.identity import Identity
from app.people.models.keys import NamesInParts
from app.people.models.vocabularies import Cohort
from app.places.models import Place
from app.sources.models import Source

IS_MERGED = text("merged_into_id is not null")
IS_HELD = text("legal_situation is not null")
#: A second column of one closed list needs a name of its own for its check.
STATUS_BEFORE_DEATH = Enum(
    CustodyStatus,
    name="statusbeforedeath",
    native_enum=False,
    create_constraint=True,
    values_callable=enum_values,
    length=40,
)
IS_DUE = text("health_due_on is not null")

IS_LISTED = text("merged_into_id is null and retracted_at is null")
IS_REPORTED = text("merged_into_id is null and retracted_at is null and reported is not null")
IS_ON_LISTS = text("merged_into_id is null and retracted_at is null and exchange_status != 'not_listed'")
#: What is known of who stands on lists of exchanges.
ON_LISTS = (
    "sort_key",
    "id",
    "exchange_status",
    "times_listed",
    "times_refused",
    "times_silent",
    "times_waiting",
    "last_answer",
    "last_answer_on",
)
#: What the list filters by, besides the column that leads an index.
FILTERED = (
    "side_id",
    "category_id",
    "custody_status",
    "confirmation",
    "legal_situation",
    "place_id",
    "reported",
    "has_gaps",
    "has_conflict",
    "has_mixed_script",
    "has_unlikely",
    "captured_latest",
    "captured_earliest",
)


def list_indexes() -> list[Index]:
    """Give the indexes of the people list: in its order, all of them, and by whichever of its filters is the narrowest.

    Each goes on with everything else that the list filters by, so that two filters are looked up in one index, and
    counting never touches the table. They hold only who is listed, which SQLite asks for before it counts in them.
    That of the status holds the days by which news grows old as well. None holds the words of the names: PostgreSQL
    refuses an entry of more than a third of a page, and somebody may go by many names.
    """
    leads: dict[str, tuple[str, ...]] = {
        "name": ("sort_key", "id"),
        "status": ("custody_status", "sort_key", "id"),
        "category": ("category_id", "sort_key", "id"),
        "side": ("side_id", "custody_status", "category_id", "sort_key", "id"),
        "place": ("place_id", "sort_key", "id"),
    }
    news = ("last_known_on", "created_at", "since_latest", "since_earliest")
    wide = {
        name: (*lead, *(rest for rest in FILTERED if rest not in lead), *(news if name == "status" else ()))
        for name, lead in leads.items()
    }
    return [
        *(
            Index(f"ix_people_list_{name}", *columns, sqlite_where=IS_LISTED, postgresql_where=IS_LISTED)
            for name, columns in wide.items()
        ),
        Index(
            "ix_people_list_reported",
            *("sort_key", "id", *FILTERED),
            sqlite_where=IS_REPORTED,
            postgresql_where=IS_REPORTED,
        ),
        # Few of all people are on lists, and whatever else is asked of them is looked up with it.
        Index(
            "ix_people_list_exchange",
            *(*ON_LISTS, *FILTERED),
            sqlite_where=IS_ON_LISTS,
            postgresql_where=IS_ON_LISTS,
        ),
        flag_index("mixed", "has_mixed_script"),
        flag_index("unlikely", "has_unlikely"),
    ]


def flag_index(name: str, flag: str) -> Index:
    """Give the index of the few people of the list who carry a flag."""
    return Index(
        f"ix_people_list_{name}",
        *("sort_key", "id", *FILTERED),
        sqlite_where=text(f"{IS_LISTED.text} and {flag} is 1"),
        postgresql_where=text(f"{IS_LISTED.text} and {flag} is true"),
    )


class Person(Identity, Base):
    """Somebody who is, was or may be captive.

    Identity columns are written by people.identity.refresh alone, standing columns by custody.standing.refresh alone,
    and those about lists by exchanges.standing.refresh alone.
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
        # Partial as well: few are seriously ill or wounded.
        Index("ix_people_health_due_on", "health_due_on", "id", sqlite_where=IS_DUE, postgresql_where=IS_DUE),
        *list_indexes(),
        Index(None, "captured_latest", "id"),
        Index(None, "born_latest", "id"),
        Index(None, "updated_at", "id"),
        Index(None, "last_known_on", "id"),
        Index(
            "ix_people_legal_situation",
            "legal_situation",
            "sort_key",
            "id",
            sqlite_where=IS_HELD,
            postgresql_where=IS_HELD,
        ),
    )

    id: Mapped[Id]

    # Who the person is; people.identity.refresh writes it.
    #: The name under which the person stands in lists: surname and names, else the call sign, else the Latin name.
    name: Mapped[Text] = mapped_column(default="")
    sort_key: Mapped[str] = mapped_column(ByteOrdered, default="")
    #: The names that sources give besides those of this row, each in its parts; none for most people. So this row alone
    #: is enough to compare somebody with what was typed (people.search).
    other_names: Mapped[list[list[str]]] = mapped_column(NamesInParts, default=list)
    conflicts: Mapped[list[str]] = mapped_column(default=list)
    has_conflict: Mapped[bool] = mapped_column(default=False, index=True)
    #: What the law asks of the person's category and no statement answers (people.law).
    missing: Mapped[list[str]] = mapped_column(default=list)
    has_gaps: Mapped[bool] = mapped_column(default=True, index=True)
    #: A word of a name mixes Latin and Cyrillic letters that look alike: a search may miss it.
    has_mixed_script: Mapped[bool] = mapped_column(default=False, server_default=false(), index=True)

    # Where the person stands; custody.standing.refresh writes it.
    custody_status: Mapped[CustodyStatus] = mapped_column(default=CustodyStatus.UNKNOWN)
    confirmation: Mapped[Confirmation] = mapped_column(default=Confirmation.NONE)
    #: An ending that was reported by a source too weak to confirm it: the status stays, a badge says so.
    reported: Mapped[EndingKind | None] = mapped_column(default=None, index=True)
    #: In what situation the holder's law puts who is held now; nothing for who is not held.
    legal_situation: Mapped[LegalSituation | None] = mapped_column(default=None)
    #: What no outside profile may go beyond until the family is informed (custody.disclosure); for the dead alone.
    status_before_death: Mapped[CustodyStatus | None] = mapped_column(STATUS_BEFORE_DEATH, default=None)
    #: The newest day on which anything is known to have happened.
    last_known_on: Mapped[date | None] = mapped_column(default=None)
    #: What is unlikely in the order of the facts, by code (custody.plausibility).
    unlikely: Mapped[list[str]] = mapped_column(default=list, server_default=text("'[]'"))
    has_unlikely: Mapped[bool] = mapped_column(default=False, server_default=false(), index=True)
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

    # Where the person stands on lists of exchanges; exchanges.standing.refresh writes it.
    exchange_status: Mapped[ExchangeStatus] = mapped_column(default=ExchangeStatus.NOT_LISTED)
    #: On how many lists we asked for the person in the present captivity, and what became of it: declined, never
    #: answered, not answered yet. Whoever is in none of these was agreed to or taken off.
    times_listed: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    times_refused: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    times_silent: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    times_waiting: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    last_answer: Mapped[LastAnswer | None] = mapped_column(default=None)
    last_answer_on: Mapped[date | None] = mapped_column(default=None)

    # What the compartments let others know: two days and nothing besides. compartments.health.refresh and
    # compartments.family.refresh write them.
    #: The day by which the next report on somebody seriously ill or wounded is due, whether they are held or not.
    health_due_on: Mapped[date | None] = mapped_column(default=None)
    #: The day by which the family had been told of the person's death.
    family_informed_on: Mapped[date | None] = mapped_column(default=None)

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
    #: The record that stands for this one, for pages that show many of them; what changes that sets the number.
    merged_into: Mapped["Person | None"] = relationship(remote_side="Person.id", viewonly=True)

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


class RemovedCohort(Base):
    """A cohort that was taken off a person, with the word on which it had stood: taking it off can be undone."""

    __tablename__ = "removed_cohorts"
    __table_args__ = (Index(None, "person_id", "id"),)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    cohort_id: Mapped[int] = mapped_column(BigId, ForeignKey("cohorts.id"))
    source_id: Mapped[int] = mapped_column(BigId, ForeignKey("sources.id"))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    removed_at: Mapped[datetime]
    removed_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)

    person: Mapped[Person] = relationship()

    def __repr__(self) -> str:
        """Name the link by its numbers."""
        return f"<RemovedCohort {self.person_id} {self.cohort_id}>"
