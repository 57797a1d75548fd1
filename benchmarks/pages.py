"""What one page costs: the processor time of a request inside one process, beside a bare page and the plain SQL."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts import queries as users
from app.accounts import rules as accounts
from app.accounts.gate import TOKEN
from app.core import clock
from app.core.db import db
from app.people.models import Person
from app.people.refs import ref_of

#: The floor: what Flask itself takes to answer with 12 kB.
BARE = "x" * 12 * 1024
LIST = (
    "id, name, sex, born_edtf, category_id, side_id, captured_edtf, custody_status, confirmation, reported, updated_at"
)
#: Whose dossier is opened, and how much is known of the second of them.
USUAL, FULL, FACTS = 2, 3, 30
Request = Callable[[FlaskClient], bytes]


@dataclass(frozen=True)
class Work:
    """One thing a user waits for, and the plain SQL that somebody would write for the same, where there is one."""

    name: str
    request: Request
    sql: str = ""


def page(path: str) -> Request:
    """Open a page, which must be there."""

    def request(client: FlaskClient) -> bytes:
        response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)  # noqa: PLR2004 - a benchmark checks itself
        return bytes(response.data)

    return request


def add_person(client: FlaskClient) -> bytes:
    """Enter a person by the form."""
    fields = {"surname": "Вимірний", "source_id": "1", "credibility": "2", "category_id": "1", "side_id": "1"}
    return posted(client, "/people/new", fields)


def add_event(client: FlaskClient, person: int = 1) -> bytes:
    """Add an event by the form."""
    fields = {"kind": "call", "source_id": "1", "credibility": "2"}
    return posted(client, f"/people/{ref_of(person)}/events/new", fields)


def facts_of(person: int) -> int:
    """Count the statements and events of a person."""
    counted = "SELECT (SELECT count(*) FROM person_statements WHERE person_id = :person) + "
    counted += "(SELECT count(*) FROM custody_events WHERE person_id = :person)"
    with db.sessionmaker() as own:
        return own.scalar(sa.text(counted), {"person": person}) or 0


def posted(client: FlaskClient, path: str, fields: dict[str, str]) -> bytes:
    """Send a form, which must be saved."""
    response = client.post(path, data=fields)
    assert response.status_code in {302, 303}, (path, response.status_code)
    return bytes(response.data)


def work(middle: str) -> list[Work]:
    """List what is measured; `middle` is a person in the middle of the list."""
    ordered = f"SELECT {LIST} FROM people"  # noqa: S608 - our own column names
    is_live = "merged_into_id IS NULL AND retracted_at IS NULL"
    end = "ORDER BY sort_key, id LIMIT 51"
    held = "category_id = 3 AND custody_status = 'in_captivity'"
    grouped = "SELECT side_id, category_id, custody_status, count(*) FROM people"
    return [
        Work("people list, first page", page("/people"), f"{ordered} WHERE {is_live} {end}"),
        Work("people list, deep page", page(f"/people?after={middle}"), f"{ordered} {end} OFFSET {{half}}"),
        Work(
            "people list, category and status",
            page("/people?category=civilian&status=in_captivity"),
            f"{ordered} WHERE {is_live} AND {held} {end}",
        ),
        Work(
            "people list, side and captured since",
            page("/people?side=ukr&captured_from=01.2024"),
            f"{ordered} WHERE {is_live} AND side_id = 1 AND captured_latest >= '2024-01-01' {end}",
        ),
        Work("home", page("/")),
        Work("dossier", page(f"/people/{ref_of(USUAL)}"), "SELECT * FROM people WHERE id = 2"),
        Work(f"dossier with {FACTS} facts", page(f"/people/{ref_of(FULL)}")),
        Work(
            "report: category by status",
            page("/reports/standing"),
            f"{grouped} WHERE {is_live} GROUP BY side_id, category_id, custody_status",
        ),
        Work("report: captured and returned", page("/reports/months")),
        Work("report: days in captivity", page("/reports/durations")),
        Work("create a person", add_person),
        Work("add an event", add_event),
    ]


@dataclass(frozen=True)
class Cost:
    """What a request took, as medians in milliseconds, and how much it answered."""

    processor: float
    wall: float
    size: int


def cost_of(request: Request, client: FlaskClient, rounds: int) -> Cost:
    """Measure a request after a warm-up."""
    size = len(request(client))
    processor, wall = [], []
    for _ in range(rounds):
        start, started = time.process_time(), time.perf_counter()
        request(client)
        processor.append(1000 * (time.process_time() - start))
        wall.append(1000 * (time.perf_counter() - started))
    return Cost(statistics.median(processor), statistics.median(wall), size)


def milliseconds_of(sql: str) -> float:
    """Give the median time of a plain statement through the bare driver."""
    taken = []
    with db.engine.connect() as connection:
        cursor = connection.connection.cursor()
        for _ in range(5):
            start = time.perf_counter()
            cursor.execute(sql)
            cursor.fetchall()
            taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def bare_client() -> FlaskClient:
    """Give a client of an application that does nothing."""
    bare = Flask("bare")
    bare.add_url_rule("/", "bare", lambda: BARE)
    return bare.test_client()


def token_of(application: Flask, username: str = "analyst") -> str:
    """Open a session of a demo user, and give its token."""
    with application.app_context():
        _session, token = accounts.open_session(users.get_user(username), now=clock.now())
        db.session.commit()
    return token


def signed_in(application: Flask) -> FlaskClient:
    """Give a client that the demo's analyst is signed in with."""
    client = application.test_client()
    with client.session_transaction() as cookie:
        cookie[TOKEN] = token_of(application)
    return client


def middle_of(application: Flask, count: int) -> str:
    """Give the number of a person in the middle of the list."""
    with application.app_context():
        query = sa.select(Person.id).order_by(Person.sort_key, Person.id).offset(count // 2).limit(1)
        middle = ref_of(db.session.scalars(query).one())
        db.session.rollback()
    return middle


def measure(application: Flask, count: int, rounds: int) -> None:
    """Print what each page costs."""
    middle, client = middle_of(application, count), signed_in(application)
    with application.app_context():
        facts = FACTS - facts_of(FULL)
    for _ in range(facts):
        add_event(client, FULL)
    page("/people")(client)  # It shows what was said of each of them.
    floor = cost_of(page("/"), bare_client(), rounds)
    print(
        "\n| page | ms processor | x bare | ms wall | plain SQL, ms | kB |\n| --- | ---: | ---: | ---: | ---: | ---: |"
    )
    print(f"| a bare page of 12 kB (the floor) | {floor.processor:.2f} | 1.0 | {floor.wall:.2f} | | 12 |")
    for item in work(middle):
        cost = cost_of(item.request, client, rounds)
        with application.app_context():
            plain = f"{milliseconds_of(item.sql.format(half=count // 2)):.2f}" if item.sql else ""
        ratio = cost.processor / floor.processor
        print(
            f"| {item.name} | {cost.processor:.2f} | {ratio:.1f} | {cost.wall:.2f} | {plain} | {cost.size / 1000:.0f} |"
        )
