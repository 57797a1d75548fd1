"""Files kept under the digest of their content, outside of what the web server gives out."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.core import media
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.media import MediaType

#: A file under a temporary name.
Incoming = tempfile._TemporaryFileWrapper  # noqa: SLF001 - the type has no public name
BLOCK = 64 * 1024
#: How files are called until they are whole.
INCOMING = ".incoming-"
DIGEST = re.compile(r"[0-9a-f]{64}")
OWNER_ONLY = 0o700

NOT_STORED = _l(
    "The file could not be stored: the disk is full or cannot be written. Nothing was saved; tell the administrator."
)


@dataclass(frozen=True)
class Kept:
    """A file that is kept: the digest of its content, which is its name, its size, and what it is."""

    sha256: str
    size: int
    media_type: MediaType


@dataclass(frozen=True)
class FileStore:
    """A folder of files, each named by the SHA-256 of its content, two levels of folders deep."""

    folder: Path

    def path_of(self, sha256: str) -> Path:
        """Give where the file of a digest stands, or would stand."""
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def take_in(self, stream: IO[bytes], *, limit: int) -> Kept:
        """Keep what a stream holds: examined, whole and on the disk before anything can name it.

        The same content is one file, however often it comes; a damaged one is healed when it comes again. What fails
        leaves nothing behind, and a file that no record comes to name does no harm: `unnamed` lists it.
        """
        try:
            with self.incoming() as file:
                sha256, size = copy(stream, file, limit=limit)
                kept = Kept(sha256, size, media.examine(file))
                put(Path(file.name), self.path_of(sha256))
        except OSError as error:
            raise RuleError(NOT_STORED, "file") from error
        return kept

    @contextmanager
    def incoming(self) -> Iterator["Incoming[bytes]"]:
        """Give a file in the same folder, for its owner alone, that is gone at the end unless it was moved."""
        self.folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix=INCOMING, delete=False) as file:
            try:
                yield file
            finally:
                Path(file.name).unlink(missing_ok=True)

    def is_whole(self, sha256: str) -> bool:
        """Tell whether a file still holds what it held when it was named."""
        path = self.path_of(sha256)
        return path.is_file() and digest_of(path) == sha256

    def has(self, sha256: str) -> bool:
        """Tell whether there is a file of a digest."""
        return self.path_of(sha256).is_file()

    def names(self) -> Iterator[Path]:
        """Go through everything that the folder holds, in order; what is not whole yet comes with it."""
        yield from sorted(path for path in self.folder.rglob("*") if path.is_file())


def copy(stream: IO[bytes], file: "Incoming[bytes]", *, limit: int) -> tuple[str, int]:
    """Write a stream to the disk itself, and give its digest and size; too much is refused as it comes."""
    digest, size = hashlib.sha256(), 0
    while block := stream.read(BLOCK):
        size += len(block)
        if size > limit:
            raise RuleError(_l("This file is larger than %(limit)s MB. Make it smaller.", limit=limit // 2**20), "file")
        digest.update(block)
        file.write(block)
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size


def put(path: Path, place: Path) -> None:
    """Move a whole file to its place, and see to it that the move itself is on the disk."""
    folders = (place.parent.parent, place.parent)
    for folder in folders:
        folder.mkdir(mode=OWNER_ONLY, exist_ok=True)
    path.replace(place)
    for folder in folders:
        sync(folder)


def sync(folder: Path) -> None:
    """Write a folder's list of names to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def digest_of(path: Path) -> str:
    """Digest a file's content without holding it in memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
