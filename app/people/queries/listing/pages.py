"""One page of the people list, found by its place in the order; and the whole of it, for reports that stream it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from app.core.db import db
from app.core.paging import Page
from app.people.models import Person
from app.people.queries.listing.columns import DEFAULT_COLUMNS, read_for
from app.people.queries.listing.filters import PeopleFilter, conditions
from app.people.queries.listing.order import Order, order_of


@dataclass(frozen=True)
class Request:
    """Which part of the list to show: the filter, the order, the columns, and the record where the page begins."""

    filter: PeopleFilter = field(default_factory=PeopleFilter)
    sort: str = "name"
    is_descending: bool = False
    after: int | None = None
    before: int | None = None
    size: int = 50
    columns: Sequence[str] = DEFAULT_COLUMNS

    @property
    def order(self) -> Order:
        """Give the order that is asked for."""
        return order_of(self.sort, is_descending=self.is_descending)


def list_people(asked: Request) -> Page[Row[Any]]:
    """Give one page of the list, found by its place in the order (keyset), so that deep pages cost no more."""
    backwards = asked.before is not None
    order = asked.order.reversed() if backwards else asked.order
    chosen = conditions(asked.filter)
    query = select(*read_for(asked.columns)).where(*chosen).order_by(*order.clauses()).limit(asked.size + 1)
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
