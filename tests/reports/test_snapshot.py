"""A long file shows one moment, and nobody waits for it; on databases to which these tests really commit."""

import hashlib
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app.accounts import rules as accounts
from app.accounts.gate import TOKEN
from app.accounts.models import User
from app.core import clock
from app.core.db import db, snapshot
from app.people.models import CustodyStatus, Person
from app.people.queries import Request
from app.reports import register
from app.reports.models import Export
from app.reports.queries import register as reading
from app.reports.words import Headings, words_for
from tests.factories.base import all_factories
from tests.harness.databases import KINDS, Databases, application_on

PEOPLE = 6


@pytest.fixture(params=KINDS)
def office(request: pytest.FixtureRequest, databases: Databases, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application on a database of its own, with a few people, read two at a time."""
    monkeypatch.setattr(reading, "BLOCK", 2)
    with databases.migrated(request.param) as url, application_on(url) as application:
        with application.app_context():
            factories = SimpleNamespace(**all_factories())
            for number in range(PEOPLE):
                factories.person(surname=f"Вигаданий{number}", custody_status=CustodyStatus.IN_CAPTIVITY)
            factories.cohort(code="late")
            factories.user()
            db.session.commit()
        yield application


def change_everything(application: Flask) -> None:
    """Add to the last person of the list, and add one behind them, as somebody else does meanwhile."""
    with application.app_context():
        factories = SimpleNamespace(**all_factories())
        last = db.session.scalars(select(Person).order_by(Person.sort_key.desc())).first()
        cohort = db.session.scalars(select(factories.cohort._meta.model).filter_by(code="late")).one()
        factories.person_cohort(person=last, cohort=cohort)
        factories.person(surname="Ященко")
        db.session.commit()


def test_what_is_changed_meanwhile_is_not_in_the_file(office: Flask) -> None:
    with office.app_context(), snapshot():
        rows = register.rows(Request(), words_for(Headings.CODES), day=date(2026, 11, 22))
        next(rows)
        change_everything(office)
        rest = list(rows)
    assert len(rest) == PEOPLE - 1
    assert "late" not in rest[-1]


def test_what_was_changed_is_in_the_next_file(office: Flask) -> None:
    change_everything(office)
    with office.app_context(), snapshot():
        rows = list(register.rows(Request(), words_for(Headings.CODES), day=date(2026, 11, 22)))
    assert len(rows) == PEOPLE + 1
    assert "late" in rows[-2]


def cookie_of_a_user(application: Flask) -> str:
    with application.app_context():
        _opened, token = accounts.open_session(db.session.scalars(select(User)).one(), now=clock.now())
        db.session.commit()
    client = application.test_client()
    with client.session_transaction() as cookie:
        cookie[TOKEN] = token
    found = client.get_cookie(application.config["SESSION_COOKIE_NAME"])
    assert found is not None
    return f"{found.key}={found.value}"


def ask_for_a_file(application: Flask) -> Iterator[bytes]:
    """Ask as a server does: the body comes piece by piece, after the request has ended."""
    headers = Headers([("Cookie", cookie_of_a_user(application))])
    environ = EnvironBuilder(path="/reports/register.csv", headers=headers).get_environ()
    body, status, _headers = run_wsgi_app(application.wsgi_app, environ, buffered=False)
    assert status == "200 OK"
    return iter(body)


def only_export(application: Flask) -> Export:
    with application.app_context():
        return db.session.scalars(select(Export)).one()


def test_an_export_is_written_down_before_it_leaves_and_completed_after(office: Flask) -> None:
    body = ask_for_a_file(office)
    sent = next(body)
    assert only_export(office).finished_at is None
    sent += b"".join(body)
    export = only_export(office)
    assert (export.rows, export.sha256) == (PEOPLE, hashlib.sha256(sent).hexdigest())


def test_a_download_that_the_reader_breaks_off_stays_unfinished(office: Flask) -> None:
    body = ask_for_a_file(office)
    next(body)
    body.close()  # type: ignore[attr-defined]
    assert only_export(office).finished_at is None
    change_everything(office)
