"""Reading one cell into a draft, by what its column stands for; pure."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app.core.dates import DateError, parse
from app.core.i18n import lazy_ as _l
from app.core.text import DIRECTION_MARKS, clean, clean_line, is_control
from app.imports import words
from app.imports.drafts import Draft
from app.imports.fields import DATES, LINES, NAMES, NUMBERS, PARAGRAPHS
from app.imports.problems import Code
from app.names.folding import fold
from app.people.models import IdentifierKind
from app.people.rules.identify import written

#: Characters that a cell, and a field that stands on one line, may have.
MOST_IN_CELL, MOST_IN_LINE = 10_000, 300
#: Nobody whom this war's lists name was born before this year.
FIRST_BIRTH = date(1900, 1, 1)
LOST = "\ufffd"
#: An expressly open answer to these is kept as one; the fields of a statement have other names than a list's columns.
OPEN_AS = {name: name for name in (*LINES, "born", "sex", "distinguishing_marks")} | {
    "category": "category_id",
    "side": "side_id",
}


def read_cell(draft: Draft, field: str, column: str, raw: str, *, today: date) -> None:
    """Add what a cell says to the draft: a value, a reason for having none, or a problem."""
    text = readable(draft, column, raw, is_line=field not in PARAGRAPHS)
    if not text or is_left_open(draft, field, column, text):
        return
    if field in DATES:
        read_date(draft, field, column, text, today=today)
    elif field in LOOK_UP:
        read_word(draft, field, column, text)
    elif field == "note":
        draft.notes.insert(0, text)
    elif field == "distinguishing_marks" or fits(draft, column, text):
        read_text(draft, field, column, text)


def readable(draft: Draft, column: str, raw: str, *, is_line: bool) -> str:
    """Clean a cell's text of what nobody sees; a letter that was lost, or too long a text, costs the row."""
    if LOST in raw:
        draft.object_to(
            Code.UNDECODABLE, _l("A letter was lost when this was saved (�). Type it again in the list."), column
        )
    visible = "".join(one for one in raw if one not in DIRECTION_MARKS and not is_control(one))
    if visible != raw:
        draft.object_to(Code.HIDDEN_CHARACTERS, _l("Hidden characters were taken out. Check the text."), column)
    if len(visible) > MOST_IN_CELL:
        object_to_length(draft, column, MOST_IN_CELL)
    return clean_line(visible) if is_line else clean(visible)


def object_to_length(draft: Draft, column: str, most: int) -> None:
    """Refuse what the record has no room for, rather than cut it."""
    draft.object_to(Code.TOO_LONG, _l("This has more than %(most)s characters. Shorten it.", most=most), column)


def fits(draft: Draft, column: str, text: str) -> bool:
    """Refuse text that is too long for one line, in the form in which it is kept or in that in which it is searched."""
    if max(len(text), len(fold(text)), len(written(text))) <= MOST_IN_LINE:
        return True
    object_to_length(draft, column, MOST_IN_LINE)
    return False


def is_left_open(draft: Draft, field: str, column: str, text: str) -> bool:
    """Tell a cell that gives no value: one that says why is an answer, a dash is none."""
    if field in PARAGRAPHS:
        return False
    if reason := words.absence(text):
        if field in OPEN_AS:
            draft.absences[OPEN_AS[field]] = reason
        return True
    if not words.says_nothing(text, is_name=field in NAMES):
        return False
    draft.object_to(Code.MISSING_VALUE, _l("“%(text)s” was taken for an empty cell.", text=text), column)
    return True


def read_text(draft: Draft, field: str, column: str, text: str) -> None:
    """Keep text where it belongs."""
    if field in NUMBERS:
        draft.numbers[IdentifierKind(field)] = text
    else:
        draft.said[field] = text
    if field == "full_name":
        draft.keep(column, text)


def read_date(draft: Draft, field: str, column: str, text: str, *, today: date) -> None:
    """Read a date, however uncertain; one that cannot be, or that has not come, costs the row."""
    try:
        day = parse(text)
    except DateError as error:
        code = Code.IMPLAUSIBLE_DATE if error.code == "year" else Code.INVALID_DATE
        draft.object_to(code, error.message, column)
        return
    if day.earliest and day.earliest > today:
        draft.object_to(Code.FUTURE_DATE, _l("This day has not come yet: correct the date."), column)
    elif day.latest and day.latest < FIRST_BIRTH:
        draft.object_to(Code.IMPLAUSIBLE_DATE, _l("This is before 1900: correct the year."), column)
    draft.said[field] = day


def read_word(draft: Draft, field: str, column: str, text: str) -> None:
    """Look a word up; one that is not known is kept in the note, and only a side or a status costs the row."""
    meaning = LOOK_UP[field](text)
    if meaning is not None:
        draft.said[field] = meaning
        return
    code, sentence = UNKNOWN[field]
    draft.object_to(code, sentence(text), column)
    draft.keep(column, text)


def category_unknown(word: str) -> object:
    """Say that a category is not known, and what became of the word."""
    return _l(
        "The category “%(word)s” is not known: the person's category stays open, the word is in the note.", word=word
    )


def sex_unknown(word: str) -> object:
    """Say that a sex is not known, and what became of the word."""
    return _l("The sex “%(word)s” is not known: it stays open, the word is in the note.", word=word)


def side_unknown(word: str) -> object:
    """Say that a side is not known, and which are."""
    return _l("The side “%(word)s” is not known. Write ukr or rus.", word=word)


def status_unknown(word: str) -> object:
    """Say that a status is not known, and which are."""
    return _l(
        "The status “%(word)s” is not known. Write in captivity, exchanged, released, died in captivity, died, missing "
        "or unknown.",
        word=word,
    )


LOOK_UP: dict[str, Callable[[str], Any]] = {
    "category": words.category,
    "sex": words.sex,
    "side": words.side,
    "status": words.status,
}
UNKNOWN: dict[str, tuple[Code, Callable[[str], object]]] = {
    "category": (Code.UNKNOWN_CATEGORY, category_unknown),
    "sex": (Code.UNKNOWN_SEX, sex_unknown),
    "side": (Code.UNKNOWN_SIDE, side_unknown),
    "status": (Code.UNKNOWN_STATUS, status_unknown),
}
