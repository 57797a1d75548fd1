"""Each test starts from the database that the migrations built, on each kind of database."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Role, User
from app.core import schema
from app.core.db import db
from app.core.i18n import locale_code
from tests.conftest import SignIn
from tests.harness.client import Client
from tests.harness.databases import Database, Databases


class TestIsolation:
    @pytest.mark.parametrize("turn", [1, 2])
    def test_what_one_test_commits_the_next_does_not_find(
        self, session: Session, factories: SimpleNamespace, turn: int
    ) -> None:
        assert session.scalar(sa.select(sa.func.count()).select_from(User)) == 0, turn
        factories.user()
        session.commit()

    def test_a_rollback_takes_back_to_the_last_commit(self, session: Session, factories: SimpleNamespace) -> None:
        kept = factories.user()
        session.commit()
        factories.user()
        session.rollback()
        assert session.scalars(sa.select(User)).all() == [kept]

    def test_a_savepoint_takes_back_only_itself(self, session: Session, factories: SimpleNamespace) -> None:
        kept = factories.user()
        with session.begin_nested() as savepoint:
            factories.user()
            savepoint.rollback()
        assert session.scalars(sa.select(User)).all() == [kept]

    @pytest.mark.parametrize("turn", [1, 2])
    def test_settings_that_a_test_changes_are_put_back(self, app: Flask, turn: int) -> None:
        assert "PROBE" not in app.config, turn
        app.config["PROBE"] = True

    def test_runs_on_each_kind_of_database(self, session: Session, database: Database) -> None:
        assert session.get_bind().dialect.name == database.kind

    def test_messages_are_in_english(self, session: Session) -> None:
        assert session.is_active
        assert locale_code() == "en"


class TestSignIn:
    @pytest.mark.parametrize("role", list(Role))
    def test_gives_the_browser_of_a_user_of_that_role(self, sign_in: SignIn, role: Role) -> None:
        client = sign_in(role)
        assert client.user.role is role
        assert client.get("/dates/echo?text=2022").status_code == 200

    def test_the_first_gets_the_tests_client_and_the_next_their_own(self, sign_in: SignIn, client: Client) -> None:
        assert sign_in() is client
        assert sign_in() is not client

    def test_a_browser_that_nobody_signed_in_with_is_sent_to_the_sign_in(self, app: Flask, sign_in: SignIn) -> None:
        sign_in()
        assert app.test_client().get("/settings").status_code == 303


class TestCommands:
    def test_run_on_the_tests_own_database(self, obmin: Callable[..., Result], factories: SimpleNamespace) -> None:
        factories.user(username="olena")
        assert obmin("user", "list").stdout.startswith("olena\t")

    def test_that_write_are_seen(self, obmin: Callable[..., Result], factories: SimpleNamespace) -> None:
        user = factories.user(username="olena")
        assert obmin("user", "lock", "olena").exit_code == 0
        assert not user.is_active


class TestDatabases:
    @pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
    def test_one_of_a_tests_own_is_at_the_newest_revision(self, databases: Databases, kind: str) -> None:
        with databases.migrated(kind) as url, schema.migrating(url) as connection:
            assert connection.dialect.name == kind
            assert schema.current(connection) == schema.head()

    def test_the_engine_is_not_what_sessions_use(self, app: Flask) -> None:
        with app.app_context():
            assert db.session.get_bind() is not db.engine
