"""Starts that are refused: `obmin run` ends with a code and a sentence instead of serving."""

import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT, environment_with
from tests.faults.servers import MAIN

KEY = "mQ7rJx2Wv9TzB4nKp6Ls8Yd3Fh5Gc1Ae"
REFUSED = {
    "no key": ({}, "OBMIN_SECRET_KEY: is missing"),
    "a short key": ({"OBMIN_SECRET_KEY": KEY[:31]}, "OBMIN_SECRET_KEY: is shorter"),
    "a key that everybody knows": ({"OBMIN_SECRET_KEY": "changeme-" * 5}, "OBMIN_SECRET_KEY: is a placeholder"),
    "debugging": ({"OBMIN_SECRET_KEY": KEY, "OBMIN_DEBUG": "1"}, "OBMIN_DEBUG: must be off"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_production_does_not_start_with(fault: str, tmp_path: Path) -> None:
    settings, sentence = REFUSED[fault]
    result = subprocess.run(
        [sys.executable, "-c", MAIN, "run"],
        env=environment_with(
            OBMIN_ENV="production",
            OBMIN_DATABASE_URL=f"sqlite:///{tmp_path}/record.sqlite3",
            OBMIN_LANG="en",
            **settings,
        ),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert result.returncode != 0
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
