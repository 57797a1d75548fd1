"""A large registry in little time: invented people entered by the rules, then copied with everything about them."""

import sqlalchemy as sa
from flask import Flask

from app.accounts import queries as users
from app.core import clock, schema
from app.core.db import Base, db
from app.demo import rules as demo

#: People entered one by one; the rest are copies of them under other numbers.
ORIGINALS = 250
#: What is copied, parents first, with the columns that point at a copied row.
COPIED = {
    "people": ("id",),
    "person_statements": ("id", "person_id"),
    "custody_events": ("id", "person_id"),
    "person_cohorts": ("id", "person_id"),
}


def fill(application: Flask, count: int) -> None:
    """Fill an empty database with a number of people, each with their statements, events and cohorts."""
    with application.app_context():
        demo.renew_sign_ins(now=clock.now())
        db.session.flush()
        demo.seed(actor=users.get_user("analyst"), now=clock.now(), count=min(count, ORIGINALS))
        db.session.commit()
        for copy in range(1, count // ORIGINALS):
            for table, shifted in COPIED.items():
                copy_rows(Base.metadata.tables[table], shifted, copy)
        raise_sequences()
        db.session.commit()
        db.session.execute(sa.text("ANALYZE"))
        db.session.commit()


def copy_rows(table: sa.Table, shifted: tuple[str, ...], copy: int) -> None:
    """Copy the originals' rows of a table under numbers that nobody has; names get the copy's number."""
    highest = {"id": 20 * ORIGINALS, "person_id": ORIGINALS}
    if table.name == "people":
        highest["id"] = ORIGINALS
    columns = []
    for column in table.columns:
        if column.name in shifted:
            columns.append(column + copy * highest[column.name])
        elif column.name == "sort_key":
            columns.append(column + sa.literal(f"{copy:06d}"))
        else:
            columns.append(column)
    rows = sa.select(*columns).where(table.c.id <= highest["id"])
    db.session.execute(table.insert().from_select([column.name for column in table.columns], rows))


def raise_sequences() -> None:
    """Let PostgreSQL number new rows behind the copies."""
    if db.engine.dialect.name == "postgresql":
        for table in COPIED:
            db.session.execute(
                sa.text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608 - our own table names
            )


def migrate(url: str) -> None:
    """Make the tables."""
    with schema.migrating(url) as connection:
        schema.upgrade(connection)
