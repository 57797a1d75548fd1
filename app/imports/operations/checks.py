"""Checking every row of a list of operations, or of totals, before anything is written; pure."""

from collections.abc import Callable, Mapping
from datetime import date

from app.core.dates import parse_edtf
from app.core.i18n import lazy_ as _l
from app.exchanges.models import CLAIMED
from app.exchanges.rules.claims import PARTS
from app.imports import cells, words
from app.imports.checks import Checked, is_person, is_whole, repeated
from app.imports.drafts import Draft
from app.imports.fields import title_of
from app.imports.operations import numbers
from app.imports.operations.fields import Shape
from app.imports.problems import Code
from app.imports.reading import Row, Table

TYPES: Mapping[str, str] = {
    "general": "exchange, обмін, обмен",
    "stage": "exchange_stage, етап обміну, этап обмена",
    "unilateral": "release, unilateral_release, звільнення, звільнення поза обміном, освобождение",
    "medical": "repatriation, medical_repatriation, репатріація, медична репатріація, медицинская репатриация",
    "remains": "remains, transfer_of_remains, передання тіл, передання тіл загиблих, передача тел",
}
_TYPES = {words.key(word): code for code, listed in TYPES.items() for word in listed.split(",")}
#: How a day is known that the publisher does not state: read off the page's own date, or worked out.
DOUBTS = {"page_date": "~", "inferred": "?"}
CONFIDENCES = ("A", "B", "C")
SCHEMES = ("http://", "https://")


def check(table: Table, columns: Mapping[int, str], shape: Shape, *, today: date, source: str | None) -> Checked:
    """Check every row by itself, and against the rows before it; a source given with the list is that of its rows."""
    rows = [row for row in table.rows if is_person(row, table.header)]
    drafts = [draft_of(row, table, columns, shape, today=today) for row in rows]
    for draft, first in zip(drafts, repeated(rows), strict=True):
        if first is not None:
            draft.object_to(
                Code.DUPLICATE_EXACT, _l("This is row %(first)s again. Delete one of the two.", first=first)
            )
        take_source(draft, source)
    return Checked(drafts, len(table.rows) - len(rows))


def draft_of(row: Row, table: Table, columns: Mapping[int, str], shape: Shape, *, today: date) -> Draft:
    """Read a row into a draft, cell by cell, and look at the row as a whole."""
    draft = Draft(row.number)
    if not is_whole(draft, row, len(table.header)):
        return draft
    for position, raw in enumerate(row.cells[: len(table.header)]):
        read_cell(draft, columns.get(position), title_of(position, table.header), raw, today=today)
    if shape is Shape.TOTALS:
        complete_total(draft)
    else:
        complete_operation(draft, shape, {field: title_of(at, table.header) for at, field in columns.items()})
    return draft


def read_cell(draft: Draft, field: str | None, column: str, raw: str, *, today: date) -> None:
    """Add what a cell says to the draft; what no field takes goes to the note, under its heading."""
    text = cells.readable(draft, column, raw, is_line=field is not None and field != "note")
    if not text:
        return
    if field in CLAIMED or field == "value":
        numbers.read_count(draft, field, column, text)
    elif field in {"day", "as_of"}:
        cells.read_date(draft, "day", column, text, today=today)
    elif field in READERS:
        READERS[field](draft, column, text)
    elif field == "note":
        draft.notes.insert(0, text)
    elif field is None or field == "source_2":
        # A second page gives "a figure or a detail", and not which: its address stands beside the first one's words.
        draft.keep(column, text)
    elif cells.fits(draft, column, text):
        draft.said[field] = text


def read_type(draft: Draft, column: str, text: str) -> None:
    """Read what kind of operation a row tells of: kinds are counted apart, so that none is guessed."""
    code = _TYPES.get(words.key(text))
    if code is None:
        sentence = _l(
            "The type “%(text)s” is not known. Write exchange, exchange_stage, release, repatriation or remains.",
            text=text,
        )
        draft.object_to(Code.UNKNOWN_TYPE, sentence, column)
    elif code == "stage":
        draft.said |= {"format": "general", "is_stage": True}
    else:
        draft.said["format"] = code


def read_confidence(draft: Draft, column: str, text: str) -> None:
    """Read how far a row is believed: A, B or C; another word goes to the note."""
    if text.upper() in CONFIDENCES:
        draft.said["confidence"] = text.upper()
        return
    sentence = _l("The confidence “%(text)s” is not A, B or C: it is in the note.", text=text)
    draft.object_to(Code.UNKNOWN_CONFIDENCE, sentence, column)
    draft.keep(column, text)


def read_source(draft: Draft, _column: str, text: str) -> None:
    """Keep a source's address or name; an address may be longer than a line."""
    draft.said["source"] = text


def take_source(draft: Draft, source: str | None) -> None:
    """Give a row that names no source that of the list; nothing is kept on nobody's word."""
    if source is not None:
        draft.said.setdefault("source", source)
    if "source" not in draft.said:
        draft.object_to(
            Code.MISSING_SOURCE, _l("There is no source. Enter one, or name that of the list with --source.")
        )
    elif not draft.said["source"].startswith(SCHEMES) and len(draft.said["source"]) > cells.MOST_IN_LINE:
        cells.object_to_length(draft, "source", cells.MOST_IN_LINE)


def complete_total(draft: Draft) -> None:
    """Look at a total as a whole: without a day, a metric or a value it says nothing."""
    if "day" not in draft.said:
        object_to_no_day(draft)
    elif not draft.said["day"].is_exact:
        draft.keep("as_of", draft.said["day"].edtf)
    if not {"metric", "value"} <= set(draft.said):
        draft.object_to(Code.MISSING_NUMBER, _l("There is no metric, or no value. Enter both."))


def complete_operation(draft: Draft, shape: Shape, titles: Mapping[str, str]) -> None:
    """Look at an operation as a whole: its day, how well that is known, and whether its numbers can be."""
    draft.said.setdefault("format", "remains" if shape is Shape.REMAINS else "general")
    take_day(draft)
    take_formula(draft)
    for part, whole in PARTS.items():
        if whole in draft.said and draft.said.get(part, 0) > draft.said[whole]:
            draft.object_to(Code.PART_LARGER, _l("A part cannot be larger than the whole."), titles.get(part))
    if shape is Shape.REMAINS and not {"bodies_to_ukr", "bodies_to_rus"} & set(draft.said):
        draft.object_to(Code.MISSING_NUMBER, _l("There is no number. Enter how many bodies were handed over."))


def take_day(draft: Draft) -> None:
    """Mark a day as doubtful that no publisher states."""
    mark = DOUBTS.get(draft.said.pop("precision", ""), "")
    if "day" not in draft.said:
        object_to_no_day(draft)
    elif mark and draft.said["day"].is_exact:
        draft.said["day"] = parse_edtf(draft.said["day"].edtf + mark)


def object_to_no_day(draft: Draft) -> None:
    """Refuse a row without a day, unless its day was refused already."""
    if not draft.is_rejected:
        draft.object_to(Code.MISSING_DATE, _l("There is no date. Enter one, as well as it is known."))


def take_formula(draft: Draft) -> None:
    """Compare the numbers with the formula: those who come outside it are counted apart."""
    formula = draft.said.get("formula")
    if formula is None or formula.is_all_for_all:
        return
    if formula.outside is not None:
        draft.said.setdefault("outside_exchange", formula.outside)
    expected = {
        "ukr_returned": formula.to_us + draft.said.get("outside_exchange", 0),
        "rus_returned": formula.to_them,
    }
    if any(draft.said.get(field, number) != number for field, number in expected.items()):
        sentence = _l("The numbers do not fit the formula. Both were kept: check them with the source.")
        draft.object_to(Code.FORMULA_MISMATCH, sentence)


READERS: Mapping[str | None, Callable[[Draft, str, str], None]] = {
    "type": read_type,
    "formula": numbers.read_formula,
    "confidence": read_confidence,
    "source": read_source,
}
