"""Which column of a list of operations says what: known by its heading, in English or in Ukrainian."""

import enum
from collections.abc import Mapping, Sequence

from app.core.i18n import lazy_ as _l
from app.core.text import clean_line
from app.imports.fields import listing
from app.imports.reading import Unreadable
from app.names.folding import fold

#: The words by which lists call each field, besides its own name.
HEADINGS: Mapping[str, str] = {
    "day": "date, дата, день",
    "precision": "date_precision, точність дати",
    "type": "event_type, тип, тип події, вид",
    "ukr_returned": "ukrainians_returned, повернуто українців",
    "rus_returned": "russians_returned, повернуто росіян",
    "formula": "formula, формула",
    "civilians_ukr": "of_whom_civilians_ukr, з них цивільних, з них цивільних українців",
    "civilians_rus": "of_whom_civilians_rus, з них цивільних росіян",
    "azovstal": "of_whom_azovstal, з них з азовсталі, з них захисників азовсталі",
    "mariupol": "of_whom_mariupol, з них з маріуполя, з них захисників маріуполя",
    "conscripts_rus": "of_whom_conscripts_rus, з них строковиків",
    "outside_exchange": "ukr_outside_exchange, поза обміном",
    "bodies_to_ukr": "bodies_to_ukraine, тіл україні, передано тіл україні",
    "bodies_to_rus": "bodies_to_russia, тіл росії, передано тіл росії",
    "mediator": "посередник, посередники",
    "place": "місце",
    "official_no": "офіційний номер, номер обміну",
    "confidence": "достовірність",
    "note": "примітка",
    "source": "джерело",
    "source_2": "друге джерело",
    "as_of": "станом на",
    "metric": "показник",
    "value": "значення",
}
PEOPLE_COUNTS = ("ukr_returned", "rus_returned")
BODY_COUNTS = ("bodies_to_ukr", "bodies_to_rus")
TOTAL_FIELDS = ("as_of", "metric", "value")


class Shape(enum.Enum):
    """What the rows of a list are: operations in which people return, transfers of remains, or totals."""

    PEOPLE = "people"
    REMAINS = "remains"
    TOTALS = "totals"


def by_heading() -> dict[str, str]:
    """Turn the table of words into one of folded headings."""
    return {fold(word.strip()): field for field, listed in HEADINGS.items() for word in (field, *listed.split(","))}


_FIELDS = by_heading()


def known_columns(header: Sequence[str]) -> dict[int, str]:
    """Give the field of each column whose heading is known; of two columns for one field the first is read."""
    columns: dict[int, str] = {}
    for position, heading in enumerate(header):
        field = _FIELDS.get(fold(clean_line(heading)))
        if field is not None and field not in columns.values():
            columns[position] = field
    return columns


def shape_of(columns: Mapping[int, str], header: Sequence[str]) -> Shape:
    """Tell by its columns what a list holds, or say that it holds no operations."""
    found = set(columns.values())
    if found.issuperset(TOTAL_FIELDS):
        return Shape.TOTALS
    if "day" in found and found.intersection(PEOPLE_COUNTS):
        return Shape.PEOPLE
    if "day" in found and found.intersection(BODY_COUNTS):
        return Shape.REMAINS
    raise Unreadable(
        _l(
            "This is no list of operations: it needs a column “date” and one of numbers, like “ukrainians_returned”. "
            "%(has)s",
            has=listing(header),
        )
    )
