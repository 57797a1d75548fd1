"""A large registry in minutes: invented people entered by the rules, then doubled with everything about them."""

import sys
import time

import sqlalchemy as sa
from flask import Flask

from app.accounts import queries as users
from app.core import clock, schema
from app.core.db import Base, db
from app.demo import rules as demo

#: People entered one by one, with their histories; the rest are copies of them under other numbers.
ORIGINALS = 250
#: What is copied, parents first, and for each column that points at a copied row the table of that row.
COPIED = {
    "people": {"id": "people", "merged_into_id": "people"},
    "person_statements": {"id": "person_statements", "person_id": "people", "supersedes_id": "person_statements"},
    "custody_events": {"id": "custody_events", "person_id": "people", "supersedes_id": "custody_events"},
    "custody_periods": {"person_id": "people"},
    "person_cohorts": {"id": "person_cohorts", "person_id": "people"},
    "preferred_values": {"id": "preferred_values", "person_id": "people", "statement_id": "person_statements"},
}


def fill(application: Flask, count: int) -> float:
    """Fill an empty database with a number of people and all about them, the same at every run; give the seconds."""
    start = time.monotonic()
    with application.app_context():
        demo.renew_sign_ins(now=clock.now())
        db.session.flush()
        demo.seed(actor=users.get_user("analyst"), now=clock.now(), count=min(count, ORIGINALS))
        db.session.commit()
        present = min(count, ORIGINALS)
        while present < count:
            present += double(min(present, count - present))
            print(f"{present} people", file=sys.stderr)
        raise_sequences()
        db.session.commit()
        db.session.execute(sa.text("ANALYZE"))
        db.session.commit()
    return time.monotonic() - start


def double(people: int) -> int:
    """Copy the first so many people with everything about them; give how many they are."""
    if db.engine.dialect.name == "postgresql":
        # A copy points where its original does, one shift further: to look each of them up would take half of the time.
        db.session.execute(sa.text("SET LOCAL session_replication_role = replica"))
    shifts = {name: highest(name) for name in COPIED if "id" in COPIED[name]}
    for name, shifted in COPIED.items():
        copy_rows(Base.metadata.tables[name], {column: shifts[table] for column, table in shifted.items()}, people)
    db.session.commit()
    return people


def highest(name: str) -> int:
    """Give the highest number in a table."""
    return db.session.scalar(sa.select(sa.func.max(Base.metadata.tables[name].c.id))) or 0


def copy_rows(table: sa.Table, shifts: dict[str, int], people: int) -> None:
    """Copy the rows about the first people under numbers that nobody has; each copy has a place of its own in lists."""
    columns = [copied(column, shifts) for column in table.columns]
    about = table.c.id if table.name == "people" else table.c.person_id
    rows = sa.select(*columns).where(about <= people)
    db.session.execute(table.insert().from_select([column.name for column in table.columns], rows))


def copied(column: sa.Column[object], shifts: dict[str, int]) -> sa.ColumnElement[object]:
    """Give what a copy has in a column."""
    if column.name in shifts:
        return column + shifts[column.name]
    if column.name == "sort_key":
        return column + sa.literal(f"{shifts['id']:08d}")
    return column


def raise_sequences() -> None:
    """Let PostgreSQL number new rows behind the copies."""
    if db.engine.dialect.name == "postgresql":
        for table in (name for name in COPIED if "id" in COPIED[name]):
            last = f"(SELECT max(id) FROM {table})"  # noqa: S608 - our own table names
            db.session.execute(sa.text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})"))


def migrate(url: str) -> None:
    """Make the tables."""
    with schema.migrating(url) as connection:
        schema.upgrade(connection)
