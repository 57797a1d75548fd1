"""Many who sign in at the same moment, each committing for real, on both databases."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from app.accounts import passwords, queries, rules
from app.accounts.models import Role, SignInFailure
from app.core import clock
from app.core.db import db
from app.core.errors import RuleError
from tests.factories.accounts import PASSWORD
from tests.harness.databases import KINDS, Databases, application_on

AT_ONCE = 20
NAMES = ("olena", "petro")


@pytest.fixture(scope="module", params=KINDS)
def alone(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Flask]:
    """An application on a database of its own with two administrators."""
    with databases.migrated(request.param) as url, application_on(url) as application:
        with application.app_context():
            for name in NAMES:
                register(name)
            db.session.commit()
        yield application


@pytest.fixture(autouse=True)
def no_failures(alone: Flask) -> None:
    with alone.app_context():
        db.session.execute(delete(SignInFailure))
        db.session.commit()


def register(username: str) -> None:
    rules.register_user(
        username,
        full_name="Вигадана Особа",
        role=Role.ADMINISTRATOR,
        password=PASSWORD,
        actor=None,
        now=clock.now(),
        is_one_time=False,
    )


def at_once(work: Callable[[int], int]) -> Counter[int]:
    """Do something on many threads that start together, and count how each ended."""
    gate = threading.Barrier(AT_ONCE)

    def start(number: int) -> int:
        gate.wait()
        return work(number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(start, range(AT_ONCE)))


def sender(application: Flask, username: str, password: str) -> Callable[[int], int]:
    def enter(_number: int) -> int:
        given = {"username": username, "password": password}
        return application.test_client().post("/sign-in", data=given).status_code

    return enter


@pytest.mark.parametrize("username", ["olena", "nobody"])
def test_five_learn_that_they_were_wrong_and_the_others_only_that_they_wait(alone: Flask, username: str) -> None:
    assert at_once(sender(alone, username, "not the password")) == {422: 5, 429: AT_ONCE - 5}
    with alone.app_context():
        assert db.session.scalars(select(func.count(SignInFailure.id))).one() == 2 * 5
    assert sender(alone, "petro", PASSWORD)(0) == 303


def test_all_who_know_the_password_come_in_two_hashes_at_a_time(alone: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = [], []
    verify = passwords.HASHERS["low"].verify

    class Watched:
        def verify(self, stored: str, password: str) -> bool:
            running.append(stored)
            most.append(len(running))
            try:
                return verify(stored, password)
            finally:
                running.pop()

        def check_needs_rehash(self, _stored: str) -> bool:
            return False

    monkeypatch.setattr(passwords, "hasher", Watched)
    assert at_once(sender(alone, "olena", PASSWORD)) == {303: AT_ONCE}
    assert max(most) <= 2


def test_two_administrators_cannot_lock_each_other_out(alone: Flask) -> None:
    def lock(number: int) -> int:
        with alone.app_context():
            try:
                rules.lock_user(queries.get_user(NAMES[number % 2]), actor=None, now=clock.now())
                db.session.commit()
            except RuleError:
                return 422
            return 303

    ended = at_once(lock)
    assert ended[422] > 0
    with alone.app_context():
        assert [user.is_active for user in queries.list_users()].count(True) == 1
