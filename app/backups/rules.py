"""Making a backup, and proving that it can be restored: what was restored is measured as the original was."""

import io
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import sqlalchemy as sa

from app.audit import rules as audit
from app.backups import archive, manifest, measuring, postgresql, sqlite
from app.backups.archive import DAMAGED, DATABASE, FILES, MANIFEST, DamagedError, Identity, Recipient
from app.backups.manifest import Manifest, State
from app.core import filestore, schema
from app.core.db import db
from app.core.errors import RuleError
from app.core.filestore import DIGEST, FileStore
from app.core.i18n import lazy_ as _l


class NotEmptyError(RuleError):
    """A database that holds something already, and is not written over."""


@dataclass(frozen=True)
class Place:
    """A database and the folder of its files, as settings name them."""

    url: str
    files: FileStore
    programs: postgresql.Programs

    @property
    def dialect(self) -> str:
        """The kind of database."""
        return sa.make_url(self.url).get_backend_name()

    def copy(self) -> AbstractContextManager[sqlite.Copy]:
        """Copy the database as it stands at one moment."""
        return sqlite.copy_of(self.url) if self.dialect == "sqlite" else postgresql.copy_of(self.url, self.programs)

    def fill(self, pieces: Iterator[bytes]) -> None:
        """Make the database from a copy."""
        if self.dialect == "sqlite":
            sqlite.fill(self.url, pieces)
        else:
            postgresql.fill(self.url, pieces, self.programs)

    def is_empty(self) -> bool:
        """Tell whether there is nothing in the database yet."""
        return sqlite.is_empty(self.url) if self.dialect == "sqlite" else postgresql.is_empty(self.url)

    def open(self) -> sa.Engine:
        """Open the database."""
        return sqlite.engine_on(self.url) if self.dialect == "sqlite" else postgresql.engine_on(self.url)


def back_up(place: Place, path: Path, *, recipients: list[Recipient], now: datetime) -> Manifest:
    """Write a database and the files of the record into one file that only the holders of the keys can read.

    The database is copied first: a file is kept before the record names it, so none that the copy names is missing.
    """
    with archive.writing(path, recipients) as members, place.copy() as copy:
        archive.add_parts(members, copy.pieces)
        state = measuring.measure(copy.connection)
        files = add_files(members, place.files)
        made = Manifest(now.isoformat(), version("obmin"), place.dialect, state, files)
        archive.add(members, MANIFEST, made.to_json())
    return made


def add_files(members: tarfile.TarFile, files: FileStore) -> int:
    """Add every whole file of the record, and count them."""
    count = 0
    for path in files.names():
        if DIGEST.fullmatch(path.name):
            archive.add_file(members, f"{FILES}{path.name}", path)
            count += 1
    return count


def read(path: Path, identity: Identity) -> Manifest:
    """Read a backup from end to end, which proves every byte of it, and give its account of itself."""
    found: Manifest | None = None
    files = 0
    with archive.reading(path, identity) as members:
        for name, content in members:
            if name == MANIFEST:
                found = manifest.from_json(content.read())
            files += name.startswith(FILES)
    if found is None or found.files != files:
        raise DamagedError(DAMAGED)
    return found


def restore(path: Path, identity: Identity, place: Place) -> list[str]:
    """Make a database and files from a backup and say where they differ from what the backup says of itself.

    The whole backup is read once before: what is damaged is not begun with.
    """
    said = read(path, identity)
    if said.dialect != place.dialect:
        raise RuleError(_l("This backup is of %(kind)s, and can only be restored there.", kind=said.dialect))
    if not place.is_empty():
        raise NotEmptyError(_l("This database is not empty. Nothing was changed."))
    with archive.reading(path, identity) as members:
        place.fill(database_of(members, lambda name, content: keep(place.files, name, content)))
    return differences(said, place)


def database_of(
    members: Iterator[tuple[str, io.BufferedReader]], others: Callable[[str, io.BufferedReader], None]
) -> Iterator[bytes]:
    """Give the copy of the database piece by piece, and every other member to whoever takes it."""
    for name, content in members:
        if name.startswith(DATABASE):
            yield from archive.pieces_of(content)
        else:
            others(name, content)


def keep(files: FileStore, name: str, content: io.BufferedReader) -> None:
    """Put a file of the record back; one that is not what its name says is damaged."""
    if not name.startswith(FILES):
        return
    with files.incoming() as file:
        sha256, _size = filestore.copy(content, file, limit=sys.maxsize)
        if sha256 != name.removeprefix(FILES):
            raise DamagedError(DAMAGED)
        filestore.put(Path(file.name), files.path_of(sha256))


def differences(said: Manifest, place: Place) -> list[str]:
    """Say how a restored database differs from what its backup says, and where its ledger is broken."""
    engine = place.open()
    try:
        with engine.connect() as connection:
            found = manifest.differences(said.state, measuring.measure(connection))
        return found + faults_of_ledger(engine, said.state)
    finally:
        engine.dispose()


def faults_of_ledger(engine: sa.Engine, state: State) -> list[str]:
    """Read the restored ledger entry by entry; one of an older revision is read once it has been upgraded."""
    if state.revision != schema.head():
        return []
    with session_on(engine):
        try:
            audit.verify()
        except audit.Broken as broken:
            return [str(broken.sentence)]
    return []


@contextmanager
def session_on(engine: sa.Engine) -> Iterator[None]:
    """Put another database under the session for a while."""
    db.session.rollback()
    db.session.expunge_all()
    own, db.session.bind = db.session.bind, engine
    try:
        yield
    finally:
        db.session.rollback()
        db.session.expunge_all()
        db.session.bind = own


@contextmanager
def scratch(place: Place, dialect: str) -> Iterator[Place]:
    """Give a database of a kind, and a folder, that are there to try a backup and are gone afterwards."""
    if dialect not in {"sqlite", place.dialect}:
        raise postgresql.ProgramError(
            _l("This backup is of PostgreSQL. Set OBMIN_DATABASE_URL to a server where it may be tried.")
        )
    made = sqlite.scratch(place.url) if dialect == "sqlite" else postgresql.scratch(place.url)
    with made as url, tempfile.TemporaryDirectory(prefix="obmin-scratch-") as folder:
        yield Place(url, FileStore(Path(folder)), place.programs)
