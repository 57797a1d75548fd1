"""Counting and digesting what a database holds, table by table in the order of keys, a piece at a time."""

import hashlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.backups.manifest import Head, State, Table
from app.core import schema

#: Rows that are read at once; what is digested hangs on it, so it is part of the format.
BATCH = 1_000
HEAD = "audit_head"
#: The form in which PostgreSQL writes values, whatever its settings are.
POSTGRESQL_FORM = (
    "TimeZone='UTC'",
    "DateStyle='ISO'",
    "IntervalStyle='postgres'",
    "extra_float_digits=1",
    "bytea_output='hex'",
)


def measure(connection: sa.Connection) -> State:
    """Measure a database as one transaction sees it."""
    names = sorted(sa.inspect(connection).get_table_names())
    if connection.dialect.name == "postgresql":
        for setting in POSTGRESQL_FORM:
            connection.exec_driver_sql(f"SET LOCAL {setting}")
    return State(
        revision=schema.current(connection),
        tables={name: measure_table(connection, name) for name in names},
        ledger=head_of(connection) if HEAD in names else None,
    )


def head_of(connection: sa.Connection) -> Head | None:
    """Read where the ledger ends."""
    row = connection.exec_driver_sql(f"SELECT sequence, hash FROM {HEAD}").one_or_none()  # noqa: S608 - a constant
    return Head(int(row[0]), str(row[1])) if row else None


def measure_table(connection: sa.Connection, name: str) -> Table:
    """Count and digest the rows of a table."""
    digest, rows = hashlib.sha256(), 0
    read = copied if connection.dialect.name == "postgresql" else fetched
    for piece, count in read(connection, ordered(connection, name)):
        digest.update(piece)
        rows += count
    return Table(rows, digest.hexdigest())


def ordered(connection: sa.Connection, name: str) -> str:
    """Write the query for all rows of a table in the order of its key; without a key, of all its columns."""
    inspector, quote = sa.inspect(connection), connection.dialect.identifier_preparer.quote
    columns = {column["name"]: column["type"] for column in inspector.get_columns(name)}
    key = inspector.get_pk_constraint(name)["constrained_columns"] or list(columns)
    terms = ", ".join(quote(column) + collation(connection, columns[column]) for column in key)
    return f"SELECT * FROM {quote(name)} ORDER BY {terms}"  # noqa: S608 - names from the database itself, quoted


def collation(connection: sa.Connection, kind: Any) -> str:  # noqa: ANN401 - a type of any dialect
    """Sort text by its bytes: how a language sorts differs from server to server."""
    is_text = isinstance(kind, sa.String) and connection.dialect.name == "postgresql"
    return ' COLLATE "C"' if is_text else ""


def copied(connection: sa.Connection, query: str) -> Iterator[tuple[bytes, int]]:
    """Have PostgreSQL write the rows itself; each is one line, since it escapes line ends inside values."""
    with connection.connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT") as rows:  # type: ignore[attr-defined]
        for piece in rows:
            yield bytes(piece), bytes(piece).count(b"\n")


def fetched(connection: sa.Connection, query: str) -> Iterator[tuple[bytes, int]]:
    """Read SQLite's rows as they are stored."""
    raw: Any = connection.connection.dbapi_connection
    cursor = raw.cursor()
    raw.text_factory = bytes
    try:
        cursor.execute(query)
        while rows := cursor.fetchmany(BATCH):
            yield repr(rows).encode(), len(rows)
    finally:
        raw.text_factory = str
        cursor.close()
