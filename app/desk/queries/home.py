"""Counting what the home page shows: people by side, and the work that waits."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.core.db import db
from app.core.keeping import keep
from app.debriefings import queries as debriefings
from app.people import queries as people
from app.people.models import CustodyStatus, Person, Side
from app.places import queries as places
from app.reports import figures

#: How home groups the statuses, in the order of its columns.
GROUPS: dict[str, tuple[CustodyStatus, ...]] = {
    "held": figures.GROUPS["held"],
    "presumed": figures.GROUPS["presumed"],
    "missing": figures.GROUPS["missing"] + figures.GROUPS["unknown"],
    "returned": figures.GROUPS["home"],
    "dead": figures.GROUPS["dead"],
}


@dataclass(frozen=True)
class SideCounts:
    """How many people of a side there are, in all and by group of status."""

    side: Side | None
    total: int
    groups: Mapping[str, int]


@dataclass(frozen=True)
class Queue:
    """Work that waits: how many people, and the filter of the list that shows them."""

    name: str
    #: The query string of the people list that shows them.
    query: str
    count: int


@dataclass(frozen=True)
class OtherWork:
    """Work that waits and is about no person on record: how much of it there is."""

    places: int
    unidentified: int


def count_other_work() -> OtherWork:
    """Count, in one statement, the places to review and those of whom released people told and nobody knows yet."""
    row = db.session.execute(select(places.number_to_review(), debriefings.number_unidentified())).one()
    return OtherWork(*row)


def count_by_side() -> list[SideCounts]:
    """Count people by the side on which they depend and by group of status."""
    counted: dict[int | None, list[tuple[CustodyStatus, int]]] = defaultdict(list)
    for side_id, status, count in keep("home", count_by_side_and_status):
        counted[side_id].append((status, count))
    sides = [side_counts(side, counted[side.id]) for side in people.list_sides()]
    return [*sides, side_counts(None, counted[None])] if None in counted else sides


def count_by_side_and_status() -> list[tuple[int | None, CustodyStatus, int]]:
    """Count everybody by side and custody status."""
    rows = db.session.execute(
        select(Person.side_id, Person.custody_status, func.count())
        .where(*people.conditions(people.PeopleFilter()))
        .group_by(Person.side_id, Person.custody_status)
    )
    return [(side_id, status, count) for side_id, status, count in rows]


def side_counts(side: Side | None, counted: Sequence[tuple[CustodyStatus, int]]) -> SideCounts:
    """Add a side's counts up by group."""
    by_status = dict(counted)
    groups = {name: sum(by_status.get(status, 0) for status in statuses) for name, statuses in GROUPS.items()}
    return SideCounts(side, sum(by_status.values()), groups)
