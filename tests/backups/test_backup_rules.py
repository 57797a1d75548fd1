"""A backup: what is in it, what is restored from it, and what is noticed when it is not what was made."""

import os
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest

from app.backups import archive, manifest, measuring, postgresql, rules, sqlite
from app.backups.archive import DamagedError
from app.backups.manifest import Head, State, Table
from app.core import clock, schema
from app.core.db import db
from app.core.errors import RuleError
from app.sources.models import Source, SourceKind
from tests.backups.offices import NAME, Office, statement
from tests.harness.databases import Databases, application_on


class TestBackUp:
    def test_says_of_itself_what_it_holds(self, office: Office) -> None:
        made = rules.read(office.back_up(), office.identity)
        assert (made.dialect, made.files) == (office.place.dialect, 2)
        assert made.state.revision == schema.head()
        assert made.state.tables["sources"].rows == 30
        assert made.state.ledger is not None
        assert made.state.ledger.sequence == 30

    def test_leaves_out_what_is_no_whole_file_of_the_record(self, office: Office) -> None:
        half = next(office.place.files.names()).with_name("half.part")
        half.write_bytes(b"half")
        assert rules.read(office.back_up(), office.identity).files == 2
        half.unlink()

    def test_is_for_its_owner_alone_and_holds_nothing_readable(self, office: Office) -> None:
        path = office.back_up()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert NAME.encode() not in path.read_bytes()
        assert b"SQLite" not in path.read_bytes()

    def test_leaves_nothing_else_behind(self, office: Office) -> None:
        before = {path.name for path in office.folder.iterdir()}
        assert {path.name for path in office.back_up().parent.iterdir()} - before == {office.backup.name}

    def test_is_one_moment_though_others_write(self, office: Office) -> None:
        stop = threading.Event()

        def write() -> None:
            number = 0
            while not stop.is_set():
                with office.application.app_context():
                    db.session.add(Source(name=f"Інше {(number := number + 1)}", kind=SourceKind.WITNESS))
                    db.session.commit()

        writer = threading.Thread(target=write)
        writer.start()
        try:
            path = office.back_up()
        finally:
            stop.set()
            writer.join()
        with rules.scratch(office.place, office.place.dialect) as scratch:
            assert rules.restore(path, office.identity, scratch) == []

    def test_that_cannot_be_written_is_not_there(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        def fill_disk(_source: object, _file: object, _recipients: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(pyrage, "encrypt_io", fill_disk)
        before = set(office.folder.iterdir())
        with pytest.raises(RuleError, match="nothing was left behind"):
            office.back_up()
        assert set(office.folder.iterdir()) == before

    def test_of_no_database_is_refused(self, office: Office) -> None:
        place = replace(office.place, url=f"sqlite:///{office.folder}/none.sqlite3")
        with pytest.raises(RuleError, match="There is no database"):
            rules.back_up(place, office.backup, recipients=[office.identity.to_public()], now=clock.now())
        assert not office.backup.exists()


class TestRestore:
    def test_gives_back_every_row_and_file(self, office: Office, empty: str) -> None:
        place = office.elsewhere(empty)
        assert rules.restore(office.back_up(), office.identity, place) == []
        assert [path.name for path in place.files.names()] == [path.name for path in office.place.files.names()]
        with place.open().connect() as connection:
            assert measuring.measure(connection).tables["sources"].rows == 30

    def test_goes_on_counting_where_the_original_did(self, office: Office, empty: str) -> None:
        rules.restore(office.back_up(), office.identity, office.elsewhere(empty))
        with application_on(empty) as restored, restored.app_context():
            source = Source(name="Нове джерело", kind=SourceKind.WITNESS)
            db.session.add(source)
            db.session.commit()
            assert source.id == 31

    def test_makes_the_schema_that_the_models_know(self, office: Office, empty: str) -> None:
        rules.restore(office.back_up(), office.identity, office.elsewhere(empty))
        with schema.migrating(empty) as restored, schema.migrating(office.place.url) as original:
            assert schema.differences_of(restored) == schema.differences_of(original)

    def test_is_refused_where_there_is_something(self, office: Office) -> None:
        with pytest.raises(rules.NotEmptyError):
            rules.restore(office.back_up(), office.identity, office.place)

    def test_is_refused_on_the_other_kind_of_database(self, office: Office, databases: Databases) -> None:
        other = "postgresql" if office.place.dialect == "sqlite" else "sqlite"
        with databases.empty(other) as url, pytest.raises(RuleError, match="can only be restored there"):
            rules.restore(office.back_up(), office.identity, office.elsewhere(url))

    def test_leaves_nothing_in_the_place_where_it_was_tried(self, office: Office) -> None:
        with rules.scratch(office.place, office.place.dialect) as scratch:
            rules.restore(office.back_up(), office.identity, scratch)
        assert scratch.dialect == "postgresql" or scratch.is_empty()
        assert not scratch.files.folder.exists()


class TestDamage:
    def test_stops_a_restore_before_it_begins(self, office: Office, empty: str) -> None:
        changed = bytearray(office.back_up().read_bytes())
        changed[-40] ^= 1
        office.backup.write_bytes(changed)
        place = office.elsewhere(empty)
        with pytest.raises(DamagedError):
            rules.restore(office.backup, office.identity, place)
        assert place.is_empty()

    def test_of_a_file_of_the_record_is_noticed(self, office: Office, empty: str) -> None:
        path = next(office.place.files.names())
        path.write_bytes(b"somebody changed it")
        with pytest.raises(DamagedError):
            rules.restore(office.back_up(), office.identity, office.elsewhere(empty))


def sealed(office: Office, members: dict[str, bytes]) -> Path:
    """Make a backup of what no program of ours would make."""
    with archive.writing(office.backup, [office.identity.to_public()]) as made:
        for name, content in members.items():
            archive.add(made, name, content)
    return office.backup


class TestForgery:
    def test_of_a_database_is_noticed(self, office: Office, empty: str) -> None:
        said = manifest.Manifest("2026-01-01", "1", office.place.dialect, State(None, {}, None), 0)
        path = sealed(office, {"database/0": b"no database at all" * 500, "manifest.json": said.to_json()})
        with pytest.raises(RuleError):
            rules.restore(path, office.identity, office.elsewhere(empty))
        assert office.elsewhere(empty).is_empty()

    def test_of_values_is_named(self, office: Office, empty: str) -> None:
        path = office.back_up()
        true = rules.read(path, office.identity)
        rules.restore(path, office.identity, office.elsewhere(empty))
        statement(empty, "UPDATE sources SET name = 'інше' WHERE id = 7", "DELETE FROM sources WHERE id = 8")
        assert rules.differences(true, office.elsewhere(empty)) == ["sources: 30 rows, restored 29"]

    def test_of_the_ledger_is_named(self, office: Office, empty: str) -> None:
        path = office.back_up()
        true = rules.read(path, office.identity)
        rules.restore(path, office.identity, office.elsewhere(empty))
        statement(empty, "UPDATE audit_head SET sequence = 29")
        found = rules.differences(true, office.elsewhere(empty))
        assert len(found) == 3
        assert found[0].startswith("audit_head: other values")
        assert found[1].startswith("end of the ledger")


class TestDifferences:
    SAID = State("0001", {"a": Table(1, "x"), "b": Table(2, "y")}, Head(1, "h"))

    @pytest.mark.parametrize(
        ("found", "lines"),
        [
            (SAID, []),
            (replace(SAID, revision=None), ["revision: 0001, restored None"]),
            (replace(SAID, tables={"a": Table(1, "x")}), ["b: missing"]),
            (replace(SAID, tables=SAID.tables | {"c": Table(0, "")}), ["c: not in the backup"]),
            (replace(SAID, tables=SAID.tables | {"a": Table(1, "z")}), ["a: other values in 1 rows"]),
            (replace(SAID, tables=SAID.tables | {"a": Table(3, "z")}), ["a: 1 rows, restored 3"]),
        ],
    )
    def test_are_said_in_plain_words(self, found: State, lines: list[str]) -> None:
        assert manifest.differences(self.SAID, found) == lines


class TestAnOlderDatabase:
    def test_is_backed_up_and_restored_too(self, office: Office, databases: Databases) -> None:
        kind = office.place.dialect
        with databases.empty(kind) as url, databases.empty(kind) as target:
            with schema.migrating(url) as connection:
                schema.upgrade(connection, "0001_accounts")
            old = replace(office.place, url=url)
            rules.back_up(old, office.backup, recipients=[office.identity.to_public()], now=clock.now())
            assert rules.read(office.backup, office.identity).state.ledger is None
            assert rules.restore(office.backup, office.identity, office.elsewhere(target)) == []


LOST = (
    "CREATE TABLE parents (id INTEGER PRIMARY KEY)",
    "CREATE TABLE children (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parents)",
    "INSERT INTO children VALUES (1, 2)",
)


class TestADamagedDatabase:
    def test_is_not_backed_up(self, databases: Databases) -> None:
        with databases.migrated("sqlite") as url:
            path = sqlite.file_of(url)
            statement(url, "PRAGMA journal_mode=DELETE")
            content = bytearray(path.read_bytes())
            content[8192:12288] = os.urandom(4096)
            path.write_bytes(content)
            with pytest.raises(RuleError, match="damaged"), sqlite.copy_of(url):
                pass
            assert not list(path.parent.glob(".obmin-backup-*"))

    def test_with_a_lost_reference_is_named(self, databases: Databases) -> None:
        with databases.migrated("sqlite") as url:
            statement(url, *LOST)
            with pytest.raises(RuleError, match="lost reference to parents"), sqlite.copy_of(url):
                pass


class TestPrograms:
    def program(self, folder: Path, says: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "pg_dump"
        path.write_text(f"#!/bin/sh\necho '{says}'\n")
        path.chmod(0o755)

    def test_are_of_the_servers_version_or_the_next(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(postgresql, "DEBIAN", tmp_path)
        monkeypatch.setenv("PATH", "/usr/bin:/bin")
        for version in (14, 16, 18):
            self.program(tmp_path / str(version) / "bin", f"pg_dump (PostgreSQL) {version}.2")
        self.program(tmp_path / "own", "what?")
        programs = postgresql.Programs(tmp_path / "own")
        assert programs.find("pg_dump", server=16).endswith("16/bin/pg_dump")
        assert programs.find("pg_dump", server=17).endswith("18/bin/pg_dump")

    def test_that_are_missing_are_asked_for(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(postgresql, "DEBIAN", tmp_path)
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(postgresql.ProgramError, match="apt-get install postgresql-client-99"):
            postgresql.Programs(None).find("pg_dump", server=99)

    def test_that_fail_say_why(self, office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        if office.place.dialect == "sqlite":
            return
        path = tmp_path / "pg_dump"
        version = "[ $1 = --version ] && echo '(PostgreSQL) 99' && exit"
        path.write_text(f"#!/bin/sh\n{version}\necho half\necho oops >&2\nexit 3\n")
        path.chmod(0o755)
        monkeypatch.setattr(postgresql.Programs, "candidates", lambda _self, _name: [str(path)])
        with pytest.raises(RuleError, match="pg_dump failed: oops"):
            office.back_up()
        assert not office.backup.exists()

    def test_get_the_password_where_nobody_sees_it(self) -> None:
        url = "postgresql+psycopg://me:vyhadanyi@localhost:1/name"
        with postgresql.started(["/bin/sh", "-c", "echo $PGPASSWORD $0"], url, stdout=-1) as process:
            said = process.stdout.read().decode()
            assert "vyhadanyi" not in " ".join(process.args)
        assert said.startswith("vyhadanyi --dbname=")
