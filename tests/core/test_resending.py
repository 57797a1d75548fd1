"""The page of a database that does not answer: what was sent stays on it, but for what must not."""

import io
from collections.abc import Callable
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest
import wtforms
from flask import Flask, has_request_context
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.models import Role
from app.core import resending
from app.core.forms import Form
from tests.harness.client import Client

WICKED = '"><script>alert(1)</script>\nдругий рядок'


class Hidden(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: list[tuple[str, str]] = []
        self.scripts = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form" and found.get("method") == "post":
            self.action = found["action"]
        if tag == "input" and found.get("type") == "hidden":
            self.fields.append((found["name"], found["value"]))
        self.scripts += tag == "script" and "src" not in found


def locked() -> OperationalError:
    return OperationalError("INSERT", {}, Exception("database is locked"))


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[SQLAlchemyError], None]:
    """Give a function that makes every commit of a page fail."""

    def fail_with(error: SQLAlchemyError) -> None:
        commit = Session.commit

        def fail(session: Session) -> None:
            if has_request_context():
                raise error
            commit(session)

        monkeypatch.setattr(Session, "commit", fail)

    return fail_with


@pytest.fixture
def analyst(sign_in: Callable[..., Client]) -> Client:
    """The browser of somebody who may enter sources."""
    return sign_in(Role.SUPERVISOR)


def source(**more: Any) -> dict[str, Any]:
    return {
        "name": WICKED,
        "kind": "family",
        "reliability": "C",
        "csrf_token": "the-token",
        "submission": "0" * 32,
        **more,
    }


@pytest.fixture
def sending(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Give a function that sends a form to a page whose database does not answer."""

    def send(client: Client, path: str = "/sources/new?text=1", **fields: Any) -> TestResponse:
        def fail(*_arguments: object, **_fields: object) -> NoReturn:
            raise locked()

        monkeypatch.setattr(app, "dispatch_request", fail)
        return client.post(path, data=source(**fields), content_type=fields.pop("content_type", None))

    return send


class TestWhatWasSent:
    def test_stays_on_the_page_as_it_was(self, analyst: Client, sending: Callable[..., Any]) -> None:
        response = sending(analyst, kind=["family", "witness"])
        page = Hidden(response.text)
        assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
        assert page.action == "/sources/new?text=1"
        assert sorted(page.fields) == sorted(
            [
                ("name", WICKED),
                ("kind", "family"),
                ("kind", "witness"),
                ("reliability", "C"),
                ("csrf_token", "the-token"),
                ("submission", "0" * 32),
            ]
        )
        assert page.scripts == 0
        assert "Send again" in response.text

    def test_needs_nobody_signed_in(self, analyst: Client, sending: Callable[..., Any]) -> None:
        assert "Sign out" not in sending(analyst).text

    def test_has_its_files_named_as_lost(self, analyst: Client, sending: Callable[..., Any]) -> None:
        response = sending(analyst, scan=(io.BytesIO(b"a letter"), "letter.pdf"))
        assert "letter.pdf" in response.text
        assert "a letter" not in response.text
        assert ("name", WICKED.replace("\n", "\r\n")) in Hidden(response.text).fields or (
            "name",
            WICKED,
        ) in Hidden(response.text).fields

    @pytest.mark.parametrize("name", ["password", "new_password", "totp_code", "pin", "secret"])
    def test_is_not_kept_where_a_secret_is_in_it(self, analyst: Client, sending: Callable[..., Any], name: str) -> None:
        response = sending(analyst, **{name: "vyhadanyi-secret"})
        assert response.status_code == 503
        assert "vyhadanyi-secret" not in response.text
        assert "go back and send it again" in response.text

    @pytest.mark.parametrize(
        "fields", [{"name": "і" * 600_000}, {"kind": ["family"] * 2_001}], ids=["long text", "many fields"]
    )
    def test_is_not_kept_where_it_is_too_much(
        self, analyst: Client, sending: Callable[..., Any], app: Flask, fields: dict[str, Any]
    ) -> None:
        app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = None
        response = sending(analyst, **fields)
        assert response.status_code == 503
        assert len(response.text) < 20_000

    def test_is_not_kept_where_it_cannot_be_read(self, app: Flask) -> None:
        app.config["MAX_CONTENT_LENGTH"] = 10
        with app.test_request_context("/sources/new", method="POST", data=source()):
            assert resending.kept() is None

    def test_is_not_kept_where_nobody_could_take_it(self, app: Flask) -> None:
        with app.test_request_context("/no-such-page", method="POST", data=source()):
            assert resending.kept() is None


class TestAPageThatWasAskedFor:
    def test_can_be_asked_for_again(self, analyst: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def lose_database() -> NoReturn:
            raise locked()

        monkeypatch.setattr("app.core.views.answer_of_database", lose_database)
        response = analyst.get("/health?text=%D1%96")
        assert response.status_code == 503
        assert 'href="/health?text=%D1%96"' in response.text
        assert "Send again" not in response.text


class TestErrorsOfTheDatabase:
    @pytest.mark.parametrize("error", [locked(), PoolTimeout("no connection is free")])
    def test_at_the_commit_are_answered_in_the_same_way(
        self, analyst: Client, failing: Callable[[SQLAlchemyError], None], error: SQLAlchemyError
    ) -> None:
        failing(error)
        response = analyst.post("/sources/new", data=source(name="Вигадане джерело"))
        assert response.status_code == 503
        assert ("name", "Вигадане джерело") in Hidden(response.text).fields

    def test_that_are_our_own_mistakes_are_errors(
        self, analyst: Client, failing: Callable[[SQLAlchemyError], None]
    ) -> None:
        failing(IntegrityError("INSERT", {}, Exception("NOT NULL")))
        with pytest.raises(IntegrityError):
            analyst.post("/sources/new", data=source(name="Вигадане джерело"))


def forms(base: type[Form] = Form) -> list[type[Form]]:
    return [form for child in base.__subclasses__() for form in (child, *forms(child))]


def test_every_password_of_every_form_is_a_secret(factories: SimpleNamespace) -> None:  # noqa: ARG001 - imports all packages
    names = {
        name
        for form in forms()
        for name, field in vars(form).items()
        if isinstance(field, wtforms.fields.core.UnboundField) and issubclass(field.field_class, wtforms.PasswordField)
    }
    assert names
    assert {name for name in names if not resending.SECRET.search(name)} == set()
