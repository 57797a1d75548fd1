"""One test, one transaction: everything a test does happens inside an outer transaction that is rolled back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event

from app.core.db import db

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)
SAVEPOINT = re.compile(r"(?P<verb>SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT) (?P<name>\w+)")


class Watch:
    """What runs on the outer connection: every statement, and the writes of each savepoint that is still open.

    A session's commit releases its outermost savepoint. A write whose savepoint was not released by the end of a
    request is one that the real application would have lost.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self.statements: list[str] = []
        self.open: dict[str, list[str]] = {}
        event.listen(connection, "before_cursor_execute", self.note)

    def note(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if mark := SAVEPOINT.fullmatch(statement):
            self.follow(mark["verb"], mark["name"])
            return
        self.statements.append(statement)
        if self.open and WRITES.match(statement):
            self.innermost().append(statement)

    def follow(self, verb: str, name: str) -> None:
        """Open a savepoint, keep its writes in the one around it, or drop them."""
        if verb == "SAVEPOINT":
            self.open[name] = []
            return
        writes = self.close(name)
        if verb == "RELEASE SAVEPOINT" and self.open:
            self.innermost().extend(writes)

    def innermost(self) -> list[str]:
        """Give the writes of the savepoint that was opened last."""
        return self.open[next(reversed(self.open))]

    def close(self, name: str) -> list[str]:
        """Close a savepoint, and with it those begun inside it; give the writes of them all."""
        names = list(self.open)
        ended = names[names.index(name) :]
        return [statement for inner in ended for statement in self.open.pop(inner)]

    def uncommitted(self) -> list[str]:
        """Give the writes that no commit has kept yet."""
        return [statement for writes in self.open.values() for statement in writes]


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
