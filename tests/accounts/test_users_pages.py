"""The pages on which an administrator looks after users."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts import passwords, queries, rules
from app.accounts.models import Role, User, UserSession
from app.audit.models import AuditEntry
from app.core import clock
from app.core.errors import RuleError
from tests.factories.accounts import PASSWORD
from tests.harness.client import Client

LAST = "this is the last one"
SignIn = Callable[..., Client]


@pytest.fixture
def administrator(sign_in: SignIn) -> Client:
    return sign_in(Role.ADMINISTRATOR, username="admin")


def shown_password(page: str) -> str:
    found = re.search(r'<code id="one-time">([a-z0-9-]+)</code>', page)
    assert found is not None
    return found[1]


def actions(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def enter(browser: FlaskClient, username: str, password: str) -> TestResponse:
    return browser.post("/sign-in", data={"username": username, "password": password})


class TestList:
    def test_names_each_user_with_role_state_and_sessions(
        self, administrator: Client, factories: SimpleNamespace
    ) -> None:
        anna = factories.user(username="anna", full_name="Анна Вигадана", role=Role.AUDITOR, is_active=False)
        now = clock.now()
        for minutes in (1, 5, 20):
            seen = now - timedelta(minutes=minutes)
            factories.user_session(user=anna, started_at=now - timedelta(hours=1), last_seen_at=seen)
        factories.user(username="boris", full_name="Борис Вигаданий", must_change_password=True)
        rows = re.findall(r'<tr role="row">.*?</tr>', administrator.get("/users").text, re.DOTALL)
        told = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]
        assert "anna Auditor locked" in told[1]
        assert told[1].endswith(" 2")
        assert "boris Analyst has a one-time password never 0" in told[2]

    def test_is_in_the_order_of_the_alphabet(self, administrator: Client, factories: SimpleNamespace) -> None:
        administrator.user.full_name = "Ігор Вигаданий"
        for name in ("Яна", "Анна", "Ґалина", "Гліб"):
            factories.user(full_name=name)
        found = re.findall(r'<a href="/users/\d+">([^<]+)</a>', administrator.get("/users").text)
        assert found == ["Анна", "Гліб", "Ґалина", "Ігор Вигаданий", "Яна"]

    def test_asks_the_database_the_same_however_many_there_are(
        self, administrator: Client, factories: SimpleNamespace, query_count: Callable[[], Any]
    ) -> None:
        administrator.get("/users")
        with query_count() as few:
            administrator.get("/users")
        for _ in range(8):
            factories.user_session()
        administrator.get("/users")
        with query_count() as many:
            administrator.get("/users")
        assert len(many) == len(few)

    def test_is_in_the_navigation_of_administrators_alone(self, administrator: Client, sign_in: SignIn) -> None:
        assert 'href="/users"' in administrator.get("/").text
        assert 'href="/users"' not in sign_in(Role.SUPERVISOR).get("/").text


class TestCreate:
    NEW = {"username": "petro", "full_name": "Петро Вигаданий", "role": "supervisor"}  # noqa: RUF012 - a table of the test

    def test_shows_a_one_time_password_that_works_once(
        self, administrator: Client, app: Flask, session: Session
    ) -> None:
        response = administrator.post("/users/new", data=self.NEW)
        assert response.status_code == 200
        browser = app.test_client()
        assert enter(browser, "petro", shown_password(response.text)).status_code == 303
        assert browser.get("/settings").location == "/password"
        assert queries.get_user("petro").role is Role.SUPERVISOR
        assert actions(session)[:1] == ["register user"]

    def test_keeps_the_password_nowhere(self, administrator: Client, session: Session) -> None:
        page = administrator.post("/users/new", data=self.NEW).text
        password = shown_password(page)
        assert page.count(password) == 2
        assert password not in administrator.get("/users").text
        assert password not in str([entry.values for entry in session.scalars(select(AuditEntry))])

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("username", "", "Enter the name to sign in with."),
            ("username", "петро", "Latin letters"),
            ("username", "pеtro", "Latin letters"),
            ("username", "ADMIN", "this one is taken"),
            ("full_name", " \u200b", "Enter the full name"),
            ("full_name", "x" * 301, "at most 300"),
            ("role", "", "Choose what the user is for."),
            ("role", "king", "Choose one of the options."),
        ],
    )
    def test_refuses_at_the_field_and_keeps_the_rest(
        self, administrator: Client, session: Session, field: str, value: str, sentence: str
    ) -> None:
        response = administrator.post("/users/new", data={**self.NEW, field: value})
        assert response.status_code == 422
        assert re.search(rf'id="{field}-error">.*?{sentence}', response.text, re.DOTALL)
        assert len(queries.list_users()) == 1
        assert actions(session) == []

    def test_takes_only_what_the_form_has(self, administrator: Client) -> None:
        more = {"id": "77", "password_hash": "x", "is_active": "", "must_change_password": ""}
        administrator.post("/users/new", data={**self.NEW, **more})
        made = queries.get_user("petro")
        assert (made.id != 77, made.is_active, made.must_change_password) == (True, True, True)

    def test_has_a_form(self, administrator: Client) -> None:
        assert 'name="username"' in administrator.get("/users/new").text


class TestChange:
    def change(self, client: Client, user: User, **fields: str) -> TestResponse:
        data = {"full_name": user.full_name, "role": user.role.value, **fields}
        return client.post(f"/users/{user.id}", data=data)

    def test_shows_the_user_and_their_sessions(self, administrator: Client, factories: SimpleNamespace) -> None:
        user = factories.user(username="petro", full_name="Петро Вигаданий")
        page = administrator.get(f"/users/{user.id}").text
        assert "Петро Вигаданий" in page
        assert "The user is signed in nowhere." in page
        factories.user_session(user=user, started_at=clock.now(), last_seen_at=clock.now())
        assert "Sign out everywhere" in administrator.get(f"/users/{user.id}").text

    def test_a_changed_role_counts_with_the_next_request(self, administrator: Client, sign_in: SignIn) -> None:
        analyst = sign_in(Role.ANALYST)
        assert analyst.get("/people/new").status_code == 200
        assert self.change(administrator, analyst.user, role="viewer").location == "/users"
        assert analyst.get("/people/new").location == "/sign-in?next=/people/new"
        enter(analyst, analyst.user.username, PASSWORD)
        assert analyst.get("/people/new").status_code == 403

    def test_another_name_ends_no_session(self, administrator: Client, sign_in: SignIn, session: Session) -> None:
        analyst = sign_in(Role.ANALYST)
        self.change(administrator, analyst.user, full_name="Інша Вигадана")
        assert analyst.get("/settings").status_code == 200
        assert analyst.user.full_name == "Інша Вигадана"
        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.action, set(entry.digests), entry.actor_id) == (
            "change user",
            {"full_name"},
            administrator.user.id,
        )

    def test_nothing_changed_is_nothing_in_the_ledger(
        self, administrator: Client, session: Session, factories: SimpleNamespace
    ) -> None:
        self.change(administrator, factories.user())
        assert actions(session) == []

    def test_the_last_administrator_stays_one(self, administrator: Client, factories: SimpleNamespace) -> None:
        factories.user(role=Role.ADMINISTRATOR, is_active=False)
        response = self.change(administrator, administrator.user, role="viewer")
        assert response.status_code == 422
        assert LAST in response.text
        assert administrator.user.role is Role.ADMINISTRATOR

    def test_two_administrators_never_overwrite_each_other(
        self, administrator: Client, factories: SimpleNamespace
    ) -> None:
        user = factories.user(full_name="Петро Вигаданий", role=Role.VIEWER)
        page = administrator.get(f"/users/{user.id}").text
        found = re.search(r'name="version"[^>]*value="([^"]+)"', page)
        self.change(administrator, user, role="supervisor")
        assert found is not None
        late = self.change(administrator, user, role="analyst", version=found[1])
        assert late.status_code == 409
        assert user.role is Role.SUPERVISOR

    def test_one_of_two_administrators_may_go(self, administrator: Client, factories: SimpleNamespace) -> None:
        factories.user(role=Role.ADMINISTRATOR)
        assert self.change(administrator, administrator.user, role="viewer").status_code == 303
        assert administrator.get("/users").status_code == 303

    def test_somebody_who_is_not_there_is_a_404(self, administrator: Client) -> None:
        assert administrator.get("/users/999999").status_code == 404
        assert administrator.post("/users/999999", data={}).status_code == 404

    def test_refuses_a_blank_name(self, administrator: Client, factories: SimpleNamespace) -> None:
        user = factories.user(full_name="Петро Вигаданий")
        assert self.change(administrator, user, full_name=" ").status_code == 422
        assert user.full_name == "Петро Вигаданий"

    @pytest.mark.parametrize("language", ["", "uk"])
    def test_a_language_button_changes_nothing(
        self, administrator: Client, factories: SimpleNamespace, language: str
    ) -> None:
        user = factories.user(full_name="Петро Вигаданий")
        response = self.change(administrator, user, full_name="Інший", switch_language=language or "en")
        assert response.status_code == 200
        assert 'value="Інший"' in response.text
        assert user.full_name == "Петро Вигаданий"


class TestLock:
    def test_shuts_a_user_out_with_the_next_request(
        self, administrator: Client, sign_in: SignIn, session: Session
    ) -> None:
        analyst = sign_in()
        assert administrator.post(f"/users/{analyst.user.id}/lock").status_code == 303
        assert analyst.get("/settings").status_code == 303
        assert enter(analyst, analyst.user.username, PASSWORD).status_code == 422
        assert actions(session)[0] == "lock user"

    def test_a_language_button_locks_nobody(self, administrator: Client, factories: SimpleNamespace) -> None:
        user = factories.user()
        assert administrator.post(f"/users/{user.id}/lock", data={"switch_language": "uk"}).status_code == 200
        assert user.is_active

    def test_can_be_undone(self, administrator: Client, sign_in: SignIn) -> None:
        analyst = sign_in()
        administrator.post(f"/users/{analyst.user.id}/lock")
        assert "Unlock" in administrator.get(f"/users/{analyst.user.id}").text
        assert administrator.post(f"/users/{analyst.user.id}/unlock").status_code == 303
        assert analyst.get("/settings").status_code == 303
        assert enter(analyst, analyst.user.username, PASSWORD).status_code == 303

    def test_never_shuts_the_last_administrator_out(self, administrator: Client) -> None:
        response = administrator.post(f"/users/{administrator.user.id}/lock")
        assert response.status_code == 422
        assert LAST in response.text
        assert administrator.user.is_active


class TestResetPassword:
    def test_shows_one_that_works_once_and_closes_what_the_old_one_opened(
        self, administrator: Client, sign_in: SignIn, session: Session
    ) -> None:
        analyst = sign_in()
        page = administrator.post(f"/users/{analyst.user.id}/password").text
        assert analyst.get("/settings").status_code == 303
        assert enter(analyst, analyst.user.username, PASSWORD).status_code == 422
        assert enter(analyst, analyst.user.username, shown_password(page)).status_code == 303
        assert analyst.get("/settings").location == "/password"
        assert actions(session)[0] == "reset password"

    def test_is_not_offered_for_oneself(self, administrator: Client) -> None:
        page = administrator.get(f"/users/{administrator.user.id}").text
        assert "Give a new password" not in page
        assert "this browser" in page


class TestEndSessions:
    def test_signs_a_user_out_everywhere(self, administrator: Client, sign_in: SignIn, session: Session) -> None:
        analyst = sign_in()
        rules.open_session(analyst.user, now=clock.now())
        assert administrator.post(f"/users/{analyst.user.id}/sessions").status_code == 303
        assert analyst.get("/settings").status_code == 303
        of_analyst = select(UserSession.ended_at).where(UserSession.user_id == analyst.user.id)
        assert None not in session.scalars(of_analyst).all()
        assert actions(session) == ["end sessions"]


class TestRules:
    """What the command line does, too."""

    def test_a_reset_password_is_as_hard_to_guess_as_any(self, factories: SimpleNamespace) -> None:
        user = factories.user(username="olena")
        with pytest.raises(RuleError, match="common password") as caught:
            rules.reset_password(user, "Password2026!!!", actor=None, now=clock.now())
        assert caught.value.field == "password"
        assert passwords.check(user.password_hash, PASSWORD).is_right

    @pytest.mark.usefixtures("session")
    def test_a_registered_one_is_too(self) -> None:
        with pytest.raises(RuleError, match="harder to guess"):
            rules.register_user(
                "olena", full_name="О. В.", role=Role.VIEWER, password="olenaolenaolena", actor=None, now=clock.now()
            )
