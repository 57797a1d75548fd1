"""Gathering who is believed to be at a place, since when, on whose word, and how old that knowledge is."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import aliased, joinedload

from app.core.dates import UncertainDate
from app.core.db import db
from app.core.paging import Page
from app.custody.effects import EFFECTS, Effect
from app.custody.models import SEEN_BY, CustodyEvent, Period
from app.custody.standing import order
from app.people import queries as people
from app.people.models import Person
from app.places.models import Place

SIZE = 50
#: What tells that somebody is held somewhere, and may be shown to whoever reads a dossier.
TELLS = [kind for kind, row in EFFECTS.items() if row.effect is Effect.ASSERTS and kind not in SEEN_BY]


@dataclass(frozen=True)
class Held:
    """Somebody who is believed to be at a place: since when, and the newest word that says so."""

    person: Row[Any]
    since: UncertainDate | None
    told: CustodyEvent | None
    #: Days since the newest word; none where its day is not known.
    age: int | None


@dataclass(frozen=True)
class PlacePage:
    """One place: how many are believed to be there, and a page of them by name."""

    place: Place
    total: int
    people: Page[Row[Any]]
    held: Sequence[Held]


@dataclass(frozen=True)
class Known:
    """What the list of places says of each: how many are believed to be there, and when somebody last told of it."""

    people: int = 0
    told_on: date | None = None


def get_place_page(place: Place, *, after: int | None, today: date) -> PlacePage:
    """Gather a place's page in a constant number of queries; of the people there, those behind one in the list."""
    chosen = people.PeopleFilter(place_id=place.id)
    found = people.list_people(people.Request(filter=chosen, after=after, size=SIZE))
    numbers = [row.id for row in found]
    since, told = since_when(place, numbers), newest_words(place, numbers)
    held = [held_of(row, since.get(row.id), told.get(row.id), today=today) for row in found]
    return PlacePage(place, people.count_people(chosen), found, held)


def held_of(row: Row[Any], since: UncertainDate | None, told: CustodyEvent | None, *, today: date) -> Held:
    """Say how old the newest word is; one about this month is no older than today."""
    latest = told.happened.latest if told and told.happened else None
    return Held(row, since, told, max((today - latest).days, 0) if latest else None)


def since_when(place: Place, person_ids: Collection[int]) -> Mapping[int, UncertainDate | None]:
    """Give since when each has been at a place: the beginning of the last periods that were all spent there."""
    lives: dict[int, list[Period]] = defaultdict(list)
    periods = select(Period).where(Period.person_id.in_(person_ids)).order_by(Period.person_id, Period.number.desc())
    for period in db.session.scalars(periods):
        lives[period.person_id].append(period)
    return {number: began_at(place, life) for number, life in lives.items()}


def began_at(place: Place, life: Sequence[Period]) -> UncertainDate | None:
    """Give when the last stay at a place began, from a life's periods, the last one first."""
    stay = list(takewhile(lambda period: period.place_id == place.id, life))
    return stay[-1].began if stay else None


def newest_words(place: Place, person_ids: Collection[int]) -> Mapping[int, CustodyEvent]:
    """Give, for each of some people, the newest event that stands and says that they are at a place."""
    member = aliased(Person)
    kept = func.coalesce(member.merged_into_id, member.id)
    rows = db.session.execute(
        select(kept, CustodyEvent)
        .join(member, CustodyEvent.person_id == member.id)
        .options(joinedload(CustodyEvent.source))
        .where(CustodyEvent.place_id == place.id, kept.in_(person_ids), *tells())
        .order_by(CustodyEvent.id)
    )
    told: dict[int, list[CustodyEvent]] = defaultdict(list)
    for number, event in rows:
        told[number].append(event)
    return {number: max(events, key=order) for number, events in told.items()}


def tells() -> list[ColumnElement[bool]]:
    """Give the conditions for events that stand and tell that somebody is held: neither retracted nor corrected."""
    later = aliased(CustodyEvent)
    corrected = select(later.id).where(later.supersedes_id == CustodyEvent.id, later.retracted_at.is_(None)).exists()
    return [CustodyEvent.retracted_at.is_(None), CustodyEvent.kind.in_(TELLS), ~corrected]


def known_of(places: Sequence[Place]) -> Mapping[int, Known]:
    """Say of each place how many are believed to be there, and when somebody last told of it."""
    numbers = [place.id for place in places]
    counted = dict(
        db.session.execute(
            select(Person.place_id, func.count())
            .where(*people.conditions(people.PeopleFilter()), Person.place_id.in_(numbers))
            .group_by(Person.place_id)
        ).all()
    )
    told = dict(db.session.execute(select(Place.id, last_told()).where(Place.id.in_(numbers))).all())
    return {number: Known(counted.get(number, 0), told.get(number)) for number in numbers}


def last_told() -> ColumnElement[date | None]:
    """Select the last day on which somebody is known to have been at a place: the end of an index, not all of it."""
    return (
        select(CustodyEvent.happened_latest)
        .where(CustodyEvent.place_id == Place.id, CustodyEvent.happened_latest.is_not(None), *tells())
        .order_by(CustodyEvent.happened_latest.desc())
        .limit(1)
        .correlate(Place)
        .scalar_subquery()
    )
