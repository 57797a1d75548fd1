"""The file of a backup: a tar archive inside age, so that other programs can open it when this one is gone.

Both are streams: nothing is held in memory but the piece in hand, and nothing readable touches the disk. age
authenticates every piece and the end, so that one changed byte or a missing end is noticed.
"""

import io
import os
import secrets
import tarfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import pyrage

from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l

#: Bytes of a database's copy in one member of the archive: its whole size is not known before it ends.
PART = 4 * 1024 * 1024
DATABASE, FILES, MANIFEST = "database/", "files/", "manifest.json"

Recipient: TypeAlias = pyrage.x25519.Recipient
Identity: TypeAlias = pyrage.x25519.Identity


class DamagedError(RuleError):
    """A backup that is not what was written: cut off, or changed in a byte."""


DAMAGED = _l("This backup is damaged: it was cut off, or changed after it was made. Use another one.")
WRONG_KEY = _l("This key does not open this backup.")


class Passage(threading.Thread):
    """A thread that encrypts or decrypts at one end of a pipe while we read or write at the other."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self.work = work
        self.error: Exception | None = None

    def run(self) -> None:
        """Do the work, and keep what went wrong for whoever waits."""
        try:
            self.work()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the thread is waited for
            self.error = error


@contextmanager
def writing(path: Path, recipients: list[Recipient]) -> Iterator[tarfile.TarFile]:
    """Give an archive to fill; it gets its name only when it is whole and on the disk, and is for its owner alone."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.unfinished")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with encrypting(file, recipients) as archive:
                yield archive
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        sync(path.parent)
    except (OSError, pyrage.EncryptError) as error:
        sentence = _l("The backup could not be written, and nothing was left behind: %(reason)s", reason=str(error))
        raise RuleError(sentence) from error
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def encrypting(file: io.BufferedWriter, recipients: list[Recipient]) -> Iterator[tarfile.TarFile]:
    """Give an archive whose bytes reach a file encrypted."""
    out, into = os.pipe()

    def encrypt() -> None:
        with os.fdopen(out, "rb") as source:
            pyrage.encrypt_io(source, file, recipients)

    passage = Passage(encrypt)
    passage.start()
    try:
        with os.fdopen(into, "wb") as pipe, tarfile.open(mode="w|", fileobj=pipe) as archive:
            yield archive
    except BrokenPipeError as error:
        passage.join()
        raise passage.error or error from error
    finally:
        passage.join()
    if passage.error:
        raise passage.error


def add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    """Add a member that is in memory."""
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))
    archive.members.clear()  # type: ignore[attr-defined] # it remembers every member otherwise


def add_file(archive: tarfile.TarFile, name: str, path: Path) -> int:
    """Add a file as a member, and give its size."""
    with path.open("rb") as file:
        member = tarfile.TarInfo(name)
        member.size = os.fstat(file.fileno()).st_size
        archive.addfile(member, file)
    archive.members.clear()  # type: ignore[attr-defined] # it remembers every member otherwise
    return member.size


def add_parts(archive: tarfile.TarFile, pieces: Iterable[bytes]) -> None:
    """Add the copy of a database, piece by piece, as members that together are the copy."""
    for number, piece in enumerate(pieces):
        add(archive, f"{DATABASE}{number:08d}", piece)


@contextmanager
def reading(path: Path, identity: Identity) -> Iterator[Iterator[tuple[str, io.BufferedReader]]]:
    """Give the members of an archive in their order, each with its content; whatever is wrong with it is an error."""
    out, into = os.pipe()

    def decrypt() -> None:
        with os.fdopen(into, "wb") as pipe, path.open("rb") as source:
            pyrage.decrypt_io(source, pipe, [identity])

    passage = Passage(decrypt)
    passage.start()
    with os.fdopen(out, "rb") as pipe:
        try:
            with tarfile.open(mode="r|", fileobj=pipe) as archive:
                yield members(archive)
            while pipe.read(PART):
                pass
        except (tarfile.TarError, EOFError) as error:
            pipe.close()
            passage.join()
            raise damage(passage.error or error) from error
    passage.join()
    if passage.error:
        raise damage(passage.error) from passage.error


def members(archive: tarfile.TarFile) -> Iterator[tuple[str, io.BufferedReader]]:
    """Go through the members of an archive without remembering them."""
    for member in archive:
        content = archive.extractfile(member)
        if content is None:
            raise DamagedError(DAMAGED)
        yield member.name, content  # type: ignore[misc]
        archive.members.clear()  # type: ignore[attr-defined] # it remembers every member otherwise


def damage(error: Exception) -> RuleError:
    """Say what is wrong with a backup that cannot be read."""
    if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError):
        return RuleError(_l("This file cannot be read: %(reason)s", reason=error.strerror or ""))
    return RuleError(WRONG_KEY) if "No matching keys" in str(error) else DamagedError(DAMAGED)


def pieces_of(content: io.BufferedReader) -> Iterator[bytes]:
    """Read a member piece by piece."""
    while piece := content.read(1024 * 1024):
        yield piece


def sync(folder: Path) -> None:
    """Write a folder's list of names to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
