"""Each import contract is shown to fail on a fault that it is there to find; a contract that looks on is none."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from config import ROOT
from tests.harness.source import APP

CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
#: Contract, file, and the line that breaks it; a file that does not exist yet is itself the fault.
FAULTS = [
    ("packages", "people/queries/records.py", "from app.custody import queries"),
    ("packages", "core/text.py", "from app.people import refs"),
    ("packages", "places/queries.py", "from app.sources import queries"),
    ("packages", "audit/queries.py", "from app.accounts import queries"),
    ("packages", "custody/queries.py", "from app.debriefings import queries"),
    ("packages", "helpers/__init__.py", ""),
    ("packages", "helpers.py", ""),
    ("kinds", "places/models.py", "from app.places import rules"),
    ("kinds", "places/queries.py", "from app.places import rules"),
    ("kinds", "sources/rules.py", "from app.sources import forms"),
    ("kinds", "debriefings/queries.py", "from app.debriefings import rules"),
    ("kinds", "audit/utils.py", ""),
    ("kinds-accounts", "accounts/rules/users.py", "from app.accounts import gate"),
    ("kinds-accounts", "accounts/services.py", ""),
    ("kinds-people", "people/identity.py", "from app.people import rules"),
    ("kinds-people", "people/manager.py", ""),
    ("kinds-custody", "custody/standing/state.py", "from app.custody import rules"),
    ("kinds-custody", "custody/common.py", ""),
    ("kinds-compartments", "compartments/models/enums.py", "from app.compartments import queries"),
    ("kinds-compartments", "compartments/secrets.py", ""),
    ("kinds-exchanges", "exchanges/states.py", "from app.exchanges import standing"),
    ("kinds-exchanges", "exchanges/deals.py", ""),
    ("kinds-imports", "imports/problems.py", "from app.imports import rules"),
    ("kinds-imports", "imports/parser.py", ""),
    ("kinds-reports", "reports/words.py", "from app.reports import catalogue"),
    ("kinds-reports", "reports/exporter.py", ""),
    ("kinds-desk", "desk/queries.py", "from app.desk import views"),
    ("kinds-desk", "desk/pages.py", ""),
    ("kinds-backups", "backups/manifest.py", "from app.backups import rules"),
    ("kinds-backups", "backups/tapes.py", ""),
    ("kinds-demo", "demo/invention.py", "from app.demo import rules"),
    ("kinds-demo", "demo/data.py", ""),
    ("flask", "people/rules/register.py", "from flask import current_app"),
    ("flask", "places/queries.py", "from flask import request"),
    ("flask", "custody/models.py", "from wtforms import Form"),
    ("flask", "custody/standing/state.py", "import flask"),
    ("views", "custody/forms.py", "from app.people import views"),
    ("views", "custody/views/events.py", "from app.people.views import listing"),
    ("names", "names/folding.py", "import sqlalchemy"),
    ("names", "names/ordering.py", "import flask"),
    ("cycles", "core/clock.py", "from app.core import text"),
    ("cycles", "people/models/enums.py", "from app.people.models import person"),
]


@pytest.fixture(scope="module")
def clean_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contracts")
    copy_to(folder)
    return folder


def copy_to(folder: Path) -> None:
    shutil.copytree(APP, folder / "app", ignore=shutil.ignore_patterns("__pycache__", "static", "templates"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copy(ROOT / "config.py", folder)


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_clean_copy_keeps_every_contract(clean_copy: Path) -> None:
    ended = lint(clean_copy)
    assert ended.returncode == 0, ended.stdout
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in ended.stdout


@pytest.mark.parametrize(("contract", "path", "line"), FAULTS)
def test_a_planted_fault_breaks_its_contract(clean_copy: Path, contract: str, path: str, line: str) -> None:
    file = clean_copy / "app" / path
    former = file.read_text() if file.exists() else None
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{former or ''}\n{line}\n")
    try:
        ended = lint(clean_copy)
    finally:
        restore(file, former)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert f"{CONTRACTS[contract]} BROKEN" in ended.stdout.replace("BROKEN", " BROKEN").replace("  ", " ")


def restore(file: Path, former: str | None) -> None:
    if former is not None:
        file.write_text(former)
    elif file.name == "__init__.py":
        shutil.rmtree(file.parent)
    else:
        file.unlink()


def test_every_contract_has_a_fault() -> None:
    assert {contract for contract, *_rest in FAULTS} == set(CONTRACTS)
