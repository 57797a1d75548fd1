"""Copying a PostgreSQL database by pg_dump as one snapshot sees it, and making one from a copy by pg_restore."""

import re
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg.conninfo
import sqlalchemy as sa

from app.backups.archive import PART
from app.backups.sqlite import Copy
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from config import environment_with

#: Where Debian keeps the programs of each version.
DEBIAN = Path("/usr/lib/postgresql")
VERSION = re.compile(rb"\(PostgreSQL\) (\d+)")


class ProgramError(RuleError):
    """PostgreSQL's own programs are not there, or too old."""


@dataclass(frozen=True)
class Programs:
    """Where PostgreSQL's programs may be, besides the PATH and where Debian puts them."""

    folder: Path | None

    def find(self, name: str, *, server: int) -> str:
        """Give a program of the server's own version, else the oldest newer one: an older one is refused there."""
        known = {path: version_of(path) for path in self.candidates(name)}
        able = sorted((version, path) for path, version in known.items() if version >= server)
        if not able:
            raise ProgramError(
                _l(
                    "This needs %(name)s of PostgreSQL %(version)s or newer. "
                    "On Debian: apt-get install postgresql-client-%(version)s; else set OBMIN_POSTGRESQL_PROGRAMS.",
                    name=name,
                    version=server,
                )
            )
        return able[0][1]

    def candidates(self, name: str) -> list[str]:
        """List where a program is."""
        folders = [self.folder] if self.folder else []
        folders += sorted(DEBIAN.glob("*/bin"))
        found = [str(folder / name) for folder in folders if (folder / name).is_file()]
        return [*found, *filter(None, [shutil.which(name)])]


def version_of(program: str) -> int:
    """Ask a program for its main version; one that does not answer has none."""
    said = subprocess.run([program, "--version"], capture_output=True, check=False)  # noqa: S603 - a program we found
    found = VERSION.search(said.stdout)
    return int(found[1]) if found else 0


def engine_on(url: str) -> sa.Engine:
    """Open a database."""
    return sa.create_engine(url, poolclass=sa.NullPool)


def server_version(connection: sa.Connection) -> int:
    """Give a server's main version."""
    return int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000


@contextmanager
def copy_of(url: str, programs: Programs) -> Iterator[Copy]:
    """Give a copy of a database: what is measured and what is dumped are one snapshot, whoever writes meanwhile."""
    with engine_on(url).connect() as connection:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = str(connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one())
        program = programs.find("pg_dump", server=server_version(connection))
        arguments = [
            program,
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={snapshot}",
            "--no-password",
        ]
        yield Copy(connection, dumped(arguments, url))


def dumped(arguments: list[str], url: str) -> Iterator[bytes]:
    """Run pg_dump and read what it writes; one that fails makes the backup fail."""
    with tempfile.TemporaryFile() as said, started(arguments, url, stdout=subprocess.PIPE, stderr=said) as process:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        while piece := process.stdout.read(PART):
            yield piece
        refuse_failure("pg_dump", process, said)


@contextmanager
def started(arguments: list[str], url: str, **pipes: int | IO[bytes]) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a program on a database; the password travels in its environment, where no list of processes shows it."""
    parts = sa.make_url(url)
    _arguments, held = parts.get_dialect()().create_connect_args(parts)
    password = str(held.pop("password", "") or "")
    environment = environment_with(**({"PGPASSWORD": password} if password else {}))
    command = [*arguments, f"--dbname={psycopg.conninfo.make_conninfo(**held)}"]
    with subprocess.Popen(command, env=environment, **pipes) as process:  # type: ignore[call-overload] # noqa: S603 - found
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def refuse_failure(name: str, process: "subprocess.Popen[bytes]", said: IO[bytes]) -> None:
    """Wait for a program, and raise what it said last when it failed."""
    if process.wait():
        said.seek(0)
        last = said.read().decode(errors="replace").strip().splitlines()[-1:]
        raise RuleError(_l("%(name)s failed: %(said)s", name=name, said="".join(last)))


@contextmanager
def scratch(url: str) -> Iterator[str]:
    """Give the address of a new database on the server of ours, and drop it afterwards."""
    name = f"obmin_scratch_{secrets.token_hex(6)}"
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    except sa.exc.ProgrammingError as error:
        sentence = _l("This user of the database may make no database of its own; give --server an address that may.")
        raise ProgramError(sentence) from error
    try:
        yield sa.make_url(url).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def is_empty(url: str) -> bool:
    """Tell whether a database has no tables yet."""
    with engine_on(url).connect() as connection:
        return not sa.inspect(connection).get_table_names()


def fill(url: str, pieces: Iterable[bytes], programs: Programs) -> None:
    """Make a database from a copy, all or nothing."""
    with engine_on(url).connect() as connection:
        program = programs.find("pg_restore", server=server_version(connection))
    arguments = [program, "--no-owner", "--no-privileges", "--single-transaction", "--no-password"]
    with (
        tempfile.TemporaryFile() as said,
        started(arguments, url, stdin=subprocess.PIPE, stderr=said) as process,
    ):
        feed(process, pieces)
        refuse_failure("pg_restore", process, said)


def feed(process: "subprocess.Popen[bytes]", pieces: Iterable[bytes]) -> None:
    """Hand a copy to a program; when it has stopped reading, what it said tells why."""
    assert process.stdin is not None  # noqa: S101 - it is a pipe
    try:
        with process.stdin:
            for piece in pieces:
                process.stdin.write(piece)
    except BrokenPipeError:
        process.wait()
