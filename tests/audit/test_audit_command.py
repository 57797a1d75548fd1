"""`obmin audit`: what scripts and whoever keeps heads elsewhere rely on."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.audit.models import AccessEntry, AuditEntry
from app.audit.rules import sealing
from app.core.db import db
from tests.audit import ledgers

Obmin = Callable[..., Result]

HAS = text("SELECT has_table_privilege('clerk\"1', :table, :verb)")


@pytest.fixture(autouse=True)
def ledger(session: Session) -> None:  # noqa: ARG001 - what is added is undone with the test
    """A ledger of three entries."""
    ledgers.add("Список", times=3)


class TestVerify:
    def test_prints_what_was_verified(self, obmin: Obmin) -> None:
        ledgers.look(times=2)
        ended = obmin("audit", "verify", "--format", "json")
        said = json.loads(ended.stdout)
        assert (ended.exit_code, said["entries"], said["unsealed_looks"]) == (0, 3, 2)
        assert "The ledger is as it was written." in ended.stderr

    def test_prints_a_table_for_people(self, obmin: Obmin) -> None:
        assert "entries\t3\n" in obmin("audit", "verify").stdout

    def test_fails_and_names_the_first_bad_entry(self, obmin: Obmin) -> None:
        ledgers.tamper("UPDATE audit_entries SET action = 'x' WHERE sequence > 1")
        ended = obmin("audit", "verify", "--format", "json")
        assert (ended.exit_code, json.loads(ended.stdout)) == (1, {"entry": 2, "fault": "changed"})
        assert "Entry 2 is not what was written." in ended.stderr

    def test_fails_where_the_head_was_taken_away(self, obmin: Obmin) -> None:
        ledgers.tamper("DELETE FROM audit_head")
        result = obmin("audit", "verify")
        assert (result.exit_code, "head" in result.output) == (1, True)

    def test_holds_against_a_head_that_was_kept(self, obmin: Obmin, tmp_path: Path) -> None:
        file = tmp_path / "head.json"
        assert obmin("audit", "head", "--output", str(file)).exit_code == 0
        ledgers.add("Ще")
        assert obmin("audit", "verify", "--head", str(file)).exit_code == 0

    def test_finds_that_the_newest_entries_were_cut_off(self, obmin: Obmin, tmp_path: Path) -> None:
        file = tmp_path / "head.json"
        file.write_text(obmin("audit", "head").stdout)
        ledgers.tamper(
            "DELETE FROM audit_values WHERE entry_id = (SELECT id FROM audit_entries WHERE sequence = 3)",
            "DELETE FROM audit_entries WHERE sequence = 3",
            "UPDATE audit_head SET sequence = 2, hash = (SELECT hash FROM audit_entries WHERE sequence = 2)",
        )
        assert obmin("audit", "verify").exit_code == 0
        ended = obmin("audit", "verify", "--head", str(file))
        assert (ended.exit_code, ended.stdout) == (1, "entry\t3\nfault\tcut\n")

    def test_refuses_a_file_that_is_no_head(self, obmin: Obmin, tmp_path: Path) -> None:
        file = tmp_path / "head.json"
        file.write_text("x")
        ended = obmin("audit", "verify", "--head", str(file))
        assert ended.exit_code == 1
        assert "no head of the ledger" in ended.stderr


class TestHead:
    def test_is_one_line_with_the_last_entry(self, obmin: Obmin) -> None:
        said = json.loads(obmin("audit", "head").stdout)
        last = db.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
        assert (said["sequence"], said["hash"]) == (3, last.hash)


class TestSeal:
    def test_seals_every_look(self, obmin: Obmin, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sealing, "MOST", 2)
        ledgers.look(times=5)
        ended = obmin("audit", "seal")
        assert "5 looks sealed." in ended.stderr
        seals = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == sealing.SEAL).order_by(AuditEntry.sequence)
        ).all()
        assert [entry.digests["count"] for entry in seals] == ["2", "2", "1"]
        assert all("(command line)" in str(entry.agent) for entry in seals)
        assert obmin("audit", "verify").exit_code == 0

    def test_leaves_nothing_to_seal(self, obmin: Obmin) -> None:
        ledgers.look(times=5)
        obmin("audit", "seal")
        assert "0 looks sealed." in obmin("audit", "seal").stderr


class TestGrants:
    def test_let_an_account_run_the_application_and_not_touch_the_ledger(self, obmin: Obmin, session: Session) -> None:
        statements = obmin("audit", "grants", 'clerk"1').stdout
        assert 'GRANT UPDATE (before, after) ON audit_values TO "clerk""1";' in statements
        if session.get_bind().dialect.name == "postgresql":
            connection = session.connection()
            connection.exec_driver_sql('CREATE ROLE "clerk""1"')
            for statement in statements.split(";\n"):
                connection.exec_driver_sql(statement)
            allowed = {
                (table, verb)
                for table in ("audit_entries", "audit_values", "access_entries", "audit_head", "people")
                for verb in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
                if session.scalar(
                    text("SELECT has_table_privilege('clerk\"1', :table, :verb)"), {"table": table, "verb": verb}
                )
            }
            assert allowed == {
                *((table, "SELECT") for table in ("audit_entries", "audit_values", "access_entries", "audit_head")),
                *((table, "INSERT") for table in ("audit_entries", "audit_values", "access_entries")),
                ("audit_head", "UPDATE"),
                *(("people", verb) for verb in ("SELECT", "INSERT", "UPDATE", "DELETE")),
            }


@pytest.mark.usefixtures("ledger")
def test_a_look_stays_as_it_was_when_it_is_sealed(obmin: Obmin) -> None:
    ledgers.look()
    before = db.session.execute(select(*AccessEntry.__table__.columns)).all()
    obmin("audit", "seal")
    assert db.session.execute(select(*AccessEntry.__table__.columns)).all() == before
