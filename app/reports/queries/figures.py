"""Counting people for reports: each report is one statement, so that its sums agree with each other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, Subquery, and_, cast, exists, func, literal, null, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.core.db import BigId, db
from app.custody.models import Period
from app.people import queries as people
from app.people.models import RETURNED, Category, Cohort, CustodyStatus, Person, PersonCohort, Side
from app.people.queries import PeopleFilter

PEOPLE = func.count().label("people")
Day = InstrumentedAttribute[date | None]


@dataclass(frozen=True)
class Count:
    """How many people of a side stand at a status, in one group; no group is everybody."""

    side: str | None
    group: str | None
    status: CustodyStatus
    people: int


@dataclass(frozen=True)
class MonthCount:
    """How many were captured, or returned, in a month; no month where the days that may be true span several."""

    is_return: bool
    #: As ISO writes it: 2022-05.
    month: str | None
    people: int


def count_by_category(chosen: PeopleFilter) -> Sequence[Count]:
    """Count the people of a filtered list by side, category and custody status; everybody is in one group."""
    counted = (
        select(Person.side_id, Person.category_id.label("group_id"), Person.custody_status, PEOPLE)
        .where(*people.conditions(chosen))
        .group_by(Person.side_id, Person.category_id, Person.custody_status)
        .subquery()
    )
    query = (
        select(Side.code, Category.code, counted.c.custody_status, counted.c.people)
        .select_from(counted)
        .outerjoin(Side, counted.c.side_id == Side.id)
        .outerjoin(Category, counted.c.group_id == Category.id)
    )
    return [Count(*row) for row in db.session.execute(query)]


def count_by_cohort(chosen: PeopleFilter) -> Sequence[Count]:
    """Count the people of a filtered list by side, cohort and custody status; and everybody, since cohorts overlap."""
    own = grouped(PersonCohort.person_id, PersonCohort.cohort_id, chosen)
    merged = links_of_merged()
    others = grouped(merged.c.person_id, merged.c.cohort_id, chosen)
    counted = union_all(own, others, everybody(chosen)).subquery()
    query = (
        select(Side.code, Cohort.code, counted.c.custody_status, counted.c.people)
        .select_from(counted)
        .outerjoin(Side, counted.c.side_id == Side.id)
        .outerjoin(Cohort, counted.c.group_id == Cohort.id)
    )
    return [Count(*row) for row in db.session.execute(query)]


def grouped(
    person_id: ColumnElement[int] | InstrumentedAttribute[int],
    cohort_id: ColumnElement[int] | InstrumentedAttribute[int],
    chosen: PeopleFilter,
) -> Select[int | None, int, CustodyStatus, int]:
    """Select the counts of each cohort, by the same link that the list's filter follows."""
    return (
        select(Person.side_id, cohort_id.label("group_id"), Person.custody_status, PEOPLE)
        .join(Person, person_id == Person.id)
        .where(*people.conditions(chosen))
        .group_by(Person.side_id, cohort_id, Person.custody_status)
    )


def links_of_merged() -> Subquery:
    """Select the cohorts that people carry by records merged into theirs alone: few, beside all people."""
    member, own = aliased(Person), aliased(PersonCohort)
    is_own = exists().where(own.person_id == member.merged_into_id, own.cohort_id == PersonCohort.cohort_id)
    return (
        select(member.merged_into_id.label("person_id"), PersonCohort.cohort_id)
        .join(PersonCohort, PersonCohort.person_id == member.id)
        .where(member.merged_into_id.is_not(None), ~is_own)
        .distinct()
        .subquery()
    )


def everybody(chosen: PeopleFilter) -> Select[int | None, int, CustodyStatus, int]:
    """Select the counts of all, whatever cohorts they carry."""
    no_group = cast(null(), BigId).label("group_id")
    return (
        select(Person.side_id, no_group, Person.custody_status, PEOPLE)
        .where(*people.conditions(chosen))
        .group_by(Person.side_id, Person.custody_status)
    )


def count_by_month(chosen: PeopleFilter) -> Sequence[MonthCount]:
    """Count captures and returns of a filtered list's people, by the month in which each surely happened.

    Every time in captivity counts, and every return, also of somebody who was taken again or has died since.
    """
    captured, returned = (
        Period.opens_captivity.is_(True),
        and_(Period.changes_status, Period.custody_status.in_(RETURNED)),
    )
    days = union_all(count_by_days(0, captured, chosen), count_by_days(1, returned, chosen))
    months: Counter[tuple[bool, str | None]] = Counter()
    for is_return, earliest, latest, counted in db.session.execute(days):
        months[bool(is_return), month_of(earliest, latest)] += counted
    return [MonthCount(is_return, month, counted) for (is_return, month), counted in months.items()]


def count_by_days(
    is_return: int, which: ColumnElement[bool], chosen: PeopleFilter
) -> Select[int, date | None, date | None, int]:
    """Count certain periods of a filtered list's people by the days on which they may have begun.

    The database counts by days, as its index has them; months are told of a few thousand days, not of everybody.
    """
    days = (Period.began_earliest, Period.began_latest)
    begun = select(literal(is_return).label("is_return"), *days, func.count()).join_from(
        Period, Person, Period.person_id == Person.id
    )
    return begun.where(which, *people.conditions(chosen)).group_by(*days)


def month_of(earliest: date | None, latest: date | None) -> str | None:
    """Give the month of a date where all of its days lie in one, else nothing."""
    if earliest is None or latest is None or (earliest.year, earliest.month) != (latest.year, latest.month):
        return None
    return earliest.isoformat()[:7]
