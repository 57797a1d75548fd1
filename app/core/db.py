"""The database: one declarative base, the types that columns share, and how connections are opened."""

import enum
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import Annotated, Any

import sqlalchemy as sa
from flask import g, has_app_context, has_request_context, request
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, mapped_column

from config import ConfigError, name_of

#: Every constraint and index has a name, so that migrations can drop it and errors can be told apart.
NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
#: Requests that only read begin a deferred transaction on SQLite, so that readers never wait for a writer.
READING = {"GET", "HEAD", "OPTIONS"}
#: The first SQLite that gives back what it inserted, drops columns and reads the upserts that we write.
OLDEST_SQLITE = (3, 35, 0)
#: What `PRAGMA synchronous` calls FULL: a commit has reached the disk when it is acknowledged.
FULL = 2
#: Kibibytes, as SQLite writes them.
CACHE = -65536
#: PostgreSQL's states that are no operational errors to its driver, and yet pass: a standby, a server out of patience.
UNABLE = {"25006", "25P03", "25P04"}


class UtcDateTime(sa.TypeDecorator[datetime]):
    """A moment, always aware and in UTC; SQLite, which knows no zones, stores it without one."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Store UTC; a moment without a zone is refused, since nobody could say what it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment needs a zone"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give UTC back its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")
#: Bytes decide the order, on PostgreSQL too: sort keys are made in Python for the Ukrainian alphabet.
ByteOrdered = sa.String().with_variant(sa.String(collation="C"), "postgresql")

Id = Annotated[int, mapped_column(BigId, primary_key=True)]
Line = Annotated[str, mapped_column(sa.String(300))]
Text = Annotated[str, mapped_column(sa.Text)]


def enum_values(members: type[enum.Enum]) -> list[str]:
    """Store an enum by its values: they are the codes that exports and documents show."""
    return [member.value for member in members]


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = sa.MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as a plain attribute
        datetime: UtcDateTime,
        dict[str, Any]: sa.JSON,
        dict[str, str]: sa.JSON,
        list[str]: sa.JSON,
        enum.Enum: sa.Enum(
            enum.Enum, native_enum=False, create_constraint=True, values_callable=enum_values, length=40
        ),
    }


db = SQLAlchemy(engine_options={"hide_parameters": True, "pool_pre_ping": True})


def set_up_sqlite(engine: sa.Engine, *, busy_timeout: float, foreign_keys: bool = True) -> None:
    """Make SQLite keep its promises: foreign keys, real transactions and savepoints, writes that survive a power cut.

    The driver's own transaction handling is switched off and every transaction is begun by us, as SQLAlchemy's
    documentation advises; otherwise savepoints do not work. A transaction that will write takes its lock at the
    start (BEGIN IMMEDIATE): one that reads first and writes later fails at once with "locked", whatever the timeout.
    """
    promises = {
        "busy_timeout": int(busy_timeout * 1000),
        "journal_mode": "wal" if is_file(engine.url) else "memory",
        "synchronous": FULL,
        "foreign_keys": int(foreign_keys),
        "cache_size": CACHE,
    }

    @event.listens_for(engine, "connect")
    def open_connection(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma, value in promises.items():
            connection.execute(f"PRAGMA {pragma}={value}")
        refuse_weak_sqlite(connection, promises)

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN" if only_reads() else "BEGIN IMMEDIATE")


def is_file(url: sa.URL) -> bool:
    """Tell whether an address of SQLite is that of a file, not of a database in memory."""
    return url.database not in {None, "", ":memory:"}


def refuse_weak_sqlite(connection: sqlite3.Connection, promises: Mapping[str, object]) -> None:
    """Refuse an SQLite that is too old, or that silently did not do as it was told: it would lose what it acknowledged.

    A network folder, for one, takes no write-ahead log, and SQLite says so only to whoever asks again.
    """
    faults = [
        f"SQLite keeps {pragma} at {kept}, not at {wanted}; is the file in a network folder?"
        for pragma, wanted in promises.items()
        if (kept := connection.execute(f"PRAGMA {pragma}").fetchone()[0]) != wanted
    ]
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        faults = [f"needs SQLite {oldest} or newer, and this machine has {sqlite3.sqlite_version}"]
    if faults:
        raise ConfigError({name_of("database_url"): faults[0]})


@contextmanager
def kept_open() -> Iterator[None]:
    """Keep one connection to an SQLite file open for as long as the server runs; open it now, so that faults show.

    Whoever closes the last connection takes the write-ahead log away, and on a full disk nobody could make it anew:
    then not even reading would work.
    """
    with ExitStack() as open_ones:
        if db.engine.dialect.name == "sqlite":
            connection = open_ones.enter_context(db.engine.connect())
            connection.detach()
            connection.connection.cursor().execute("SELECT count(*) FROM sqlite_master")
        yield


def is_unavailable(error: BaseException) -> bool:
    """Tell whether an error means that the database is busy, full, away or gave way to somebody: ask again later.

    SQLite calls our own mistakes operational errors, too: those have the plain code of an error.
    """
    if isinstance(error, sa.exc.TimeoutError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
        return False
    sqlstate = getattr(error.orig, "sqlstate", None) or ""
    return isinstance(error, OperationalError) or error.connection_invalidated or sqlstate in UNABLE


def only_reads() -> bool:
    """Tell whether what begins now only reads: as it was said (`g.writes`), else as the request's method tells.

    Commands and jobs are taken to write unless they say that they do not.
    """
    if has_app_context() and "writes" in g:
        return not g.writes
    return has_request_context() and request.method in READING


def start_writing() -> None:
    """End what was read so far, so that even a request to read can write a short note of its own and commit it."""
    db.session.rollback()
    g.writes = True


@contextmanager
def snapshot() -> Iterator[None]:
    """Read the database as it stands at one moment, however long that takes, in nobody's way.

    What was open before ends. On SQLite every transaction that reads is so; PostgreSQL gives each statement a moment of
    its own unless it is asked, which it can be only at the start of a whole transaction.
    """
    db.session.rollback()
    g.writes = False
    connection = db.session.connection()
    if connection.dialect.name == "postgresql" and not connection.in_nested_transaction():
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    try:
        yield
    finally:
        db.session.rollback()
