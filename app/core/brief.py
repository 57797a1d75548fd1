"""Short transactions beside the one of the request, for notes that must not make anybody wait."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import db

#: What a connection to SQLite is told meanwhile: fail at once where somebody else writes, and let the next full write
#: bring this one to the disk with its own.
HURRY = {"busy_timeout": 0, "synchronous": 1}


@contextmanager
def brief_session() -> Iterator[Session]:
    """Give a session of its own, which waits for nobody; it fails at once where it would have to."""
    with db.sessionmaker() as own:
        bind = own.get_bind()
        if bind.dialect.name != "sqlite" or isinstance(bind, sa.Connection):
            yield own
            return
        with bind.connect() as connection, hurried(connection):
            own.bind = connection
            yield own
            own.close()


@contextmanager
def hurried(connection: sa.Connection) -> Iterator[None]:
    """Tell a connection to SQLite not to wait, for a while; it has to be told before its transaction begins."""
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - a checked-out connection has one
    former = {name: driver.execute(f"PRAGMA {name}").fetchone()[0] for name in HURRY}
    try:
        for name, value in HURRY.items():
            driver.execute(f"PRAGMA {name}={value}")
        yield
    finally:
        driver.rollback()
        for name, value in former.items():
            driver.execute(f"PRAGMA {name}={value}")
