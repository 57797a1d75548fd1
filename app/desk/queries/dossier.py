"""Gathering everything that one screen says about a person."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.accounts.permissions import Right
from app.core import facts
from app.core.dates import Range, UncertainDate, age_on, days_between
from app.custody import effects
from app.custody import queries as custody
from app.custody import standing as standings
from app.custody.labels import ADVICE
from app.custody.models import CustodyEvent
from app.custody.standing import Captivity, Note, Standing
from app.desk.queries.band import FILLS, Band, PeriodShown, band_of, periods_shown
from app.people import identity, law
from app.people import queries as people
from app.people.models import (
    DEAD,
    Absence,
    CustodyStatus,
    IdentifierKind,
    Person,
    PersonCohort,
    PersonIdentifier,
    PersonStatement,
    Side,
    Unlikely,
)
from app.sources import queries as sources
from app.sources.models import Attachment, Source


@dataclass(frozen=True)
class TimelineEvent:
    """An event as the timeline shows it: what it does not change and why, and whether it still stands."""

    event: CustodyEvent
    note: Note | None
    stands: bool
    #: What stood here before it was corrected, newest first.
    before: Sequence["TimelineEvent"] = ()

    def right_to(self, field: str) -> Right | None:
        """Name the right without which a field of the event is masked, if it is."""
        return effects.right_to(field, self.event.kind)


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
class NumberShown:
    """A number or document as the dossier shows it: once, with all who gave it and all who say so."""

    kind: IdentifierKind
    value: str
    issuers: Sequence[str]
    sources: Sequence[Source]


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
    numbers: Sequence[NumberShown]
    cohorts: Sequence[PersonCohort]
    missing: Sequence[law.Asked]
    asked: int
    age: Range | None
    stays: Sequence[Stay]
    periods: Sequence[PeriodShown]
    band: Band | None
    holder: Side | None
    #: For each source that states something, the one that it repeats in the end.
    roots: Mapping[int, int]
    attachments: Sequence[Attachment]

    @cached_property
    def statuses(self) -> Mapping[CustodyStatus, str]:
        """Give the statuses of the person's life, each with the group by which drawings are coloured."""
        return {period.span.custody_status: FILLS[period.span.custody_status] for period in self.periods}

    @property
    def answered(self) -> UncertainDate | None:
        """Give the day of the other side's last answer, as pages write it."""
        day = self.person.last_answer_on
        return UncertainDate(day.isoformat(), day, day) if day else None

    @property
    def last_known(self) -> UncertainDate | None:
        """Give the newest day on which anything is known to have happened, as pages write it."""
        day = self.person.last_known_on
        return UncertainDate(day.isoformat(), day, day) if day else None

    @property
    def unlikely(self) -> Mapping[Unlikely, object]:
        """Give what is unlikely in the order of the facts, with what to do about it."""
        return {Unlikely(code): ADVICE[Unlikely(code)] for code in self.person.unlikely}

    @cached_property
    def absences(self) -> Mapping[str, Absence]:
        """Give why values are not there, where a source says why."""
        return {name: Absence(code) for name, code in self.identity.absences.items()}

    @cached_property
    def agreement(self) -> Mapping[str, "Agreement"]:
        """Count, for each field, the independent sources that agree with its value among those that speak of it."""
        live = [one for one in self.statements if one.id not in self.superseded]
        return {name: agreement_on(name, value, live, self.roots) for name, value in self.identity.values.items()}

    @property
    def sources(self) -> int:
        """Count the independent sources whose word about who the person is stands."""
        return len({self.roots[one.source_id] for one in self.statements if one.id not in self.superseded})


def get_dossier(person: Person, *, today: date) -> Dossier:
    """Gather a person's dossier in a constant number of queries, whatever is recorded of them."""
    statements = people.list_statements_of(person)
    # Read after the statements: it brings, for sources that both name, whom they repeat.
    events = custody.list_events_of(person)
    life = standings.life_of(events)
    standing, spans = life.standing, standings.periods_of(life)
    places = {event.place_id: event.place.name for event in events if event.place_id and event.place}
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
        numbers=numbers_among(people.list_identifiers_of(person)),
        cohorts=people.list_cohorts_of(person),
        missing=[one for one in asked if one.field in person.missing],
        asked=len(asked),
        age=age_on(person.born, died_on(standing) or today) if person.born else None,
        stays=[stay_of(captivity, today=today) for captivity in standing.captivities],
        periods=periods_shown(spans, places, today=today),
        band=band_of(spans, places, today=today),
        holder=holder_of(standing),
        roots=sources.roots_of_these(one.source for one in statements),
        attachments=sources.list_attachments_of(
            {one.source_id for one in live} | {one.source_id for one in facts.live(events)}
        ),
    )


def numbers_among(identifiers: Sequence[PersonIdentifier]) -> list[NumberShown]:
    """Put together what is one number: records that were merged may each have it, from another source or issuer."""
    together: dict[tuple[IdentifierKind, str], list[PersonIdentifier]] = defaultdict(list)
    for identifier in identifiers:
        together[identifier.kind, identifier.value].append(identifier)
    return [
        NumberShown(
            kind,
            value,
            issuers=list(dict.fromkeys(one.issuer for one in alike if one.issuer)),
            sources=list(dict.fromkeys(one.source for one in alike)),
        )
        for (kind, value), alike in together.items()
    ]


def said_of(name: str, statements: Sequence[PersonStatement]) -> list[PersonStatement]:
    """Keep the statements that say something about a field."""
    return [one for one in statements if getattr(one, name) is not None]


def conflict_about(name: str, derived: identity.Derived, live: Sequence[PersonStatement]) -> Conflict:
    """Put side by side what sources say about a field, first the statement whose value is shown."""
    shown = derived.given_by[name]
    return Conflict(name, [shown, *(one for one in said_of(name, live) if one is not shown)])


def agreement_on(name: str, value: object, live: Sequence[PersonStatement], roots: Mapping[int, int]) -> Agreement:
    """Count the sources that agree with a field's value; one that speaks twice agrees if it does so once.

    A source and those that repeat it are one: what is passed on is not thereby confirmed.
    """
    says = said_of(name, live)
    agreeing = {roots[one.source_id] for one in says if not identity.contradict(name, getattr(one, name), value)}
    return Agreement(len(agreeing), len({roots[one.source_id] for one in says}))


def timeline_of(events: Sequence[CustodyEvent], standing: Standing) -> list[TimelineEvent]:
    """Order a person's events for reading, newest first; what was corrected is folded into what stands in its place."""
    by_number = {event.id: event for event in events}
    live = facts.live(events)
    folded = {event.id: [by_number[number] for number in facts.corrected_by(event, by_number)] for event in live}
    inside = {earlier.id for chain in folded.values() for earlier in chain}
    ordered = sorted((event for event in events if event.id not in inside), key=standings.order, reverse=True)
    return [
        TimelineEvent(
            event,
            standing.notes.get(event.id),
            event.id in folded,
            [TimelineEvent(earlier, None, stands=False) for earlier in folded.get(event.id, ())],
        )
        for event in ordered
    ]


def died_on(standing: Standing) -> date | None:
    """Give the day up to which an age counts for somebody who is dead."""
    is_dead = standing.status in DEAD
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
