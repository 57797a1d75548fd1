"""What is stored of where somebody stands on lists is what their entries say, after any history of two people."""

import itertools
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.core.errors import RuleError
from app.custody import queries as custody_queries
from app.custody import rules as custody
from app.custody.models import EventKind
from app.exchanges import queries, standing
from app.exchanges.models import Direction, Entry, OperationState, Refusal, State
from app.exchanges.rules import entries as rules
from app.exchanges.rules.entries import Place, Word
from app.exchanges.states import MOVES, Deed
from app.matching import queries as matching_queries
from app.matching import rules as matching
from app.people import queries as people
from app.people.models import CustodyStatus, ExchangeStatus, Person
from app.sources.models import SourceKind
from tests.custody.events import START, day
from tests.custody.test_histories import undone

MANY = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WRITTEN = (
    *("exchange_status", "times_listed", "times_refused", "times_silent", "times_waiting"),
    *("last_answer", "last_answer_on"),
)
#: The steps that are taken by entries alone.
PLAIN = (
    *(Deed.REQUEST, Deed.AGREE, Deed.MAKE_READY, Deed.HAND_OVER, Deed.KEEP_BACK),
    *(Deed.REFUSE, Deed.WITHDRAW, Deed.REFUSE_CONSENT),
)
HAPPENS = [EventKind.CAPTURE, EventKind.EXCHANGE, EventKind.ESCAPE, EventKind.DEATH, EventKind.REPORTED_MISSING]

which = st.integers(min_value=0, max_value=1)
lists = st.integers(min_value=0, max_value=2)
days = st.integers(min_value=0, max_value=60)
listed = st.tuples(st.sampled_from(["propose", "offer"]), which, lists, st.sampled_from(Direction))
stepped = st.tuples(st.just("step"), st.sampled_from(PLAIN), which, lists, days)
declined = st.tuples(st.just("decline"), st.sampled_from(Refusal), which, lists)
alone = st.tuples(st.sampled_from(["accept", "take back", "substitute"]), which, lists)
moved = st.tuples(st.just("operation"), lists, st.sampled_from(OperationState))
happened = st.tuples(st.just("record"), which, st.sampled_from(HAPPENS), st.sampled_from(["2025-12", "2026-01-10"]))
merged = st.tuples(st.just("merge"), which, which) | st.tuples(st.just("unmerge"))
everything = st.lists(listed | listed | stepped | stepped | declined | alone | moved | happened | merged, max_size=25)


@dataclass
class History:
    """Two people and three lists, told of step by step; what the rules refuse is no step."""

    factories: SimpleNamespace
    moments: Iterator[datetime] = field(default_factory=lambda: (START + timedelta(days=n) for n in itertools.count()))

    def __post_init__(self) -> None:
        self.actor = self.factories.user(role=Role.SUPERVISOR)
        self.source = self.factories.source(kind=SourceKind.DETAINING_POWER)
        self.sure = self.factories.source(kind=SourceKind.ICRC)
        self.people: list[Person] = [self.factories.person() for _ in range(2)]
        self.operations = [self.factories.operation() for _ in range(3)]

    def take(self, step: tuple[Any, ...]) -> None:
        now = next(self.moments)
        verb, *rest = step
        with suppress(RuleError):
            getattr(self, verb.replace(" ", "_"))(*rest, actor=self.actor, now=now)

    def propose(self, who: int, where: int, direction: Direction, **by: Any) -> None:
        rules.propose(self.people[who], Place(self.operations[where], direction), Word(reason="так"), **by)

    def offer(self, who: int, where: int, direction: Direction, **by: Any) -> None:
        rules.offer(self.people[who], Place(self.operations[where], direction), Word(), **by)

    def step(self, deed: Deed, who: int, where: int, back: int, *, now: datetime, **by: Any) -> None:
        word = Word(happened=(now - timedelta(days=back)).date(), reason="так")
        if entry := self.entry(who, where):
            getattr(rules, deed.value)([entry], word, now=now, **by)

    def decline(self, refusal: Refusal, who: int, where: int, **by: Any) -> None:
        if entry := self.entry(who, where):
            rules.decline([entry], refusal, Word(source=self.source), **by)

    def accept(self, who: int, where: int, **by: Any) -> None:
        if entry := self.entry(who, where):
            rules.accept(entry, Word(reason="так"), **by)

    def take_back(self, who: int, where: int, **by: Any) -> None:
        if entry := self.entry(who, where):
            rules.take_back(entry, Word(), **by)

    def substitute(self, who: int, where: int, **by: Any) -> None:
        entry, other = self.entry(who, where), self.entry(1 - who, where)
        if entry and other:
            rules.substitute(entry, other, Word(), **by)

    def operation(self, where: int, state: OperationState, **_: Any) -> None:
        self.operations[where].state = state
        rules.follow(self.operations[where])

    def record(self, who: int, kind: EventKind, text: str, **by: Any) -> None:
        custody.record(self.people[who], custody.Happening(kind, self.sure, 1, day(text)), **by)

    def merge(self, into: int, stands: int, **by: Any) -> None:
        merged, kept = self.people[1 - into], self.people[into]
        matching.merge(merged, kept, stands=self.people[stands], reason="одна", **by)

    def unmerge(self, **by: Any) -> None:
        for merger in matching_queries.list_mergers_of(people.kept(self.people[0])):
            matching.unmerge(merger, goes=(), reason="різні", **by)

    def entry(self, who: int, where: int) -> Entry | None:
        return queries.find_entry_in(self.operations[where], people.kept(self.people[who]))


def row(person: Person) -> dict[str, object]:
    return {name: getattr(person, name) for name in WRITTEN}


def entries_of(history: History) -> list[Entry]:
    return list({entry for person in history.people for entry in queries.list_entries_of(people.kept(person))})


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
            standing_people = [one for one in history.people if one.merged_into_id is None]
            stored = [row(person) for person in standing_people]
            session.expire_all()
            assert [custody.differences_of(person) for person in standing_people] == [[] for _ in standing_people]
            standing.refresh_all(standing_people)
            session.flush()
            assert [row(person) for person in standing_people] == stored

    @MANY
    @given(steps=everything)
    def test_an_entry_stands_where_its_newest_step_led(
        self, session: Session, factories: SimpleNamespace, steps: list[tuple[Any, ...]]
    ) -> None:
        with undone(session):
            history = History(factories)
            for step in steps:
                history.take(step)
            session.expire_all()
            for entry in entries_of(history):
                told = queries.list_transitions_of(entry)
                assert (entry.state, entry.refusal) == (told[-1].to_state, told[-1].refusal)
                before: list[State | None] = [None, *(one.to_state for one in told)]
                for one, came_from in zip(told, before, strict=False):
                    assert one.from_state is came_from
                    assert any(m.to is one.to_state and one.from_state in m.starts for m in MOVES.values())

    @MANY
    @given(steps=everything)
    def test_nobody_stands_twice_on_a_list(
        self, session: Session, factories: SimpleNamespace, steps: list[tuple[Any, ...]]
    ) -> None:
        with undone(session):
            history = History(factories)
            for step in steps:
                history.take(step)
            standing_ones = [one for one in entries_of(history) if one.set_aside_for_id is None]
            places = [(people.kept(one.person).id, one.operation_id) for one in standing_ones]
            assert len(places) == len(set(places))

    @MANY
    @given(steps=everything)
    def test_counts_add_up_and_tell_nobodys_will(
        self, session: Session, factories: SimpleNamespace, steps: list[tuple[Any, ...]]
    ) -> None:
        with undone(session):
            history = History(factories)
            for step in steps:
                history.take(step)
            for person in history.people:
                told = person.times_refused + person.times_silent + person.times_waiting
                assert told <= person.times_listed
                is_exchanged = person.custody_status is CustodyStatus.EXCHANGED
                assert (person.exchange_status is ExchangeStatus.EXCHANGED) == is_exchanged


class TestSteps:
    """The histories are worth something: each step does what it is named for."""

    def test_each_reaches_the_list(self, session: Session, factories: SimpleNamespace) -> None:
        history = History(factories)
        one, other = history.people
        steps: list[tuple[Any, ...]] = [
            ("record", 0, EventKind.CAPTURE, "2025-12"),
            ("propose", 0, 0, Direction.TO_US),
            ("step", Deed.REQUEST, 0, 0, 0),
            ("decline", Refusal.SAYS_DEAD, 0, 0),
            ("step", Deed.REQUEST, 0, 0, 0),
            ("step", Deed.AGREE, 0, 0, 0),
            ("offer", 1, 0, Direction.TO_US),
            ("accept", 1, 0),
            ("step", Deed.MAKE_READY, 1, 0, 0),
            ("substitute", 0, 0),
        ]
        for step in steps:
            history.take(step)
        assert (one.exchange_status, other.exchange_status) == (ExchangeStatus.SUBSTITUTED, ExchangeStatus.READY)
        assert custody_queries.list_events_of(one)[-1].kind is EventKind.DEATH
        history.take(("take back", 0, 0))
        history.take(("operation", 0, OperationState.CANCELLED))
        assert (one.exchange_status, other.exchange_status) == (ExchangeStatus.NOT_LISTED, ExchangeStatus.NOT_LISTED)
        history.take(("merge", 0, 1))
        assert other.merged_into_id == one.id
        history.take(("unmerge",))
        session.flush()
        assert other.merged_into_id is None
