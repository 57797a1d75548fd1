"""The database: its types and names, and how transactions begin."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from flask import Flask, g
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, InternalError, OperationalError, StatementError
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.core.db import (
    Base,
    db,
    is_unavailable,
    kept_open,
    only_reads,
    refuse_weak_sqlite,
    set_up_sqlite,
    snapshot,
    start_writing,
)
from app.sources.models import Source, SourceKind
from config import ConfigError
from tests.harness.databases import Database, Databases, application_on


def place_of(part: object) -> tuple[str, str]:
    """Give what a table's parts are ordered by, since it keeps them in sets."""
    return type(part).__name__, str(getattr(part, "name", ""))


NAMED = [
    pytest.param(part, id=f"{table.name}-{type(part).__name__}-{number}")
    for table in Base.metadata.sorted_tables
    for number, part in enumerate(sorted([*table.constraints, *table.indexes], key=place_of))
]


class TestMoments:
    def test_are_utc_and_aware(self, session: Session, factories: SimpleNamespace) -> None:
        kyiv = timezone(timedelta(hours=2))
        user = factories.user(created_at=datetime(2026, 1, 1, 10, tzinfo=kyiv))
        session.expire_all()
        assert user.created_at == datetime(2026, 1, 1, 8, tzinfo=UTC)
        assert user.created_at.tzinfo is UTC

    def test_without_a_zone_are_refused(self, factories: SimpleNamespace) -> None:
        with pytest.raises(StatementError, match="a moment needs a zone"):
            factories.user(created_at=datetime(2026, 1, 1, 10))  # noqa: DTZ001 - the zone is what is missing

    def test_may_be_absent(self, session: Session, factories: SimpleNamespace) -> None:
        event = factories.custody_event()
        session.expire_all()
        assert event.retracted_at is None

    def test_compare_in_the_database_as_they_do_here(self, session: Session, factories: SimpleNamespace) -> None:
        user = factories.user(created_at=datetime(2026, 1, 1, 8, tzinfo=UTC))
        later = datetime(2026, 1, 1, 9, 59, tzinfo=timezone(timedelta(hours=2)))
        assert session.scalars(sa.select(User).where(User.created_at > later)).all() == [user]


class TestEnums:
    def test_are_stored_by_the_codes_that_exports_show(self, session: Session, factories: SimpleNamespace) -> None:
        factories.source(kind=SourceKind.OWN_OFFICE)
        assert session.scalar(sa.text("SELECT kind FROM sources")) == "own_office"

    def test_take_no_other_code(self, session: Session, factories: SimpleNamespace) -> None:
        factories.source()
        with pytest.raises(IntegrityError):
            session.execute(sa.text("UPDATE sources SET kind = 'rumour'"))


class TestNames:
    @pytest.mark.parametrize("part", NAMED)
    def test_of_constraints_and_indexes_are_given_by_the_convention(self, part: sa.Constraint | sa.Index) -> None:
        assert part.name
        assert str(part.name).split("_")[0] in {"pk", "fk", "uq", "ck", "ix"}


class TestForeignKeys:
    def test_are_kept_on_each_database(self, session: Session) -> None:
        session.add(Source(name="Список А", kind=SourceKind.WITNESS, repeats_id=999))
        with pytest.raises(IntegrityError):
            session.flush()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    """A SQLite database that does not wait for another's lock."""
    made = sa.create_engine(f"sqlite:///{tmp_path / 'own.sqlite3'}")
    set_up_sqlite(made, busy_timeout=0)
    with made.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE words (word TEXT)")
    yield made
    made.dispose()


class TestSqlite:
    @pytest.mark.parametrize(
        ("pragma", "value"), [("foreign_keys", 1), ("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 0)]
    )
    def test_keeps_its_promises(self, engine: sa.Engine, pragma: str, value: object) -> None:
        with engine.connect() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value

    def test_may_be_set_up_without_foreign_keys_for_a_migration(self, tmp_path: Path) -> None:
        engine = sa.create_engine(f"sqlite:///{tmp_path / 'own.sqlite3'}")
        set_up_sqlite(engine, busy_timeout=1.5, foreign_keys=False)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 0
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 1500
        engine.dispose()

    def test_takes_its_lock_at_the_start_of_what_writes(self, engine: sa.Engine) -> None:
        with engine.begin(), pytest.raises(OperationalError, match="locked"), engine.begin():
            pass

    def test_lets_readers_in_while_somebody_writes(self, engine: sa.Engine) -> None:
        reading = Flask("reading").test_request_context(method="GET")
        with engine.begin() as writer, reading, engine.begin() as reader:
            writer.exec_driver_sql("INSERT INTO words VALUES ('слово')")
            assert reader.exec_driver_sql("SELECT count(*) FROM words").scalar() == 0

    def test_undoes_a_savepoint_alone(self, engine: sa.Engine) -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO words VALUES ('до')")
            with connection.begin_nested() as savepoint:
                connection.exec_driver_sql("INSERT INTO words VALUES ('хибно')")
                savepoint.rollback()
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT word FROM words").scalars().all() == ["до"]


class TestOnlyReads:
    @pytest.fixture
    def bare(self) -> Flask:
        return Flask("bare")

    @pytest.mark.parametrize(
        ("method", "reads"), [("GET", True), ("HEAD", True), ("OPTIONS", True), ("POST", False), ("DELETE", False)]
    )
    def test_is_told_by_the_method_of_a_request(self, bare: Flask, method: str, *, reads: bool) -> None:
        with bare.test_request_context(method=method):
            assert only_reads() is reads

    def test_is_not_so_of_a_command(self, bare: Flask) -> None:
        with bare.app_context():
            assert not only_reads()

    def test_is_not_so_of_anything_outside_the_application(self) -> None:
        assert not only_reads()

    @pytest.mark.parametrize("writes", [True, False])
    def test_is_as_was_said(self, bare: Flask, *, writes: bool) -> None:
        with bare.test_request_context(method="GET"):
            g.writes = writes
            assert only_reads() is not writes


class TestStartWriting:
    def test_lets_a_request_to_read_write_a_note(self, app: Flask) -> None:
        with app.test_request_context(method="GET"):
            start_writing()
            assert not only_reads()


@pytest.fixture
def own(databases: Databases, database: Database) -> Iterator[Flask]:
    """An application on a database of its own kind, to which this test really commits."""
    with databases.migrated(database.kind) as url, application_on(url) as application:
        yield application


def commit_source(application: Flask) -> None:
    with application.app_context():
        db.session.add(Source(name="Список А", kind=SourceKind.WITNESS))
        db.session.commit()


def count_sources() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Source)) or 0


class TestSnapshot:
    def test_reads_one_moment_while_others_commit(self, own: Flask) -> None:
        with own.app_context(), snapshot():
            assert count_sources() == 0
            commit_source(own)
            assert count_sources() == 0

    def test_is_over_at_its_end(self, own: Flask) -> None:
        with own.app_context():
            with snapshot():
                count_sources()
            commit_source(own)
            assert count_sources() == 1

    def test_lets_nothing_be_written_on_postgresql(self, own: Flask) -> None:
        with own.app_context(), snapshot():
            if db.engine.dialect.name == "postgresql":
                with pytest.raises(DBAPIError, match="read-only"):
                    db.session.execute(sa.delete(Source))


class TestWeakSqlite:
    def test_that_does_not_do_as_it_is_told_is_refused(self) -> None:
        with closing(sqlite3.connect(":memory:")) as connection, pytest.raises(ConfigError, match="keeps journal_mode"):
            refuse_weak_sqlite(connection, {"journal_mode": "wal"})

    def test_that_is_old_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 9))
        with (
            closing(sqlite3.connect(":memory:")) as connection,
            pytest.raises(ConfigError, match="needs SQLite"),
        ):
            refuse_weak_sqlite(connection, {})


class TestKeptOpen:
    def test_keeps_the_write_ahead_log_though_everybody_else_leaves(self, own: Flask) -> None:
        with own.app_context():
            path = Path(f"{db.engine.url.database}-wal")
            is_sqlite = db.engine.dialect.name == "sqlite"
            with kept_open():
                commit_source(own)
                db.engine.dispose()
                assert path.exists() is is_sqlite
            assert not path.exists()


def error_of(kind: type[DBAPIError], **attributes: object) -> DBAPIError:
    original = Exception("said")
    for name, value in attributes.items():
        setattr(original, name, value)
    return kind("SELECT", {}, original)


class TestIsUnavailable:
    @pytest.mark.parametrize(
        ("error", "unavailable"),
        [
            (error_of(OperationalError, sqlite_errorcode=sqlite3.SQLITE_BUSY), True),
            (error_of(OperationalError, sqlite_errorcode=sqlite3.SQLITE_FULL), True),
            (error_of(OperationalError, sqlite_errorcode=sqlite3.SQLITE_ERROR), False),
            (error_of(OperationalError, sqlstate="40001"), True),
            (error_of(InternalError, sqlstate="25006"), True),
            (error_of(InternalError, sqlstate="25P02"), False),
            (InterfaceError("SELECT", {}, Exception("closed"), connection_invalidated=True), True),
            (error_of(IntegrityError), False),
            (sa.exc.TimeoutError(), True),
            (sa.exc.InvalidRequestError(), False),
        ],
    )
    def test_is_told_by_kind_and_code(self, error: Exception, *, unavailable: bool) -> None:
        assert is_unavailable(error) is unavailable
