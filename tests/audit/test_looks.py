"""Looks: noted beside the request that looks, when it has ended, and in nobody's way."""

import logging
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.audit import rules as audit
from app.audit.models import AccessEntry, AuditEntry
from app.audit.rules import looking
from app.core import clock
from app.core.db import db

pytestmark = pytest.mark.usefixtures("session")

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def looks() -> list[AccessEntry]:
    """Give the looks that are written."""
    return list(db.session.scalars(select(AccessEntry).order_by(AccessEntry.id)))


class TestLook:
    def test_notes_who_looked_at_what_when(self, factories: SimpleNamespace) -> None:
        user, person = factories.user(), factories.person()
        audit.look(
            "look at dossier", actor=user, subject_type="people", subject_id=person.id, person_id=person.id, at=NOW
        )
        audit.write_looks()
        (look,) = looks()
        assert (look.action, look.actor_id, look.at) == ("look at dossier", user.id, NOW)
        assert (look.subject_type, look.subject_id, look.person_id) == ("people", person.id, person.id)

    def test_keeps_filters_and_counts(self) -> None:
        audit.look("search", actor=None, subject_type="people", details={"count": 3, "filters": {"side": ["ukr"]}})
        audit.write_looks()
        assert looks()[0].details == {"count": 3, "filters": {"side": ["ukr"]}}

    def test_takes_the_moment_from_the_clock(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(clock, "now", lambda: NOW)
        audit.look("search", actor=None, subject_type="people")
        audit.write_looks()
        assert looks()[0].at == NOW

    def test_names_another_agent_where_nobody_is_signed_in(self) -> None:
        audit.look("refused sign-in", actor=None, subject_type="users", agent="sign-in page")
        audit.write_looks()
        assert looks()[0].agent == "sign-in page"

    def test_is_written_once(self) -> None:
        audit.look("search", actor=None, subject_type="people")
        audit.write_looks()
        audit.write_looks()
        assert len(looks()) == 1

    def test_is_no_entry_of_the_chain(self) -> None:
        audit.look("search", actor=None, subject_type="people")
        audit.write_looks()
        assert db.session.scalars(select(AuditEntry)).all() == []

    def test_is_written_when_its_request_or_command_ends(self, app: Flask) -> None:
        with app.app_context():
            audit.look("search", actor=None, subject_type="people")
        assert [look.action for look in looks()] == ["search"]

    def test_outlives_a_change_that_is_undone(self, app: Flask, factories: SimpleNamespace) -> None:
        source = factories.source()
        db.session.commit()
        with app.app_context():
            audit.look("search", actor=None, subject_type="people")
            audit.record("grade source", source, actor=None)
            db.session.rollback()
        assert len(looks()) == 1


class TestABusyDatabase:
    """Looks wait while the database is busy, and nobody waits for them."""

    def test_keeps_what_could_not_be_written_for_later(self, monkeypatch: pytest.MonkeyPatch) -> None:
        audit.look("first", actor=None, subject_type="people")
        audit.look("second", actor=None, subject_type="people")
        with monkeypatch.context() as patched:
            patched.setattr(looking, "write", fail_with(OperationalError("", {}, Exception())))
            audit.write_looks()
        audit.write_looks()
        assert [look.action for look in looks()] == ["first", "second"]

    def test_waits_while_somebody_seals(self, monkeypatch: pytest.MonkeyPatch) -> None:
        audit.look("search", actor=None, subject_type="people")
        with monkeypatch.context() as patched:
            patched.setattr(looking, "may_note", lambda _session: False)
            audit.write_looks()
        assert (len(looks()), len(looking.waiting_looks())) == (0, 1)

    def test_drops_what_can_never_be_written_and_says_so(self, caplog: pytest.LogCaptureFixture) -> None:
        audit.look("search", actor=SimpleNamespace(id=10**9), subject_type="people")
        with caplog.at_level(logging.ERROR):
            audit.write_looks()
        assert caplog.messages == ["1 looks are lost: IntegrityError"]
        assert not looking.waiting_looks()

    def test_says_so_where_too_many_wait(self, caplog: pytest.LogCaptureFixture) -> None:
        waiting = looking.waiting_looks()
        waiting.extend({} for _ in range(looking.MOST))
        audit.look("search", actor=None, subject_type="people")
        assert caplog.messages == [f"a look is lost: more than {looking.MOST} wait to be written"]
        waiting.clear()


def fail_with(error: Exception) -> object:
    def fail(*_arguments: object) -> bool:
        raise error

    return fail
