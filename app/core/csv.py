"""CSV that spreadsheets open safely: no cell becomes a formula, every field is quoted, and rows leave as a stream.

A spreadsheet takes a cell for a formula when it starts with one of a few signs, and not only there: a file opened with
another separator is cut anew, so what stands behind a separator, a line's end or a quote may become the start of a
cell, too. An apostrophe before each such place makes text of it; `unguard` takes exactly these away again.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

#: What makes a formula of a cell, and the full-width twins that spreadsheets read alike.
SIGNS = "=+\\-@|%\uff1d\uff0b\uff0d\uff20"
#: What a spreadsheet may skip before the sign: spaces, control characters and what has no width; and our own mark.
SKIPPED = (
    "'\\s\\x00-\\x1f\\x7f-\\xa0\\xad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\ufeff\\ufff9-\\ufffb"
    "\\U000e0001\\U000e0020-\\U000e007f"
)
#: Behind one of these a cell may start when a file is cut anew. Tabs and line ends are skipped as well, so they stand
#: inside a run; the others stand before it.
CUTS_BEFORE_RUN = ',;"'
CUT_IN_RUN = re.compile(r"[\t\r\n]")
MARKED_CUT_IN_RUN = re.compile(r"([\t\r\n])'")

#: A run of what is skipped, with the sign behind it if there is one. It always matches all of a run, so that no text,
#: however odd, is looked at twice.
RUN = re.compile(f"[{SKIPPED}]+[{SIGNS}]?|[{SIGNS}]")
SIGN = re.compile(f"[{SIGNS}]")
#: A cell that starts so is cut or cleaned by some spreadsheets, which brings the rest to its start.
BAD_START = re.compile("'*[\t\r\n\0]")
#: What is looked for in a whole row at once, to tell the many that need no care: any sign but the minus, of which dates
#: are full, and a minus before which only what may be skipped stands.
OTHER_SIGN = re.compile(f"[{SIGNS.replace(chr(92) + '-', '')}]")
LEADING_MINUS = re.compile("(?<![^,;\"' ])-")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)

BOM = "\ufeff"
LINE_END = "\r\n"
CHUNK = 64 * 1024

Row = Sequence[str]


def guard(text: str) -> str:
    """Put an apostrophe before every place of a text that a spreadsheet could take for the start of a formula.

    >>> guard("=1+1")
    "'=1+1"
    """
    return mark_start(text) + RUN.sub(mark_run, text)


def mark_start(text: str) -> str:
    """Give the mark of a text that starts with what some spreadsheets cut off, where its run does not give it."""
    return "'" if BAD_START.match(text) and not starts_live(text) else ""


def starts_live(text: str) -> bool:
    """Tell whether the first thing in a text that is not skipped is a sign."""
    run = RUN.match(text)
    return bool(run and SIGN.match(run[0][-1]))


def mark_run(run: re.Match[str]) -> str:
    """Mark every place of a run where a cell may start, if the run leads to a sign."""
    if not SIGN.match(run[0][-1]):
        return run[0]
    return ("'" if may_start(run) else "") + CUT_IN_RUN.sub(r"\g<0>'", run[0])


def may_start(run: re.Match[str]) -> bool:
    """Tell whether a cell may start where a run does."""
    return run.start() == 0 or run.string[run.start() - 1] in CUTS_BEFORE_RUN


def unguard(text: str) -> str:
    """Take away the apostrophes that `guard` put into a text, and no other."""
    if BAD_START.match(text) and text.startswith("'") and not starts_live(text):
        text = text[1:]
    return RUN.sub(unmark_run, text)


def unmark_run(run: re.Match[str]) -> str:
    """Take the marks out of a run that leads to a sign."""
    if not SIGN.match(run[0][-1]):
        return run[0]
    bare = run[0][1:] if may_start(run) and run[0].startswith("'") else run[0]
    return MARKED_CUT_IN_RUN.sub(r"\1", bare)


@dataclass
class Tally:
    """What has left so far: the number of rows, the header not counted, and the digest of every byte."""

    rows: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    @property
    def sha256(self) -> str:
        """Give the digest in hexadecimal digits."""
        return str(self.digest.hexdigest())


def stream(
    header: Row, rows: Iterable[Row], *, separator: str, tally: Tally, numeric: Collection[int] = ()
) -> Iterator[bytes]:
    """Write rows as UTF-8 with a BOM, every field quoted (RFC 4180), in chunks of about 64 KB as the rows come.

    The header leaves at once, so that whoever waits sees the download begin. Plain numbers in the numeric columns,
    given by their places, stay numbers.
    """
    write = line_writer(separator, frozenset(numeric))
    yield counted(BOM + write(header), tally)
    waiting: list[str] = []
    size = 0
    for row in rows:
        waiting.append(write(row))
        size += len(waiting[-1])
        tally.rows += 1
        if size >= CHUNK:
            yield counted("".join(waiting), tally)
            waiting, size = [], 0
    if waiting:
        yield counted("".join(waiting), tally)


def counted(text: str, tally: Tally) -> bytes:
    """Give the bytes of a text, and add them to the digest."""
    chunk = text.encode()
    tally.digest.update(chunk)
    return chunk


def line_writer(separator: str, numeric: Collection[int] = frozenset()) -> Callable[[Row], str]:
    """Give the function that writes one row as a line; a row in which nothing needs care is only joined."""
    between = f'"{separator}"'

    def write(row: Row) -> str:
        if needs_care(",".join(row)):
            row = [quotable(cell, is_numeric=place in numeric) for place, cell in enumerate(row)]
        return f'"{between.join(row)}"{LINE_END}'

    return write


def needs_care(cells: str) -> bool:
    """Tell whether a row, its cells joined by commas, may hold what has to be marked or doubled."""
    is_plain = '"' not in cells and cells.isprintable() and not OTHER_SIGN.search(cells)
    return not is_plain or LEADING_MINUS.search(cells) is not None


def quotable(cell: str, *, is_numeric: bool) -> str:
    """Guard a cell, unless it is a plain number in a numeric column, and double its quotes."""
    if is_numeric and NUMBER.fullmatch(cell):
        return cell
    return guard(cell).replace('"', '""')
