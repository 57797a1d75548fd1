"""The one people list: what it filters by, how it is ordered, and how it is paged; reports and the desk ask it too."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, false, func, literal, or_, select

from app.core.db import db
from app.core.paging import Page
from app.names.folding import fold
from app.people import refs
from app.people.models import Category, Cohort, Confirmation, CustodyStatus, Person, PersonCohort, Side

#: What stands in for a day that nobody knows: after everything else, whichever way a list is ordered.
UNKNOWN_DAY = {False: date.max, True: date.min}


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
    gaps: bool = False
    conflicts: bool = False
    reported: bool = False


@dataclass(frozen=True)
class Order:
    """One way to order the list: by a column, either way; the number of the record is always the second key."""

    key: ColumnElement[Any]
    is_descending: bool = False

    def after(self, value: Any, person_id: int) -> ColumnElement[bool]:  # noqa: ANN401 - the type of whichever column it is
        """Give the condition for the people who stand behind a place in the list."""
        beyond = self.key < literal(value) if self.is_descending else self.key > literal(value)
        further = Person.id < person_id if self.is_descending else Person.id > person_id
        return or_(beyond, and_(self.key == literal(value), further))

    def reversed(self) -> "Order":
        """Give the same order read from its end."""
        return Order(self.key, is_descending=not self.is_descending)

    def clauses(self) -> tuple[ColumnElement[Any], ...]:
        """Give what goes into ORDER BY."""
        keys: tuple[ColumnElement[Any], ...] = (self.key, Person.id.expression)
        return tuple(key.desc() for key in keys) if self.is_descending else keys


def rank(column: Any, members: Sequence[Any]) -> ColumnElement[int]:  # noqa: ANN401 - a mapped attribute of any enum
    """Order an enum by the order in which its members are declared, not by their codes."""
    return case(*((column == member, place) for place, member in enumerate(members)), else_=len(members))


#: What the list can be ordered by, as the address names it.
KEYS: dict[str, Any] = {
    "name": Person.sort_key,
    "number": Person.id,
    "born": func.coalesce(Person.born_latest, Person.born_earliest),
    "category": func.coalesce(Person.category_id, 0),
    "captured": func.coalesce(Person.captured_latest, Person.captured_earliest),
    "status": rank(Person.custody_status, list(CustodyStatus)),
    "confirmation": rank(Person.confirmation, list(Confirmation)),
    "updated": Person.updated_at,
}

DAYS = {"born", "captured"}

#: What the list shows of a person. Plain rows, not objects: a page of fifty is read in one go.
COLUMNS = (
    Person.id,
    Person.name,
    Person.sex,
    Person.born,
    Person.category_id,
    Person.side_id,
    Person.captured,
    Person.custody_status,
    Person.confirmation,
    Person.reported,
    Person.exchange_status,
    Person.has_conflict,
    Person.has_gaps,
    Person.updated_at,
)


@dataclass(frozen=True)
class Request:
    """Which part of the list to show: the filter, the order, and the record behind or before which the page begins."""

    filter: PeopleFilter = field(default_factory=PeopleFilter)
    sort: str = "name"
    is_descending: bool = False
    after: int | None = None
    before: int | None = None
    size: int = 50

    @property
    def order(self) -> Order:
        """Give the order that is asked for."""
        return order_of(self.sort, is_descending=self.is_descending)


def order_of(sort: str, *, is_descending: bool) -> Order:
    """Give the order by a key, either way."""
    key = func.coalesce(KEYS[sort], UNKNOWN_DAY[is_descending]) if sort in DAYS else KEYS[sort]
    return Order(key, is_descending=is_descending)


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
    parts += captured_conditions(chosen)
    flags = ((chosen.gaps, Person.has_gaps), (chosen.conflicts, Person.has_conflict))
    parts += [column.is_(True) for is_wanted, column in flags if is_wanted]
    if chosen.reported:
        parts.append(Person.reported.is_not(None))
    return parts


def text_conditions(text: str) -> list[ColumnElement[bool]]:
    """Find a record's number, or every word in the names, blind to case and apostrophes; an apostrophe finds nobody."""
    number = refs.parse_ref(text)
    if number is not None:
        return [Person.id == number]
    words = fold(text).split()
    if text and not words:
        return [false()]
    return [Person.folded.contains(word, autoescape=True) for word in words]


def vocabulary_conditions(chosen: PeopleFilter) -> list[ColumnElement[bool]]:
    """Find people by the codes of their side, category and cohorts."""
    parts: list[ColumnElement[bool]] = []
    if chosen.sides:
        parts.append(Person.side_id.in_(select(Side.id).where(Side.code.in_(chosen.sides))))
    if chosen.categories:
        parts.append(Person.category_id.in_(select(Category.id).where(Category.code.in_(chosen.categories))))
    if chosen.cohorts:
        carries = select(PersonCohort.person_id).join(PersonCohort.cohort).where(Cohort.code.in_(chosen.cohorts))
        parts.append(Person.id.in_(carries))
    return parts


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


def count_people(chosen: PeopleFilter) -> int:
    """Count the people in a filtered list."""
    return db.session.scalar(select(func.count()).select_from(Person).where(*conditions(chosen))) or 0


def list_people(asked: Request) -> Page[Row[Any]]:
    """Give one page of the list, found by its place in the order (keyset), so that deep pages cost no more."""
    backwards = asked.before is not None
    order = asked.order.reversed() if backwards else asked.order
    query = select(*COLUMNS).where(*conditions(asked.filter)).order_by(*order.clauses()).limit(asked.size + 1)
    cursor = asked.before if backwards else asked.after
    begins = [] if cursor is None else beyond(order, cursor)
    rows: list[Row[Any]] = list(db.session.execute(query.where(*begins)))
    return Page.of(rows, size=asked.size, backwards=backwards, began=bool(begins))


def beyond(order: Order, person_id: int) -> list[ColumnElement[bool]]:
    """Give the condition for what stands behind a person; one who is gone no longer marks a place."""
    value = db.session.execute(select(order.key).where(Person.id == person_id)).first()
    return [order.after(value[0], person_id)] if value else []


def register(chosen: PeopleFilter, *, sort: str = "name", is_descending: bool = False) -> Select[Any]:
    """Select everybody in a filtered list, in its order, for a report that streams them."""
    order = order_of(sort, is_descending=is_descending)
    return select(Person).where(*conditions(chosen)).order_by(*order.clauses())
