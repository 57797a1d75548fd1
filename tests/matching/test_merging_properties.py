"""Merging takes nothing away: separated again, everybody is what they were before, whatever was on record of them."""

from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.compartments import rules as records
from app.matching import rules
from app.matching.models import Verdict
from app.people import queries as people
from app.people import rules as people_rules
from app.people.models import IdentifierKind, Person
from tests.custody.test_histories import MANY, History, everything, undone
from tests.matching.records import MERGED_ON, everything_stored

#: Each example tells the lives of three people.
FEW = settings(MANY, max_examples=8)
Steps = list[tuple[Any, ...]]
Lives = list[Steps]
lives = st.lists(everything, min_size=3, max_size=3)


def told(factories: SimpleNamespace, lives: Lives) -> list[History]:
    """Make three people with histories on the words of the same sources, and with everything else that may be known."""
    histories = [History(factories) for _ in lives]
    for number, (history, steps) in enumerate(zip(histories, lives, strict=True)):
        history.sources = histories[0].sources
        for step in steps:
            history.take(step)
        if history.person.retracted_at is not None:
            history.take(("restore person",))
        surround(history, factories, number)
    return histories


def surround(history: History, factories: SimpleNamespace, number: int) -> None:
    by = {"actor": history.actor, "now": next(history.moments)}
    person, source = history.person, history.sources[0]
    people_rules.identify(person, kind=IdentifierKind.PASSPORT, value=f"АА{number}", source=source, **by)
    people_rules.tag(person, factories.cohort(), source=source, **by)
    people_rules.watch(person, **by)
    factories.relative(person=person)
    factories.health_observation(person=person, is_serious=True, observed="2024-01-01")
    factories.consent(person=person)
    factories.family_notice(person=person)


def merge(history: History, into: History, *, day: int = 0) -> Any:  # noqa: ANN401 - a merger
    now = MERGED_ON.replace(day=1 + day)
    return rules.merge(history.person, into.person, reason="одна особа", actor=history.actor, now=now)


def unmerge(merger: Any, history: History) -> None:  # noqa: ANN401 - a merger
    rules.unmerge(merger, goes=(), reason="дві особи", actor=history.actor, now=MERGED_ON.replace(month=12))


def stored_otherwise(*everybody: Person) -> list[str]:
    """Name what is stored of people and is not what their facts say."""
    kept = {people.kept(person) for person in everybody}
    return [name for person in kept for name in records.differences_of(person)]


class TestMergingAndSeparating:
    @FEW
    @given(lives=lives)
    def test_two_gives_back_what_was(self, session: Session, factories: SimpleNamespace, lives: Lives) -> None:
        with undone(session):
            one, other, third = told(factories, lives)
            rules.judge(one.person, other.person, rules.Opinion(Verdict.SAME), actor=one.actor, now=MERGED_ON)
            apart = rules.Opinion(Verdict.DIFFERENT, "брати")
            rules.judge(one.person, third.person, apart, actor=one.actor, now=MERGED_ON)
            before = everything_stored()
            merger = merge(one, other)
            assert stored_otherwise(one.person, other.person) == []
            unmerge(merger, one)
            assert everything_stored() == before
            assert stored_otherwise(one.person, other.person, third.person) == []

    @FEW
    @given(lives=lives, first=st.booleans())
    def test_a_chain_in_either_order_gives_back_what_was(
        self, session: Session, factories: SimpleNamespace, lives: Lives, *, first: bool
    ) -> None:
        with undone(session):
            one, other, third = told(factories, lives)
            before = everything_stored()
            into_other = merge(one, other)
            between = everything_stored()
            into_third = merge(other, third, day=1)
            assert {one.person.merged_into_id, other.person.merged_into_id} == {third.person.id}
            if first:
                unmerge(into_other, one)
                assert (one.person.merged_into_id, other.person.merged_into_id) == (None, third.person.id)
                unmerge(into_third, one)
            else:
                unmerge(into_third, one)
                assert everything_stored() == between
                unmerge(into_other, one)
            assert everything_stored() == before

    @FEW
    @given(lives=lives, since=everything)
    def test_leaves_nothing_derived_from_others_whatever_happened_meanwhile(
        self, session: Session, factories: SimpleNamespace, lives: Lives, since: Steps
    ) -> None:
        with undone(session):
            one, other, third = told(factories, lives)
            merger = merge(one, other)
            for step in since:
                other.take(step)
            assert stored_otherwise(one.person, other.person, third.person) == []
            keys = [added.key for added in rules.added_since(merger)][::2]
            rules.unmerge(merger, goes=keys, reason="дві особи", actor=one.actor, now=MERGED_ON.replace(month=12))
            assert stored_otherwise(one.person, other.person, third.person) == []
