"""Checking every row of a list before anything is written; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.i18n import lazy_ as _l
from app.core.text import clean_line, is_blank
from app.imports import cells, full_names, words
from app.imports.drafts import Draft
from app.imports.events import events_of
from app.imports.fields import title_of
from app.imports.problems import Code
from app.imports.reading import Row, Table


@dataclass(frozen=True)
class Assumed:
    """What holds for rows that do not say it: side, category, the day for which the source speaks; and today."""

    as_of: date
    today: date
    side: str | None = None
    category: str | None = None


@dataclass(frozen=True)
class Checked:
    """A list after its check: a draft for each row, and how many rows are no people (totals, the header again)."""

    drafts: Sequence[Draft]
    skipped: int = 0

    @property
    def accepted(self) -> list[Draft]:
        """Give the drafts that may be entered."""
        return [draft for draft in self.drafts if not draft.is_rejected]

    @property
    def warned(self) -> list[Draft]:
        """Give the accepted drafts with which something is not quite right."""
        return [draft for draft in self.accepted if draft.problems]


def check(table: Table, columns: Mapping[int, str], assumed: Assumed) -> Checked:
    """Check every row by itself, and against the rows before it."""
    people = [row for row in table.rows if is_person(row, table.header)]
    drafts = [draft_of(row, table.header, columns, assumed) for row in people]
    for draft, first in zip(drafts, repeated(people), strict=True):
        if first is not None:
            sentence = _l("This is row %(first)s again. Delete one of the two.", first=first)
            draft.object_to(Code.DUPLICATE_EXACT, sentence)
    return Checked(drafts, len(table.rows) - len(people))


def is_person(row: Row, header: Sequence[str]) -> bool:
    """Tell a row that describes somebody from the header said again and from a line of totals."""
    first = next((cell for cell in row.cells if not is_blank(cell)), "")
    return row.cells != tuple(header) and not words.is_total(first)


def repeated(rows: Sequence[Row]) -> Iterator[int | None]:
    """Give, for each row, the number of the row before it that says the same, blind to case and spaces, or None."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        first = seen.setdefault(tuple(clean_line(cell).casefold() for cell in row.cells), row.number)
        yield first if first != row.number else None


def draft_of(row: Row, header: Sequence[str], columns: Mapping[int, str], assumed: Assumed) -> Draft:
    """Read a row into a draft; of a row with cells too few or too many nobody knows which cell is which."""
    draft = Draft(row.number)
    if not is_whole(draft, row, len(header)):
        return draft
    for position, raw in enumerate(row.cells[: len(header)]):
        title = title_of(position, header)
        if position in columns:
            cells.read_cell(draft, columns[position], title, raw, today=assumed.today)
        elif text := cells.readable(draft, title, raw, is_line=False):
            draft.keep(title, text)
    complete(draft, assumed)
    return draft


def is_whole(draft: Draft, row: Row, width: int) -> bool:
    """Tell whether a row has as many cells as the header; empty ones too many do no harm."""
    surplus = row.cells[width:]
    if len(row.cells) < width or not all(map(is_blank, surplus)):
        draft.object_to(
            Code.RAGGED_ROW,
            _l(
                "Cells in this row: %(count)s, in the header: %(width)s. "
                "Look for a delimiter or a quote too many or too few.",
                count=len(row.cells),
                width=width,
            ),
        )
        return False
    if surplus:
        draft.object_to(Code.TRAILING_EMPTY_CELLS, _l("The empty cells at the end were left out."))
    return True


def complete(draft: Draft, assumed: Assumed) -> None:
    """Take the full name apart, fill in what holds for the whole list, and work out what the row tells of."""
    take_name_apart(draft)
    if not {"surname", "call_sign"} & set(draft.said):
        draft.object_to(Code.MISSING_NAME, _l("There is no name. Enter a surname, a full name or a call sign."))
    for field, value in (("side", assumed.side), ("category", assumed.category)):
        if value is not None and f"{field}_id" not in draft.absences:
            draft.said.setdefault(field, value)
    born, captured = draft.said.get("born"), draft.said.get("captured_on")
    if born and captured and born.earliest and captured.latest and born.earliest > captured.latest:
        draft.object_to(
            Code.BORN_AFTER_CAPTURE,
            _l("The birth is later than the capture. Both were kept: check them with the source."),
        )
    draft.events = events_of(draft, as_of=assumed.as_of)


def take_name_apart(draft: Draft) -> None:
    """Take a full name apart where the parts have no columns of their own, and tell the language of the name."""
    full_name = draft.said.pop("full_name", "")
    if full_name and "surname" not in draft.said:
        parts = full_names.parts_of(full_name)
        for field in ("surname", "given_name", "patronymic"):
            if getattr(parts, field):
                draft.said.setdefault(field, getattr(parts, field))
        if parts.is_assumed:
            draft.object_to(
                Code.NAME_ORDER,
                _l("Taken as the surname: %(surname)s. Check the order of the name.", surname=parts.surname),
            )
    name = " ".join(draft.said[field] for field in ("surname", "given_name", "patronymic") if field in draft.said)
    if language := full_names.language_of(name):
        draft.said["name_language"] = language
