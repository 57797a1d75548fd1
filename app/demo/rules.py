"""Filling an empty database with invented people, through the same rules that real records go through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from app.accounts import passwords
from app.accounts import queries as users
from app.accounts import rules as accounts
from app.accounts.models import Role, User
from app.core import clock, dates
from app.custody import rules as custody
from app.custody.models import EventKind
from app.demo import invention, queries
from app.people import queries as people
from app.people import rules as records
from app.people.models import IdentifierKind, NameLanguage, Person, Sex
from app.places import rules as places
from app.places.models import PlaceKind
from app.sources import rules as sources
from app.sources.models import Reliability, Source, SourceKind

#: Invented sources, by the word the invention calls them.
SOURCES = {
    "family": ("Звернення родин (демо)", SourceKind.FAMILY, Reliability.C),
    "released": ("Опитування звільнених (демо)", SourceKind.RELEASED_PRISONER, Reliability.B),
    "power": ("Список іншої сторони № 31 (демо)", SourceKind.DETAINING_POWER, Reliability.D),
    "icrc": ("Повідомлення МКЧХ (демо)", SourceKind.ICRC, Reliability.A),
    "open": ("Дописи в мережі (демо)", SourceKind.OPEN_SOURCE, Reliability.E),
    "office": (queries.MARK, SourceKind.OWN_OFFICE, Reliability.A),
}
USERS = {
    "analyst": ("О. Мельник (демо)", Role.ANALYST),
    "supervisor": ("К. Литвин (демо)", Role.SUPERVISOR),
    "viewer": ("С. Гнатюк (демо)", Role.VIEWER),
    "administrator": ("А. Кравець (демо)", Role.ADMINISTRATOR),
    "auditor": ("І. Савчук (демо)", Role.AUDITOR),
}


@dataclass(frozen=True)
class SignIn:
    """What to type on the sign-in page; the password holds until the next start."""

    username: str
    password: str


def renew_sign_ins(*, now: datetime) -> list[SignIn]:
    """Give each demo user a new password, and end every session of the old ones."""
    fresh = [SignIn(username, passwords.invented()) for username in USERS]
    for sign_in in fresh:
        user = users.find_user(sign_in.username)
        if user is None:
            register(sign_in, now=now)
        else:
            user.password_hash = passwords.hashed(sign_in.password)
            accounts.end_sessions(user, now=now)
    return fresh


def register(sign_in: SignIn, *, now: datetime) -> None:
    """Register a demo user, whose password is new at every start and need not be changed."""
    full_name, role = USERS[sign_in.username]
    accounts.register_user(
        sign_in.username,
        full_name=full_name,
        role=role,
        password=sign_in.password,
        actor=None,
        now=now,
        is_one_time=False,
    )


def seed(*, actor: User, now: datetime, count: int = invention.PEOPLE) -> int:
    """Enter the invented people on the word of invented sources; give their number."""
    said_by = {
        word: sources.add(name=name, kind=kind, reliability=reliability, actor=actor, now=now)
        for word, (name, kind, reliability) in SOURCES.items()
    }
    add_places(actor=actor, now=now)
    for invented in invention.invent(count):
        enter(invented, said_by, actor=actor, now=now)
    return count


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
    for happening in takewhile(lambda one: has_come(one, now), happened):
        custody.record(person, happening, actor=actor, now=now)
    return person


def has_come(happening: custody.Happening, now: datetime) -> bool:
    """Tell whether the day of an invented event has come; where the clock is behind, the story ends before it."""
    day = happening.happened
    return day is None or day.earliest is None or day.earliest <= now.astimezone(clock.KYIV).date()


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
