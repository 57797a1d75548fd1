"""Workbooks: every text a string, whatever it looks like; numbers numbers; and nothing left behind."""

import hashlib
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import xlsx
from app.core.csv import Tally

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n=+-@|%'\",;"), max_size=40)
BAD = ["=1+1", "+1", "-1", "@x", "#N/A", "#REF!", "{=1}", "http://x.y", "mailto:a@b.c", "007", "1e5", "TRUE",
       "internal:Sheet1!A1", " x ", "'x", "рядок\nдругий", "\U0001f600"]  # fmt: skip


def workbook(rows: Sequence[Sequence[str]], *, numeric: Sequence[int] = (), tally: Tally | None = None) -> Any:  # noqa: ANN401 - openpyxl has no types
    header = [f"c{place}" for place in range(len(rows[0]) if rows else 2)]
    data = b"".join(xlsx.stream(header, rows, sheet="register", tally=tally or Tally(), numeric=numeric))
    return openpyxl.load_workbook(io.BytesIO(data)).active


def cells(sheet: Any) -> list[Any]:  # noqa: ANN401 - as above
    return [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]


@pytest.mark.parametrize("text", BAD)
def test_text_is_text_and_stays_as_it_was(text: str) -> None:
    (cell,) = cells(workbook([[text]]))
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


@given(st.lists(TEXT.filter(bool), min_size=1, max_size=20))
def test_any_text_comes_back(texts: list[str]) -> None:
    found = cells(workbook([[text] for text in texts]))
    assert [cell.value.replace("\r\n", "\n") for cell in found] == texts
    assert {cell.data_type for cell in found} == {"s"}


def test_what_no_cell_may_hold_is_marked_as_lost() -> None:
    values = [cell.value for cell in cells(workbook([["a\x00b\x1fc\x7f\ud800"], ["x" * 40_000]]))]
    assert values[0] == "a�b�c��"
    assert (len(values[1]), values[1][-1]) == (xlsx.LONGEST_TEXT, "…")


def test_numbers_are_numbers_in_their_columns_alone() -> None:
    found = cells(workbook([["12", "12"], ["-3", "-3"], ["1 000", ""]], numeric=[0]))
    assert [(cell.data_type, cell.value) for cell in found] == [
        ("n", 12), ("s", "12"), ("n", -3), ("s", "-3"), ("s", "1 000"),
    ]  # fmt: skip


def test_the_header_stays_in_sight_and_filters() -> None:
    sheet = workbook([["а", "б"], ["в", "г"]])
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("register", "A2", "A1:B3")
    assert [cell.value for cell in sheet[1]] == ["c0", "c1"]


def test_columns_are_as_wide_as_their_text_within_bounds() -> None:
    sheet = workbook([["x" * 20, "y" * 100, "z"]])
    widths = [round(sheet.column_dimensions[letter].width) for letter in "ABC"]
    assert widths == [23, 49, 9]


def test_without_rows_there_is_the_header() -> None:
    assert [cell.value for cell in workbook([])[1]] == ["c0", "c1"]


def test_rows_and_bytes_are_counted() -> None:
    tally = Tally()
    data = b"".join(xlsx.stream(["a"], [["b"], ["c"]], sheet="x", tally=tally))
    assert (tally.rows, tally.sha256) == (2, hashlib.sha256(data).hexdigest())


def test_a_sheet_ends_where_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 1)
    with pytest.raises(xlsx.TooManyRowsError):
        workbook([["a"], ["b"]])


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    stream = xlsx.stream(["a"], [["b"]], sheet="x", tally=Tally())
    next(stream)
    assert [path.stat().st_mode & 0o777 for path in tmp_path.iterdir()] == [0o700]
    stream.close()  # type: ignore[attr-defined]
    assert list(tmp_path.iterdir()) == []
