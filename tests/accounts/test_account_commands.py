"""`obmin user`."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from click.testing import Result
from sqlalchemy.orm import Session

from app.accounts import passwords, queries
from app.accounts.models import Role
from tests.factories.accounts import PASSWORD

Obmin = Callable[..., Result]


@pytest.mark.usefixtures("session")
class TestCreate:
    def test_prints_only_a_one_time_password_that_works(self, obmin: Obmin, session: Session) -> None:
        result = obmin("user", "create", "olena", "--name", "Олена Вигадана", "--role", "administrator")
        user = queries.get_user("olena")
        session.refresh(user)
        assert result.exit_code == 0
        assert passwords.check(user.password_hash, result.stdout.strip()).is_right
        assert (user.role, user.must_change_password) == (Role.ADMINISTRATOR, True)

    def test_takes_a_password_from_standard_input(self, obmin: Obmin) -> None:
        arguments = ("user", "create", "olena", "--name", "О. В.", "--role", "viewer", "--password-stdin")
        result = obmin(*arguments, stdin=f"{PASSWORD}\n")
        assert (result.exit_code, result.stdout) == (0, "")
        user = queries.get_user("olena")
        assert passwords.check(user.password_hash, PASSWORD).is_right
        assert not user.must_change_password

    def test_refuses_what_the_rules_refuse(self, obmin: Obmin) -> None:
        result = obmin("user", "create", "Олена", "--name", "О. В.", "--role", "viewer")
        assert result.exit_code == 1
        assert "Latin" in result.stderr
        assert queries.list_users() == []

    @pytest.mark.parametrize("name", ["", " \u200b", "x" * 301, "a\x1b[31mb", "\u202eолена", "bad\udcff"])
    def test_refuses_a_name_that_nobody_can_read(self, obmin: Obmin, name: str) -> None:
        result = obmin("user", "create", "olena", "--name", name, "--role", "analyst")
        assert result.exit_code == 1
        assert "olena" not in obmin("user", "list").stdout

    def test_refuses_an_unknown_role(self, obmin: Obmin) -> None:
        assert obmin("user", "create", "olena", "--name", "О. В.", "--role", "king").exit_code == 2


class TestList:
    def test_names_each_user_and_their_state(self, obmin: Obmin, factories: SimpleNamespace) -> None:
        factories.user(username="anna", full_name="Анна", role=Role.AUDITOR)
        factories.user(username="petro", full_name="Петро", is_active=False)
        assert obmin("user", "list").stdout.splitlines() == [
            "anna\tАнна\tAuditor\tactive",
            "petro\tПетро\tAnalyst\tlocked",
        ]


class TestLock:
    def test_locks(self, obmin: Obmin, session: Session, factories: SimpleNamespace) -> None:
        user = factories.user(username="olena")
        assert obmin("user", "lock", "olena").exit_code == 0
        session.refresh(user)
        assert not user.is_active

    @pytest.mark.usefixtures("session")
    def test_names_a_user_that_is_not_there(self, obmin: Obmin) -> None:
        result = obmin("user", "lock", "nobody")
        assert result.exit_code == 1
        assert "nobody" in result.stderr


class TestUnlock:
    def test_lets_in_again(self, obmin: Obmin, session: Session, factories: SimpleNamespace) -> None:
        user = factories.user(username="olena", is_active=False)
        assert obmin("user", "unlock", "olena").exit_code == 0
        session.refresh(user)
        assert user.is_active


class TestSetRole:
    def test_counts_at_once(self, obmin: Obmin, session: Session, factories: SimpleNamespace) -> None:
        opened = factories.user_session(user__username="olena")
        assert obmin("user", "set-role", "olena", "supervisor").exit_code == 0
        session.refresh(opened)
        assert (opened.user.role, opened.ended_at is None) == (Role.SUPERVISOR, False)

    def test_keeps_the_last_administrator(self, obmin: Obmin, factories: SimpleNamespace) -> None:
        user = factories.user(username="admin", role=Role.ADMINISTRATOR)
        result = obmin("user", "set-role", "admin", "viewer")
        assert result.exit_code == 1
        assert "this is the last one" in result.stderr
        assert user.role is Role.ADMINISTRATOR


class TestResetPassword:
    def test_prints_only_a_one_time_password_that_works(
        self, obmin: Obmin, session: Session, factories: SimpleNamespace
    ) -> None:
        opened = factories.user_session(user__username="olena")
        result = obmin("user", "reset-password", "olena")
        session.refresh(opened)
        assert result.exit_code == 0
        assert passwords.check(opened.user.password_hash, result.stdout.strip()).is_right
        assert (opened.user.must_change_password, opened.ended_at is None) == (True, False)

    def test_takes_one_from_standard_input_by_the_same_rule(
        self, obmin: Obmin, session: Session, factories: SimpleNamespace
    ) -> None:
        user = factories.user(username="olena")
        refused = obmin("user", "reset-password", "olena", "--password-stdin", stdin="Password2026!!!\n")
        assert refused.exit_code == 1
        assert "common password" in refused.stderr
        taken = obmin("user", "reset-password", "olena", "--password-stdin", stdin="another fictional phrase\n")
        session.refresh(user)
        assert (taken.exit_code, taken.stdout, user.must_change_password) == (0, "", False)
        assert passwords.check(user.password_hash, "another fictional phrase").is_right
