"""The fields that a column of a list may stand for, and the mapping by hand from a file's headers to them."""

from collections.abc import Iterable, Sequence

from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import clean_line
from app.names.folding import fold

#: Any of these names somebody.
NAMING = ("surname", "full_name", "call_sign")
NAMES = (*NAMING, "given_name", "patronymic", "latin_name", "father_name", "mother_maiden_name")
#: Text that a statement keeps as it stands, on one line or on several.
LINES = (
    "surname",
    "given_name",
    "patronymic",
    "call_sign",
    "latin_name",
    "birth_place",
    "nationality",
    "rank",
    "unit",
    "father_name",
    "mother_maiden_name",
    "last_residence",
)
PARAGRAPHS = ("distinguishing_marks", "note")
DATES = ("born", "captured_on")
PLACES = ("captured_place", "held_at")
NUMBERS = ("service_number", "list_number")
WORDS = ("sex", "category", "side", "status")
FIELDS = ("full_name", *LINES, *PARAGRAPHS, *DATES, *PLACES, *NUMBERS, *WORDS)
#: What other programs call the same fields.
ALIASES = {"last_name": "surname", "first_name": "given_name", "birth_date": "born", "external_id": "list_number"}


class MappingError(RuleError):
    """A mapping that does not fit the file: the command was used wrongly, and nothing was read."""


def columns_of(choices: Iterable[str], header: Sequence[str]) -> dict[int, str]:
    """Give the field of each mapped column from choices written HEADER=field; without a name nobody is described."""
    columns: dict[int, str] = {}
    for choice in choices:
        heading, separator, name = choice.rpartition("=")
        if not separator:
            raise MappingError(_l("Write the mapping as HEADER=field, not as “%(choice)s”.", choice=choice))
        position, field = position_of(heading, header), field_of(name.strip())
        if position in columns or field in columns.values():
            raise MappingError(
                _l("Map each column once, and to a field of its own: “%(choice)s” is one too many.", choice=choice)
            )
        columns[position] = field
    if not set(NAMING) & set(columns.values()):
        raise MappingError(
            _l(
                "No column is mapped to a name. Map one to surname, full_name or call_sign. %(has)s",
                has=listing(header),
            )
        )
    return columns


def field_of(name: str) -> str:
    """Give the field of a name or of its alias, or say which there are."""
    field = ALIASES.get(name, name)
    if field not in FIELDS:
        raise MappingError(
            _l("There is no field “%(name)s”. Use one of: %(fields)s.", name=name, fields=", ".join(FIELDS))
        )
    return field


def position_of(heading: str, header: Sequence[str]) -> int:
    """Find the one column with a header, blind to case and apostrophes, or say which the file has."""
    wanted = fold(clean_line(heading))
    found = [position for position, title in enumerate(header) if fold(clean_line(title)) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise MappingError(
            _l("The file has several columns “%(heading)s”. Give them different headers in the file.", heading=heading)
        )
    raise MappingError(_l("The file has no column “%(heading)s”. %(has)s", heading=heading, has=listing(header)))


def listing(header: Sequence[str]) -> object:
    """Say which columns the file has."""
    return _l(
        "The file has these columns: %(columns)s.",
        columns=", ".join(title_of(position, header) for position in range(len(header))),
    )


def unmapped(columns: dict[int, str], header: Sequence[str]) -> list[str]:
    """Name the columns that the mapping leaves out."""
    return [title_of(position, header) for position in range(len(header)) if position not in columns]


def title_of(position: int, header: Sequence[str]) -> str:
    """Give a column's header, or its number where the header is empty."""
    return clean_line(header[position]) or f"№ {position + 1}"
