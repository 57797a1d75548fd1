"""The guide for those who read the files: its tables of columns and codes are those of the code."""

import re
from pathlib import Path

import pytest

from app.people.models import Absence, Confirmation, CustodyStatus, EndingKind, ExchangeStatus, NameLanguage, Sex
from app.reports.catalogue import REPORTS

GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "exports.md").read_text(encoding="utf-8")


def rows_of(code: str) -> dict[str, str]:
    section = GUIDE.partition(f"## `{code}`")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE))


@pytest.mark.parametrize("code", REPORTS)
def test_names_the_columns_of_a_report_in_their_order(code: str) -> None:
    assert list(rows_of(code)) == [column.code for column in REPORTS[code].columns]


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("name_language", NameLanguage),
        ("sex", Sex),
        ("custody_status", CustodyStatus),
        ("confirmation", Confirmation),
        ("reported", EndingKind),
        ("exchange_status", ExchangeStatus),
    ],
)
def test_names_the_codes_of_a_column(column: str, kind: type) -> None:
    assert re.findall(r"`(\w+)`", rows_of("register")[column]) == [member.value for member in kind]  # type: ignore[attr-defined]


@pytest.mark.parametrize("absence", Absence)
def test_names_the_reasons_for_which_a_cell_is_left_open(absence: Absence) -> None:
    assert f"`{absence.value}`" in GUIDE
