"""How the people list is ordered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, tuple_

from app.people.models import Confirmation, CustodyStatus, LegalSituation, Person

#: What stands in for a day that nobody knows: after everything else, whichever way a list is ordered.
UNKNOWN_DAY = {False: date.max, True: date.min}


@dataclass(frozen=True)
class Order:
    """One way to order the list: by a column, either way; the number of the record is always the second key."""

    key: ColumnElement[Any]
    is_descending: bool = False

    def after(self, value: Any, person_id: int) -> ColumnElement[bool]:  # noqa: ANN401 - the type of whichever column it is
        """Give the condition for the people who stand behind a place in the list.

        It compares both keys at once: with "or", SQLite would read the list from its start to that place.
        """
        keys, place = tuple_(self.key, Person.id), tuple_(literal(value), literal(person_id))
        return keys < place if self.is_descending else keys > place

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
    "side": func.coalesce(Person.side_id, 0),
    "rank": func.coalesce(Person.rank, ""),
    "unit": func.coalesce(Person.unit, ""),
    "since": func.coalesce(Person.since_latest, Person.since_earliest),
    "legal": rank(Person.legal_situation, list(LegalSituation)),
    "place": func.coalesce(Person.place_id, 0),
    "known": Person.last_known_on,
    "listed": Person.times_listed,
    "answered": Person.last_answer_on,
    "updated": Person.updated_at,
}

DAYS = {"born", "captured", "since", "known", "answered"}


def order_of(sort: str, *, is_descending: bool) -> Order:
    """Give the order by a key, either way."""
    key = func.coalesce(KEYS[sort], UNKNOWN_DAY[is_descending]) if sort in DAYS else KEYS[sort]
    return Order(key, is_descending=is_descending)
