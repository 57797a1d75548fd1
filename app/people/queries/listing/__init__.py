"""The one people list: what it filters by, what it shows and in which order, how it is paged and counted."""

from app.people.queries.listing.columns import COLUMNS, DEFAULT_COLUMNS
from app.people.queries.listing.counts import count_people, count_up_to, total_of
from app.people.queries.listing.facets import count_facets
from app.people.queries.listing.filters import PeopleFilter, conditions
from app.people.queries.listing.order import KEYS, Order
from app.people.queries.listing.pages import Request, list_people, register

__all__ = [
    "COLUMNS",
    "DEFAULT_COLUMNS",
    "KEYS",
    "Order",
    "PeopleFilter",
    "Request",
    "conditions",
    "count_facets",
    "count_people",
    "count_up_to",
    "list_people",
    "register",
    "total_of",
]
