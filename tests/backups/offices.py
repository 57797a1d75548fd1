"""An office for the tests of backups: a database of its own, a folder of files, and a key."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyrage
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from app.backups import rules
from app.backups.postgresql import Programs
from app.core import clock
from app.core.filestore import FileStore
from config import ROOT, environment_with
from tests.harness import postgresql

NAME = "Вигадане джерело"

#: `obmin("backup", path)`
Obmin = Callable[..., Result]


@dataclass(frozen=True)
class Office:
    """A place where records are kept, with its application, and the key that its backups are made for."""

    place: rules.Place
    application: Flask
    identity: pyrage.x25519.Identity
    folder: Path

    @property
    def now(self) -> datetime:
        return clock.now()

    @property
    def backup(self) -> Path:
        return self.folder / "record.backup.age"

    def back_up(self) -> Path:
        rules.back_up(self.place, self.backup, recipients=[self.identity.to_public()], now=clock.now())
        return self.backup

    def elsewhere(self, url: str) -> rules.Place:
        return rules.Place(url, FileStore(self.folder / "other files"), self.place.programs)


def programs() -> Programs:
    """Give the programs of PostgreSQL that the tests bring along."""
    return Programs(Path(str(postgresql.programs_for(None, Path()))))


def put(files: FileStore, content: bytes) -> None:
    """Keep a file under its digest, past the checks of what it is."""
    path = files.path_of(hashlib.sha256(content).hexdigest())
    path.parent.mkdir(parents=True)
    path.write_bytes(content)


def statement(url: str, *statements: str) -> None:
    """Change a database behind the application's back."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with closing(engine.connect()) as connection:
        for words in statements:
            connection.exec_driver_sql(words)
        connection.commit()


def environment_of(office: Office) -> dict[str, str]:
    """Give the environment of a process that works in the office."""
    return environment_with(
        OBMIN_DATABASE_URL=office.place.url,
        OBMIN_ATTACHMENTS_FOLDER=str(office.place.files.folder),
        OBMIN_POSTGRESQL_PROGRAMS=str(office.place.programs.folder),
        OBMIN_LANG="en",
    )


def process(office: Office, *words: object, before: str = "") -> "subprocess.CompletedProcess[str]":
    """Run a command as a process of its own, after a line of the shell's."""
    script = f'{before}\nexec "$0" -c "from app.cli import main; main()" "$@"'
    return subprocess.run(
        ["/bin/sh", "-c", script, sys.executable, *map(str, words)],
        env=environment_of(office),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
