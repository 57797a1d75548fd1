"""Measure the pages and the export against a bare page and the bare driver, on SQLite and PostgreSQL, in one run.

Usage: ./dev bench [--people 10000] [--rounds 40]
Figures are the median processor time of a request inside one process; a ratio below the reference is better.
"""

import argparse
import csv
import io
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.accounts import queries as users
from app.accounts import rules as accounts
from app.accounts.gate import TOKEN
from app.core import clock
from app.core.db import db
from app.people.models import Person
from app.people.refs import ref_of
from benchmarks import data
from config import Test
from tests.harness import postgresql

#: The floor: what Flask itself takes to answer with 12 kB.
BARE = "x" * 12 * 1024


@dataclass(frozen=True)
class Work:
    """One thing a user waits for."""

    name: str
    request: Callable[[FlaskClient], object]


def page(path: str) -> Callable[[FlaskClient], object]:
    """Open a page, which must be there."""

    def request(client: FlaskClient) -> object:
        response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)  # noqa: PLR2004 - a benchmark checks itself
        return response.data

    return request


def add_person(client: FlaskClient) -> object:
    """Enter a person by the form."""
    fields = {"surname": "Вимірний", "source_id": "1", "credibility": "2", "category_id": "1", "side_id": "1"}
    return posted(client, "/people/new", fields)


def add_event(client: FlaskClient) -> object:
    """Add an event by the form."""
    return posted(client, f"/people/{ref_of(1)}/events/new", {"kind": "call", "source_id": "1", "credibility": "2"})


def posted(client: FlaskClient, path: str, fields: dict[str, str]) -> object:
    """Send a form, which must be saved."""
    response = client.post(path, data=fields)
    assert response.status_code in {302, 303}, (path, response.status_code)
    return response


def work(middle: str) -> list[Work]:
    """List what is measured; `middle` is a person in the middle of the list."""
    return [
        Work("people list, first page", page("/people")),
        Work("people list, deep page", page(f"/people?after={middle}")),
        Work("people list, category and status", page("/people?category=civilian&status=in_captivity")),
        Work("people list, a name", page("/people?text=яро левада")),
        Work("home", page("/")),
        Work("dossier", page(f"/people/{ref_of(2)}")),
        Work("report: category by status", page("/reports/standing")),
        Work("create a person", add_person),
        Work("add an event", add_event),
    ]


def median_ms(request: Callable[[FlaskClient], object], client: FlaskClient, rounds: int) -> float:
    """Give the median processor time of a request in milliseconds, after a warm-up."""
    request(client)
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        request(client)
        taken.append(1000 * (time.process_time() - start))
    return statistics.median(taken)


def export_seconds(client: FlaskClient) -> float:
    """Give the processor time of the whole register as CSV."""
    start = time.process_time()
    for _ in client.get("/reports/register.csv?separator=comma").iter_encoded():
        pass
    return time.process_time() - start


def bare_export_seconds(application: Flask) -> float:
    """Give the processor time of the same table through the bare driver and the csv module."""
    with application.app_context(), db.engine.connect() as connection:
        start = time.process_time()
        cursor = connection.connection.cursor()
        cursor.execute("SELECT * FROM people ORDER BY sort_key, id")
        writer = csv.writer(io.StringIO(), quoting=csv.QUOTE_ALL)
        while rows := cursor.fetchmany(1000):
            writer.writerows(rows)
        return time.process_time() - start


def bare_client() -> FlaskClient:
    """Give a client of an application that does nothing."""
    bare = Flask("bare")
    bare.add_url_rule("/", "bare", lambda: BARE)
    return bare.test_client()


def signed_in(application: Flask) -> FlaskClient:
    """Give a client that the demo's analyst is signed in with."""
    client = application.test_client()
    with application.app_context():
        _session, token = accounts.open_session(users.get_user("analyst"), now=clock.now())
        db.session.commit()
    with client.session_transaction() as cookie:
        cookie[TOKEN] = token
    return client


def measure(application: Flask, count: int, rounds: int) -> None:
    """Print the table of one database."""
    data.fill(application, count)
    with application.app_context():
        kind = db.engine.dialect.name
        middle = ref_of(
            db.session.scalars(sa.select(Person.id).order_by(Person.sort_key).offset(count // 2)).first() or 1
        )
        db.session.rollback()
    client = signed_in(application)
    print(f"\n{kind}, {count} people, medians of {rounds}\n\n| work | ms | x bare |\n| --- | ---: | ---: |")
    floor = median_ms(page("/"), bare_client(), rounds)
    print(f"| bare page of 12 kB (the reference) | {floor:.2f} | 1.0 |")
    for item in work(middle):
        taken = median_ms(item.request, client, rounds)
        print(f"| {item.name} | {taken:.2f} | {taken / floor:.1f} |")
    ours, bare = export_seconds(client), bare_export_seconds(application)
    print(f"\nregister as CSV: {ours:.2f} s; the table through the bare driver: {bare:.2f} s; {ours / bare:.1f} x")


@contextmanager
def databases(folder: str) -> Iterator[list[str]]:
    """Give an empty database of each kind."""
    with ExitStack() as stack:
        server = stack.enter_context(postgresql.server())
        yield [f"sqlite:///{folder}/bench.sqlite3", stack.enter_context(postgresql.database(server, "obmin_bench"))]


def main() -> None:
    """Measure on both databases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=40)
    asked = parser.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}, {clock.today():%Y-%m-%d}")
    with tempfile.TemporaryDirectory() as folder, databases(folder) as urls:
        for url in urls:
            data.migrate(url)
            application = create_app(Test(database_url=url))
            application.config["WTF_CSRF_ENABLED"] = False
            measure(application, asked.people, asked.rounds)


if __name__ == "__main__":
    main()
