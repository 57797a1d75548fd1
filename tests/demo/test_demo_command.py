"""The command `obmin demo`, on databases of its own, to which it really commits."""

import functools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask

from app import create_app
from app.cli import root
from app.core import exits, schema, serving
from app.core.db import db
from app.demo import rules
from config import Production
from tests.harness.databases import KINDS, Databases, application_on

Demo = Callable[..., Result]


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """A database in which nothing has been made yet."""
    with databases.empty(request.param) as made:
        yield made


@pytest.fixture
def application(url: str, tmp_path: Path) -> Iterator[Flask]:
    with application_on(url) as made:
        settings = made.extensions["settings"]
        made.extensions["settings"] = settings.model_copy(update={"attachments_folder": tmp_path})
        yield made


@pytest.fixture
def demo(application: Flask, monkeypatch: pytest.MonkeyPatch) -> Demo:
    """Give a function that runs the command, with few people and few operations, and does not serve unless told."""
    monkeypatch.setattr(rules, "seed", functools.partial(rules.seed, count=3))
    monkeypatch.setattr(rules, "publish", functools.partial(rules.publish, files=("repatriations.csv",)))

    def run(*, serve: bool = False) -> Result:
        words = ["demo"] if serve else ["demo", "--no-serve"]
        return CliRunner().invoke(root, words, obj=application, catch_exceptions=False)

    return run


def passwords_in(result: Result) -> dict[str, str]:
    """Read the sign-ins that the command printed."""
    lines = [line.split() for line in result.stdout.splitlines() if line.startswith("  ")]
    return {line[0]: line[1] for line in lines}


def count(url: str, table: str, condition: str = "1 = 1") -> int:
    with schema.migrating(url) as connection:
        rows = sa.select(sa.func.count()).select_from(sa.table(table)).where(sa.text(condition))
        return int(connection.scalar(rows) or 0)


def run_in(url: str, *statements: str) -> None:
    """Do to a database what somebody else would have done."""
    with schema.migrating(url) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def enters(application: Flask, username: str, password: str) -> bool:
    """Tell whether the sign-in page lets somebody in."""
    answer = application.test_client().post("/sign-in", data={"username": username, "password": password})
    return answer.status_code == 303


class TestFirstStart:
    def test_makes_the_database_and_tells_how_to_sign_in(self, demo: Demo, url: str) -> None:
        result = demo()
        assert result.exit_code == exits.DONE
        assert "http://127.0.0.1:8000" in result.stdout
        assert set(passwords_in(result)) == set(rules.USERS)
        assert count(url, "people") == 3

    def test_brings_it_to_the_newest_revision(self, demo: Demo, url: str) -> None:
        demo()
        with schema.migrating(url) as connection:
            assert schema.current(connection) == schema.head()

    def test_prints_passwords_that_open_the_pages(self, demo: Demo, application: Flask) -> None:
        assert all(enters(application, *pair) for pair in passwords_in(demo()).items())

    def test_serves_the_pages(self, demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
        served: list[int] = []
        monkeypatch.setattr(serving, "serve", lambda _app, settings: served.append(settings.port))
        assert demo(serve=True).exit_code == exits.DONE
        assert served == [8000]


class TestLaterStart:
    def test_seeds_only_once(self, demo: Demo, url: str) -> None:
        first, second = demo(), demo()
        assert ("Making the demo database" in first.stderr, "Making" in second.stderr) == (True, False)
        assert (count(url, "people"), count(url, "users")) == (3, len(rules.USERS))

    def test_gives_new_passwords_and_refuses_the_old_ones(self, demo: Demo, application: Flask) -> None:
        first, second = passwords_in(demo()), passwords_in(demo())
        assert not enters(application, "analyst", first["analyst"])
        assert enters(application, "analyst", second["analyst"])

    def test_ends_the_sessions_of_the_former_one(self, demo: Demo, application: Flask) -> None:
        browser, sign_in = application.test_client(), passwords_in(demo())["viewer"]
        browser.post("/sign-in", data={"username": "viewer", "password": sign_in})
        assert browser.get("/people").status_code == 200
        demo()
        assert browser.get("/people").status_code == 303

    def test_derives_an_older_one_anew(self, demo: Demo, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        demo()
        run_in(url, "UPDATE people SET custody_status = 'unknown'")
        with monkeypatch.context() as patched:
            patched.setattr(schema, "current", lambda _connection: "0007_vocabulary")
            patched.setattr(schema, "upgrade", lambda _connection: None)
            demo()
        assert count(url, "people", "custody_status != 'unknown'") > 0

    def test_has_each_published_operation_once(self, demo: Demo, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        demo()
        first = count(url, "operations")
        with monkeypatch.context() as patched:
            patched.setattr(schema, "current", lambda _connection: "0007_vocabulary")
            patched.setattr(schema, "upgrade", lambda _connection: None)
            demo()
        assert (first, count(url, "operations")) == (14, 14)

    def test_keeps_what_was_entered_since(self, demo: Demo, url: str) -> None:
        demo()
        run_in(url, "DELETE FROM person_cohorts")
        demo()
        assert count(url, "person_cohorts") == 0


class TestRefusals:
    USER = (
        "INSERT INTO users (username, full_name, role, password_hash, must_change_password, is_active, theme,"
        " separator, has_shortcuts, created_at)"
        " VALUES ('olena', 'Olena', 'analyst', 'x', false, true, 'system', ';', false, '2026-01-01 08:00:00')"
    )

    def refuse(self, demo: Demo) -> None:
        result = demo()
        assert (result.exit_code, result.stdout) == (exits.REFUSED, "")
        assert "Nothing was changed" in result.stderr

    def test_a_database_with_records_of_others(self, demo: Demo, url: str) -> None:
        with schema.migrating(url) as connection:
            schema.upgrade(connection)
        run_in(url, self.USER)
        self.refuse(demo)
        assert (count(url, "users"), count(url, "people"), count(url, "sources")) == (1, 0, 0)

    def test_a_database_of_others_at_an_older_revision_is_not_even_brought_up(self, demo: Demo, url: str) -> None:
        with schema.migrating(url) as connection:
            schema.upgrade(connection, "0001_accounts")
        run_in(url, self.USER)
        self.refuse(demo)
        with schema.migrating(url) as connection:
            assert not sa.inspect(connection).has_table("people")

    def test_a_database_of_another_application(self, demo: Demo, url: str) -> None:
        run_in(url, "CREATE TABLE orders (id integer)")
        self.refuse(demo)
        with schema.migrating(url) as connection:
            assert sa.inspect(connection).get_table_names() == ["orders"]

    def test_production(self, url: str) -> None:
        settings = Production(
            database_url=url, secret_key="kX7-qT2_vB9wLm4zRj8nHs3yPc6dFg1a", trusted_hosts=("obmin.test",)
        )
        application = create_app(settings)
        result = CliRunner().invoke(root, ["demo", "--no-serve"], obj=application, catch_exceptions=False)
        assert (result.exit_code, result.stdout) == (exits.REFUSED, "")
        assert "does not run in production" in result.stderr
        with application.app_context():
            assert sa.inspect(db.engine).get_table_names() == []
            db.engine.dispose()
