"""The gate: who is let through, for how long, and with which token and cookie."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts import current, gate, permissions, queries, rules
from app.accounts.gate import TOKEN
from app.accounts.models import Role, UserSession
from app.core import clock
from config import Test
from tests.harness.client import Client

SignIn = Callable[..., Client]


def session_of(client: Client, session: Session) -> UserSession:
    return session.scalars(select(UserSession).where(UserSession.user_id == client.user.id)).one()


class TestSession:
    def test_lets_its_user_through(self, sign_in: SignIn) -> None:
        assert sign_in().get("/settings").status_code == 200

    @pytest.mark.parametrize(
        "change",
        [
            {"last_seen_at": clock.now() - timedelta(minutes=15)},
            {"started_at": clock.now() - timedelta(hours=8)},
            {"ended_at": clock.now()},
        ],
    )
    def test_that_is_over_lets_nobody_through(self, sign_in: SignIn, session: Session, change: dict[str, Any]) -> None:
        client = sign_in()
        for name, value in change.items():
            setattr(session_of(client, session), name, value)
        response = client.get("/settings")
        assert response.status_code == 303
        assert response.location == "/sign-in?next=/settings"
        assert "You were signed out" in client.get("/sign-in").text

    def test_of_a_locked_user_ends_with_the_next_request(self, sign_in: SignIn) -> None:
        client = sign_in()
        client.user.is_active = False
        assert client.get("/settings").status_code == 303

    @pytest.mark.parametrize("token", ["", "planted", 7, None, "x" * 2000])
    def test_a_planted_token_opens_nothing(self, client: Client, token: object) -> None:
        with client.session_transaction() as cookie:
            cookie[TOKEN] = token
        assert client.get("/settings").status_code == 303

    def test_the_stored_digest_opens_nothing(self, sign_in: SignIn, session: Session) -> None:
        client = sign_in()
        digest = session_of(client, session).token_digest
        with client.session_transaction() as cookie:
            cookie[TOKEN] = digest
        assert client.get("/settings").status_code == 303

    def test_a_cookie_signed_with_another_key_opens_nothing(self, app: Flask, sign_in: SignIn) -> None:
        client = sign_in()
        app.secret_key = "another key than the one that signed it"
        assert client.get("/settings").status_code == 303


class TestPresence:
    def test_is_noted_at_most_once_a_minute(self, sign_in: SignIn, session: Session) -> None:
        client = sign_in()
        before = session_of(client, session).last_seen_at
        client.get("/settings")
        assert session_of(client, session).last_seen_at == before

    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_is_noted_after_a_minute(self, sign_in: SignIn, session: Session, method: str) -> None:
        client = sign_in()
        before = clock.now() - timedelta(minutes=2)
        session_of(client, session).last_seen_at = before
        client.open("/settings", method=method)
        assert session_of(client, session).last_seen_at > before

    def test_that_cannot_be_noted_does_not_stop_the_reader(
        self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def locked(*_: object, **__: object) -> None:
            raise OperationalError("UPDATE", {}, Exception("database is locked"))

        monkeypatch.setattr(rules, "see", locked)
        assert sign_in().get("/settings").status_code == 200


class TestSecondsLeft:
    def test_nobody_signed_in_has_no_session_that_ends(self, app: Flask) -> None:
        with app.test_request_context():
            assert gate.seconds_left() is None


class TestGuard:
    def test_asks_who_is_there_and_brings_them_back(self, client: Client) -> None:
        response = client.get("/people?text=%D0%B0&page=2")
        assert response.status_code == 303
        assert response.location == "/sign-in?next=/people?text%3D%25D0%25B0%26page%3D2"

    def test_tells_that_what_was_sent_is_not_saved(self, client: Client) -> None:
        response = client.post("/settings", data={"locale": "en"})
        assert response.location == "/sign-in?next=/settings"
        assert "was not saved" in client.get("/sign-in").text

    def test_refuses_a_fragment_without_leading_away(self, client: Client) -> None:
        assert client.get("/dates/echo", headers={"HX-Request": "true"}).status_code == 401

    def test_names_the_roles_of_a_page_that_is_refused(self, sign_in: SignIn) -> None:
        response = sign_in(Role.ADMINISTRATOR).get("/people")
        assert response.status_code == 403
        assert "Analyst, Supervisor, Viewer" in response.text

    def test_takes_those_without_a_home_to_their_start(self, sign_in: SignIn) -> None:
        assert sign_in(Role.AUDITOR).get("/").location == "/ledger"

    def test_an_endpoint_that_the_matrix_does_not_know_is_refused(
        self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(permissions, "MATRIX", {})
        assert sign_in(Role.SUPERVISOR).get("/settings").status_code == 403

    def test_a_one_time_password_opens_only_the_password_page(self, sign_in: SignIn) -> None:
        client = sign_in(must_change_password=True)
        assert client.get("/settings").location == "/password"
        assert client.get("/people").location == "/password"
        assert client.get("/password").status_code == 200
        assert client.post("/sign-out").location == "/sign-in"


class TestIsLocal:
    @pytest.mark.parametrize("target", ["/", "/settings", "/people?text=%D0%B0", "/settings?next=//evil.example"])
    def test_a_page_of_ours_is(self, app: Flask, target: str) -> None:
        with app.app_context():
            assert gate.is_local(target)

    @pytest.mark.parametrize(
        "target",
        [
            "", "people", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
            "/\t/evil.example", "/\n/evil.example", "https://evil.example", "https:evil.example", "https:///evil.example",
            "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", " /settings", "/settings\x00",
            "/settings\n", "/..//evil.example", "/%2F/evil.example", "/%5Cevil.example", "/settings#//evil",
            "/@evil.example", "http://localhost@evil.example/", "/／evil.example", "/settings/../..//evil.example",
            "/sign-in", "/sign-out", "/health", "/static/obmin.css", "/no-such-page",
        ],
    )  # fmt: skip
    def test_nothing_else_is(self, app: Flask, target: str) -> None:
        with app.app_context():
            assert not gate.is_local(target)


class TestFormToken:
    @pytest.fixture(autouse=True)
    def tokens_on(self, app: Flask) -> None:
        app.config["WTF_CSRF_ENABLED"] = True

    def token(self, client: Client) -> str:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/settings").text)
        assert found is not None
        return found[1]

    def send(self, client: Client, **token: str) -> TestResponse:
        data = {"locale": "en", "theme": "dark", "separator": ",", "has_shortcuts": ""}
        return client.post("/settings", data={**data, **token})

    def test_is_enough_when_it_is_right(self, sign_in: SignIn) -> None:
        client = sign_in()
        assert self.send(client, csrf_token=self.token(client)).status_code == 303
        assert client.user.theme.value == "dark"

    @pytest.mark.parametrize("token", [{}, {"csrf_token": ""}, {"csrf_token": "garbage"}, {"csrf_token": "ї\u202e"}])
    def test_a_wrong_one_changes_nothing(self, sign_in: SignIn, token: dict[str, str]) -> None:
        client = sign_in()
        self.token(client)
        response = self.send(client, **token)
        assert response.status_code == 400
        assert "Nothing was saved" in response.text
        assert client.user.theme.value == "system"

    def test_that_of_another_session_changes_nothing(self, sign_in: SignIn) -> None:
        client, other = sign_in(), sign_in()
        self.token(client)
        assert self.send(client, csrf_token=self.token(other)).status_code == 400
        assert client.user.theme.value == "system"

    def test_is_asked_for_when_signing_in_and_out(self, client: Client, sign_in: SignIn) -> None:
        assert client.post("/sign-in", data={"username": "a", "password": "b"}).status_code == 400
        assert sign_in().post("/sign-out").status_code == 400

    def test_one_from_before_signing_in_is_worthless_after(self, client: Client, sign_in: SignIn) -> None:
        client.get("/sign-in")
        with client.session_transaction() as cookie:
            before = cookie["csrf_token"]
        with client.session_transaction() as cookie:
            cookie.clear()
        signed_in = sign_in()
        self.token(signed_in)
        with signed_in.session_transaction() as cookie:
            assert cookie["csrf_token"] != before


class TestCookie:
    def attributes(self, app: Flask, address: str) -> str:
        return app.test_client().get("/sign-in?lang=en", base_url=address).headers["Set-Cookie"]

    def test_is_bound_to_its_host_in_production(self, app: Flask) -> None:
        app.config.update(gate.cookie_config(Test(cookie_secure=True)))
        cookie = self.attributes(app, "https://localhost")
        assert cookie.startswith("__Host-obmin=")
        assert cookie.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")
        assert len(cookie) < 4096

    def test_works_without_tls_on_a_developers_machine(self, app: Flask) -> None:
        cookie = self.attributes(app, "http://localhost")
        assert cookie.startswith("obmin=")
        assert cookie.endswith("; HttpOnly; Path=/; SameSite=Lax")

    def test_holds_neither_user_nor_role(self, sign_in: SignIn) -> None:
        client = sign_in()
        client.get("/settings")
        with client.session_transaction() as cookie:
            assert set(cookie) <= {TOKEN, "csrf_token", "locale"}


class TestStaticFiles:
    def test_ask_nothing_of_the_database(self, sign_in: SignIn, query_count: Callable[[], Any]) -> None:
        client = sign_in()
        client.get("/settings")
        with query_count() as statements:
            assert client.get("/static/obmin.css").status_code == 200
        assert statements == []


class TestCurrent:
    def test_nobody_acts_where_nobody_is_signed_in(self, app: Flask) -> None:
        with app.test_request_context():
            assert current.current_user() is None
            assert current.current_session() is None
            with pytest.raises(RuntimeError, match="no signed-in user"):
                current.acting_user()
            with pytest.raises(RuntimeError, match="no session"):
                current.acting_session()


class TestDatabaseAway:
    def test_a_page_says_so_without_knowing_the_user(
        self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, session: Session
    ) -> None:
        client = sign_in()

        def away(*_: object) -> None:
            session.execute(text("SELECT 1"))
            raise OperationalError("SELECT", {}, Exception("gone"))

        monkeypatch.setattr(queries, "find_session", away)
        response = client.get("/settings")
        assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
