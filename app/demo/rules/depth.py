"""What is known of some invented people besides who they are: relatives, health, consents, talks with the released."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from app.accounts.models import User
from app.compartments import rules as compartments
from app.compartments.models import (
    Answer,
    Consent,
    FamilyNotice,
    HealthObservation,
    HealthState,
    NewsKind,
    Relation,
    Relative,
)
from app.core import clock, dates
from app.debriefings import rules as debriefings
from app.debriefings.models import How
from app.debriefings.rules import Words
from app.demo import invention, queries
from app.people import rules as records
from app.people.models import DEAD, HELD, CustodyStatus, Person
from app.sources.models import Source

#: Of how many with a status one is given what the compartments hold.
EVERY = 5
WATCHED = 6


def deepen(said_by: Mapping[str, Source], *, actor: User, colleague: User, now: datetime) -> None:
    """Add to some people what a first look should show of each part of the record."""
    family, office = said_by["family"], said_by["office"]
    held = queries.list_people_with(*HELD)
    for number, person in enumerate(held[::EVERY]):
        add_relative(person, family, number, actor=actor, now=now)
        add_health(person, office, number, actor=actor, now=now)
    for number, person in enumerate(people_of("rus", held)[::EVERY]):
        add_consent(person, office, number, actor=actor, now=now)
    for person in queries.list_people_with(*DEAD)[::2]:
        add_notice(person, office, actor=actor, now=now)
    talk(queries.list_people_with(CustodyStatus.EXCHANGED), held, actor=actor, now=now)
    for person in held[:WATCHED]:
        records.watch(person, actor=actor, now=now)
    save_filters(actor=actor, colleague=colleague, now=now)


def people_of(side: str, found: Sequence[Person]) -> list[Person]:
    """Keep the people of one side."""
    return [person for person in found if person.side is not None and person.side.code == side]


def ago(now: datetime, days: int) -> dates.UncertainDate:
    """Give the day that lay so many days ago."""
    day = (now - timedelta(days=days)).astimezone(clock.KYIV).date()
    return dates.UncertainDate(day.isoformat(), day, day)


def saying(source: Source, **values: object) -> compartments.Saying:
    """Make what an invented source says."""
    return compartments.Saying(source=source, credibility=2, values=values)


def add_relative(person: Person, source: Source, number: int, *, actor: User, now: datetime) -> None:
    """Invent who is to be informed (GC III 122, GC IV 138)."""
    given, patronymic = invention.WOMEN[number % len(invention.WOMEN)]
    relation = (Relation.MOTHER, Relation.WIFE, Relation.SISTER)[number % 3]
    values = {
        "relation": relation,
        "name": f"{person.surname} {given} {patronymic}",
        "contact": f"+380 00 000 00 {number:02d} (вигаданий)",
        "is_to_be_informed": True,
    }
    compartments.record(Relative, person, saying(source, **values), actor=actor, now=now)


def add_health(person: Person, source: Source, number: int, *, actor: User, now: datetime) -> None:
    """Invent a state of health; of the seriously ill some reports are overdue (GC IV 138)."""
    is_serious = number % 2 == 0
    values = {
        "observed": ago(now, 3 if number % 4 == 0 else 25),
        "condition": HealthState.SERIOUSLY_WOUNDED if is_serious else HealthState.CONVALESCENT,
        "is_serious": is_serious,
        "particulars": "поранення ноги (вигадано)" if is_serious else None,
    }
    compartments.record(HealthObservation, person, saying(source, **values), actor=actor, now=now)


def add_consent(person: Person, source: Source, number: int, *, actor: User, now: datetime) -> None:
    """Invent what somebody whom we hold says of returning (GC III 109, 118)."""
    answer = (Answer.GIVEN, Answer.GIVEN, Answer.REFUSED, Answer.NOT_ASKED)[number % 4]
    values = {"answer": answer, "answered": ago(now, 30), "method": "письмово, у присутності делегата"}
    compartments.record(Consent, person, saying(source, **values), actor=actor, now=now)


def add_notice(person: Person, source: Source, *, actor: User, now: datetime) -> None:
    """Invent that a family was told of a death."""
    values = {"about": NewsKind.DEATH, "informed": ago(now, 14), "informed_by": "О. Мельник (демо)"}
    compartments.record(FamilyNotice, person, saying(source, **values), actor=actor, now=now)


def talk(released: Sequence[Person], held: Sequence[Person], *, actor: User, now: datetime) -> None:
    """Invent a talk with somebody released, who names many: some known, some new, some nobody can tell yet."""
    if not released or len(held) < WATCHED:
        return
    sheet = debriefings.open_debriefing(
        person=released[0],
        held=ago(now, 9),
        place="Вигаданий шпиталь",
        interviewer="О. Мельник (демо)",
        actor=actor,
        now=now,
    )
    place = invention.HELD_AT["ukr"][0]
    for number, person in enumerate(people_of("ukr", held)[1:4]):
        how = (How.SHARED_CELL, How.SAW, How.HEARD)[number]
        words = Words(who=person.name, how=how, place=place, about_when=f"~{now - timedelta(days=200):%m.%Y}")
        debriefings.identify(debriefings.take_down(sheet, words, actor=actor, now=now), person, actor=actor, now=now)
    for who in ("«Грім», років сорока, з Ізюма", "кухар на прізвисько «Борщ»"):
        words = Words(who=who, how=How.SHARED_CELL, place=place, health="дуже схуд, кашляє")
        debriefings.take_down(sheet, words, actor=actor, now=now)


def save_filters(*, actor: User, colleague: User, now: datetime) -> None:
    """Save a few filters: the analyst's own, and one that the supervisor shares with everybody."""
    own = (("Азовсталь, ще в полоні", "category=azovstal_defender&status=in_captivity"), ("За ким стежу", "watched=y"))
    for name, query in own:
        records.save_filter(name, query, is_shared=False, actor=actor, now=now)
    records.save_filter("Засуджені", "legal=sentenced", is_shared=True, actor=colleague, now=now)
