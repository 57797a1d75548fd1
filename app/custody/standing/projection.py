"""Writing where people stand: the columns of their row that are the standing's, and the periods of their life."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, insert

from app.core import clock
from app.core.dates import UncertainDate
from app.core.db import db
from app.custody import queries
from app.custody.effects import EFFECTS, Effect
from app.custody.models import SEEN_BY, CustodyEvent
from app.custody.standing.periods import Span, periods_of
from app.custody.standing.plausibility import Case, unlikely_in
from app.custody.standing.situation import situation_of
from app.custody.standing.state import Standing
from app.custody.standing.telling import Life, life_of
from app.people import identity
from app.people import queries as people
from app.people.models import CustodyStatus, Person, Unlikely

#: What is written to a person's row.
Columns = dict[str, Any]


@dataclass(frozen=True)
class Follower:
    """What a package above derives from where somebody stands: what writes it, and what names its differences."""

    refresh: Callable[[Person], None]
    differences_of: Callable[[Person], list[str]]


#: What is derived anew whenever a standing is, in the order in which it is derived.
FOLLOWERS: list[Follower] = []


def refresh(person: Person) -> Standing:
    """Write where a person stands, from the events of everybody merged into them; no other function writes it."""
    life = life_of(queries.list_events_of(person))
    for name, value in columns_of(person, life).items():
        setattr(person, name, value)
    write_periods(person, periods_of(life))
    for follower in FOLLOWERS:
        follower.refresh(person)
    return life.standing


def columns_of(person: Person, life: Life) -> Columns:
    """Derive the columns of a person's row."""
    standing, category = life.standing, people.get_category(person.category_id)
    captivity, unlikely = standing.captivity, unlikely_of(person, life)
    return {
        "custody_status": standing.status,
        "confirmation": standing.confirmation,
        "reported": standing.reported,
        "legal_situation": situation_of(standing, category.law),
        "status_before_death": standing.status_before_death,
        "place_id": standing.place_id,
        "since": standing.since,
        "captured": captivity.captured if captivity else None,
        "ended": captivity.ended if captivity else None,
        "last_known_on": last_known_on([step.event for step in life.steps]),
        "unlikely": [code.value for code in unlikely],
        "has_unlikely": bool(unlikely),
    }


def unlikely_of(person: Person, life: Life) -> list[Unlikely]:
    """Name what is unlikely in the facts of a person, were this their life."""
    return unlikely_in(Case(life, born=person.born, category=people.get_category(person.category_id).code))


def last_known_on(events: Sequence[CustodyEvent]) -> date | None:
    """Give the newest day on which anything is known to have happened; a decision of the office is no news.

    A day that is not over counts by the day of its record: what was recorded in May had happened by then. Of a kind
    that only some may see the day is for them, too, and this one stands in everybody's list.
    """
    days = [
        min(event.happened.sort_bounds[0], event.recorded_at.astimezone(clock.KYIV).date())
        for event in events
        if event.happened and event.kind not in SEEN_BY and EFFECTS[event.kind].effect is not Effect.SETS
    ]
    return max(days, default=None)


def write_periods(person: Person, spans: Sequence[Span]) -> None:
    """Store the periods of a life: those that are stored already stay, and from the first difference on all are new."""
    stored, rows = queries.list_periods_of(person), rows_of(person, spans)
    kept = kept_of(stored, rows)
    if len(stored) > kept:
        table = queries.PERIODS
        of_person = table.c.person_id.in_(people.members_of(person))
        db.session.execute(delete(table).where(of_person, table.c.number > kept))
    if len(rows) > kept:
        names = queries.PERIODS.c.keys()
        db.session.execute(insert(queries.PERIODS), [dict(zip(names, row, strict=True)) for row in rows[kept:]])


def rows_of(person: Person, spans: Sequence[Span]) -> list[tuple[Any, ...]]:
    """Give the periods as they are stored, column by column."""
    return [
        (
            person.id,
            span.number,
            span.custody_status,
            span.confirmation,
            span.place_id,
            span.captivity,
            *columns_of_day(span.began),
            *columns_of_day(span.ended),
            span.counts_from,
            span.counts_to,
            span.opens_captivity,
            span.changes_status,
        )
        for span in spans
    ]


def columns_of_day(day: UncertainDate | None) -> tuple[str | None, date | None, date | None]:
    """Give the three columns of an uncertain date."""
    return (day.edtf, day.earliest, day.latest) if day else (None, None, None)


def kept_of(stored: Sequence[Row[Any]], rows: Sequence[tuple[Any, ...]]) -> int:
    """Count the stored periods that may stay; with leftovers of a record that was merged into this one, none may."""
    if not rows or any(row.person_id != rows[0][0] for row in stored):
        return 0
    pairs = zip(stored, rows, strict=False)
    differs = (place for place, (one, other) in enumerate(pairs) if tuple(one) != other)
    return next(differs, min(len(stored), len(rows)))


def differences_of(person: Person) -> list[str]:
    """Name what is stored of a person's standing and is not what the facts say; write nothing."""
    life = life_of(queries.list_events_of(person))
    columns = columns_of(person, life)
    wrong = [name for name, value in columns.items() if getattr(person, name) != value]
    stored, rows = queries.list_periods_of(person), rows_of(person, periods_of(life))
    wrong += ["periods"] * ([tuple(row) for row in stored] != rows)
    return wrong + [name for follower in FOLLOWERS for name in follower.differences_of(person)]


def follow(person: Person) -> None:
    """Derive anew where somebody stands whose birth or category was told otherwise; of the unknown nothing follows."""
    if person.custody_status is not CustodyStatus.UNKNOWN or person.last_known_on is not None:
        refresh(person)


identity.FOLLOWERS.append(follow)
