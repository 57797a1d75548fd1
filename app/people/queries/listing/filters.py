"""What the people list filters by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal_column, or_, select

from app.core.clock import KYIV
from app.core.db import db
from app.people.models import (
    HELD,
    Category,
    Cohort,
    Confirmation,
    CustodyStatus,
    EndingKind,
    ExchangeStatus,
    LastAnswer,
    LegalSituation,
    Person,
    PersonCohort,
    PersonStatement,
    Side,
    WatchedPerson,
)
from app.people.queries.records import MEMBER
from app.people.search.filtering import text_conditions

#: A cohort is small, and a source names few, up to here: they are read and sorted, instead of the list being walked.
FEW = 2_000
#: Of these news is awaited.
AWAITED = (CustodyStatus.MISSING, *HELD)


@dataclass(frozen=True)
class PeopleFilter:
    """Which people to show: every part that is given must hold; within a part, any one of the values does."""

    text: str = ""
    sides: Sequence[str] = ()
    categories: Sequence[str] = ()
    cohorts: Sequence[str] = ()
    statuses: Sequence[CustodyStatus] = ()
    #: Not weaker than this.
    confirmation: Confirmation | None = None
    place_id: int | None = None
    captured_from: date | None = None
    captured_to: date | None = None
    legal: Sequence[LegalSituation] = ()
    #: An ending that is reported and not confirmed: of any kind, or of some kinds.
    reported: bool = False
    endings: Sequence[EndingKind] = ()
    gaps: bool = False
    conflicts: bool = False
    mixed: bool = False
    unlikely: bool = False
    #: Missing or held, and not heard of since this day.
    silent_since: date | None = None
    #: Presumed captive since before this day.
    presumed_since: date | None = None
    #: A report on the state of health is due on this day or before; only for those who may see health.
    health_due_by: date | None = None
    changed_from: datetime | None = None
    #: Where they stand on lists of exchanges, how often they were asked for at least, and what was answered last.
    exchange: Sequence[ExchangeStatus] = ()
    listed_from: int | None = None
    answers: Sequence[LastAnswer] = ()
    answered_before: date | None = None
    #: Named by a statement of this source that stands.
    source_id: int | None = None
    #: The user who watches them, or who entered them.
    watcher_id: int | None = None
    author_id: int | None = None


def conditions(chosen: PeopleFilter) -> list[ColumnElement[bool]]:
    """Turn a filter into conditions; merged and retracted records are never in the list."""
    parts: list[ColumnElement[bool]] = [Person.merged_into_id.is_(None), Person.retracted_at.is_(None)]
    parts += text_conditions(chosen.text)
    parts += vocabulary_conditions(chosen)
    if chosen.statuses:
        parts.append(Person.custody_status.in_(chosen.statuses))
    if chosen.confirmation is not None:
        strong = [level for level in Confirmation if not level < chosen.confirmation]
        parts.append(Person.confirmation.in_(strong))
    if chosen.place_id is not None:
        parts.append(Person.place_id == chosen.place_id)
    if chosen.legal:
        parts.append(Person.legal_situation.in_(chosen.legal))
    parts += captured_conditions(chosen)
    parts += flag_conditions(chosen)
    parts += age_conditions(chosen)
    parts += exchange_conditions(chosen)
    return parts + relation_conditions(chosen)


def flag_conditions(chosen: PeopleFilter) -> list[ColumnElement[bool]]:
    """Find people about whom something waits to be looked at."""
    flags = (
        (chosen.gaps, Person.has_gaps),
        (chosen.conflicts, Person.has_conflict),
        (chosen.mixed, Person.has_mixed_script),
        (chosen.unlikely, Person.has_unlikely),
    )
    parts: list[ColumnElement[bool]] = [column.is_(True) for is_wanted, column in flags if is_wanted]
    if chosen.reported or chosen.endings:
        parts.append(Person.reported.is_not(None))
    if chosen.endings:
        parts.append(Person.reported.in_(chosen.endings))
    return parts


def exchange_conditions(chosen: PeopleFilter) -> list[ColumnElement[bool]]:
    """Find people by where they stand on lists of exchanges: few of all do, so they have an index of their own.

    Whoever was ever asked for or answered of stands on a list, as the row says it: that is told in the very words of
    the index, without which SQLite would not look into it.
    """
    parts: list[ColumnElement[bool]] = []
    if chosen.exchange:
        parts.append(Person.exchange_status.in_(chosen.exchange))
    if chosen.listed_from is not None:
        parts.append(Person.times_listed >= chosen.listed_from)
    if chosen.answers:
        parts.append(Person.last_answer.in_(chosen.answers))
    if chosen.answered_before is not None:
        parts.append(Person.last_answer_on < chosen.answered_before)
    is_on_lists = bool(parts) and ExchangeStatus.NOT_LISTED not in chosen.exchange
    return [*parts, Person.exchange_status != literal_column("'not_listed'")] if is_on_lists else parts


def age_conditions(chosen: PeopleFilter) -> list[ColumnElement[bool]]:
    """Find people by how old, or how new, what is known of them is."""
    parts: list[ColumnElement[bool]] = []
    if chosen.silent_since is not None:
        parts += [Person.custody_status.in_(AWAITED), heard_of_before(chosen.silent_since)]
    if chosen.presumed_since is not None:
        since = func.coalesce(Person.since_latest, Person.since_earliest)
        parts += [Person.custody_status == CustodyStatus.PRESUMED_CAPTIVE, since <= chosen.presumed_since]
    if chosen.health_due_by is not None:
        parts += [Person.custody_status.in_(HELD), Person.health_due_on <= chosen.health_due_by]
    if chosen.changed_from is not None:
        parts.append(Person.updated_at >= chosen.changed_from)
    return parts


def heard_of_before(day: date) -> ColumnElement[bool]:
    """Find people last heard of before a day; of whom nothing dated is known, by when they were entered."""
    entered_before = datetime.combine(day, datetime.min.time(), tzinfo=KYIV)
    # Not "or": for that SQLite looks into two indexes, and then everybody up in the table.
    return case(
        (Person.last_known_on.is_not(None), Person.last_known_on < day), else_=Person.created_at < entered_before
    )


def relation_conditions(chosen: PeopleFilter) -> list[ColumnElement[bool]]:
    """Find people by who watches them, who entered them, and which source names them."""
    parts: list[ColumnElement[bool]] = []
    if chosen.watcher_id is not None:
        watched = select(WatchedPerson.person_id).where(WatchedPerson.user_id == chosen.watcher_id)
        parts.append(is_among(watched, WatchedPerson.person_id))
    if chosen.author_id is not None:
        parts.append(was_entered_by(chosen.author_id))
    if chosen.source_id is not None:
        named = select(PersonStatement.person_id).where(
            PersonStatement.source_id == chosen.source_id, PersonStatement.retracted_at.is_(None)
        )
        parts.append(is_among(named, PersonStatement.person_id))
    return parts


def was_entered_by(user_id: int) -> ColumnElement[bool]:
    """Find people of whom a user entered the record, or one that was merged into it since."""
    kept = select(MEMBER.merged_into_id).where(MEMBER.merged_into_id.is_not(None), MEMBER.created_by_id == user_id)
    return or_(Person.created_by_id == user_id, Person.id.in_(kept))


def vocabulary_conditions(chosen: PeopleFilter) -> list[ColumnElement[bool]]:
    """Find people by the codes of their side, category and cohorts."""
    parts: list[ColumnElement[bool]] = []
    if chosen.sides:
        parts.append(is_one_of(Person.side_id, Side, chosen.sides))
    if chosen.categories:
        parts.append(is_one_of(Person.category_id, Category, chosen.categories))
    if chosen.cohorts:
        parts.append(carries_any(chosen.cohorts))
    return parts


def is_one_of(column: Any, kind: type[Side | Category], codes: Sequence[str]) -> ColumnElement[bool]:  # noqa: ANN401 - a mapped attribute
    """Find people by words of a vocabulary; one word alone is told by "=", which keeps the order of an index."""
    numbers = select(kind.id).where(kind.code.in_(codes))
    found: ColumnElement[bool] = column == numbers.scalar_subquery() if len(codes) == 1 else column.in_(numbers)
    return found


def carries_any(codes: Sequence[str]) -> ColumnElement[bool]:
    """Find people who carry any of some cohorts."""
    cohorts = select(Cohort.id).where(Cohort.code.in_(codes))
    return is_among(select(PersonCohort.person_id).where(PersonCohort.cohort_id.in_(cohorts)), PersonCohort.person_id)


def is_among(numbers: Select[int], person_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a mapped attribute
    """Find people whose numbers are selected: by reading these, if they are few, else by asking of each in the list.

    A number of a merged record finds the one that is kept; such records are few beside all people.
    """
    of_merged = numbers.where(person_id == MEMBER.id).exists()
    kept = select(MEMBER.merged_into_id).where(MEMBER.merged_into_id.is_not(None), of_merged)
    few = numbers.limit(FEW + 1).subquery()
    if (db.session.scalar(select(func.count()).select_from(few)) or 0) <= FEW:
        return Person.id.in_(numbers.union(kept))
    return or_(numbers.where(person_id == Person.id).exists(), Person.id.in_(kept))


def captured_conditions(chosen: PeopleFilter) -> list[ColumnElement[bool]]:
    """Find people whose capture may lie between two days; an open side counts by the bound that is known."""
    latest = func.coalesce(Person.captured_latest, Person.captured_earliest)
    earliest = func.coalesce(Person.captured_earliest, Person.captured_latest)
    parts: list[ColumnElement[bool]] = []
    if chosen.captured_from is not None:
        parts.append(latest >= chosen.captured_from)
    if chosen.captured_to is not None:
        parts.append(earliest <= chosen.captured_to)
    return parts
