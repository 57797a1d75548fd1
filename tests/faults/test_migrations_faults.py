"""Migrations that are killed leave the old database or the new one; those that run keep every row."""

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.backups import measuring
from app.core import schema
from app.core.db import db
from config import ROOT, environment_with
from tests.factories.base import all_factories
from tests.faults.servers import MAIN
from tests.harness.databases import Database, Databases, application_on

#: The revision before the record got its depth: what is stored then is what must come through.
BEFORE = "0007_vocabulary"


def upgrading(path: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", MAIN, "db", "upgrade"],
        env=environment_with(OBMIN_DATABASE_URL=f"sqlite:///{path}"),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def state_of(path: Path) -> tuple[str | None, set[str]]:
    with schema.migrating(f"sqlite:///{path}") as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        return schema.current(connection), set(sa.inspect(connection).get_table_names())


def written(path: Path) -> int:
    """Tell how far an upgrade is: how many bytes it has in its log."""
    log = path.with_name(f"{path.name}-wal")
    return log.stat().st_size if log.exists() else -1


@pytest.mark.parametrize("delay", [0, 0.02, 0.05, 0.1, 0.2])
def test_killed_in_the_middle_they_leave_the_old_or_the_new(tmp_path: Path, delay: float) -> None:
    path = tmp_path / "record.sqlite3"
    with schema.migrating(f"sqlite:///{path}") as connection:
        schema.upgrade(connection, BEFORE)
    old = state_of(path)
    with upgrading(path) as process:
        while written(path) < 0 and process.poll() is None:
            time.sleep(0.002)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
    left = state_of(path)
    with schema.migrating(f"sqlite:///{path}") as connection:
        schema.upgrade(connection)
    assert left in (old, state_of(path))
    with closing(sqlite3.connect(path)) as again:
        assert again.execute("PRAGMA foreign_key_check").fetchall() == []


def test_down_up_and_down_again_they_keep_every_row(database: Database, databases: Databases) -> None:
    with databases.migrated(database.kind) as url:
        with application_on(url) as application, application.app_context():
            factories = all_factories()
            for _ in range(5):
                factories["custody_event"](person=factories["person"](), source=factories["source"]())
            db.session.commit()
        tables = []
        for revision in (BEFORE, "head", BEFORE):
            with schema.migrating(url) as connection:
                if revision == "head":
                    schema.upgrade(connection)
                else:
                    schema.downgrade(connection, revision)
                    tables.append(measuring.measure(connection).tables)
    assert tables[0] == tables[1]
    assert tables[0]["people"].rows == 5
