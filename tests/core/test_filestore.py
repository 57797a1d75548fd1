"""Files under the digest of their content: whole or not at all, once, and for their owner alone."""

import errno
import hashlib
import io
import stat
from pathlib import Path
from typing import IO

import pytest

from app.core import filestore
from app.core.errors import RuleError
from app.core.filestore import FileStore, Kept
from app.core.media import MediaType
from tests.core import pictures

CONTENT = pictures.pdf()
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "var" / "attachments")


def take_in(store: FileStore, content: bytes = CONTENT, limit: int = 1_000_000) -> Kept:
    return store.take_in(io.BytesIO(content), limit=limit)


def test_a_file_is_named_by_its_content(store: FileStore) -> None:
    assert take_in(store) == Kept(DIGEST, len(CONTENT), MediaType.PDF)
    path = store.folder / DIGEST[:2] / DIGEST[2:4] / DIGEST
    assert (store.path_of(DIGEST), path.read_bytes()) == (path, CONTENT)


def test_it_is_for_its_owner_alone(store: FileStore) -> None:
    take_in(store)
    path = store.path_of(DIGEST)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, path.parent.parent, store.folder)} == {
        0o700
    }


def test_the_same_content_is_kept_once(store: FileStore) -> None:
    assert take_in(store) == take_in(store)
    assert list(store.names()) == [store.path_of(DIGEST)]


def test_a_damaged_file_is_healed_when_it_comes_again(store: FileStore) -> None:
    take_in(store)
    store.path_of(DIGEST).write_bytes(b"damaged")
    assert not store.is_whole(DIGEST)
    take_in(store)
    assert store.is_whole(DIGEST)


def test_a_file_that_is_not_there_is_not_whole(store: FileStore) -> None:
    assert not store.has(DIGEST)
    assert not store.is_whole(DIGEST)


def test_what_is_refused_leaves_nothing(store: FileStore) -> None:
    with pytest.raises(RuleError):
        take_in(store, b"text")
    assert list(store.names()) == []


def test_too_much_is_refused_while_it_comes(store: FileStore) -> None:
    class Endless(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            return b"x" * filestore.BLOCK

    with pytest.raises(RuleError, match="larger than 2 MB"):
        store.take_in(Endless(), limit=2 * 2**20)
    assert list(store.names()) == []


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_a_full_disk_leaves_nothing(store: FileStore, fails: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync" if fails == "fsync" else "pathlib.Path.replace", full)
    with pytest.raises(RuleError) as refused:
        take_in(store)
    assert (refused.value.message, refused.value.field) == (filestore.NOT_STORED, "file")
    assert list(store.names()) == []


def test_a_stream_that_breaks_leaves_nothing(store: FileStore) -> None:
    class Broken(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            raise ConnectionResetError

    stream: IO[bytes] = Broken()
    with pytest.raises(RuleError):
        store.take_in(stream, limit=10)
    assert list(store.names()) == []
