"""The invented registry entered in bulk, as if by the rules, with the keys of everybody; and what that took."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from app.core.dates import parse_edtf
from app.core.db import Base, db
from app.core.many import POSTGRESQL, insert_many, kind_of_database
from app.names.ordering import sort_key
from app.people.search import building
from benchmarks import registry

RECORDED = datetime(2026, 1, 1, 8, tzinfo=UTC)


def fill(count: int) -> tuple[float, float]:
    """Enter everybody in bulk, and make the keys; give the seconds of each."""
    start = time.monotonic()
    source = db.session.scalar(sa.text("SELECT min(id) FROM sources")) or add_source()
    if kind_of_database() == POSTGRESQL:
        # Every statement points at its person: to look each of them up would take longer than all the rest.
        db.session.execute(sa.text("SET LOCAL session_replication_role = replica"))
    values = [(entry, born_of(entry.born)) for entry, _ in registry.people(count)]
    for name, row in (("people", person_row), ("person_statements", statement_row)):
        insert_whole(Base.metadata.tables[name], (row(entry, born, source) for entry, born in values))
    db.session.commit()
    made = time.monotonic() - start
    building.rebuild(lambda _count: None)
    db.session.commit()
    db.session.execute(sa.text("ANALYZE"))
    db.session.commit()
    return made, time.monotonic() - start - made


def add_source() -> int:
    """Enter the source on whose word everybody is on record."""
    told = {"name": "Вигаданий реєстр", "kind": "open_source", "reliability": "B", "added_at": RECORDED}
    table = Base.metadata.tables["sources"]
    known = {name: value for name, value in told.items() if name in table.columns}
    needed = {
        column.name: RECORDED
        for column in table.columns
        if not column.nullable and column.name not in known and column.default is None and not column.primary_key
    }
    return int(db.session.execute(table.insert().values(**known, **needed)).inserted_primary_key[0])


def born_of(edtf: str) -> dict[str, Any]:
    """Give the columns of a birth."""
    born = parse_edtf(edtf) if edtf else None
    days = (born.earliest, born.latest) if born else (None, None)
    return dict(zip(("born_edtf", "born_earliest", "born_latest"), (edtf or None, *days), strict=True))


def name_row(entry: registry.Entry) -> dict[str, Any]:
    """Give the columns of a name."""
    return {"surname": entry.surname, "given_name": entry.given, "patronymic": entry.patronymic or None}


def person_row(entry: registry.Entry, born: dict[str, Any], _source: int) -> dict[str, Any]:
    """Give a person's row."""
    name = " ".join(filter(None, (entry.surname, entry.given, entry.patronymic)))
    moments = {"created_at": RECORDED, "updated_at": RECORDED}
    return {"id": entry.number, "name": name, "sort_key": sort_key(name), **name_row(entry), **born, **moments}


def statement_row(entry: registry.Entry, born: dict[str, Any], source: int) -> dict[str, Any]:
    """Give the row of what the source says of a person."""
    word = {"source_id": source, "credibility": 3, "recorded_at": RECORDED}
    return {"id": entry.number, "person_id": entry.number, **name_row(entry), **born, **word}


def insert_whole(table: sa.Table, rows: Iterator[dict[str, Any]]) -> None:
    """Write rows with the defaults of the columns that they leave out, in the form in which the database takes them."""
    dialect = db.engine.dialect
    binders = {column.name: column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.columns}
    defaults = {column.name: default_of(column) for column in table.columns}
    stored = {name: bind(value) if (bind := binders[name]) else value for name, value in defaults.items()}

    def values() -> Iterator[list[Any]]:
        for row in rows:
            own = {name: bind(value) if (bind := binders[name]) else value for name, value in row.items()}
            yield list({**stored, **own}.values())

    insert_many(table, list(stored), values())


def default_of(column: sa.Column[Any]) -> Any:  # noqa: ANN401 - of any column
    """Give what a column holds where nothing is said; what the database itself would put there, said here."""
    if column.default is not None:
        value = column.default.arg  # type: ignore[attr-defined]
        return value(None) if callable(value) else value
    if column.server_default is not None:
        return [] if isinstance(column.type, sa.JSON) else False
    return None
