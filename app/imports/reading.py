"""Reading a list from the bytes of a CSV file: pure, and it stops with a sentence rather than guess."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank

MEGABYTE = 1024 * 1024
MOST_MEGABYTES, MOST_ROWS, MOST_COLUMNS = 64, 500_000, 200
DELIMITERS = (",", ";", "|", "\t")
#: So many records tell which delimiter a file uses.
SAMPLE = 100
WORKBOOK = b"PK\x03\x04"


class Unreadable(RuleError):  # noqa: N818 - named for what the file is
    """A file of which nothing is imported, and why."""


@dataclass(frozen=True)
class Row:
    """One record of a file, under the number that a spreadsheet shows."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Tell whether a reader would see nothing in it."""
        return all(map(is_blank, self.cells))


@dataclass(frozen=True)
class Table:
    """A file's header and the rows under it, blank ones left out."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read(data: bytes, *, delimiter: str | None = None) -> Table:
    """Read a table whose first row that is not blank is its header; the delimiter is found where none is given."""
    text = decoded(data)
    filled = (row for row in records(text, delimiter or found_delimiter(text)) if not row.is_blank)
    header = next(filled, None)
    if header is None:
        raise Unreadable(_l("There is nothing in the file. Save the list again and import that file."))
    if len(header.cells) > MOST_COLUMNS:
        raise Unreadable(
            _l("The file has more than %(most)s columns. Delete those you do not need.", most=MOST_COLUMNS)
        )
    rows = tuple(islice(filled, MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise Unreadable(_l("The file has more than %(most)s rows. Split it.", most=MOST_ROWS))
    return Table(header.cells, rows)


def decoded(data: bytes) -> str:
    """Read bytes as UTF-8, with or without a byte order mark, or say where they stop being it."""
    if len(data) > MOST_MEGABYTES * MEGABYTE:
        raise Unreadable(_l("The file is larger than %(most)s MB. Split it.", most=MOST_MEGABYTES))
    if data.startswith(WORKBOOK):
        raise Unreadable(_l("This is a workbook, not a CSV file. Save the sheet as “CSV UTF-8” and import that file."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_utf8(data, error.start) from None
    if "\0" in text:
        raise not_utf8(data, data.index(b"\0"))
    return text


def not_utf8(data: bytes, position: int) -> Unreadable:
    """Say at which byte and in which line the file stops being text in UTF-8."""
    line = data.count(b"\n", 0, position) + 1
    return Unreadable(
        _l(
            "This is not text in UTF-8: it stops at byte %(byte)s, in line %(line)s. "
            "Save the list as “CSV UTF-8” and import that file.",
            byte=position + 1,
            line=line,
        )
    )


def records(text: str, delimiter: str, *, strict: bool = True) -> Iterator[Row]:
    """Give every record with its number; a quote that does not close would swallow the rest, and stops the reading."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    number = 0
    while True:
        number, line = number + 1, reader.line_num + 1
        try:
            yield Row(number, tuple(next(reader)))
        except StopIteration:
            return
        except csv.Error:
            raise Unreadable(
                _l(
                    "A quote that opens in row %(row)s (line %(line)s of the file) does not close properly. "
                    "Correct the quotes there: nothing was imported, since the rest of the file would be lost in it.",
                    row=number,
                    line=line,
                )
            ) from None


def found_delimiter(text: str) -> str:
    """Find the delimiter that gives the most records as many cells as the header, and of those the most cells."""
    return max(DELIMITERS, key=lambda delimiter: agreement(text, delimiter))


def agreement(text: str, delimiter: str) -> tuple[bool, int, int]:
    """Measure how well a delimiter fits: whether it parts the header, how many records agree with it, into how much."""
    try:
        widths = [len(row.cells) for row in islice(records(text, delimiter, strict=False), SAMPLE) if not row.is_blank]
    except Unreadable:
        return False, 0, 0
    width = widths[0] if widths else 0
    return width > 1, widths.count(width), width
