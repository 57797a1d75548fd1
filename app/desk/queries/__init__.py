"""Gathering what a page shows of many domains; callers import this module and say `queries.get_dossier`."""

from app.desk.queries.changes import Changed, News, count_changed, count_news, last_visit_of, list_changed
from app.desk.queries.dossier import Agreement, Conflict, Dossier, Stay, TimelineEvent, get_dossier
from app.desk.queries.home import GROUPS, OtherWork, Queue, SideCounts, count_by_side, count_other_work
from app.desk.queries.ledger import (
    REFERENCES,
    kinds_of_events,
    names_in,
    names_of_users,
    vocabulary_of_filters,
)
from app.desk.queries.place import Held, Known, PlacePage, get_place_page, known_of
from app.desk.queries.source import SourcePage, get_source_page

__all__ = [
    "GROUPS",
    "REFERENCES",
    "Agreement",
    "Changed",
    "Conflict",
    "Dossier",
    "Held",
    "Known",
    "News",
    "OtherWork",
    "PlacePage",
    "Queue",
    "SideCounts",
    "SourcePage",
    "Stay",
    "TimelineEvent",
    "count_by_side",
    "count_changed",
    "count_news",
    "count_other_work",
    "get_dossier",
    "get_place_page",
    "get_source_page",
    "kinds_of_events",
    "known_of",
    "last_visit_of",
    "list_changed",
    "names_in",
    "names_of_users",
    "vocabulary_of_filters",
]
