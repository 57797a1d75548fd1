"""Days and moments as ISO text, written by the database itself: a long file has millions of them."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class IsoDay(FunctionElement[str]):
    """A day as 2022-05-16; SQLite keeps it so."""

    type = sa.String()
    inherit_cache = True
    name = "iso_day"


class IsoMoment(FunctionElement[str]):
    """A moment as 2022-05-16T09:30:00Z; SQLite keeps it in UTC, with a space in the middle and fractions behind."""

    type = sa.String()
    inherit_cache = True
    name = "iso_moment"


def column_of(element: FunctionElement[str], compiler: SQLCompiler, options: dict[str, Any]) -> str:
    """Write the one column that an element is about."""
    return compiler.process(element.clauses, **options)


@compiles(IsoDay, "sqlite")
def day_on_sqlite(element: IsoDay, compiler: SQLCompiler, **options: Any) -> str:
    """Give the text as it is kept."""
    return column_of(element, compiler, options)


@compiles(IsoDay, "postgresql")
def day_on_postgresql(element: IsoDay, compiler: SQLCompiler, **options: Any) -> str:
    """Write the day out, whatever style the server prefers."""
    return f"to_char({column_of(element, compiler, options)}, 'YYYY-MM-DD')"


@compiles(IsoMoment, "sqlite")
def moment_on_sqlite(element: IsoMoment, compiler: SQLCompiler, **options: Any) -> str:
    """Take the text that is kept apart."""
    column = column_of(element, compiler, options)
    return f"(substr({column}, 1, 10) || 'T' || substr({column}, 12, 8) || 'Z')"


@compiles(IsoMoment, "postgresql")
def moment_on_postgresql(element: IsoMoment, compiler: SQLCompiler, **options: Any) -> str:
    """Write the moment out in UTC."""
    return f"""to_char({column_of(element, compiler, options)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
