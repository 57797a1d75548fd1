"""The log: what each line holds, and what none does."""

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Role
from app.core import logs
from config import Test
from tests.harness.client import Client

NAME, WORD, TYPED = "Вигаданенко", "vyhadanyi-word", "vyhadanyi-password"


class Lines(logging.Handler):
    """Takes what the log would write, in the form that it is written in."""

    def __init__(self, form: str = "json") -> None:
        super().__init__()
        self.setFormatter(logs.formatter(form))
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    @property
    def all(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.written]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """All that is logged meanwhile."""
    handler, root = Lines(), logging.getLogger()
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.INFO)
    yield handler
    root.setLevel(level)
    root.removeHandler(handler)


def line_of(record: logging.LogRecord, form: str = "json") -> str:
    return logs.formatter(form).format(record)


def record(
    message: str, *arguments: object, name: str = "library", error: Exception | None = None
) -> logging.LogRecord:
    failure = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.WARNING, "file.py", 1, message, arguments, failure)  # type: ignore[arg-type]


class TestRequests:
    def test_each_is_one_line(self, client: FlaskClient, lines: Lines) -> None:
        response = client.get("/health")
        (line,) = lines.all
        assert line["event"] == "request"
        assert (line["endpoint"], line["rule"], line["method"], line["status"]) == (
            "core.health",
            "/health",
            "GET",
            200,
        )
        assert line["request_id"] == response.headers["X-Request-Id"]
        assert 0 <= line["ms"] < 60_000
        assert line["user_id"] is None

    def test_name_their_user_by_number(self, sign_in: Callable[..., Client], lines: Lines) -> None:
        client = sign_in(Role.VIEWER)
        number = client.user.id
        client.get("/people")
        assert lines.all[-1]["user_id"] == number

    def test_name_the_rule_and_not_the_address(self, sign_in: Callable[..., Client], lines: Lines) -> None:
        client = sign_in(Role.SUPERVISOR)
        client.get(f"/sources/123456789/edit?text={WORD}")
        assert lines.all[-1]["rule"] == "/sources/<int:source_id>/edit"
        assert not {word for word in ("123456789", WORD) if word in "".join(lines.written)}

    def test_to_no_page_have_no_rule(self, client: FlaskClient, lines: Lines) -> None:
        client.get(f"/{WORD}")
        assert (lines.all[-1]["rule"], lines.all[-1]["status"]) == (None, 404)
        assert WORD not in "".join(lines.written)

    def test_of_an_invented_method_do_not_name_it(self, client: FlaskClient, lines: Lines) -> None:
        client.open("/health", method=WORD)
        assert lines.all[-1]["method"] == "other"

    def test_that_fail_still_name_their_user(
        self, sign_in: Callable[..., Client], lines: Lines, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def lose_database() -> NoReturn:
            raise sa.exc.OperationalError("SELECT", {}, Exception(NAME))

        monkeypatch.setattr("app.core.views.answer_of_database", lose_database)
        client = sign_in(Role.VIEWER)
        number = client.user.id
        client.get("/health")
        assert [line["event"] for line in lines.all] == ["the database does not answer", "request"]
        assert lines.all[-1]["user_id"] == number


class TestWhatIsNeverLogged:
    def test_names_passwords_words_and_form_values(
        self, app: Flask, sign_in: Callable[..., Client], lines: Lines
    ) -> None:
        client = sign_in(Role.ANALYST)
        client.get("/people", query_string={"text": NAME})
        client.post("/people/new", data={"surname": NAME, "given_name": WORD})
        client.get("/dates/echo", query_string={"text": WORD})
        app.test_client().post("/sign-in", data={"username": WORD, "password": TYPED})
        written = "".join(lines.written)
        assert len(lines.all) >= 4
        escaped = json.dumps(NAME)[1:-1]
        assert not {word for word in (NAME, escaped, WORD, TYPED, client.user.full_name) if word in written}

    def test_what_a_header_smuggles_in(self, client: FlaskClient, lines: Lines) -> None:
        client.get("/health", headers={"User-Agent": f"{WORD}\x1b[2J", "X-Request-Id": WORD, "Referer": f"/{WORD}"})
        assert WORD not in "".join(lines.written)

    def test_the_values_of_another_librarys_line(self) -> None:
        line = json.loads(line_of(record("Exception on %s", NAME)))
        assert (line["event"], line["logger"], line["level"]) == ("Exception on %s", "library", "warning")

    def test_what_another_library_wrote_out_already(self) -> None:
        line = json.loads(line_of(record(f"Exception while serving /people/12?text={WORD}")))
        assert line["event"] == "Exception while serving"

    def test_an_errors_message(self) -> None:
        try:
            raise ValueError(NAME) from KeyError(WORD)  # noqa: TRY301 - it needs a place
        except ValueError as error:
            line = json.loads(line_of(record("It failed", error=error)))
        assert (line["kind"], line["causes"]) == ("ValueError", ["KeyError"])
        assert line["at"][0].endswith("test_an_errors_message")
        assert not {word for word in (NAME, WORD) if word in str(line)}

    def test_a_databases_message_but_its_code(self) -> None:
        class LockedError(Exception):
            sqlite_errorname = "SQLITE_BUSY"

        line = logs.described(sa.exc.OperationalError("INSERT", {"name": NAME}, LockedError(NAME)))
        assert line["state"] == "SQLITE_BUSY"
        assert NAME not in str(line)


class TestForms:
    WICKED = "one\r\ntwo\x1b[31m\u202eright\u2066left"

    @pytest.mark.parametrize("form", ["json", "console"])
    def test_a_line_stays_one_line_of_plain_text(self, form: str) -> None:
        line = line_of(record(self.WICKED, name="obmin"), form)
        assert line.isascii()
        assert line.isprintable()

    def test_the_console_is_for_eyes(self) -> None:
        said = record("request", name="obmin")
        said.endpoint = "core.health"
        line = line_of(said, "console")
        assert "warning request" in line
        assert 'endpoint="core.health"' in line


class TestConfigure:
    @pytest.fixture(autouse=True)
    def put_back(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        root = logging.getLogger()
        handlers, level = root.handlers[:], root.level
        monkeypatch.setattr(sys, "excepthook", sys.excepthook)
        monkeypatch.setattr(threading, "excepthook", threading.excepthook)
        yield
        logging.captureWarnings(capture=False)
        root.handlers[:] = handlers
        root.setLevel(level)

    def test_sends_everything_to_the_error_output(self, capsys: pytest.CaptureFixture[str]) -> None:
        logs.configure(Test())
        logging.getLogger("waitress.queue").warning("Task queue depth is %d", 3)
        logging.getLogger("waitress.queue").debug("unheard")
        (line,) = capsys.readouterr().err.splitlines()
        assert json.loads(line)["logger"] == "waitress.queue"

    def test_tells_how_the_process_and_its_threads_end(self, capsys: pytest.CaptureFixture[str]) -> None:
        logs.configure(Test())
        sys.excepthook(ValueError, ValueError(NAME), None)
        threading.excepthook(threading.ExceptHookArgs((ValueError, ValueError(NAME), None, None)))
        lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
        assert [(line["event"], line["kind"]) for line in lines] == [
            ("the process ended", "ValueError"),
            ("a thread ended", "ValueError"),
        ]
