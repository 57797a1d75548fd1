"""Ledgers for tests, and what somebody with the database in hand may do to them."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from app.audit import rules as audit
from app.core import clock
from app.core.db import db
from app.sources.models import Source, SourceKind
from tests.harness.databases import Databases, application_on

#: What each kind of database needs to forget that the ledger is append-only.
TRIGGERS = {
    "sqlite": "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT 'ALTER TABLE ' || name || ' DISABLE TRIGGER USER' "
        "FROM unnest(ARRAY['audit_entries', 'audit_head', 'audit_values', 'access_entries']) AS name"
    ),
}

#: How a number of the ledger can be given twice; SQLite has to make the table anew for that.
WITHOUT_UNIQUE = {
    "sqlite": (
        "CREATE TABLE copied AS SELECT * FROM audit_entries",
        "ALTER TABLE audit_entries RENAME TO former_entries",
        "ALTER TABLE copied RENAME TO audit_entries",
    ),
    "postgresql": ("ALTER TABLE audit_entries DROP CONSTRAINT uq_audit_entries_sequence",),
}


@contextmanager
def ledger(databases: Databases, kind: str) -> Iterator[Flask]:
    """Give an application on a migrated database of its own, inside its context."""
    with databases.migrated(kind) as url, application_on(url) as application, application.app_context():
        yield application


def add(name: str, *, times: int = 1) -> None:
    """Change something and commit, so many times."""
    for number in range(times):
        source = Source(name=f"{name} {number}", kind=SourceKind.WITNESS)
        db.session.add(source)
        audit.record("add source", source, actor=None)
        db.session.commit()


def look(*, times: int = 1) -> None:
    """Look at something, so many times."""
    for number in range(times):
        audit.look("look at dossier", actor=None, subject_type="people", subject_id=number)
    audit.write_looks()


def seal() -> None:
    """Seal what was looked at."""
    audit.seal_more(db.session, at=clock.now(), agent=None)
    db.session.commit()


def tamper(*statements: str) -> None:
    """Do to the database what its triggers would refuse."""
    db.session.commit()
    connection = db.session.connection()
    for statement in connection.exec_driver_sql(TRIGGERS[connection.dialect.name]).scalars().all():
        connection.exec_driver_sql(statement)
    for statement in statements:
        connection.exec_driver_sql(statement)
    db.session.commit()
