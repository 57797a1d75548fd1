"""Copying an SQLite database through its backup interface while others write to it, and making one from a copy."""

import secrets
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from app.backups.archive import DAMAGED, PART, DamagedError
from app.core.db import set_up_sqlite
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l


@dataclass(frozen=True)
class Copy:
    """A copy of a database as it stood at one moment: a connection to measure it, and its bytes."""

    connection: sa.Connection
    pieces: Iterable[bytes]


@contextmanager
def copy_of(url: str) -> Iterator[Copy]:
    """Give a copy of a database that has stood the integrity check; it lies beside it, and is gone afterwards.

    All pages are copied in one step: SQLite would begin anew whenever somebody writes between two.
    """
    path = file_of(url)
    if not path.is_file():
        raise RuleError(_l("There is no database at %(path)s.", path=path))
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".obmin-backup-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        copy_pages(path, copy)
        with opened(copy) as connection:
            if faults := faults_of(connection):
                raise RuleError(_l("This database is damaged: %(faults)s", faults="; ".join(faults[:3])))
            yield Copy(connection, pieces_of(copy))


def copy_pages(path: Path, copy: Path) -> None:
    """Copy every page of a database."""
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise RuleError(_l("The database could not be copied: %(reason)s", reason=str(error))) from error


def pieces_of(path: Path) -> Iterator[bytes]:
    """Read a file piece by piece."""
    with path.open("rb") as file:
        while piece := file.read(PART):
            yield piece


@contextmanager
def opened(path: Path) -> Iterator[sa.Connection]:
    """Give a connection to a file."""
    engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.NullPool)
    with engine.connect() as connection:
        yield connection


def faults_of(connection: sa.Connection) -> list[str]:
    """Have SQLite look at every page, index and reference of a database."""
    try:
        said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
        lost = [
            f"{row[0]}: lost reference to {row[2]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
        ]
    except sa.exc.DatabaseError as error:
        raise DamagedError(DAMAGED) from error
    return [line for line in said if line != "ok"] + lost


@contextmanager
def scratch(url: str) -> Iterator[str]:
    """Give the address of a database that is gone afterwards, beside our own if that has a folder."""
    parent = file_of(url).parent if url.startswith("sqlite") else None
    with tempfile.TemporaryDirectory(
        dir=parent if parent and parent.is_dir() else None, prefix=".obmin-scratch-"
    ) as folder:
        yield f"sqlite:///{folder}/scratch.sqlite3"


def is_empty(url: str) -> bool:
    """Tell whether there is nothing yet at an address."""
    path = file_of(url)
    return not path.exists() or path.stat().st_size == 0


def fill(url: str, pieces: Iterable[bytes]) -> None:
    """Make a database from a copy: it gets its name when it is whole, and is for its owner alone."""
    path = file_of(url)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.unfinished")
    try:
        unfinished.touch(mode=0o600, exist_ok=False)
        with unfinished.open("wb") as file:
            for piece in pieces:
                file.write(piece)
        with opened(unfinished) as connection:
            if faults := faults_of(connection):
                raise RuleError(_l("This database is damaged: %(faults)s", faults="; ".join(faults[:3])))
        unfinished.replace(path)
    except OSError as error:
        raise RuleError(_l("The database could not be written: %(reason)s", reason=str(error))) from error
    finally:
        unfinished.unlink(missing_ok=True)


def file_of(url: str) -> Path:
    """Give the file of an address."""
    return Path(str(sa.make_url(url).database))


def engine_on(url: str) -> sa.Engine:
    """Open a restored database."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    set_up_sqlite(engine, busy_timeout=5)
    return engine
