"""Being asked who one is once more."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts import passwords, rules
from app.accounts.gate import TOKEN
from app.accounts.models import Role, User, UserSession
from app.accounts.permissions import FRESH, MATRIX
from app.audit.models import AuditEntry
from app.core import clock
from app.reports import views as reports
from tests.factories.accounts import PASSWORD
from tests.harness.client import Client

ASKED = "Confirm that it is you"
NEW = {"username": "petro", "full_name": "Петро Вигаданий", "role": "viewer"}
SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no time pass while a test runs, however slow the machine is."""
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def administrator(sign_in: SignIn) -> Client:
    return sign_in(Role.ADMINISTRATOR)


def session_of(client: Client, session: Session) -> UserSession:
    return session.scalars(select(UserSession).where(UserSession.user_id == client.user.id)).one()


def confirmed(client: Client, session: Session, minutes: float | None) -> None:
    moment = None if minutes is None else clock.now() - timedelta(minutes=minutes)
    session_of(client, session).confirmed_at = moment


def token_of(client: Client) -> str:
    with client.session_transaction() as cookie:
        return str(cookie[TOKEN])


def create(client: Client, **fields: str) -> TestResponse:
    return client.post("/users/new", data={**NEW, **fields})


def state_of(user: User, session: Session) -> list[object]:
    """Say what an administrator could change: the user, their open sessions, how many users there are."""
    session.refresh(user)
    ended = session.scalars(select(UserSession.ended_at).where(UserSession.user_id == user.id)).all()
    return [user.full_name, user.role, user.password_hash, user.is_active, *ended, users(session)]


def users(session: Session) -> int:
    return session.scalars(select(func.count(User.id))).one()


class TestBeforeUsersAreChanged:
    def test_a_password_of_five_minutes_ago_is_enough(self, administrator: Client, session: Session) -> None:
        confirmed(administrator, session, 5)
        assert create(administrator).status_code == 200

    @pytest.mark.parametrize("minutes", [5.1, 60, None])
    def test_an_older_one_is_not(self, administrator: Client, session: Session, minutes: float | None) -> None:
        confirmed(administrator, session, minutes)
        response = create(administrator)
        assert response.status_code == 401
        assert ASKED in response.text
        assert users(session) == 1

    def test_everything_that_was_typed_is_sent_on_with_the_password(
        self, administrator: Client, session: Session
    ) -> None:
        confirmed(administrator, session, 6)
        page = create(administrator, submission="0" * 32).text
        assert all(f'<input type="hidden" name="{name}" value="{value}">' in page for name, value in NEW.items())
        assert page.count('name="submission"') == 1
        assert create(administrator, confirmation=PASSWORD).status_code == 200
        assert session.scalars(select(User.full_name).where(User.username == "petro")).one() == "Петро Вигаданий"

    def test_is_good_for_what_follows(self, administrator: Client, session: Session) -> None:
        confirmed(administrator, session, 6)
        create(administrator, confirmation=PASSWORD)
        assert create(administrator, username="ivan").status_code == 200

    def test_what_was_typed_is_text_on_the_page_that_asks(self, administrator: Client, session: Session) -> None:
        confirmed(administrator, session, 6)
        assert "<script>x" not in create(administrator, full_name='"><script>x</script>').text

    @pytest.mark.parametrize("password", ["", "wrong", PASSWORD.upper(), "x" * 999])
    def test_a_wrong_password_changes_nothing(self, administrator: Client, session: Session, password: str) -> None:
        confirmed(administrator, session, 6)
        response = create(administrator, confirmation=password)
        assert response.status_code == 422
        assert ASKED in response.text
        assert 'value="Петро Вигаданий"' in response.text
        assert users(session) == 1

    def test_wrong_passwords_are_counted_as_at_the_door(self, administrator: Client, session: Session) -> None:
        confirmed(administrator, session, 6)
        assert [create(administrator, confirmation="wrong").status_code for _ in range(6)] == [422] * 5 + [429]
        response = create(administrator, confirmation=PASSWORD)
        assert response.status_code == 429
        assert response.headers["Retry-After"] == "60"
        assert users(session) == 1

    @pytest.mark.parametrize("endpoint", sorted(FRESH))
    def test_a_language_button_opens_no_way_around(
        self, app: Flask, administrator: Client, factories: SimpleNamespace, session: Session, endpoint: str
    ) -> None:
        """It needs no password, so whatever it is sent to must leave everything as it was."""
        user = factories.user(username="oksana", is_active=endpoint != "accounts.unlock_user")
        factories.user_session(user=user, ended_at=None)
        session.commit()
        before = state_of(user, session)
        confirmed(administrator, session, 6)
        adapter = app.url_map.bind("localhost")
        arguments = {} if endpoint == "accounts.create_user" else {"user_id": user.id}
        response = administrator.post(
            adapter.build(endpoint, arguments, "POST"), data={**NEW, "role": "administrator", "switch_language": "uk"}
        )
        assert response.status_code == 200
        assert "one-time" not in response.text
        assert state_of(user, session) == before

    def test_a_language_button_needs_no_password_and_loses_nothing(
        self, administrator: Client, session: Session
    ) -> None:
        confirmed(administrator, session, 6)
        response = create(administrator, switch_language="uk")
        assert response.status_code == 200
        assert 'value="Петро Вигаданий"' in response.text

    def test_every_way_to_change_a_user_is_asked_for(self) -> None:
        reading = {"accounts.list_users", "accounts.new_user", "accounts.edit_user"}
        administering = {name for name, roles in MATRIX.items() if roles == frozenset({Role.ADMINISTRATOR})}
        assert {name for name in administering if name.startswith("accounts.")} - reading == set(FRESH)

    @pytest.mark.parametrize("path", ["", "/lock", "/unlock", "/password", "/sessions"])
    def test_none_of_them_changes_anything_before(
        self, administrator: Client, session: Session, factories: SimpleNamespace, path: str
    ) -> None:
        other = factories.user()
        before = (other.role, other.is_active, other.password_hash, other.full_name)
        confirmed(administrator, session, 6)
        response = administrator.post(f"/users/{other.id}{path}", data=NEW)
        assert response.status_code == 401
        assert (other.role, other.is_active, other.password_hash, other.full_name) == before


class TestConfirm:
    def confirm(self, client: Client, **fields: str) -> TestResponse:
        return client.post("/confirm", data={"confirmation": PASSWORD, **fields})

    def test_goes_on_under_a_new_token(self, sign_in: SignIn, session: Session, app: Flask) -> None:
        client = sign_in()
        former = token_of(client)
        confirmed(client, session, 400)
        assert self.confirm(client).status_code == 303
        assert token_of(client) != former
        assert client.get("/settings").status_code == 200
        assert rules.is_fresh(session_of(client, session), now=clock.now(), within=timedelta(minutes=1))
        thief = app.test_client()
        with thief.session_transaction() as cookie:
            cookie[TOKEN] = former
        assert thief.get("/settings").status_code == 303

    def test_forms_that_are_open_stay_good(self, app: Flask, sign_in: SignIn) -> None:
        app.config["WTF_CSRF_ENABLED"] = True
        client = sign_in()
        client.get("/settings")
        with client.session_transaction() as cookie:
            before = cookie["csrf_token"]
        app.config["WTF_CSRF_ENABLED"] = False
        self.confirm(client)
        with client.session_transaction() as cookie:
            assert cookie["csrf_token"] == before

    def test_leads_on(self, sign_in: SignIn) -> None:
        assert self.confirm(sign_in(), next="/people?text=%D0%B0").location == "/people?text=%D0%B0"

    @pytest.mark.parametrize("target", ["", "//evil.example", "https://evil.example/", "/sign-out"])
    def test_leads_nowhere_else(self, sign_in: SignIn, target: str) -> None:
        assert self.confirm(sign_in(), next=target).location == "/"

    def test_leads_nowhere_under_a_wrong_password(self, sign_in: SignIn) -> None:
        response = self.confirm(sign_in(), confirmation="wrong", next="/people")
        assert response.status_code == 422
        assert 'value="/people"' in response.text

    def test_is_in_the_ledger(self, sign_in: SignIn, session: Session) -> None:
        client = sign_in()
        self.confirm(client)
        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.actor_id) == ("confirm identity", client.user.id)

    def test_remembers_where_to_lead(self, sign_in: SignIn) -> None:
        assert 'value="/people"' in sign_in().get("/confirm?next=/people").text

    def test_renews_a_weaker_hash(self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
        client = sign_in()
        verdict = passwords.Verdict(is_right=True, new_hash="renewed")
        monkeypatch.setattr(passwords, "check", lambda *_: verdict)
        self.confirm(client)
        assert client.user.password_hash == "renewed"


class TestBeforeManyNamesLeave:
    @pytest.fixture(autouse=True)
    def few_are_many(self, monkeypatch: pytest.MonkeyPatch, factories: SimpleNamespace) -> None:
        monkeypatch.setattr(reports, "MANY_NAMES", 1)
        factories.person(surname="Вигадана")
        factories.person(surname="Вигаданий")

    def test_a_password_of_an_hour_ago_is_enough(self, sign_in: SignIn, session: Session) -> None:
        client = sign_in()
        confirmed(client, session, 59)
        assert client.get("/reports/register.csv").status_code == 200

    def test_an_older_one_is_asked_for_and_leads_back_to_the_file(self, sign_in: SignIn, session: Session) -> None:
        client = sign_in()
        confirmed(client, session, 61)
        response = client.get("/reports/register.csv?separator=comma")
        assert response.location == "/confirm?next=/reports/register.csv?separator%3Dcomma"
        led = client.post("/confirm", data={"confirmation": PASSWORD, "next": "/reports/register.csv?separator=comma"})
        assert led.location == "/reports/register.csv?separator=comma"
        assert client.get(led.location).status_code == 200

    def test_few_names_leave_without(self, sign_in: SignIn, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reports, "MANY_NAMES", 500)
        client = sign_in()
        confirmed(client, session, 61)
        assert client.get("/reports/register.csv").status_code == 200

    def test_figures_leave_without(self, sign_in: SignIn, session: Session) -> None:
        client = sign_in()
        confirmed(client, session, 61)
        assert client.get("/reports/standing.csv").status_code == 200


def left_of(client: Client) -> int:
    answer: dict[str, int] = client.post("/stay").get_json()
    return answer["left"]


class TestStay:
    def test_tells_how_long_the_session_goes_on(self, sign_in: SignIn, session: Session) -> None:
        client = sign_in()
        session_of(client, session).last_seen_at = clock.now() - timedelta(minutes=13)
        assert left_of(client) == 900

    def test_tells_of_the_end_of_the_day_too(self, sign_in: SignIn, session: Session) -> None:
        client = sign_in()
        session_of(client, session).started_at = clock.now() - timedelta(hours=7, minutes=59)
        assert left_of(client) == 60

    def test_every_page_says_when_it_will_be(self, sign_in: SignIn, client: Client) -> None:
        assert 'data-left="' in sign_in().get("/settings").text
        assert 'data-left="' not in client.application.test_client().get("/sign-in").text


def test_the_ledger_names_everybody_and_leaves_only_within_the_hour(sign_in: SignIn, session: Session) -> None:
    client = sign_in(Role.AUDITOR)
    confirmed(client, session, 61)
    assert client.get("/ledger.csv?action=sign+in").location == "/confirm?next=/ledger.csv?action%3Dsign%2Bin"
    confirmed(client, session, 59)
    assert client.get("/ledger.csv").status_code == 200
