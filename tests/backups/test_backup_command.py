"""`obmin backup`, `obmin restore` and `obmin backup-key`."""

import os
import pty
import re
import stat
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest
from click.testing import CliRunner, Result

from app import create_app
from app.backups import keys, manifest, measuring, postgresql, rules
from app.cli import root
from app.core.db import db
from app.core.errors import RuleError
from config import ROOT, Test
from tests.backups.offices import Obmin, Office, environment_of, process

WORDS = "a passphrase of fictional people"


@pytest.fixture
def key(office: Office) -> Path:
    """The office's key, without a passphrase."""
    path = office.folder / "obmin.key"
    path.write_text(f"# a comment\n{office.identity}\n")
    return path


def recipient(office: Office) -> str:
    return str(office.identity.to_public())


class TestBackupAndRestore:
    def test_are_proved_from_end_to_end(self, office: Office, obmin: Obmin, key: Path, empty: str) -> None:
        made = process(office, "backup", office.backup, "--recipient", recipient(office))
        assert (made.returncode, made.stdout) == (0, f"{office.backup}\n"), made.stderr
        tried = process(office, "restore", office.backup, "--identity", key, "--verify")
        assert (tried.returncode, tried.stdout) == (0, ""), tried.stderr
        assert "The backup is whole" in tried.stderr
        other = str(office.folder / "restored files")
        into = ("restore", office.backup, "--identity", key, "--into", empty)
        assert obmin(*into, OBMIN_ATTACHMENTS_FOLDER=other).exit_code == 4
        restored = obmin(*into, "--yes", OBMIN_ATTACHMENTS_FOLDER=other)
        assert (restored.exit_code, restored.stdout) == (0, ""), restored.stderr
        again = obmin(*into, "--yes", OBMIN_ATTACHMENTS_FOLDER=other)
        assert again.exit_code == 4
        assert "not empty" in again.stderr

    def test_notice_a_changed_byte(self, office: Office, obmin: Obmin, key: Path) -> None:
        obmin("backup", office.backup, "--recipient", recipient(office))
        content = bytearray(office.backup.read_bytes())
        content[len(content) // 2] ^= 1
        office.backup.write_bytes(content)
        result = obmin("restore", office.backup, "--identity", key, "--verify")
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: This backup is damaged")
        assert "Traceback" not in result.stderr

    def test_take_their_keys_from_the_settings_and_their_name_from_the_time(
        self, office: Office, obmin: Obmin, key: Path
    ) -> None:
        result = obmin("backup", office.folder, OBMIN_BACKUP_RECIPIENTS=recipient(office))
        assert re.fullmatch(rf"{office.folder}/obmin-\d{{8}}-\d{{6}}\.backup\.age\n", result.stdout)
        assert obmin("restore", result.stdout.strip(), "--identity", key, "--verify").exit_code == 0


class TestBackup:
    def test_without_a_key_is_refused(self, office: Office, obmin: Obmin) -> None:
        result = obmin("backup", office.backup)
        assert result.exit_code == 4
        assert "--recipient" in result.stderr

    def test_for_what_is_no_key_fails(self, office: Office, obmin: Obmin) -> None:
        assert obmin("backup", office.backup, "--recipient", "age1nonsense").exit_code == 1

    def test_writes_over_nothing(self, office: Office, obmin: Obmin) -> None:
        office.backup.write_text("an older one")
        assert obmin("backup", office.backup, "--recipient", recipient(office)).exit_code == 4
        assert office.backup.read_text() == "an older one"

    def test_without_postgresqls_programs_says_what_to_install(
        self, office: Office, obmin: Obmin, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if office.place.dialect == "sqlite":
            return
        monkeypatch.setattr(postgresql.Programs, "candidates", lambda _self, _name: [])
        result = obmin("backup", office.backup, "--recipient", recipient(office))
        assert result.exit_code == 4
        assert "apt-get install postgresql-client-" in result.stderr

    def test_on_a_full_disk_leaves_nothing_behind(self, office: Office) -> None:
        folder = office.folder / "small"
        folder.mkdir()
        full = "trap '' XFSZ; ulimit -f 8"
        result = process(office, "backup", folder / "b", "--recipient", recipient(office), before=full)
        assert result.returncode == 1, result.stderr
        assert result.stderr.startswith("Error: ")
        assert list(folder.iterdir()) == []


class TestRestore:
    @pytest.mark.parametrize("words", [(), ("--verify", "--into", "sqlite:////tmp/x")])
    def test_wants_to_know_where_to(self, office: Office, obmin: Obmin, key: Path, words: tuple[str, ...]) -> None:
        assert obmin("restore", office.backup, "--identity", key, *words).exit_code == 2

    def test_into_what_is_no_address_is_wrong_usage(self, office: Office, obmin: Obmin, key: Path) -> None:
        words = ("restore", office.backup, "--identity", key, "--into", "nonsense", "--yes")
        assert obmin(*words).exit_code == 2

    def test_with_no_key_or_none_that_is_one_fails(self, office: Office, obmin: Obmin, key: Path) -> None:
        assert obmin("restore", office.backup, "--identity", "/none", "--verify").exit_code == 1
        key.write_text("nothing")
        assert obmin("restore", office.backup, "--identity", key, "--verify").exit_code == 1

    def test_of_postgresql_needs_a_server(self, office: Office, obmin: Obmin, key: Path) -> None:
        if office.place.dialect == "sqlite":
            return
        obmin("backup", office.backup, "--recipient", recipient(office))
        words = ("restore", office.backup, "--identity", key, "--verify")
        other = f"sqlite:///{office.folder}/own.sqlite3"
        assert obmin(*words, OBMIN_DATABASE_URL=other).exit_code == 4
        assert obmin(*words, "--server", office.place.url, OBMIN_DATABASE_URL=other).exit_code == 0

    def test_says_what_differs(self, office: Office, obmin: Obmin, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        true = measuring.measure

        def lie(connection: object) -> manifest.State:
            state = true(connection)
            return manifest.State(state.revision, state.tables | {"sources": manifest.Table(31, "")}, state.ledger)

        monkeypatch.setattr(measuring, "measure", lie)
        rules.back_up(office.place, office.backup, recipients=[office.identity.to_public()], now=office.now)
        monkeypatch.undo()
        result = obmin("restore", office.backup, "--identity", key, "--verify")
        assert (result.exit_code, result.stdout) == (1, "sources: 31 rows, restored 30\n")

    def test_asks_at_a_terminal(self, office: Office, obmin: Obmin, key: Path, empty: str) -> None:
        obmin("backup", office.backup, "--recipient", recipient(office))
        words = ("restore", office.backup, "--identity", key, "--into", empty)
        outer, inner = pty.openpty()
        os.write(outer, b"n\n")
        result = subprocess.run(
            [sys.executable, "-c", "from app.cli import main; main()", *map(str, words)],
            env=environment_of(office),
            cwd=ROOT,
            stdin=inner,
            capture_output=True,
            text=True,
            check=False,
        )
        os.close(outer)
        os.close(inner)
        assert result.returncode == 130
        assert office.elsewhere(empty).is_empty()


class TestKey:
    def test_is_made_and_opens_what_was_made_for_it(self, office: Office, obmin: Obmin) -> None:
        path = office.folder / "new.key"
        made = obmin("backup-key", path, "--no-passphrase")
        assert f"# public key: {made.stdout}" in path.read_text()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert obmin("backup", office.backup, "--recipient", made.stdout.strip()).exit_code == 0
        assert obmin("restore", office.backup, "--identity", path, "--verify").exit_code == 0
        assert obmin("backup-key", path, OBMIN_PASSPHRASE=WORDS).exit_code == 4


class TestPassphrase:
    def test_is_asked_for_or_taken_from_the_environment(self, tmp_path: Path) -> None:
        application = create_app(Test())
        path = tmp_path / "new.key"

        def run(*words: object, stdin: str = "", **variables: str) -> Result:
            arguments = [str(word) for word in words]
            return CliRunner().invoke(root, arguments, obj=application, input=stdin, env=variables)

        made = run("backup-key", path, stdin=f"{WORDS}\n{WORDS}\n")
        assert made.exit_code == 0
        assert b"AGE-SECRET-KEY" not in path.read_bytes()
        backup = tmp_path / "backup"
        backup.write_bytes(pyrage.encrypt(b"none", [pyrage.x25519.Recipient.from_str(made.stdout.strip())]))
        restore = ("restore", backup, "--identity", path, "--verify")
        assert "does not open the key" in run(*restore, stdin="another passphrase\n").stderr
        assert "damaged" in run(*restore, OBMIN_PASSPHRASE=WORDS).stderr
        with application.app_context():
            db.engine.dispose()

    def test_is_of_some_length(self, tmp_path: Path) -> None:
        with pytest.raises(RuleError, match="at least 15"):
            keys.make(tmp_path / "key", passphrase="short")


class TestKeyFile:
    def test_that_cannot_be_written_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(RuleError, match="could not be written"):
            keys.make(tmp_path / "none" / "key", passphrase=None)
