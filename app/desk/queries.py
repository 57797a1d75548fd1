"""Gathering what a page shows of many domains."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.accounts.models import User
from app.audit.models import AuditEntry
from app.core import facts
from app.core.dates import Range, UncertainDate, age_on, days_between
from app.core.db import Base, db
from app.custody import queries as custody
from app.custody import standing as standings
from app.custody.models import CustodyEvent
from app.custody.standing import Captivity, Note, Standing
from app.people import identity, law
from app.people import queries as people
from app.people.models import (
    Absence,
    Category,
    Cohort,
    CustodyStatus,
    Person,
    PersonCohort,
    PersonIdentifier,
    PersonStatement,
    Side,
)
from app.people.models.vocabularies import Labelled
from app.places.models import Place
from app.reports import figures
from app.sources.models import Source

#: What the numbers in a fact's columns stand for.
REFERENCES: Mapping[str, type[Base]] = {
    "place_id": Place,
    "source_id": Source,
    "repeats_id": Source,
    "side_id": Side,
    "holder_id": Side,
    "category_id": Category,
    "cohort_id": Cohort,
    "statement_id": PersonStatement,
}
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
    count: int


@dataclass(frozen=True)
class TimelineEvent:
    """An event as the timeline shows it: what it does not change and why, and whether it still stands."""

    event: CustodyEvent
    note: Note | None
    stands: bool


@dataclass(frozen=True)
class Conflict:
    """A field about which sources contradict each other, and what they say."""

    field: str
    statements: Sequence[PersonStatement]


@dataclass(frozen=True)
class Stay:
    """One time in captivity, with its days as a range."""

    captivity: Captivity
    days: Range | None


@dataclass(frozen=True)
class Agreement:
    """How many of the sources that say something about a field agree with the value that is shown."""

    agree: int
    say: int


@dataclass(frozen=True)
class Dossier:
    """Everything that one screen says about a person."""

    person: Person
    standing: Standing
    timeline: Sequence[TimelineEvent]
    identity: identity.Derived
    statements: Sequence[PersonStatement]
    superseded: frozenset[int]
    conflicts: Sequence[Conflict]
    identifiers: Sequence[PersonIdentifier]
    cohorts: Sequence[PersonCohort]
    missing: Sequence[law.Asked]
    asked: int
    age: Range | None
    stays: Sequence[Stay]
    holder: Side | None

    @property
    def absences(self) -> Mapping[str, Absence]:
        """Give why values are not there, where a source says why."""
        return {name: Absence(code) for name, code in self.identity.absences.items()}

    @property
    def agreement(self) -> Mapping[str, "Agreement"]:
        """Count, for each field, the sources that agree with its value among those that say something about it."""
        live = [one for one in self.statements if one.id not in self.superseded]
        return {name: agreement_on(name, value, live) for name, value in self.identity.values.items()}

    @property
    def sources(self) -> int:
        """Count the sources whose word about who the person is stands."""
        return len({one.source_id for one in self.statements if one.id not in self.superseded})


def get_dossier(person: Person, *, today: date) -> Dossier:
    """Gather a person's dossier in a constant number of queries, whatever is recorded of them."""
    events = custody.list_events_of(person)
    statements = people.list_statements_of(person)
    standing = standings.derive(events)
    derived = identity.derive(statements, identity.choices_of(person))
    live = facts.live(statements)
    asked = law.ASKED[people.get_category(person.category_id).law]
    return Dossier(
        person=person,
        standing=standing,
        timeline=timeline_of(events, standing),
        identity=derived,
        statements=statements,
        superseded=frozenset(one.id for one in statements) - frozenset(one.id for one in live),
        conflicts=[conflict_about(name, derived, live) for name in derived.conflicts],
        identifiers=people.list_identifiers_of(person),
        cohorts=people.list_cohorts_of(person),
        missing=[one for one in asked if one.field in person.missing],
        asked=len(asked),
        age=age_on(person.born, died_on(standing) or today) if person.born else None,
        stays=[stay_of(captivity, today=today) for captivity in standing.captivities],
        holder=holder_of(standing),
    )


def said_of(name: str, statements: Sequence[PersonStatement]) -> list[PersonStatement]:
    """Keep the statements that say something about a field."""
    return [one for one in statements if getattr(one, name) is not None]


def conflict_about(name: str, derived: identity.Derived, live: Sequence[PersonStatement]) -> Conflict:
    """Put side by side what sources say about a field, first the statement whose value is shown."""
    shown = derived.given_by[name]
    return Conflict(name, [shown, *(one for one in said_of(name, live) if one is not shown)])


def agreement_on(name: str, value: object, live: Sequence[PersonStatement]) -> Agreement:
    """Count the sources that agree with a field's value; one that speaks twice agrees if it does so once."""
    says = said_of(name, live)
    agreeing = {one.source_id for one in says if not identity.differ(getattr(one, name), value)}
    return Agreement(len(agreeing), len({one.source_id for one in says}))


def timeline_of(events: Sequence[CustodyEvent], standing: Standing) -> list[TimelineEvent]:
    """Order a person's events for reading, newest first; those that no longer stand are kept and marked."""
    live = {event.id for event in facts.live(events)}
    ordered = sorted(events, key=standings.order, reverse=True)
    return [TimelineEvent(event, standing.notes.get(event.id), event.id in live) for event in ordered]


def died_on(standing: Standing) -> date | None:
    """Give the day up to which an age counts for somebody who is dead."""
    is_dead = standing.status in {CustodyStatus.DIED_IN_CAPTIVITY, CustodyStatus.DECEASED}
    return standing.since.latest if is_dead and standing.since else None


def stay_of(captivity: Captivity, *, today: date) -> Stay:
    """Count the days of one captivity, to its end or to today."""
    start = captivity.captured
    end = captivity.ended if captivity.ended_by else UncertainDate(today.isoformat(), today, today)
    return Stay(captivity, days_between(start, end) if start and end else None)


def holder_of(standing: Standing) -> Side | None:
    """Give who holds the person, by the newest event of the open captivity that says so."""
    events = standing.open_captivity.events if standing.open_captivity else []
    return next((event.holder for event in reversed(events) if event.holder), None)


def count_by_side() -> list[SideCounts]:
    """Count people by the side on which they depend and by group of status."""
    rows = db.session.execute(
        select(Person.side_id, Person.custody_status, func.count())
        .where(*people.conditions(people.PeopleFilter()))
        .group_by(Person.side_id, Person.custody_status)
    ).all()
    counted: dict[int | None, list[tuple[CustodyStatus, int]]] = defaultdict(list)
    for side_id, status, count in rows:
        counted[side_id].append((status, count))
    sides = [side_counts(side, counted[side.id]) for side in people.list_sides()]
    return [*sides, side_counts(None, counted[None])] if None in counted else sides


def side_counts(side: Side | None, counted: Sequence[tuple[CustodyStatus, int]]) -> SideCounts:
    """Add a side's counts up by group."""
    by_status = dict(counted)
    groups = {name: sum(by_status.get(status, 0) for status in statuses) for name, statuses in GROUPS.items()}
    return SideCounts(side, sum(by_status.values()), groups)


def list_queues() -> list[Queue]:
    """List the work that waits: each queue is a filter of the people list."""
    filters = {
        "reported": people.PeopleFilter(reported=True),
        "conflicts": people.PeopleFilter(conflicts=True),
        "gaps": people.PeopleFilter(gaps=True),
    }
    return [Queue(name, people.count_people(chosen)) for name, chosen in filters.items()]


def names_of_users() -> Mapping[int, str]:
    """Give the names of all users, for the ledger."""
    return dict(db.session.execute(select(User.id, User.full_name).order_by(User.id)).all())


def names_in(entries: Iterable[AuditEntry], locale: str) -> Mapping[tuple[str, str], str]:
    """Give the names of what entries of the ledger refer to, by field and number: a query for each kind of thing."""
    values = [value for entry in entries for value in entry.values if value.field in REFERENCES]
    referred = {(value.field, number) for value in values for number in (value.before, value.after) if number}
    wanted: dict[type[Base], set[int]] = defaultdict(set)
    for field, number in referred:
        wanted[REFERENCES[field]].add(int(number))
    found = {kind: names_of(kind, ids, locale) for kind, ids in wanted.items()}
    named = {(field, number): found[REFERENCES[field]].get(number) for field, number in referred}
    return {reference: name for reference, name in named.items() if name is not None}


def names_of(kind: type[Any], ids: Collection[int], locale: str) -> Mapping[str, str]:
    """Give the names of rows by their numbers as the ledger writes them; a statement is known by its source."""
    rows = db.session.scalars(select(kind).where(kind.id.in_(ids)).order_by(kind.id))
    if kind is PersonStatement:
        return {str(one.id): one.source.name for one in rows}
    return {str(one.id): one.label(locale) if isinstance(one, Labelled) else one.name for one in rows}
