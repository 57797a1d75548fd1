"""What could not run is a failure: a skipped test is reported as a failed one."""

import pytest

#: The reasons for which a test may be skipped after all; each is here because nobody can make it run.
ALLOWED: frozenset[str] = frozenset()


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Give the reason that a skipped test or module named."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return str(report.longrepr)


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure; an expected failure is none."""
    if report.skipped and not hasattr(report, "wasxfail") and reason_of(report) not in ALLOWED:
        report.outcome = "failed"
        report.longrepr = f"Skipped: {reason_of(report)}\nWhat could not run is a failure (tests/harness/skips.py)."
