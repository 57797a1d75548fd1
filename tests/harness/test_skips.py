"""What could not run is a failure, in the run as in the collection."""

import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT

CONFTEST = """
import pytest
from tests.harness.skips import refuse_skip

@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    report = yield
    refuse_skip(report)
    return report

@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    report = yield
    refuse_skip(report)
    return report
"""


@pytest.mark.parametrize(
    ("body", "code", "told"),
    [
        ("def test_it(): pytest.skip('no time')", 1, "Skipped: no time"),
        ("@pytest.mark.skip(reason='later')\ndef test_it(): pass", 1, "Skipped: later"),
        ("pytest.skip('no module', allow_module_level=True)", 2, "Skipped: no module"),
        ("@pytest.mark.xfail\ndef test_it(): assert False", 0, "1 xfailed"),
        ("def test_it(): pass", 0, "1 passed"),
    ],
)
def test_a_skip_is_a_failure(tmp_path: Path, body: str, code: int, told: str) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_it.py").write_text(f"import pytest\n{body}\n")
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "-c", "/dev/null", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, told in ended.stdout) == (code, True), ended.stdout + ended.stderr
