"""Looks on a real SQLite file that somebody else is writing to."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import rules as audit
from app.audit.models import AccessEntry
from app.audit.rules import looking
from app.core.db import db
from tests.harness.databases import Databases, application_on


@pytest.fixture
def application(databases: Databases) -> Iterator[Flask]:
    """An application on a file of its own."""
    with databases.migrated("sqlite") as url, application_on(url) as made, made.app_context():
        yield made


def look_and_end(application: Flask, action: str) -> None:
    """Look as a request does, which ends."""
    with application.app_context():
        audit.look(action, actor=None, subject_type="people")


def test_a_look_does_not_wait_for_the_lock_and_is_written_later(application: Flask) -> None:
    with db.engine.connect() as other:
        other.exec_driver_sql("UPDATE audit_head SET sequence = sequence")
        began = datetime.now(UTC)
        look_and_end(application, "first")
        took = datetime.now(UTC) - began
        assert len(looking.waiting_looks()) == 1
    look_and_end(application, "second")
    assert list(db.session.scalars(select(AccessEntry.action).order_by(AccessEntry.id))) == ["first", "second"]
    assert took.total_seconds() < 1


def test_a_connection_stays_as_patient_as_it_was(application: Flask) -> None:
    look_and_end(application, "search")
    with db.engine.connect() as connection:
        asked = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("busy_timeout", "synchronous")]
    assert asked == [5000, 2]
