"""What is stored of a person is what follows from the facts, after any history of statements and events."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.accounts.models import Role, User
from app.core import dates
from app.core.errors import RuleError
from app.custody import queries as custody
from app.custody import rules, standing
from app.custody.models import CustodyEvent, EventKind
from app.people import identity
from app.people import queries as people
from app.people import rules as people_rules
from app.people.models import Absence, CustodyStatus, Person
from app.people.models.identity import IDENTITY_FIELDS
from app.sources.models import Reliability, Source, SourceKind
from tests.custody.events import START, day
from tests.custody.test_properties import DAYS

STANDING = (
    *("custody_status", "confirmation", "reported", "exchange_status", "place_id", "since", "captured", "ended"),
    *("legal_situation", "status_before_death", "last_known_on", "unlikely", "has_unlikely"),
)
DERIVED = ("name", "sort_key", "other_names", "conflicts", "has_conflict", "missing", "has_gaps", "absences")
MANY = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

places = st.integers(min_value=0, max_value=20)
sources = st.integers(min_value=0, max_value=3)
credibilities = st.integers(min_value=1, max_value=6)
values = st.fixed_dictionaries(
    {},
    optional={
        "surname": st.sampled_from(["Шевчук", "Шевченко", "ШЕВЧУК"]),
        "rank": st.sampled_from(["солдат", "сержант"]),
        "born": st.sampled_from(["1990", "1990-05", "1991"]).map(dates.parse_edtf),
    },
)
absences = st.dictionaries(st.sampled_from(["rank", "born"]), st.sampled_from(Absence), max_size=1)
said = st.tuples(st.just("state"), sources, credibilities, values, absences)
corrected = st.tuples(st.just("correct"), values, absences)
unsaid = st.tuples(st.just("retract statement"), places)
preferred = st.tuples(st.just("prefer"), st.sampled_from(["surname", "rank", "born"]), places)
told = st.tuples(
    st.just("record"),
    sources,
    credibilities,
    st.sampled_from(EventKind),
    st.sampled_from([text for text in DAYS if text != "2024-01-10"]),
    st.sampled_from(CustodyStatus),
)
untold = st.tuples(st.just("retract event"), places)
graded = st.tuples(
    st.just("grade"), sources, st.sampled_from(SourceKind), st.sampled_from(Reliability), st.none() | sources
)
retold = st.tuples(st.just("correct event"), places, st.sampled_from(EventKind), st.sampled_from(DAYS[:-1]))
undoings = ["undo statement", "undo statement retraction", "undo event", "undo event retraction"]
undoing = st.tuples(st.sampled_from(undoings), places)
unpreferred = st.tuples(st.just("undo preference"), st.sampled_from(["surname", "rank", "born"]))
entered = st.tuples(st.just("undo person")) | st.tuples(st.just("restore person"))
everything = st.lists(
    said | corrected | unsaid | preferred | told | untold | graded | retold | undoing | unpreferred | entered,
    min_size=1,
    max_size=14,
)


@dataclass
class History:
    """One person, told of step by step by four sources; what the rules refuse is no step."""

    factories: SimpleNamespace
    moments: Iterator[datetime] = field(default_factory=lambda: (START + timedelta(days=n) for n in itertools.count()))

    def __post_init__(self) -> None:
        self.actor = self.factories.user(role=Role.SUPERVISOR)
        self.sources: list[Source] = [
            self.factories.source(kind=kind, reliability=letter)
            for kind, letter in zip([SourceKind.ICRC, *SourceKind][:4], [*Reliability][:4], strict=True)
        ]
        saying = people_rules.Saying(self.sources[3], 6, {"surname": "Шевчук"})
        self.person = people_rules.register(saying, actor=self.actor, now=next(self.moments))

    def take(self, step: tuple[Any, ...]) -> datetime:
        now = next(self.moments)
        verb, *rest = step
        with suppress(RuleError):
            getattr(self, verb.replace(" ", "_"))(*rest, actor=self.actor, now=now)
        return now

    def state(self, source: int, credibility: int, said: dict[str, Any], left: dict[str, Absence], **by: Any) -> None:
        people_rules.state(self.person, people_rules.Saying(self.sources[source], credibility, said, left), **by)

    def correct(self, changes: dict[str, Any], left: dict[str, Absence], **by: Any) -> None:
        people_rules.correct(self.person, changes, left, **by)

    def retract_statement(self, place: int, **by: Any) -> None:
        statements = people.list_statements_of(self.person)
        people_rules.retract_statement(statements[place % len(statements)], reason="хибно", **by)

    def prefer(self, name: str, place: int, **by: Any) -> None:
        statements = people.list_statements_of(self.person)
        people_rules.prefer(self.person, name, statements[place % len(statements)], reason="паспорт", **by)

    def record(
        self, source: int, credibility: int, kind: EventKind, text: str | None, status: CustodyStatus, **by: Any
    ) -> None:
        decides = {"sets_status": status, "note": "рішення"} if kind is EventKind.OVERRIDE else {}
        happening = rules.Happening(kind, self.sources[source], credibility, day(text), **decides)
        rules.record(self.person, happening, **by)

    def retract_event(self, place: int, **by: Any) -> None:
        events = custody.list_events_of(self.person)
        if events:
            rules.retract(events[place % len(events)], reason="хибно", **by)

    def correct_event(self, place: int, kind: EventKind, text: str | None, **by: Any) -> None:
        event = self.event(place)
        if event is not None and event.kind is not EventKind.OVERRIDE and kind is not EventKind.OVERRIDE:
            happening = replace(rules.happening_in(event), kind=kind, happened=day(text))
            rules.correct(event, happening, **by)

    def undo_statement(self, place: int, *, actor: User, **_: object) -> None:
        statements = people.list_statements_of(self.person)
        statement = statements[place % len(statements)]
        people_rules.undo_statement(statement, actor=actor, now=statement.recorded_at)

    def undo_statement_retraction(self, place: int, *, actor: User, **_: object) -> None:
        statements = people.list_statements_of(self.person)
        statement = statements[place % len(statements)]
        if statement.retracted_at:
            people_rules.undo_retraction(statement, actor=actor, now=statement.retracted_at)

    def undo_event(self, place: int, *, actor: User, **_: object) -> None:
        if event := self.event(place):
            rules.undo(event, actor=actor, now=event.recorded_at)

    def undo_event_retraction(self, place: int, *, actor: User, **_: object) -> None:
        if (event := self.event(place)) and event.retracted_at:
            rules.undo_retraction(event, actor=actor, now=event.retracted_at)

    def undo_preference(self, name: str, *, actor: User, **_: object) -> None:
        preference = people.find_preference_of(self.person, name)
        if preference is not None:
            people_rules.undo_preference(self.person, name, actor=actor, now=preference.recorded_at)

    def undo_person(self, *, actor: User, **_: object) -> None:
        people_rules.undo_person(self.person, actor=actor, now=self.person.created_at)

    def restore_person(self, **by: Any) -> None:
        people_rules.restore_person(self.person, **by)

    def event(self, place: int) -> CustodyEvent | None:
        events = custody.list_events_of(self.person)
        return events[place % len(events)] if events else None

    def grade(self, source: int, kind: SourceKind, reliability: Reliability, repeats: int | None, **by: Any) -> None:
        repeated = self.sources[repeats] if repeats is not None else None
        rules.regrade(self.sources[source], kind=kind, reliability=reliability, repeats=repeated, **by)


def row(person: Person, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(person, name) for name in names}


def assert_last_period_is_where_the_person_stands(person: Person) -> None:
    periods = custody.list_periods_of(person)
    if not periods:
        assert person.custody_status is CustodyStatus.UNKNOWN
        return
    last = periods[-1]
    stands = (person.custody_status, person.confirmation, person.place_id)
    assert (last.custody_status, last.confirmation, last.place_id) == stands


@contextmanager
def undone(session: Session) -> Iterator[None]:
    """Undo what one example stores, as a test's own transaction undoes what the test does."""
    with session.begin_nested() as savepoint:
        yield
        savepoint.rollback()


class TestHistories:
    @MANY
    @given(steps=everything)
    def test_rebuilding_changes_nothing(
        self, session: Session, factories: SimpleNamespace, steps: list[tuple[Any, ...]]
    ) -> None:
        with undone(session):
            history = History(factories)
            for step in steps:
                history.take(step)
            names = (*IDENTITY_FIELDS, *DERIVED, *STANDING, "version", "updated_at")
            stored, periods = row(history.person, names), custody.list_periods_of(history.person)
            session.expire_all()
            assert rules.differences_of(history.person) == []
            rules.rebuild(history.person)
            session.expire_all()
            assert row(history.person, names) == stored
            assert custody.list_periods_of(history.person) == periods
            assert_last_period_is_where_the_person_stands(history.person)

    @MANY
    @given(steps=st.lists(told | untold, min_size=1, max_size=10))
    def test_what_we_knew_is_what_was_stored_then(
        self, session: Session, factories: SimpleNamespace, steps: list[tuple[Any, ...]]
    ) -> None:
        with undone(session):
            history = History(factories)
            stored = {history.take(step): row(history.person, STANDING[:6]) for step in steps}
            events = custody.list_events_of(history.person)
            known = {moment: standing.derive(events, known_at=moment) for moment in stored}
            as_stored = ("status", "confirmation", "reported", "exchange_status", "place_id", "since")
            assert [[getattr(one, name) for name in as_stored] for one in known.values()] == [
                list(columns.values()) for columns in stored.values()
            ]

    @MANY
    @given(steps=st.lists(said | corrected | unsaid, min_size=1, max_size=8))
    def test_who_we_took_somebody_for_is_what_was_stored_then(
        self, session: Session, factories: SimpleNamespace, steps: list[tuple[Any, ...]]
    ) -> None:
        with undone(session):
            history = History(factories)
            fields = ("surname", "rank", "born", "conflicts", "absences")
            stored = {history.take(step): row(history.person, fields) for step in steps}
            statements = people.list_statements_of(history.person)
            for moment, columns in stored.items():
                known = identity.derive(statements, known_at=moment)
                then = {name: known.values.get(name) for name in fields[:3]}
                assert {**then, "conflicts": list(known.conflicts), "absences": known.absences} == columns


@pytest.mark.usefixtures("session")
class TestSteps:
    """The histories are worth something: each step does what it is named for."""

    def test_each_reaches_the_record(self, factories: SimpleNamespace) -> None:
        history = History(factories)
        history.take(("state", 0, 1, {"surname": "Шевченко"}, {}))
        history.take(("correct", {"rank": "солдат"}, {}))
        history.take(("prefer", "surname", 0))
        history.take(("record", 0, 1, EventKind.CAPTURE, "2022", None))
        history.take(("grade", 0, SourceKind.FAMILY, Reliability.F, None))
        person = history.person
        assert (person.surname, person.rank) == ("Шевчук", "солдат")
        assert person.custody_status is CustodyStatus.PRESUMED_CAPTIVE
        history.take(("retract event", 0))
        history.take(("retract statement", 0))
        assert (person.surname, person.custody_status) == ("Шевченко", CustodyStatus.UNKNOWN)
