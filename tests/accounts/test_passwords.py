"""Passwords: how they are hashed and compared."""

import threading
import time

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from argon2.low_level import ARGON2_VERSION
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts import passwords
from tests.factories.accounts import PASSWORD, password_hash


@pytest.fixture(autouse=True)
def in_application(session: Session) -> Session:
    return session


class TestHashers:
    def test_the_normal_one_is_dear_enough(self) -> None:
        normal = passwords.HASHERS["normal"]
        assert (normal.type, normal.memory_cost, normal.time_cost) == (Type.ID, 64 * 1024, 3)
        assert normal.parallelism <= 4

    def test_the_settings_choose(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        settings = app.extensions["settings"].model_copy(update={"password_hash_profile": "normal"})
        monkeypatch.setitem(app.extensions, "settings", settings)
        assert passwords.hasher() is passwords.HASHERS["normal"]


class TestHashed:
    def test_is_argon2id_in_its_newest_version(self) -> None:
        parameters = extract_parameters(passwords.hashed(PASSWORD))
        assert (parameters.type, parameters.version) == (Type.ID, ARGON2_VERSION)

    def test_is_never_the_same_twice(self) -> None:
        assert passwords.hashed(PASSWORD) != passwords.hashed(PASSWORD)

    def test_two_at_once_and_no_more(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        running, most = [], []

        class Slow:
            def hash(self, password: str) -> str:
                running.append(password)
                most.append(len(running))
                time.sleep(0.02)
                running.remove(password)
                return ""

        monkeypatch.setattr(passwords, "hasher", Slow)

        def work(number: int) -> None:
            with app.app_context():
                passwords.hashed(str(number))

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert max(most) == 2


class TestCheck:
    def test_knows_the_right_one(self) -> None:
        assert passwords.check(password_hash(), PASSWORD) == passwords.Verdict(is_right=True)

    @pytest.mark.parametrize("password", ["", PASSWORD + " ", PASSWORD.upper()])
    def test_refuses_another(self, password: str) -> None:
        assert not passwords.check(password_hash(), password).is_right

    def test_does_not_mind_how_a_keyboard_composes(self) -> None:
        stored = passwords.hashed("мій довгий рядок")
        assert passwords.check(stored, "мі\u0438\u0306 довги\u0438\u0306 рядок").is_right

    def test_refuses_for_nobody_after_comparing_all_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        compared: list[str] = []
        matches = passwords.matches

        def note(stored: str, password: str) -> bool:
            compared.append(stored)
            return matches(stored, password)

        monkeypatch.setattr(passwords, "matches", note)
        assert not passwords.check(None, PASSWORD).is_right
        assert compared == [passwords.hash_of_nothing("low")]

    def test_refuses_what_is_too_long_without_hashing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(passwords, "matches", None)
        assert not passwords.check(password_hash(), "x" * 129).is_right

    def test_refuses_a_hash_that_is_none(self) -> None:
        assert not passwords.check("damaged", PASSWORD).is_right

    def test_renews_a_hash_made_with_other_parameters(self) -> None:
        weaker = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash(PASSWORD)
        verdict = passwords.check(weaker, PASSWORD)
        assert verdict.new_hash is not None
        assert passwords.check(verdict.new_hash, PASSWORD) == passwords.Verdict(is_right=True)


class TestInvented:
    def test_is_long_and_never_the_same(self) -> None:
        made = {passwords.invented() for _ in range(100)}
        assert len(made) == 100
        assert min(map(len, made)) >= passwords.SHORTEST
