"""Reading how long people have been held: the latest captivity of each, grouped by its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.core.dates import Range, UncertainDate, days_between
from app.core.db import db
from app.people import queries as people
from app.people.models import HELD, Category, Person, Side
from app.people.queries import PeopleFilter


@dataclass(frozen=True)
class Stays:
    """Captivities of one side and category that began and ended on the same days: how many there are of them."""

    side: str | None
    category: str | None
    is_held: bool
    #: The bounds of the capture, and of the end of a captivity that has ended.
    captured: tuple[date | None, date | None]
    ended: tuple[date | None, date | None]
    people: int

    def days(self, today: date) -> Range | None:
        """Count the days, up to today for those who are held; None where a beginning or an end is not known at all."""
        end = (today, today) if self.is_held else self.ended
        if not any(self.captured) or not any(end):
            return None
        return days_between(UncertainDate("", *self.captured), UncertainDate("", *end))


def count_stays(chosen: PeopleFilter) -> Sequence[Stays]:
    """Count the latest captivities of a filtered list's people by side, category and days: one statement."""
    is_held = Person.custody_status.in_(HELD)
    days = (Person.captured_earliest, Person.captured_latest, Person.ended_earliest, Person.ended_latest)
    counted = (
        select(Person.side_id, Person.category_id, is_held.label("is_held"), *days, func.count().label("people"))
        .where(*people.conditions(chosen), is_held | Person.captured_edtf.is_not(None))
        .group_by(Person.side_id, Person.category_id, is_held, *days)
        .subquery()
    )
    query = (
        select(Side.code, Category.code, *list(counted.c)[2:])
        .select_from(counted)
        .outerjoin(Side, counted.c.side_id == Side.id)
        .outerjoin(Category, counted.c.category_id == Category.id)
    )
    return [
        Stays(row[0], row[1], bool(row[2]), (row[3], row[4]), (row[5], row[6]), row[7])
        for row in db.session.execute(query)
    ]
