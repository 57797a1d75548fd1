"""Revision 0008: the entries that were there before are chained in their order, and none can be changed any more."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.audit.models import AuditEntry
from app.audit.rules import chain
from app.core import schema
from tests.harness.databases import KINDS, Databases

pytestmark = pytest.mark.parametrize("kind", KINDS)

AT = datetime(2026, 3, 1, 9, 30, 15, 250_000, tzinfo=UTC)
ENTRIES = sa.table(
    "audit_entries",
    *map(sa.column, ("id", "actor_id", "agent", "action", "subject_type", "subject_id", "person_id")),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("digests", sa.JSON),
)
VALUES = sa.table("audit_values", *map(sa.column, ("entry_id", "field", "before", "after")))
#: With gaps, as a sequence of PostgreSQL leaves them.
NUMBERS = (1, 2, 5, 9)


@contextmanager
def before(databases: Databases, kind: str) -> Iterator[sa.Connection]:
    """Give a database as it was, with a few entries."""
    with databases.empty(kind) as url, schema.migrating(url) as connection:
        schema.upgrade(connection, "0007_vocabulary")
        for number in NUMBERS:
            row = {"id": number, "at": AT, "agent": "Оленин скрипт", "action": "add source", "subject_type": "sources"}
            row |= {"subject_id": number, "digests": {"name": "ab12", "kind": "cd34"}, "person_id": None}
            connection.execute(ENTRIES.insert().values(row))
            connection.execute(VALUES.insert().values(entry_id=number, field="name", after="Список А"))
        yield connection


def chained(connection: sa.Connection) -> list[sa.Row[tuple[object, ...]]]:
    table = AuditEntry.__table__
    return list(connection.execute(sa.select(table).order_by(table.c.sequence)))


class TestChain:
    def test_numbers_the_entries_in_their_order(self, databases: Databases, kind: str) -> None:
        with before(databases, kind) as connection:
            schema.upgrade(connection, "0008_ledger")
            assert [(row.sequence, row.id) for row in chained(connection)] == list(enumerate(NUMBERS, 1))

    def test_hashes_them_as_the_application_does(self, databases: Databases, kind: str) -> None:
        with before(databases, kind) as connection:
            schema.upgrade(connection, "0008_ledger")
            rows = chained(connection)
        assert [row.hash for row in rows] == [chain.hash_of(row) for row in rows]
        assert rows[0].previous_hash == chain.BEGINNING
        assert all(after.previous_hash == former.hash for former, after in itertools.pairwise(rows))

    def test_leaves_the_head_at_the_last_one(self, databases: Databases, kind: str) -> None:
        with before(databases, kind) as connection:
            schema.upgrade(connection, "0008_ledger")
            (head,) = connection.execute(sa.text("SELECT sequence, hash, sealed_through FROM audit_head"))
            assert tuple(head) == (len(NUMBERS), chained(connection)[-1].hash, 0)

    def test_keeps_what_the_entries_and_values_say(self, databases: Databases, kind: str) -> None:
        with before(databases, kind) as connection:
            former = said(connection)
            schema.upgrade(connection, "0008_ledger")
            assert said(connection) == former
            schema.downgrade(connection, "0007_vocabulary")
            assert said(connection) == former


def said(connection: sa.Connection) -> list[object]:
    entries = connection.execute(sa.select(*ENTRIES.c).order_by(ENTRIES.c.id)).all()
    return [*entries, *connection.execute(sa.select(*VALUES.c).order_by(VALUES.c.entry_id))]


class TestTriggers:
    """The database itself refuses, whoever asks."""

    REFUSED = (
        "UPDATE audit_entries SET action = 'x'",
        "DELETE FROM audit_entries WHERE sequence = 1",
        "UPDATE access_entries SET action = 'x'",
        "DELETE FROM access_entries",
        "DELETE FROM audit_values",
        "UPDATE audit_values SET after = 'x'",
        "UPDATE audit_values SET before = 'x'",
        "UPDATE audit_values SET field = 'x'",
        "UPDATE audit_values SET mask = 'x', after = NULL",
        "UPDATE audit_values SET entry_id = 2 WHERE entry_id = 1",
    )
    REFUSED_BY = {  # noqa: RUF012 - a table of cases
        "sqlite": (
            "REPLACE INTO audit_entries SELECT * FROM audit_entries WHERE sequence = 1",
            "REPLACE INTO audit_values SELECT * FROM audit_values",
            "REPLACE INTO access_entries SELECT * FROM access_entries",
        ),
        "postgresql": (
            "TRUNCATE audit_entries CASCADE",
            "TRUNCATE audit_values",
            "TRUNCATE access_entries",
            "INSERT INTO audit_entries SELECT * FROM audit_entries ON CONFLICT (id) DO UPDATE SET action = 'x'",
        ),
    }
    LOOK = (
        "INSERT INTO access_entries (id, at, action, subject_type, details) "
        "VALUES (1, '2026-03-01 09:00:00', 'search', 'people', '{}')"
    )

    def test_refuse_what_must_never_happen(self, databases: Databases, kind: str) -> None:
        with before(databases, kind) as connection:
            schema.upgrade(connection, "0008_ledger")
            connection.exec_driver_sql(self.LOOK)
            for statement in (*self.REFUSED, *self.REFUSED_BY[kind]):
                with pytest.raises(IntegrityError), connection.begin_nested():
                    connection.exec_driver_sql(statement)

    def test_let_readable_values_be_emptied(self, databases: Databases, kind: str) -> None:
        with before(databases, kind) as connection:
            schema.upgrade(connection, "0008_ledger")
            connection.exec_driver_sql("UPDATE audit_values SET before = NULL, after = NULL WHERE entry_id = 1")
            assert connection.scalar(sa.text("SELECT count(*) FROM audit_values WHERE after IS NULL")) == 1

    def test_are_gone_when_the_revision_is_walked_back(self, databases: Databases, kind: str) -> None:
        with before(databases, kind) as connection:
            schema.upgrade(connection, "0008_ledger")
            schema.downgrade(connection, "0007_vocabulary")
            connection.exec_driver_sql("UPDATE audit_entries SET action = 'x'")
