"""Workbooks for spreadsheets: every text a string and never a formula, rows written as they come, in little memory.

A workbook is a ZIP archive, so nothing of it can leave before its last row is known. It waits in a private folder
that is gone when the file has been sent.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from app.core.csv import CHUNK, NUMBER, Row, Tally

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What one sheet holds, its header not counted.
MOST_ROWS = 1_048_575
#: What one cell holds.
LONGEST_TEXT = 32_767
#: What no cell may hold: the record refuses it when it is typed.
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: Rows by which the width of a column is told, and its bounds in characters.
LOOKED_AT = 200
NARROWEST, WIDEST = 8, 48

#: Nothing is taken for what it looks like.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


class TooManyRowsError(ValueError):
    """More rows than a sheet holds."""


def stream(
    header: Row, rows: Iterable[Row], *, sheet: str, tally: Tally, numeric: Collection[int] = ()
) -> Iterator[bytes]:
    """Write rows as a workbook of one sheet, and give its bytes once it is whole.

    Plain numbers in the numeric columns, given by their places, are numbers; everything else is text.
    """
    with TemporaryDirectory(prefix="obmin-") as folder:
        path = Path(folder) / "workbook.xlsx"
        write(path, header, rows, sheet=sheet, tally=tally, numeric=frozenset(numeric))
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                tally.digest.update(chunk)
                yield chunk


def write(path: Path, header: Row, rows: Iterable[Row], *, sheet: str, tally: Tally, numeric: frozenset[int]) -> None:
    """Write a workbook to a file: a header that stays in sight, and a filter on every column."""
    workbook = xlsxwriter.Workbook(str(path), {**OPTIONS, "tmpdir": str(path.parent)})
    try:
        worksheet = workbook.add_worksheet(sheet)
        worksheet.freeze_panes(1, 0)
        bold = workbook.add_format({"bold": True})
        for place, title in enumerate(header):
            worksheet.write_string(0, place, writable(title), bold)
        widths = write_rows(worksheet, rows, [len(title) for title in header], tally=tally, numeric=numeric)
        worksheet.autofilter(0, 0, tally.rows, max(len(header) - 1, 0))
        for place, width in enumerate(widths):
            worksheet.set_column(place, place, min(max(width + 2, NARROWEST), WIDEST))
    finally:
        workbook.close()


def write_rows(
    worksheet: Worksheet, rows: Iterable[Row], widths: Sequence[int], *, tally: Tally, numeric: frozenset[int]
) -> Sequence[int]:
    """Write the rows below the header, and give how wide the columns are by the first of them."""
    for row in rows:
        if tally.rows == MOST_ROWS:
            raise TooManyRowsError
        tally.rows += 1
        if tally.rows <= LOOKED_AT:
            widths = [max(width, len(cell)) for width, cell in zip(widths, row, strict=True)]
        for place, cell in enumerate(row):
            if not cell:
                continue
            if place in numeric and NUMBER.fullmatch(cell):
                worksheet.write_number(tally.rows, place, float(cell))
            else:
                worksheet.write_string(tally.rows, place, writable(cell))
    return widths


def writable(text: str) -> str:
    """Give a text as a cell can hold it; what no cell may hold is marked as lost."""
    kept = UNWRITABLE.sub("\ufffd", text)
    return kept if len(kept) <= LONGEST_TEXT else f"{kept[: LONGEST_TEXT - 1]}…"
