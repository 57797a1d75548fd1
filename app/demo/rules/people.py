"""Filling an empty database with invented people, through the same rules that real records go through."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import takewhile

from app.accounts import queries as users
from app.accounts.models import User
from app.compartments import rules as compartments
from app.core import clock, dates
from app.core.filestore import FileStore
from app.custody import rules as custody
from app.custody.models import EventKind
from app.demo import invention, queries
from app.demo.rules.afterwards import amend, attach_letter
from app.demo.rules.depth import deepen
from app.demo.rules.duplicates import repeat
from app.people import queries as people
from app.people import rules as records
from app.people.models import HELD, IdentifierKind, NameLanguage, Person, Sex
from app.places import rules as places
from app.places.models import PlaceKind
from app.sources import rules as sources
from app.sources.models import Reliability, Source, SourceKind

#: People are entered one after the other, so that some are new and some are old when the demo starts.
PACE = timedelta(hours=2)
#: Every fourth is entered by a colleague.
COLLEAGUES = 4

#: Among so many some are on record twice.
MANY = 50

#: Invented sources, by the word the invention calls them.
SOURCES = {
    "family": ("Звернення родин (демо)", SourceKind.FAMILY, Reliability.C),
    "released": ("Опитування звільнених (демо)", SourceKind.RELEASED_PRISONER, Reliability.B),
    "power": ("Список іншої сторони № 31 (демо)", SourceKind.DETAINING_POWER, Reliability.D),
    "icrc": ("Повідомлення МКЧХ (демо)", SourceKind.ICRC, Reliability.A),
    "open": ("Дописи в мережі (демо)", SourceKind.OPEN_SOURCE, Reliability.E),
    "office": (queries.MARK, SourceKind.OWN_OFFICE, Reliability.A),
}


def seed(*, actor: User, now: datetime, count: int = invention.PEOPLE, store: FileStore | None = None) -> int:
    """Enter the invented people on the word of invented sources, with a letter if there is a store for it.

    It gives the number of people.
    """
    said_by = {
        word: sources.add(name=name, kind=kind, reliability=reliability, actor=actor, now=now)
        for word, (name, kind, reliability) in SOURCES.items()
    }
    add_places(actor=actor, now=now)
    colleague = users.get_user("supervisor")
    for number, invented in enumerate(invention.invent(count)):
        author = colleague if number % COLLEAGUES == 0 else actor
        enter(invented, said_by, actor=author, now=now - PACE * (count - number))
    deepen(said_by, actor=actor, colleague=colleague, now=now)
    if store is not None:
        attach_letter(said_by["family"], store=store, actor=actor, now=now)
    if count >= MANY:
        amend(queries.list_people_with(*HELD)[-1], said_by, actor=actor, colleague=colleague, now=now)
        count += len(repeat(said_by, actor=actor, colleague=colleague, now=now))
    return count


def derive_anew() -> None:
    """Derive everybody anew: an older demo has nothing yet in the columns that a migration added."""
    for number in people.list_people_ids():
        compartments.rebuild(people.get_person_by_id(number))


def add_places(*, actor: User, now: datetime) -> None:
    """Add the places where invented people are taken and held."""
    kinds = ((invention.TAKEN_AT, PlaceKind.SETTLEMENT), (invention.HELD_AT, PlaceKind.CAMP))
    for by_side, kind in kinds:
        for name in [name for names in by_side.values() for name in names]:
            places.add(name=name, kind=kind, actor=actor, now=now)


def enter(invented: invention.Invented, said_by: Mapping[str, Source], *, actor: User, now: datetime) -> Person:
    """Enter one invented person with their numbers, cohorts and history."""
    family = said_by["family"]
    values = typed({**invented.values, "side": invented.side, "category": invented.category})
    person = records.register(records.Saying(family, 2, values), actor=actor, now=now)
    if invented.contradiction:
        records.state(person, records.Saying(said_by["power"], 3, typed(invented.contradiction)), actor=actor, now=now)
    if invented.identifier:
        records.identify(
            person, kind=IdentifierKind.SERVICE_NUMBER, value=invented.identifier, source=family, actor=actor, now=now
        )
    carried = [cohort for cohort in people.list_cohorts() if cohort.code in invented.cohorts]
    records.set_cohorts(person, carried, source=family, actor=actor, now=now)
    happened = (happening_of(event, said_by, actor=actor, now=now) for event in invented.events)
    for happening in takewhile(lambda one: has_come(one.happened, now), happened):
        custody.record(person, happening, actor=actor, now=now)
    return person


def has_come(day: object, now: datetime) -> bool:
    """Tell whether an invented day has come; where the clock is behind, the story ends before it."""
    if not isinstance(day, dates.UncertainDate) or day.earliest is None:
        return True
    return day.earliest <= now.astimezone(clock.KYIV).date()


def typed(values: Mapping[str, str]) -> dict[str, object]:
    """Read an invented identity as a form would."""
    read: dict[str, object] = dict(values)
    if "sex" in read:
        read["sex"] = Sex(values["sex"])
    if "name_language" in read:
        read["name_language"] = NameLanguage(values["name_language"])
    if "born" in read:
        read["born"] = dates.parse(values["born"])
    if side := read.pop("side", None):
        read["side_id"] = next(one.id for one in people.list_sides() if one.code == side)
    if category := read.pop("category", None):
        read["category_id"] = people.get_category_by_code(str(category)).id if category != "unknown" else None
    return read


def happening_of(
    event: invention.Event, said_by: Mapping[str, Source], *, actor: User, now: datetime
) -> custody.Happening:
    """Read an invented event as a form would."""
    return custody.Happening(
        kind=EventKind(event.kind),
        source=said_by[event.source],
        credibility=event.credibility,
        happened=dates.parse(event.when, newest_short_year=99),
        place=places.recognise(event.place, actor=actor, now=now) if event.place else None,
    )
