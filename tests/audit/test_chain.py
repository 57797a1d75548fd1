"""The chain: every change adds to its end, once, and looks are sealed into it as changes come."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import rules as audit
from app.audit.models import AuditEntry, AuditHead
from app.audit.rules import chain, sealing
from app.core.db import db
from app.sources.models import Source, SourceKind
from tests.audit import ledgers

pytestmark = pytest.mark.usefixtures("session")

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def entries() -> list[AuditEntry]:
    db.session.commit()
    return list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence)))


def change(at: datetime) -> None:
    """Change something at a moment, and commit."""
    source = Source(name=f"Список {at}", kind=SourceKind.WITNESS)
    db.session.add(source)
    audit.record("add source", source, actor=None, at=at)
    db.session.commit()


class TestNumbers:
    def test_have_no_gaps_whatever_is_rolled_back(self) -> None:
        ledgers.add("Список А")
        add("Список Б")
        db.session.rollback()
        ledgers.add("Список В")
        assert [entry.sequence for entry in entries()] == [1, 2]


class TestHashes:
    def test_tie_each_entry_to_the_one_before_it(self) -> None:
        ledgers.add("Список", times=3)
        first, second, third = entries()
        assert first.previous_hash == chain.BEGINNING
        assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)

    def test_are_of_what_is_stored(self) -> None:
        ledgers.add("Список")
        db.session.expire_all()
        (entry,) = entries()
        assert entry.hash == chain.hash_of(entry)

    def test_leave_the_head_at_the_last(self) -> None:
        ledgers.add("Список", times=2)
        head = db.session.scalars(select(AuditHead)).one()
        assert (head.sequence, head.hash) == (2, entries()[-1].hash)
        assert repr(head) == "<AuditHead 2>"


class TestFormerDigests:
    def test_are_of_what_a_field_held_before(self, factories: SimpleNamespace) -> None:
        source = factories.source(name="а")
        source.name = "б"
        audit.record("describe source", source, actor=None)
        (entry,) = entries()
        assert entry.former_digests == {"name": audit.digest(db.session.info[audit.KEY], "name", "а")}


class TestMasks:
    def test_are_kept_beside_the_values_of_a_model_that_names_one(
        self, factories: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Source, "__masked__", "see health", raising=False)
        audit.record("add source", factories.source(), actor=None, changes={"name": (None, "а")})
        assert [value.mask for value in entries()[0].values] == ["see health"]

    def test_are_none_beside_others(self, factories: SimpleNamespace) -> None:
        audit.record("add source", factories.source(), actor=None, changes={"name": (None, "а")})
        assert [value.mask for value in entries()[0].values] == [None]


class TestSeals:
    def test_come_with_the_next_change(self) -> None:
        ledgers.look(times=2)
        change(NOW)
        done, seal = entries()
        assert (done.action, seal.action, seal.digests["count"]) == ("add source", sealing.SEAL, "2")

    def test_come_once_a_minute(self) -> None:
        change(NOW)
        ledgers.look()
        change(NOW + timedelta(seconds=59))
        assert sealing.SEAL not in [entry.action for entry in entries()]
        change(NOW + timedelta(seconds=60))
        assert entries()[-1].action == sealing.SEAL

    def test_go_on_where_the_last_one_ended(self) -> None:
        ledgers.look(times=2)
        ledgers.seal()
        ledgers.look(times=3)
        ledgers.seal()
        first, second = entries()
        assert (second.digests["after"], second.digests["count"]) == (str(first.subject_id), "3")

    def test_are_not_made_of_nothing(self) -> None:
        ledgers.seal()
        assert entries() == []

    def test_wait_while_a_look_is_being_noted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ledgers.look()
        with monkeypatch.context() as patched:
            patched.setattr(sealing, "may_seal", lambda _session: False)
            ledgers.seal()
        assert entries() == []


STEPS = st.lists(st.sampled_from(["change", "two", "undo", "savepoint", "look", "seal"]), max_size=12)


class TestAnySequence:
    """Whatever is done, undone, looked at and sealed, in any order: the ledger verifies."""

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(steps=STEPS)
    def test_verifies(self, session: Session, steps: list[str]) -> None:
        before = audit.verify().sequence
        for step in steps:
            STEP[step]()
        found = audit.verify()
        assert found.sequence - before >= sum({"change": 1, "two": 2, "savepoint": 1}.get(step, 0) for step in steps)
        assert session.scalars(select(Source.id).order_by(Source.id)).all() == recorded()


def recorded() -> list[int]:
    """Give the sources that the ledger says were added, in the order of their numbers."""
    query = select(AuditEntry.subject_id).where(AuditEntry.action == "add source").order_by(AuditEntry.subject_id)
    return list(db.session.scalars(query))


def add(name: str) -> None:
    source = Source(name=name, kind=SourceKind.WITNESS)
    db.session.add(source)
    audit.record("add source", source, actor=None)
    db.session.flush()


def step_change() -> None:
    add(unique())
    db.session.commit()


def step_two() -> None:
    add(unique())
    step_change()


def step_undo() -> None:
    add(unique())
    db.session.rollback()


def step_savepoint() -> None:
    with db.session.begin_nested() as savepoint:
        add(unique())
        savepoint.rollback()
    step_change()


COUNT = iter(range(10**9))


def unique() -> str:
    """Give a name that no other source has."""
    return f"Список {next(COUNT)}"


STEP = {
    "change": step_change,
    "two": step_two,
    "undo": step_undo,
    "savepoint": step_savepoint,
    "look": ledgers.look,
    "seal": ledgers.seal,
}
