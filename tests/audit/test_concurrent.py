"""Many writers at once: the chain never forks, every change is in it once, and no look gets lost under a seal."""

import subprocess
import sys
import threading

import pytest
from sqlalchemy import func, select

from app.audit import rules as audit
from app.audit.models import AccessEntry, AuditEntry
from app.audit.rules import sealing
from app.core import clock
from app.core.db import db
from app.sources.models import Source
from config import ROOT
from tests.audit.writer import write
from tests.harness.databases import Databases, application_on

TIMES = 8


def test_eight_writers_on_postgresql_make_one_chain(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "is_due", lambda *_at, **_when: True)
    with databases.migrated("postgresql") as url, application_on(url) as application:
        threads = [threading.Thread(target=write, args=(application, f"Список {n}", TIMES)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with application.app_context():
            check_chain(writers=8)


def test_four_processes_on_sqlite_make_one_chain(databases: Databases) -> None:
    with databases.migrated("sqlite") as url:
        command = [sys.executable, "-m", "tests.audit.writer", url]
        running = [subprocess.Popen([*command, f"Список {n}", str(TIMES)], cwd=ROOT) for n in range(4)]
        assert [process.wait() for process in running] == [0] * 4
        with application_on(url) as application, application.app_context():
            check_chain(writers=4)


def check_chain(*, writers: int) -> None:
    """Check that everything that was committed stands in the chain, and that the chain holds."""
    audit.write_looks()
    while audit.seal_more(db.session, at=clock.now(), agent=None):
        db.session.commit()
    found = audit.verify()
    recorded = select(AuditEntry.subject_id).where(AuditEntry.action == "add source").order_by(AuditEntry.subject_id)
    assert db.session.scalars(recorded).all() == db.session.scalars(select(Source.id).order_by(Source.id)).all()
    assert db.session.scalar(select(func.count()).select_from(Source)) == writers * TIMES
    assert found.unsealed == 0
    assert found.sealed == db.session.scalar(select(func.count()).select_from(AccessEntry))
    assert found.sealed > 0
