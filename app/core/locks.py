"""Going one after the other: what PostgreSQL has to be told, and SQLite does by itself."""

import sqlalchemy as sa

from app.core.db import Base, db


def await_turn(word: str) -> None:
    """Let transactions that name the same word go one after the other, until they end.

    On SQLite a transaction that writes is alone from its beginning.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(word, 0))))


def hold(row: Base) -> None:
    """Have a row to oneself until the transaction ends, and read it anew: somebody may have changed it while we waited.

    On SQLite a transaction that writes is alone from its beginning.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.flush()
        db.session.refresh(row, with_for_update=True)
