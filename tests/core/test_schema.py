"""What is said of migrations that have drifted, and how the next one is written."""

import shutil
from pathlib import Path

import pytest

from app.core import schema

NEXT = """\"\"\"Something new.\"\"\"

revision = "{revision}"
down_revision = "{down_revision}"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations that a test may spoil."""
    copied = tmp_path / "migrations"
    shutil.copytree(schema.FOLDER, copied, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "FOLDER", copied)
    monkeypatch.setattr(schema, "PIN", copied / ".current-head")
    return copied


def add(folder: Path, revision: str, down_revision: str) -> None:
    text = NEXT.format(revision=revision, down_revision=down_revision)
    (folder / "versions" / f"{revision}.py").write_text(text)


class TestFaults:
    @pytest.mark.usefixtures("folder")
    def test_there_are_none(self) -> None:
        assert schema.faults() == []

    def test_a_head_that_is_not_pinned_is_one(self, folder: Path) -> None:
        newest = schema.head()
        add(folder, "9998_more", newest)
        assert schema.faults() == [f".current-head says {newest}, but the newest revision is 9998_more"]

    def test_no_pin_is_one(self, folder: Path) -> None:
        (folder / ".current-head").unlink()
        assert schema.faults() == [f".current-head says nothing, but the newest revision is {schema.head()}"]

    def test_two_heads_are_one(self, folder: Path) -> None:
        newest = schema.head()
        add(folder, "9998_mine", newest)
        add(folder, "9998_yours", newest)
        assert "multiple heads" in str(schema.faults()).lower()

    def test_no_revision_is_one(self, folder: Path) -> None:
        shutil.rmtree(folder / "versions")
        assert schema.faults() == [f"There is no revision in {folder}"]

    def test_a_table_that_no_revision_makes_is_one(self, folder: Path) -> None:
        file = folder / "versions" / f"{schema.head()}.py"
        file.write_text(file.read_text().replace("def upgrade() -> None:", "def upgrade() -> None:\n    spoil()"))
        with file.open("a") as revision:
            revision.write('\n\ndef spoil() -> None:\n    op.create_table("stray", sa.Column("id", sa.Integer()))\n')
        assert "remove_table" in schema.faults()[0]


def test_a_database_in_memory_needs_no_folder() -> None:
    with schema.migrating("sqlite://") as connection:
        schema.upgrade(connection)
        assert schema.current(connection) == schema.head()


class TestNextRevision:
    def test_is_numbered_named_and_pinned(self, folder: Path) -> None:
        number = len(list((folder / "versions").glob("*.py"))) + 1
        former = schema.head()
        path = schema.add_revision("Exchange states")
        assert path.name == f"{number:04d}_exchange_states.py"
        assert f"down_revision = '{former}'" in path.read_text()
        assert schema.head() == path.stem == schema.PIN.read_text().strip()
