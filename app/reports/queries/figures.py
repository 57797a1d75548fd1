"""Counting people for reports: each report is one statement, so that its sums agree with each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    cast,
    extract,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.core.db import BigId, db
from app.people import queries as people
from app.people.models import Category, Cohort, CustodyStatus, Person, PersonCohort, Side
from app.people.queries import PeopleFilter

#: Who came home from their latest captivity and is still there. A neutral country is not home (GC III 109-111).
RETURNED = (CustodyStatus.EXCHANGED, CustodyStatus.REPATRIATED, CustodyStatus.RELEASED, CustodyStatus.ESCAPED)

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
    counted = union_all(grouped(chosen), everybody(chosen)).subquery()
    query = (
        select(Side.code, Cohort.code, counted.c.custody_status, counted.c.people)
        .select_from(counted)
        .outerjoin(Side, counted.c.side_id == Side.id)
        .outerjoin(Cohort, counted.c.group_id == Cohort.id)
    )
    return [Count(*row) for row in db.session.execute(query)]


def grouped(chosen: PeopleFilter) -> Select[int | None, int, CustodyStatus, int]:
    """Select the counts of each cohort, by the same link that the list's filter follows."""
    return (
        select(Person.side_id, PersonCohort.cohort_id.label("group_id"), Person.custody_status, PEOPLE)
        .join_from(Person, PersonCohort, PersonCohort.person_id == Person.id)
        .where(*people.conditions(chosen))
        .group_by(Person.side_id, PersonCohort.cohort_id, Person.custody_status)
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
    """Count whom a filtered list shows as captured, and as returned, by the month in which it surely happened.

    It is the latest captivity of each that counts. The day of a return is the day since when the present status holds:
    the captivity's own end, and known even where nobody recorded the captivity.
    """
    captured = select(
        literal(0).label("is_return"), month_of(Person.captured_earliest, Person.captured_latest).label("month")
    ).where(*people.conditions(chosen), Person.captured_edtf.is_not(None))
    returned = select(
        literal(1).label("is_return"), month_of(Person.since_earliest, Person.since_latest).label("month")
    ).where(*people.conditions(chosen), Person.custody_status.in_(RETURNED))
    happened = union_all(captured, returned).subquery()
    query = select(happened.c.is_return, happened.c.month, func.count()).group_by(
        happened.c.is_return, happened.c.month
    )
    return [month_count(*row) for row in db.session.execute(query)]


def month_of(earliest: Day, latest: Day) -> ColumnElement[int]:
    """Give the month of a date as year * 100 + month where all of its days lie in one, else nothing."""
    first, last = (extract("year", day) * 100 + extract("month", day) for day in (earliest, latest))
    return cast(case((and_(earliest.is_not(None), first == last), first)), BigId)


def month_count(is_return: int, month: int | None, people: int) -> MonthCount:
    """Read a month that was counted."""
    return MonthCount(bool(is_return), "{:04}-{:02}".format(*divmod(month, 100)) if month else None, people)
