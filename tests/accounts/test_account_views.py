"""The pages of signing in and out, of passwords and settings."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts import passwords
from app.accounts.gate import TOKEN
from app.accounts.models import Role, Separator, Theme, User, UserSession
from app.audit.models import AuditEntry
from tests.factories.accounts import PASSWORD
from tests.harness.client import Client

REFUSED = "The user name or the password is wrong."
SignIn = Callable[..., Client]


def enter(client: Client, username: str = "olena", password: str = PASSWORD, **fields: str) -> TestResponse:
    return client.post("/sign-in", data={"username": username, "password": password, **fields})


def cookie_of(client: Client) -> dict[str, Any]:
    with client.session_transaction() as cookie:
        return dict(cookie)


class TestShowSignIn:
    def test_is_a_form_that_is_open_to_anybody(self, client: Client) -> None:
        response = client.get("/sign-in")
        assert response.status_code == 200
        assert 'autocomplete="current-password"' in response.text

    def test_remembers_where_somebody_wanted_to_go(self, client: Client) -> None:
        assert 'value="/people?text=a"' in client.get("/sign-in", query_string={"next": "/people?text=a"}).text

    def test_takes_somebody_signed_in_to_their_work(self, sign_in: SignIn) -> None:
        assert sign_in(Role.AUDITOR).get("/sign-in").location == "/ledger"


class TestSignIn:
    @pytest.fixture(autouse=True)
    def olena(self, factories: SimpleNamespace) -> User:
        user: User = factories.user(username="olena", locale="uk")
        return user

    def test_opens_a_session(self, client: Client) -> None:
        response = enter(client)
        assert (response.status_code, response.location) == (303, "/")
        assert client.get("/settings").status_code == 200

    def test_knows_the_name_in_upper_case(self, client: Client) -> None:
        assert enter(client, " OLENA ").status_code == 303

    def test_leads_back_to_where_somebody_wanted_to_go(self, client: Client) -> None:
        assert enter(client, next="/people?text=%D0%B0").location == "/people?text=%D0%B0"

    @pytest.mark.parametrize(
        "target",
        [
            "//evil.example", "///evil.example", "https://evil.example/", "https:evil.example", "/\\evil.example",
            "\\\\evil.example", "/\t/evil.example", "/%09/evil.example", "/%2Fevil.example", "/%5Cevil.example",
            "javascript:alert(1)", "data:text/html,x", "http://localhost@evil.example", "/@evil.example",
            "/..//evil.example", "/sign-out",
            "/people\r\nSet-Cookie: a=b", "/／evil.example", "evil.example", "?next=//evil.example",
        ],
    )  # fmt: skip
    def test_leads_nowhere_else(self, client: Client, target: str) -> None:
        assert enter(client, next=target).location == "/"

    @pytest.mark.parametrize(("username", "password"), [("olena", "wrong"), ("nobody", PASSWORD), ("olena", "x" * 999)])
    def test_refuses_in_the_same_words(self, client: Client, username: str, password: str) -> None:
        response = enter(client, username, password)
        assert response.status_code == 422
        assert REFUSED in response.text
        assert TOKEN not in cookie_of(client)

    def test_refuses_a_locked_user_in_the_same_words(self, client: Client, olena: User) -> None:
        olena.is_active = False
        response = enter(client)
        assert response.status_code == 422
        assert REFUSED in response.text

    def test_never_shows_the_password_again(self, client: Client) -> None:
        assert "wrong phrase" not in enter(client, password="wrong phrase").text

    def test_asks_for_both(self, client: Client) -> None:
        page = enter(client, "", "").text
        assert "Enter your user name." in page
        assert "Enter your password." in page

    def test_a_refusal_is_in_the_ledger_under_the_users_name(
        self, client: Client, session: Session, olena: User
    ) -> None:
        enter(client, password="wrong")
        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.subject_id, entry.actor_id) == ("refuse sign-in", olena.id, None)

    def test_an_unknown_name_is_not_kept(self, client: Client, session: Session) -> None:
        enter(client, "somebody's secret")
        assert session.scalars(select(AuditEntry)).all() == []

    def test_a_password_changed_in_between_opens_nothing(
        self, client: Client, olena: User, monkeypatch: pytest.MonkeyPatch, session: Session
    ) -> None:
        check = passwords.check

        def meanwhile(stored: str | None, password: str) -> passwords.Verdict:
            olena.password_hash = "changed by another request"
            session.commit()
            return check(stored, password)

        monkeypatch.setattr(passwords, "check", meanwhile)
        assert enter(client).status_code == 422

    def test_renews_a_weaker_hash(self, client: Client, olena: User) -> None:
        weaker = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash(PASSWORD)
        olena.password_hash = weaker
        assert enter(client).status_code == 303
        assert olena.password_hash != weaker
        assert enter(client).status_code == 303

    def test_nothing_planted_in_the_cookie_stays(self, client: Client) -> None:
        with client.session_transaction() as cookie:
            cookie.update({TOKEN: "planted", "csrf_token": "planted", "other": "planted", "locale": "en"})
        enter(client)
        assert "planted" not in cookie_of(client).values()
        assert cookie_of(client)["locale"] == "en"

    def test_signing_in_again_ends_the_former_session(self, client: Client, session: Session) -> None:
        enter(client)
        former = cookie_of(client)[TOKEN]
        enter(client)
        assert cookie_of(client)[TOKEN] != former
        ended = [
            opened.ended_at is not None for opened in session.scalars(select(UserSession).order_by(UserSession.id))
        ]
        assert ended == [True, False]

    def test_the_language_of_the_user_is_kept(self, client: Client) -> None:
        enter(client)
        assert cookie_of(client)["locale"] == "uk"

    def test_the_language_button_signs_nobody_in(self, client: Client) -> None:
        response = enter(client, switch_language="uk")
        assert response.status_code == 200
        assert '<html lang="uk"' in response.text
        assert 'value="olena"' in response.text
        assert TOKEN not in cookie_of(client)

    @pytest.mark.parametrize("username", ["olena\x00", "\u202eolena", "a" * 400, "' OR 1=1 --", "<script>"])
    def test_odd_names_are_refused(self, client: Client, username: str) -> None:
        response = enter(client, username)
        assert response.status_code == 422
        assert "<script>" not in response.text


class TestSignOut:
    def test_ends_the_session_and_has_the_browser_forget(self, sign_in: SignIn, session: Session) -> None:
        client = sign_in()
        token = cookie_of(client)[TOKEN]
        response = client.post("/sign-out")
        assert response.location == "/sign-in"
        assert response.headers["Clear-Site-Data"] == '"cookies", "cache", "storage"'
        assert session.scalars(select(UserSession.ended_at)).one() is not None
        with client.session_transaction() as cookie:
            cookie[TOKEN] = token
        assert client.get("/settings").status_code == 303

    def test_is_done_by_post_only(self, sign_in: SignIn) -> None:
        client = sign_in()
        assert client.get("/sign-out").status_code == 405
        assert client.get("/settings").status_code == 200


class TestSettings:
    SETTINGS = {"locale": "en", "theme": "dark", "separator": ",", "has_shortcuts": ""}  # noqa: RUF012 - a table of the test

    def test_shows_what_is_kept(self, sign_in: SignIn) -> None:
        page = sign_in(locale="uk", theme=Theme.DARK, has_shortcuts=True).get("/settings").text
        assert 'checked id="theme-2"' in page
        assert 'checked id="has_shortcuts"' in page

    def test_shows_the_language_of_the_page_until_one_is_chosen(self, sign_in: SignIn) -> None:
        page = sign_in(locale=None).get("/settings", headers={"Accept-Language": "uk"}).text
        assert re.search(r'<input checked id="locale-\d" name="locale" type="radio" value="uk">', page)

    def test_keeps_what_is_chosen(self, sign_in: SignIn) -> None:
        client = sign_in(locale="uk")
        assert client.post("/settings", data=self.SETTINGS).status_code == 303
        user = client.user
        assert (user.locale, user.theme, user.separator, user.has_shortcuts) == (
            "en",
            Theme.DARK,
            Separator.COMMA,
            False,
        )
        assert "Your settings are saved." in client.get("/settings").text

    @pytest.mark.parametrize("name", ["locale", "theme", "separator"])
    @pytest.mark.parametrize("value", [None, "nonsense", ""])
    def test_refuses_what_is_not_offered(self, sign_in: SignIn, name: str, value: str | None) -> None:
        data = {key: kept for key, kept in {**self.SETTINGS, name: value}.items() if kept is not None}
        assert sign_in().post("/settings", data=data).status_code == 422

    def test_changes_only_what_the_form_has(self, sign_in: SignIn) -> None:
        client = sign_in(Role.VIEWER)
        client.post("/settings", data={**self.SETTINGS, "role": "administrator", "username": "root", "id": "1"})
        assert (client.user.role, client.user.username != "root") == (Role.VIEWER, True)


class TestPassword:
    NEW = "another fictional phrase"

    def change(self, client: Client, current: str = PASSWORD, new: str = NEW, **fields: str) -> TestResponse:
        return client.post("/password", data={"current_password": current, "new_password": new, **fields})

    def test_has_a_form(self, sign_in: SignIn) -> None:
        assert 'autocomplete="new-password"' in sign_in().get("/password").text

    def test_is_changed(self, sign_in: SignIn) -> None:
        client = sign_in()
        assert self.change(client).status_code == 303
        assert client.get("/settings").status_code == 200
        client.post("/sign-out")
        assert enter(client, client.user.username, self.NEW).status_code == 303

    def test_ends_the_sessions_elsewhere(self, sign_in: SignIn, session: Session, app: Flask) -> None:
        client = sign_in()
        former = cookie_of(client)[TOKEN]
        self.change(client)
        elsewhere = app.test_client()
        with elsewhere.session_transaction() as cookie:
            cookie[TOKEN] = former
        assert elsewhere.get("/settings").status_code == 303
        assert len(session.scalars(select(UserSession)).all()) == 2

    @pytest.mark.parametrize(
        ("current", "new", "sentence"),
        [
            ("wrong", NEW, "not your present password"),
            (PASSWORD, "short", "at least 15"),
            (PASSWORD, "x" * 129, "at most 128"),
            (PASSWORD, PASSWORD, "not just had"),
            ("", NEW, "Enter your present password."),
        ],
    )
    def test_is_refused_with_a_sentence(self, sign_in: SignIn, current: str, new: str, sentence: str) -> None:
        client = sign_in()
        response = self.change(client, current, new)
        assert response.status_code == 422
        assert sentence in response.text
        assert passwords.check(client.user.password_hash, PASSWORD).is_right

    def test_the_language_button_changes_nothing(self, sign_in: SignIn) -> None:
        client = sign_in()
        assert self.change(client, switch_language="uk").status_code == 200
        assert passwords.check(client.user.password_hash, PASSWORD).is_right
