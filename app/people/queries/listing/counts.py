"""How many people a filter finds: exact, at a bounded price."""

from sqlalchemy import func, literal, select

from app.core.db import db
from app.core.keeping import keep
from app.people.models import Person
from app.people.queries.listing.filters import PeopleFilter, conditions

#: Up to here everybody is counted for every page.
COUNTED_EACH_TIME = 10_000


def count_people(chosen: PeopleFilter) -> int:
    """Count the people in a filtered list."""
    return db.session.scalar(select(func.count()).select_from(Person).where(*conditions(chosen))) or 0


def total_of(chosen: PeopleFilter) -> int:
    """Tell how many people a list has: to the person up to ten thousand, beyond that as of a short while ago."""
    return keep(("total", repr(chosen)), lambda: count_exactly(chosen), is_large=is_large)


def is_large(count: int) -> bool:
    """Tell whether a count is too large to be taken for every page."""
    return count > COUNTED_EACH_TIME


def count_exactly(chosen: PeopleFilter) -> int:
    """Count the people in a filtered list, all of them only where they are many."""
    count = count_up_to(COUNTED_EACH_TIME, chosen)
    return count_people(chosen) if is_large(count) else count


def count_up_to(limit: int, chosen: PeopleFilter) -> int:
    """Count the people in a filtered list, but stop one beyond a limit."""
    # In the order of the list, so that SQLite reads the list's own indexes and leaves the table alone.
    everybody = select(literal(1)).select_from(Person).where(*conditions(chosen))
    some = everybody.order_by(Person.sort_key, Person.id).limit(limit + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0
