"""What happens to a server on SQLite that is killed while it writes, locked out, or left without a disk."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from app.core.db import db
from tests.faults.servers import Server, kept_on, refuse_loss, sign_in, writing

ROUNDS = 3
#: Seconds that writers write before the server is killed under them.
MEANWHILE = 1.0


def file_of(application: Flask) -> Path:
    with application.app_context():
        return Path(str(db.engine.url.database))


def stands_its_check(application: Flask) -> bool:
    with application.app_context(), db.engine.connect() as connection:
        return connection.execute(sa.text("PRAGMA integrity_check")).scalars().all() == ["ok"]


def test_killed_under_four_writers_it_loses_nothing_that_it_acknowledged(sqlite_server: Server) -> None:
    browsers = [sign_in(sqlite_server) for _ in range(4)]
    before = 0
    for _round in range(ROUNDS):
        with writing(browsers):
            time.sleep(MEANWHILE)
            sqlite_server.kill()
        sqlite_server.start()
        assert stands_its_check(sqlite_server.application)
        count = refuse_loss(sqlite_server.application, browsers)
        assert count > before
        before = count
    assert {status for browser in browsers for status in browser.statuses} == {303}


def held(path: Path, seconds: float) -> threading.Thread:
    """Hold the lock of a database for a while, as another process would."""
    taken = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            taken.set()
            time.sleep(seconds)
            connection.execute("ROLLBACK")

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait()
    return thread


def test_locked_out_it_asks_for_patience_and_keeps_what_was_typed(sqlite_server: Server) -> None:
    browser = sign_in(sqlite_server)
    fields = browser.fields('Джерело з "лапками" <b>')
    holder = held(file_of(sqlite_server.application), 8)
    began = time.monotonic()
    status, headers, page = browser.send("/sources/new", fields, fields["name"])
    assert (status, headers["Retry-After"]) == (503, "5")
    # Five seconds of waiting, and what a busy machine adds.
    assert 4.5 < time.monotonic() - began < 25
    assert sqlite_server.ask("GET", "/sources", cookie=browser.cookie)[0] == 200
    kept = kept_on(page)
    assert kept == fields
    holder.join()
    assert browser.send("/sources/new", kept, fields["name"])[0] == 303
    # Sent again once more it is recorded once.
    assert browser.send("/sources/new", kept, fields["name"])[0] == 303
    assert refuse_loss(sqlite_server.application, [browser]) == 2


def test_a_lock_that_is_soon_gone_is_waited_for(sqlite_server: Server) -> None:
    browser = sign_in(sqlite_server)
    holder = held(file_of(sqlite_server.application), 1.2)
    assert browser.add("Джерело нетерпляче")[0] == 303
    holder.join()


def test_on_a_full_disk_reading_goes_on_and_writing_comes_back(sqlite_server: Server) -> None:
    browser = sign_in(sqlite_server)
    assert browser.add("Джерело перше")[0] == 303
    sqlite_server.limit_files(0)
    status, headers, _page = browser.add("Джерело друге")
    assert (status, headers["Retry-After"]) == (503, "5")
    for path in ("/sources", "/people", "/health", "/sources/new"):
        assert sqlite_server.ask("GET", path, cookie=browser.cookie)[0] == 200, path
    sqlite_server.limit_files(-1)
    assert browser.add("Джерело третє")[0] == 303
    assert stands_its_check(sqlite_server.application)
    assert refuse_loss(sqlite_server.application, [browser]) == 2
