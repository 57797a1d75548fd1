"""The house's own pages: health, the echo of dates, errors."""

import json
import logging
from collections.abc import Callable
from typing import NoReturn

import pytest
from flask import Flask, Response, abort
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from app.accounts.models import Role
from app.core import logs, web
from app.core.dates import Range, parse
from app.core.db import db
from app.core.errors import NotFound
from tests.harness.client import Client

SECRET = "Тарас Вигаданий"


@pytest.fixture
def broken(app: Flask) -> Flask:
    """The application as in production, where an error becomes a page."""
    app.testing = False
    return app


def fail(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def raise_error() -> NoReturn:
        raise error

    monkeypatch.setattr("app.core.views.answer_of_database", raise_error)


class TestHealth:
    def test_says_ok(self, client: FlaskClient) -> None:
        response = client.get("/health")
        assert (response.status_code, response.text, response.mimetype) == (200, "ok", "text/plain")


class TestEchoDate:
    def ask(self, client: FlaskClient, **arguments: str) -> str:
        response = client.get("/dates/echo", query_string=arguments)
        assert response.status_code == 200
        return response.text

    def test_says_how_a_date_is_understood(self, sign_in: Callable[..., Client]) -> None:
        assert "May 2022" in self.ask(sign_in(Role.VIEWER), text="травень 2022")

    def test_takes_the_field_it_is_told(self, sign_in: Callable[..., Client]) -> None:
        assert "May 2022" in self.ask(sign_in(Role.VIEWER), field="born", born="2022-05")

    @pytest.mark.parametrize("typed", ["someday", "2022\x00", "31.02.2022"])
    def test_says_why_it_is_none(self, sign_in: Callable[..., Client], typed: str) -> None:
        assert 'class="message"' in self.ask(sign_in(Role.VIEWER), text=typed)

    def test_says_nothing_of_nothing(self, sign_in: Callable[..., Client]) -> None:
        assert self.ask(sign_in(Role.VIEWER), text=" \u200b").strip() == ""

    def test_shows_markup_as_text(self, sign_in: Callable[..., Client]) -> None:
        assert "<b>" not in self.ask(sign_in(Role.VIEWER), text="<b>2022</b>")


class TestErrorPages:
    def test_not_found(self, client: FlaskClient) -> None:
        response = client.get("/no-such-page")
        assert response.status_code == 404
        assert "There is nothing at this address" in response.text

    def test_a_number_under_which_nothing_is_stored(self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
        fail(monkeypatch, NotFound(SECRET))
        response = client.get("/health")
        assert response.status_code == 404
        assert SECRET not in response.text

    def test_wrong_method_says_which_is_right(self, client: FlaskClient) -> None:
        response = client.post("/health")
        assert response.status_code == 405
        assert "GET" in response.headers["Allow"]

    def test_too_large(self, app: Flask, client: FlaskClient) -> None:
        app.config["MAX_CONTENT_LENGTH"] = 10
        response = client.post("/sign-in", data={"username": "a" * 100})
        assert response.status_code == 413
        assert "too large" in response.text

    @pytest.mark.parametrize("status", [418, 501])
    def test_a_rare_error_has_a_sentence_too(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, status: int
    ) -> None:
        monkeypatch.setattr("app.core.views.answer_of_database", lambda: abort(status))
        response = client.get("/health")
        assert response.status_code == status
        assert "Nothing was saved" in response.text

    def test_speak_ukrainian_in_a_ukrainian_browser(self, client: FlaskClient) -> None:
        response = client.get("/no-such-page", headers={"Accept-Language": "uk"})
        assert '<html lang="uk"' in response.text

    def test_carry_the_number_of_the_request(self, client: FlaskClient) -> None:
        response = client.get("/no-such-page")
        assert response.headers["X-Request-Id"] in response.text

    def test_a_redirect_is_none(self, client: FlaskClient) -> None:
        response = client.get("/sources//new")
        assert response.status_code == 308
        assert response.location == "http://localhost/sources/new"

    def test_an_answer_that_is_ready_passes_as_it_is(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ready = HTTPException(response=Response("ready", 418))
        ready.code = 418
        fail(monkeypatch, ready)
        response = client.get("/health")
        assert (response.status_code, response.text) == (418, "ready")


class TestFailure:
    def test_shows_neither_trace_nor_value(self, broken: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        fail(monkeypatch, ValueError(SECRET))
        response = broken.test_client().get("/health")
        assert response.status_code == 500
        assert response.headers["X-Request-Id"] in response.text
        assert not {word for word in (SECRET, "Traceback", "ValueError") if word in response.text}

    def test_logs_the_place_and_the_number_but_no_value(
        self, broken: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        fail(monkeypatch, ValueError(SECRET))
        with caplog.at_level(logging.ERROR):
            broken.test_client().get("/health?text=name")
        (line,) = [
            json.loads(logs.formatter("json").format(record)) for record in caplog.records if record.name == "obmin"
        ]
        assert (line["kind"], line["endpoint"]) == ("ValueError", "core.health")
        assert line["at"][-1].endswith("raise_error")
        assert not {word for word in (SECRET, "text=name") if word in f"{line} {caplog.text}"}

    def test_of_the_error_page_itself_leaves_a_line_of_text(
        self, broken: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fail(monkeypatch, ValueError(SECRET))
        monkeypatch.setattr("app.core.views.render_template", lambda *_names, **_parts: 1 / 0)
        response = broken.test_client().get("/health")
        assert response.status_code == 500
        assert response.text.endswith(response.headers["X-Request-Id"])
        assert "Nothing was saved" in response.text

    def test_is_shown_to_developers_as_it_is(self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
        fail(monkeypatch, ValueError(SECRET))
        with pytest.raises(ValueError, match=SECRET):
            client.get("/health")

    def test_a_busy_database_asks_for_patience(self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
        fail(monkeypatch, OperationalError("SELECT 1", {}, Exception("locked")))
        response = client.get("/health")
        assert (response.status_code, response.headers["Retry-After"]) == (503, "5")

    def test_a_signed_in_user_gets_the_page_without_the_database(
        self, sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = sign_in(Role.VIEWER)

        def lose_database() -> NoReturn:
            db.session.close()
            raise OperationalError("SELECT 1", {}, Exception("gone"))

        monkeypatch.setattr("app.core.views.answer_of_database", lose_database)
        response = client.get("/health")
        assert response.status_code == 503
        assert "Sign out" not in response.text


class TestLanguages:
    def test_a_page_leads_to_itself_in_the_other_language(self, client: FlaskClient) -> None:
        page = client.get("/no-such-page").text
        assert 'lang="uk"' in page
        assert "/?lang=uk" in page

    def test_a_link_keeps_the_filters(self, app: Flask) -> None:
        with app.test_request_context("/people?text=а&text=б&lang=en&_scheme=x"):
            assert web.url_for_language("uk") == "/people?text=%D0%B0&text=%D0%B1&_scheme=x&lang=uk"

    def test_ids_in_addresses_are_plain_digits(self, sign_in: Callable[..., Client]) -> None:
        client = sign_in(Role.SUPERVISOR)
        for number in ("9" * 30, "١", "-1", "1.0"):
            assert client.get(f"/sources/{number}/edit").status_code == 404


@pytest.mark.usefixtures("session")
class TestFilters:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [(Range(1000, 1000), "1,000"), (Range(3, 5), "3–5"), (Range(3, None), "≥ 3")],
    )
    def test_spreads_are_shown_by_their_bounds(self, value: Range, shown: str) -> None:
        assert web.show_spread(value) == shown

    def test_uncertain_dates_are_shown_in_words(self) -> None:
        assert web.show_uncertain(parse("2022-05")) == "May 2022"
