"""From an empty database to an administrator at work, from outside: there is nobody to be but who is made there."""

from collections.abc import Callable

import pytest
from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.models import User
from tests.harness.client import Client

OWN = "another fictional phrase"
GUESSES = ("admin", "administrator", "root", "analyst", "obmin", "test", "demo")


def enter(client: Client, username: str, password: str) -> TestResponse:
    return client.post("/sign-in", data={"username": username, "password": password})


class TestAFreshDatabase:
    def test_has_no_user(self, session: Session) -> None:
        assert session.scalars(select(func.count(User.id))).one() == 0

    @pytest.mark.parametrize("username", GUESSES)
    def test_lets_nobody_in(self, client: Client, username: str) -> None:
        for password in (username, "admin", "password", "obmin"):
            assert enter(client, username, password).status_code == 422


class TestTheFirstAdministrator:
    @pytest.fixture
    def password(self, obmin: Callable[..., Result]) -> str:
        made = obmin("user", "create", "o.test", "--name", "Олена Вигадана", "--role", "administrator")
        return str(made.stdout).strip()

    def test_signs_in_with_what_was_printed_and_gets_no_further(self, client: Client, password: str) -> None:
        assert enter(client, "o.test", password).status_code == 303
        assert {client.get(path).location for path in ("/", "/users", "/settings", "/reports")} == {"/password"}

    def test_chooses_a_password_and_is_at_work(self, client: Client, password: str) -> None:
        enter(client, "o.test", password)
        former = client.get_cookie("obmin")
        changed = client.post("/password", data={"current_password": password, "new_password": OWN})
        assert changed.status_code == 303
        assert client.get_cookie("obmin") != former
        assert client.get("/users").status_code == 200

    def test_is_not_let_in_by_the_printed_password_any_more(self, client: Client, password: str) -> None:
        enter(client, "o.test", password)
        client.post("/password", data={"current_password": password, "new_password": OWN})
        client.post("/sign-out")
        assert enter(client, "o.test", password).status_code == 422
        assert enter(client, "o.test", OWN).status_code == 303

    def test_cannot_keep_the_printed_password(self, client: Client, password: str) -> None:
        enter(client, "o.test", password)
        kept = client.post("/password", data={"current_password": password, "new_password": password})
        assert kept.status_code == 422
        assert client.get("/users").location == "/password"
