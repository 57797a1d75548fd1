"""Reading the numbers of a list of operations as people write them: "1 015", "~40", "25+5", "12 на 12"."""

import re
from dataclasses import dataclass

from app.core.i18n import lazy_ as _l
from app.imports import words
from app.imports.drafts import Draft
from app.imports.problems import Code

ABOUT = re.compile(
    r"^(?:[~≈]|близько|біля|приблизно|понад|більше ніж|більше|більш як|майже|до|"
    r"about|around|over|more than|almost|nearly|около|более|свыше|почти)\s*|\s*\+$",
    re.IGNORECASE,
)
MINUS = re.compile(r"[-−–]\s*\d.*")
#: More would be no number of people.
WHOLE = re.compile(r"\d{1,7}", re.ASCII)
IN_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+", re.ASCII)
BETWEEN_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))", re.ASCII)
FORMULA = re.compile(
    r"(\d{1,7})\s*(?:на|[xх×/:–-]|-?for-?)\s*(\d{1,7})(?:\D+(\d{1,7})\D*(?:поза|outside|вне)\D*)?",
    re.IGNORECASE | re.ASCII,
)
ALL_FOR_ALL = {"всіх на всіх", "усіх на усіх", "всех на всех", "all for all"}


@dataclass(frozen=True)
class Formula:
    """How many to us for how many to them, or all for all; and who comes besides."""

    to_us: int | None = None
    to_them: int | None = None
    outside: int | None = None
    is_all_for_all: bool = False


def read_count(draft: Draft, field: str, column: str, text: str) -> None:
    """Read a number of people or bodies; one that is not certain is kept as written, too."""
    if words.says_nothing(text) or words.absence(text):
        return
    bare = ABOUT.sub("", text)
    if bare != text:
        draft.object_to(
            Code.APPROXIMATE_NUMBER, _l("“%(text)s” is not exact: it is in the note, too.", text=text), column
        )
        draft.keep(column, text)
    parts = [part.strip() for part in bare.split("+")]
    counts = [count_of(draft, column, part) for part in parts]
    draft.said[field] = sum(counts)
    if len(parts) > 1:
        sentence = _l("“%(text)s” was added up to %(sum)s.", text=text, sum=draft.said[field])
        draft.object_to(Code.SUM_IN_CELL, sentence, column)
        draft.keep(column, text)


def count_of(draft: Draft, column: str, text: str) -> int:
    """Read one number; what is none costs the row, and counts as nothing until somebody has corrected it."""
    if IN_THOUSANDS.fullmatch(text):
        draft.object_to(Code.THOUSANDS_SPACE, _l("“%(text)s” was read as one number.", text=text), column)
        text = text.replace(" ", "")
    if WHOLE.fullmatch(text):
        return int(text)
    if MINUS.fullmatch(text):
        draft.object_to(Code.NEGATIVE_NUMBER, _l("A number of people cannot be less than 0. Correct it."), column)
    else:
        sentence = _l("“%(text)s” is not a whole number. Write one, up to 9999999, in digits.", text=text)
        draft.object_to(Code.NOT_WHOLE, sentence, column)
    return 0


def read_formula(draft: Draft, column: str, text: str) -> None:
    """Read a formula; one that nobody can read is kept in the note."""
    if words.says_nothing(text):
        return
    formula = formula_of(text)
    if formula is not None:
        draft.said["formula"] = formula
        return
    draft.object_to(
        Code.UNKNOWN_FORMULA,
        _l(
            "The formula “%(text)s” is not known: it is in the note. Write it as 12 на 12, or as all for all.",
            text=text,
        ),
        column,
    )
    draft.keep(column, text)


def formula_of(text: str) -> Formula | None:
    """Read a formula.

    >>> formula_of("25 на 25 плюс 5 поза обміном")
    Formula(to_us=25, to_them=25, outside=5, is_all_for_all=False)
    """
    if words.key(text) in ALL_FOR_ALL:
        return Formula(is_all_for_all=True)
    found = FORMULA.fullmatch(BETWEEN_THOUSANDS.sub("", text))
    if found is None:
        return None
    to_us, to_them, outside = found.groups()
    return Formula(int(to_us), int(to_them), int(outside) if outside else None)
