"""The file of a backup: every byte of it is proved, and what is no backup is said to be none."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from app.backups import archive, manifest, rules
from app.backups.archive import DamagedError, Identity
from app.backups.manifest import State
from app.core.errors import RuleError

KEY = Identity.generate()
MADE = manifest.Manifest("2026-01-01", "1", "sqlite", State(None, {}, None), 1)
MEMBERS = {
    "database/00000000": os.urandom(200_000),
    "database/00000001": b"the rest",
    "files/digest": b"a scan",
    "manifest.json": MADE.to_json(),
}
Seal = Callable[[dict[str, bytes]], Path]


@pytest.fixture
def sealed(tmp_path: Path) -> Seal:
    """Give a function that makes a file of members, as no program of ours would make it."""

    def seal(members: dict[str, bytes]) -> Path:
        path = tmp_path / "record.backup.age"
        with archive.writing(path, [KEY.to_public()]) as made:
            for name, content in members.items():
                archive.add(made, name, content)
        return path

    return seal


@pytest.fixture
def backup(sealed: Seal) -> Path:
    """A whole backup."""
    return sealed(MEMBERS)


class TestReading:
    def test_gives_what_was_written(self, backup: Path) -> None:
        assert rules.read(backup, KEY) == MADE
        with archive.reading(backup, KEY) as members:
            assert {name: content.read() for name, content in members} == MEMBERS

    def test_needs_the_key(self, backup: Path) -> None:
        with pytest.raises(RuleError, match="This key does not open"):
            rules.read(backup, Identity.generate())

    def test_can_be_broken_off(self, backup: Path) -> None:
        with pytest.raises(ZeroDivisionError), archive.reading(backup, KEY):
            raise ZeroDivisionError

    def test_of_what_is_not_there_says_so(self, tmp_path: Path) -> None:
        with pytest.raises(RuleError, match="cannot be read"):
            rules.read(tmp_path / "none", KEY)


class TestDamage:
    def test_of_one_byte_anywhere_is_noticed(self, backup: Path) -> None:
        whole = backup.read_bytes()
        dice = random.Random(4)  # noqa: S311 - the same places each time
        for place in [*range(0, 400, 3), len(whole) - 1, *dice.sample(range(len(whole)), 100)]:
            changed = bytearray(whole)
            changed[place] ^= 1 << dice.randrange(8)
            backup.write_bytes(changed)
            with pytest.raises(RuleError):
                rules.read(backup, KEY)

    @pytest.mark.parametrize("kept", [0, 10, 150, 300, 70_000, -17, -1])
    def test_of_the_end_is_noticed(self, backup: Path, kept: int) -> None:
        backup.write_bytes(backup.read_bytes()[:kept])
        with pytest.raises(RuleError):
            rules.read(backup, KEY)

    def test_by_what_somebody_adds_is_noticed(self, backup: Path) -> None:
        backup.write_bytes(backup.read_bytes() + b"more")
        with pytest.raises(RuleError):
            rules.read(backup, KEY)

    @pytest.mark.parametrize("content", [b"", b"age-encryption.org/v1\n", os.urandom(5000)])
    def test_is_said_of_what_is_no_backup(self, backup: Path, content: bytes) -> None:
        backup.write_bytes(content)
        with pytest.raises(DamagedError):
            rules.read(backup, KEY)

    def test_is_said_of_what_the_key_opens_and_is_no_archive(self, backup: Path) -> None:
        backup.write_bytes(pyrage.encrypt(os.urandom(5000), [KEY.to_public()]))
        with pytest.raises(DamagedError):
            rules.read(backup, KEY)

    def test_is_said_of_an_archive_that_holds_a_folder(self, tmp_path: Path) -> None:
        path = tmp_path / "record.backup.age"
        with archive.writing(path, [KEY.to_public()]) as made:
            made.add(tmp_path, "files/folder", recursive=False)
        with pytest.raises(DamagedError):
            rules.read(path, KEY)


class TestAnAccountOfItself:
    @pytest.mark.parametrize(
        "said", [None, b"nonsense", b"[]", b'{"state": {"tables": {}, "revision": null, "ledger": null}}']
    )
    def test_that_is_missing_or_none_is_damage(self, sealed: Seal, said: bytes | None) -> None:
        members = {"database/0": b"x"} | ({} if said is None else {"manifest.json": said})
        with pytest.raises(DamagedError):
            rules.read(sealed(members), KEY)

    @pytest.mark.parametrize("more", [{"format": 2, "files": 0}, {"files": 1}])
    def test_of_a_later_format_or_of_a_file_too_few_is_damage(self, sealed: Seal, more: dict[str, int]) -> None:
        said = manifest.Manifest("2026-01-01", "1", "sqlite", State(None, {}, None), **more)
        with pytest.raises(DamagedError):
            rules.read(sealed({"manifest.json": said.to_json()}), KEY)
