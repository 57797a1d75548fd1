"""Many values at once: as a table that a query joins, and into a table by the fastest way that a database has."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.dialects import postgresql

from app.core.db import db

T = TypeVar("T")

POSTGRESQL = "postgresql"
#: Rows that are handed to SQLite in one call.
BATCH = 10_000


def kind_of_database() -> str:
    """Name the kind of database that the session is bound to; statements that are made once are made for each kind."""
    return str(db.session.get_bind().dialect.name)


def table_of(numbers: Collection[int]) -> sa.TableValuedAlias:
    """Give whole numbers as a table of one column, `value`: one parameter, and one statement however many they are."""
    kind = kind_of_database()
    return table_named("given", kind, as_parameter(numbers, kind))


def table_named(name: str, kind: str, value: Any = None) -> sa.TableValuedAlias:  # noqa: ANN401 - what the database takes
    """Give the whole numbers of a parameter as a table of one column, `value`; without them they are given later."""
    unique = value is not None
    if kind == POSTGRESQL:
        array = sa.bindparam(name, value, postgresql.ARRAY(sa.BigInteger), unique=unique, required=False)
        return sa.func.unnest(array).table_valued("value", name=name).render_derived()
    text = sa.bindparam(name, value, sa.String, unique=unique, required=False)
    return sa.func.json_each(text).table_valued(sa.column("value", sa.BigInteger), name=name)


def as_parameter(numbers: Collection[int], kind: str) -> str | list[int]:
    """Give whole numbers as one parameter: an array, or a text that SQLite reads as one."""
    return list(numbers) if kind == POSTGRESQL else json.dumps(list(numbers))


def insert_many(table: sa.Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows to a table, as many as there are and none of them kept in memory."""
    if kind_of_database() == POSTGRESQL:
        copy_in(table, columns, rows)
        return
    statement = str(table.insert().compile(dialect=db.session.get_bind().dialect, column_keys=list(columns)))
    for some in blocks(rows, BATCH):
        db.session.connection().exec_driver_sql(statement, [tuple(row) for row in some])


def copy_in(table: sa.Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Let PostgreSQL read rows as a stream."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with db.session.connection().connection.cursor().copy(statement) as stream:
        for row in rows:
            stream.write_row(row)


def blocks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Give items in lists of a size, the last one shorter."""
    rest = iter(items)
    while block := list(islice(rest, size)):
        yield block
