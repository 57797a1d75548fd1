"""Signing in and reading beside somebody who writes, on a real SQLite file."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import make_url

from app.accounts import passwords, rules
from app.accounts.gate import TOKEN
from app.accounts.models import Role, User
from app.core import clock
from app.core.db import db
from tests.factories.accounts import PASSWORD
from tests.harness.databases import Databases, application_on


@pytest.fixture(scope="module")
def alone(databases: Databases) -> Iterator[Flask]:
    """An application on a database of its own, where a commit is a commit."""
    with databases.migrated("sqlite") as url, application_on(url) as application:
        with application.app_context():
            rules.register_user(
                "olena",
                full_name="Олена Вигадана",
                role=Role.ANALYST,
                password=PASSWORD,
                actor=None,
                now=clock.now(),
                is_one_time=False,
            )
            db.session.commit()
        yield application


@pytest.fixture
def writer(alone: Flask) -> Iterator[sqlite3.Connection]:
    """Another connection to the same file, which does not wait."""
    path = make_url(alone.extensions["settings"].database_url).database
    with closing(sqlite3.connect(str(path), isolation_level=None, timeout=0)) as connection:
        yield connection


def token_of_olena(application: Flask) -> str:
    with application.app_context():
        user = db.session.get_one(User, 1)
        _, token = rules.open_session(user, now=clock.now() - timedelta(minutes=5))
        db.session.commit()
        return token


def client_of_olena(application: Flask) -> FlaskClient:
    client = application.test_client()
    with client.session_transaction() as cookie:
        cookie[TOKEN] = token_of_olena(application)
    return client


def test_a_reader_does_not_wait_for_a_writer(alone: Flask, writer: sqlite3.Connection) -> None:
    # The first page is the slow one: all that pages are made of is read for it.
    client_of_olena(alone).get("/settings")
    client = client_of_olena(alone)
    writer.execute("BEGIN IMMEDIATE")
    before = time.monotonic()
    assert client.get("/settings").status_code == 200
    assert time.monotonic() - before < 5


def test_presence_is_written_when_nobody_else_writes(alone: Flask, writer: sqlite3.Connection) -> None:
    client_of_olena(alone).get("/settings")
    newest = "SELECT last_seen_at > started_at FROM user_sessions ORDER BY id DESC LIMIT 1"
    assert writer.execute(newest).fetchone() == (1,)


@pytest.mark.parametrize("address", ["/sign-in", "/password"])
def test_no_lock_is_held_while_passwords_are_compared(
    alone: Flask, writer: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def write_meanwhile(*_: object) -> passwords.Verdict:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("ROLLBACK")
        return passwords.Verdict(is_right=False)

    client = alone.test_client()
    with client.session_transaction() as cookie:
        cookie[TOKEN] = token_of_olena(alone)
    monkeypatch.setattr(passwords, "check", write_meanwhile)
    given = {"username": "olena", "password": "wrong", "current_password": "wrong", "new_password": PASSWORD}
    assert client.post(address, data=given).status_code == 422
