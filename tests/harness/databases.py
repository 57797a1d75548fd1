"""The databases of one worker: one of each kind, built by the migrations once, with an application on each."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from app import create_app
from app.core import schema
from app.core.db import db
from config import Test
from tests.harness import postgresql
from tests.harness.client import watch_for_leftovers

KINDS = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Database:
    """A migrated database and the application that works on it."""

    kind: str
    url: str
    application: Flask


class Databases:
    """Makes databases when the first test asks, and removes them all at the end."""

    def __init__(self, folder: Path, server_url: Callable[[], str]) -> None:
        self.folder, self.server_url = folder, server_url
        self.made: dict[str, Database] = {}
        self.cleanup = ExitStack()

    def shared(self, kind: str) -> Database:
        """Give the worker's database of a kind."""
        if kind not in self.made:
            url = self.cleanup.enter_context(self.migrated(kind))
            self.made[kind] = Database(kind, url, self.cleanup.enter_context(application_on(url)))
        return self.made[kind]

    @contextmanager
    def migrated(self, kind: str) -> Iterator[str]:
        """Give the URL of a fresh database at the newest revision."""
        with self.empty(kind) as url:
            with schema.migrating(url) as connection:
                schema.upgrade(connection)
            yield url

    @contextmanager
    def empty(self, kind: str) -> Iterator[str]:
        """Give the URL of a fresh database in which nothing has been made yet."""
        name = f"obmin_test_{uuid.uuid4().hex[:12]}"
        if kind == "sqlite":
            yield f"sqlite:///{self.folder / name}.sqlite3"
        else:
            with postgresql.database(self.server_url(), name) as url:
                yield url


@contextmanager
def application_on(url: str) -> Iterator[Flask]:
    """Give an application with the settings of tests on a database, and close its connections afterwards."""
    application = create_app(Test(database_url=url))
    application.testing = True
    # Tests of the tokens themselves switch them on; what a test changes in the settings is undone after it.
    application.config["WTF_CSRF_ENABLED"] = False
    watch_for_leftovers(application)
    yield application
    with application.app_context():
        db.engine.dispose()
