"""One test, one transaction: everything a test does happens inside an outer transaction that is rolled back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event

from app.core.db import db

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)
BOOKKEEPING = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK)\b", re.IGNORECASE)


class Watch:
    """What runs on the outer connection: every statement, and the writes of each savepoint that is still open.

    A session's commit releases its outermost savepoint. A write whose savepoint was not released by the end of a
    request is one that the real application would have lost.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self.statements: list[str] = []
        self.open: list[list[str]] = []
        event.listen(connection, "before_cursor_execute", self.note)
        event.listen(connection, "savepoint", self.enter)
        event.listen(connection, "release_savepoint", self.leave)
        event.listen(connection, "rollback_savepoint", self.forget)

    def note(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if BOOKKEEPING.match(statement):
            return
        self.statements.append(statement)
        if self.open and WRITES.match(statement):
            self.open[-1].append(statement)

    def enter(self, _connection: object, _name: str | None) -> None:
        self.open.append([])

    def leave(self, _connection: object, _name: str, _context: object) -> None:
        released = self.open.pop()
        if self.open:
            self.open[-1].extend(released)

    def forget(self, _connection: object, _name: str, _context: object) -> None:
        self.open.pop()

    def uncommitted(self) -> list[str]:
        """Give the writes that no commit has kept yet."""
        return [statement for writes in self.open for statement in writes]


@contextmanager
def isolated(application: Flask) -> Iterator[Watch]:
    """Bind every session of the application to one connection, and undo all that happened on it."""
    with application.app_context():
        engine, maker = db.engine, db.sessionmaker
    config = dict(application.config)
    with engine.connect() as connection:
        watch = application.extensions["watch"] = Watch(connection)
        outer = connection.begin()
        maker.configure(bind=connection, join_transaction_mode="create_savepoint")
        try:
            yield watch
        finally:
            outer.rollback()
            maker.configure(bind=engine, join_transaction_mode="conditional_savepoint")
            application.config.clear()
            application.config.update(config)
