"""How often a password may be tried."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts import passwords, rules
from app.accounts.models import SignInFailure, User
from app.accounts.rules import attempts
from app.audit.models import AuditEntry
from app.core import clock
from tests.factories.accounts import PASSWORD
from tests.harness.client import Client

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = b"a key of this test"
WRONG = "not the password"
SHUT = "Too many wrong passwords were given."
Minutes = float | None


def moments(*minutes: float) -> list[datetime]:
    return [NOW + timedelta(minutes=minute) for minute in minutes]


class TestLockedUntil:
    @pytest.mark.parametrize(
        ("failures", "expected"),
        [
            ((), None),
            ((0, 1, 2, 3), None),
            ((0, 1, 2, 3, 4), 5),
            ((0, 0, 0, 0, 0), 1),
            ((0, 4, 8, 12, 15), None),
            ((0, 4, 8, 12, 14.9), 15.9),
            ((0, 1, 2, 3, 4, 5), 7),
            ((0, 1, 2, 3, 4, 5, 7), 11),
            ((0, 1, 2, 3, 4, 5, 7, 11), 19),
            ((0, 1, 2, 3, 4, 5, 7, 11, 19), 34),
            ((0, 1, 2, 3, 4, 5, 7, 11, 19, 34), 49),
            ((0, 1, 2, 3, 4, 19), 21),
            ((0, 1, 2, 3, 4, 20), None),
            ((0, 1, 2, 3, 4, 20, 21, 22, 23, 24), 25),
        ],
    )
    def test_grows_from_a_minute_to_fifteen_and_is_forgotten_after_a_quiet_quarter(
        self, failures: tuple[float, ...], expected: Minutes
    ) -> None:
        until = attempts.locked_until(moments(*failures), 5)
        assert until == (None if expected is None else moments(expected)[0])


class TestCountersOf:
    def of(self, username: str = "olena", address: str | None = "192.0.2.1", key: bytes = KEY) -> rules.Counters:
        return rules.counters_of(username, address, key=key)

    def test_are_the_same_however_the_name_is_written(self) -> None:
        assert self.of(" OLENA ") == self.of("olena")

    def test_keep_nothing_of_what_was_typed(self) -> None:
        assert "olena" not in f"{self.of()}"
        assert self.of() != self.of(key=b"another key")

    def test_differ_by_name_and_address(self) -> None:
        assert self.of().account != self.of("petro").account
        assert self.of().address == self.of("petro").address
        assert self.of().address != self.of(address="192.0.2.2").address

    @pytest.mark.parametrize(
        ("one", "other"),
        [("2001:db8::1", "2001:db8::ffff:1"), ("::ffff:192.0.2.1", "192.0.2.1"), (None, ""), ("unix:", "unix:")],
    )
    def test_an_address_of_ipv6_counts_by_what_one_household_shares(self, one: str | None, other: str) -> None:
        assert self.of(address=one).address == self.of(address=other).address

    def test_households_differ(self) -> None:
        assert self.of(address="2001:db8:0:1::1").address != self.of(address="2001:db8:0:2::1").address


class TestCountFailure:
    def test_forgets_what_is_older_than_a_day(self, session: Session) -> None:
        counters = rules.counters_of("olena", "192.0.2.1", key=KEY)
        rules.count_failure(counters, now=NOW - timedelta(days=1))
        rules.count_failure(counters, now=NOW)
        assert set(session.scalars(select(SignInFailure.at))) == {NOW}

    def test_names_nobody(self, session: Session) -> None:
        rules.count_failure(rules.counters_of("olena", "192.0.2.1", key=KEY), now=NOW)
        session.flush()
        assert {repr(one)[:15] for one in session.scalars(select(SignInFailure))} == {"<SignInFailure "}


def enter(
    client: Client, username: str = "olena", password: str = WRONG, address: str = "192.0.2.1", **fields: str
) -> TestResponse:
    return client.post(
        "/sign-in",
        data={"username": username, "password": password, **fields},
        environ_overrides={"REMOTE_ADDR": address},
    )


class Clock:
    """A clock that a test winds on."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time

    def wait(self, minutes: float) -> None:
        self.time += timedelta(minutes=minutes)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock_of_test = Clock()
    monkeypatch.setattr(clock, "now", clock_of_test.now)
    return clock_of_test


@pytest.fixture(autouse=True)
def olena(factories: SimpleNamespace) -> User:
    user: User = factories.user(username="olena")
    return user


def without_changing_parts(page: str) -> str:
    """Give a page without what differs each time: the form's key and the request's number."""
    lines = [line for line in page.splitlines() if "submission" not in line and "csrf_token" not in line]
    return "\n".join(lines)


@pytest.mark.usefixtures("time")
class TestSignIn:
    def test_is_shut_after_five_failures(self, client: Client) -> None:
        assert [enter(client).status_code for _ in range(7)] == [422] * 5 + [429] * 2

    def test_tells_how_long_to_wait_and_keeps_what_was_typed(self, client: Client) -> None:
        response = [enter(client, next="/people") for _ in range(6)][-1]
        assert response.headers["Retry-After"] == "60"
        assert f"{SHUT} Wait 1 minute, then try again." in response.text
        assert 'value="olena"' in response.text
        assert 'value="/people"' in response.text

    def test_the_right_password_is_refused_in_the_same_words(self, client: Client) -> None:
        wrong = [enter(client) for _ in range(6)][-1]
        right = enter(client, password=PASSWORD)
        assert (right.status_code, right.headers["Retry-After"]) == (429, "60")
        assert without_changing_parts(right.text) == without_changing_parts(wrong.text)

    @pytest.mark.parametrize("failures", range(1, 8))
    def test_a_name_that_nobody_has_is_told_the_same(self, client: Client, failures: int) -> None:
        known = [enter(client, address="192.0.2.1") for _ in range(failures)][-1]
        unknown = [enter(client, "nobody", address="192.0.2.2") for _ in range(failures)][-1]
        assert known.status_code == unknown.status_code
        assert without_changing_parts(known.text) == without_changing_parts(unknown.text).replace("nobody", "olena")
        assert known.headers.get("Retry-After") == unknown.headers.get("Retry-After")

    def test_the_right_password_opens_when_the_time_is_over(self, client: Client, time: Clock) -> None:
        for _ in range(6):
            enter(client)
        time.wait(1)
        assert enter(client, password=PASSWORD).status_code == 303

    def test_each_failure_after_that_takes_longer(self, client: Client, time: Clock) -> None:
        for _ in range(5):
            enter(client)
        waits = []
        for _ in range(6):
            waits.append(int(enter(client).headers["Retry-After"]) // 60)
            time.wait(waits[-1])
            assert enter(client).status_code == 422
        assert waits == [1, 2, 4, 8, 15, 15]

    def test_a_right_password_clears_the_counter(self, client: Client) -> None:
        for _ in range(4):
            enter(client)
        assert enter(client, password=PASSWORD).status_code == 303
        assert [enter(client).status_code for _ in range(5)] == [422] * 5

    def test_another_account_is_not_shut(self, client: Client, factories: SimpleNamespace) -> None:
        factories.user(username="petro")
        for _ in range(9):
            enter(client)
        assert enter(client, "petro", PASSWORD).status_code == 303

    def test_thirty_failures_shut_an_address_and_no_other(self, client: Client, factories: SimpleNamespace) -> None:
        for number in range(30):
            assert enter(client, f"nobody{number}").status_code == 422
        factories.user(username="petro")
        assert enter(client, "petro", PASSWORD).status_code == 429
        assert enter(client, "petro", PASSWORD, address="192.0.2.9").status_code == 303

    def test_an_office_at_one_address_goes_on_working(self, client: Client, factories: SimpleNamespace) -> None:
        for name in ("a1", "a2", "a3", "a4", "a5"):
            factories.user(username=name)
            for _ in range(8):
                enter(client, name)
        assert enter(client, password=PASSWORD).status_code == 303

    def test_what_is_refused_unread_is_not_compared(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        for _ in range(5):
            enter(client)
        monkeypatch.setattr(passwords, "check", None)
        assert enter(client).status_code == 429

    def test_what_is_found_out_while_the_counter_is_shut_tells_nothing(
        self, client: Client, monkeypatch: pytest.MonkeyPatch, session: Session
    ) -> None:
        """Twenty attempts at once: all are compared, and those that end after the fifth failure learn nothing."""
        check = passwords.check

        def meanwhile(stored: str | None, password: str) -> passwords.Verdict:
            verdict = check(stored, password)
            counters = rules.counters_of("olena", "192.0.2.7", key=str(client.application.secret_key).encode())
            for _ in range(5):
                rules.count_failure(counters, now=NOW)
            session.commit()
            return verdict

        monkeypatch.setattr(passwords, "check", meanwhile)
        assert enter(client, password=PASSWORD).status_code == 429

    def test_the_failures_are_in_the_ledger_under_the_users_name(
        self, client: Client, session: Session, olena: User
    ) -> None:
        for _ in range(6):
            enter(client)
        entries = session.scalars(select(AuditEntry)).all()
        assert [(entry.action, entry.subject_id) for entry in entries] == [("refuse sign-in", olena.id)] * 5

    def test_a_new_password_opens_at_once(self, client: Client, olena: User) -> None:
        for _ in range(6):
            enter(client)
        rules.forgive(rules.counters_of("olena", None, key=str(client.application.secret_key).encode()))
        assert enter(client, password=PASSWORD).status_code == 303
        assert olena.is_active


class TestOwnPassword:
    def test_is_guessed_no_more_often_than_at_the_door(self, sign_in: Callable[..., Client], app: Flask) -> None:
        client = sign_in()
        given = {"current_password": "wrong", "new_password": "another fictional phrase"}
        answers = [client.post("/password", data=given) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [422] * 5 + [429]
        assert SHUT in answers[-1].text
        assert enter(app.test_client(), client.user.username, PASSWORD).status_code == 429
