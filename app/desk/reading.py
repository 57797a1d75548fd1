"""How the entries of the ledger are said in words."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from app.audit import queries as ledgers
from app.audit.models import AccessEntry, AuditEntry, AuditValue
from app.core import csv, dates
from app.core.db import Base
from app.core.i18n import label, locale_code
from app.core.i18n import lazy_ as _l
from app.custody.effects import right_to
from app.custody.models import CustodyEvent, EventKind
from app.desk import queries
from app.desk.forms import Asked, LedgerForm
from app.desk.labels import DETAILS, LEDGER_FIELDS, METHODS, PAGES
from app.people import refs
from app.people.forms import FilterForm
from app.people.models import Absence

#: What an entry says by its own moment and author, or what only the record itself needs.
UNSAID = {
    "added_at",
    "added_by_id",
    "created_at",
    "created_by_id",
    "exported_by_id",
    "finished_at",
    "first_id",
    "other_names",
    "id",
    "identified_at",
    "identified_by_id",
    "judgement_id",
    "person_id",
    "recorded_at",
    "recorded_by_id",
    "retracted_at",
    "retracted_by_id",
    "since_at",
    "started_at",
    "supersedes_id",
    "undone_at",
    "undone_by_id",
    "uploaded_at",
    "uploaded_by_id",
    "user_id",
    "version",
}
#: The days between which a date lies; the date itself says them.
BOUNDS = ("_earliest", "_latest")
YES_OR_NO = {"True": _l("yes"), "False": _l("no")}

Names = Mapping[tuple[str, str], str]
#: Tells whether the reader has a right.
May = Callable[[str], bool]
#: What stands in a file in the place of a value that the reader may not see.
HIDDEN = "●●●"


@dataclass(frozen=True)
class Change:
    """One field of an entry, in words; without the right that its compartment asks for there are none."""

    name: str
    before: str
    after: str
    mask: str | None = None


@dataclass(frozen=True)
class Reader:
    """What the entries of a page are read with: the names of what they refer to, and what the reader may see."""

    names: Names
    kinds: Mapping[int, EventKind]
    may: May
    vocabulary: Callable[[], Mapping[str, Any]]

    def mask_of(self, value: AuditValue, entry: AuditEntry) -> str | None:
        """Give the right that a value asks for, where the reader has none."""
        right = value.mask
        if right is None and entry.subject_type == CustodyEvent.__tablename__ and entry.subject_id in self.kinds:
            right = right_to(value.field, self.kinds[entry.subject_id])
        return None if right is None or self.may(right) else right


def reader_of(entries: Sequence[AuditEntry], *, may: May) -> Reader:
    """Look up what entries refer to; the words of filters only where one is met."""
    kinds = queries.kinds_of_events(entries)
    return Reader(queries.names_in(entries, locale_code()), kinds, may, cache(queries.vocabulary_of_filters))


def changes_in(entries: Sequence[AuditEntry], *, may: May) -> Mapping[int, Sequence[Change]]:
    """Say in words what each entry changed, by the entry's number; what was and stays empty is left out."""
    reader = reader_of(entries, may=may)
    said = {
        entry.id: [change_of(value, entry, reader) for value in entry.values if is_said(value)] for entry in entries
    }
    return {number: [one for one in changes if one.before or one.after or one.mask] for number, changes in said.items()}


def is_said(value: AuditValue) -> bool:
    """Tell whether a reader learns something from a value."""
    return value.field not in UNSAID and not value.field.endswith(BOUNDS)


def change_of(value: AuditValue, entry: AuditEntry, reader: Reader) -> Change:
    """Say one value before and after the change, or that the reader may not see it."""
    if mask := reader.mask_of(value, entry):
        return Change(name_of(value.field, entry.subject_type), "", "", mask)
    before, after = (words_for(text, value.field, entry.subject_type, reader) for text in (value.before, value.after))
    return Change(name_of(value.field, entry.subject_type), before, after)


def name_of(field: str, table: str = "") -> str:
    """Give what a field is called, in its table if that has a word of its own; one without any goes by its code."""
    name = field.removesuffix("_edtf")
    return str(LEDGER_FIELDS.get(f"{table}.{name}") or LEDGER_FIELDS.get(name) or name)


def words_for(text: str | None, field: str, table: str, reader: Reader) -> str:
    """Say a value: a name for a number, a label for a code, a date as it is read."""
    if not text:
        return ""
    if field.endswith("_edtf"):
        return dates.show(dates.parse_edtf(text), locale_code())
    if field == "absences":
        return ", ".join(absences_in(text))
    if field == "field":
        return name_of(text)
    if field == "filters":
        return filter_in(json.loads(text), reader.vocabulary())
    return reader.names.get((field, text)) or str(YES_OR_NO.get(text) or label_of(text, field, table))


def absences_in(text: str) -> Iterator[str]:
    """Say which fields have no value, and why."""
    for name, reason in json.loads(text).items():
        yield f"{name_of(name)}: {label(Absence(reason))}"


def label_of(text: str, field: str, table: str) -> str:
    """Give the label of a code where its column is a closed list."""
    column = Base.metadata.tables[table].columns.get(field) if table in Base.metadata.tables else None
    if column is None or not isinstance(column.type, sa.Enum) or column.type.enum_class is None:
        return text
    return label(column.type.enum_class(text))


def filter_in(asked: Mapping[str, Sequence[str]], vocabulary: Mapping[str, Any]) -> str:
    """Say a filter as the form of the people list, or that of the ledger, would."""
    pairs = [(name, value) for name, values in asked.items() for value in values]
    arguments = MultiDict(pairs)
    people, ledger = FilterForm(arguments), LedgerForm(arguments, users=vocabulary["users"])
    people.offer(**vocabulary["people"])
    return "; ".join(part_of_filter(name, value, people, ledger) for name, value in pairs)


def part_of_filter(name: str, value: str, *forms: FilterForm | LedgerForm) -> str:
    """Say one part of a filter by the first form that knows it; what none knows stands as it was asked."""
    words = next((form.words_for(name, value) for form in forms if name in form), None)
    return words or f"{name_of(name)}: {value}"


def details_in(looks: Sequence[AccessEntry]) -> Mapping[int, Sequence[tuple[str, str]]]:
    """Say what is noted with each look, by its number."""
    vocabulary = cache(queries.vocabulary_of_filters)
    return {
        look.id: [(str(DETAILS.get(name, name)), detail_of(name, value, vocabulary)) for name, value in told(look)]
        for look in looks
    }


def told(look: AccessEntry) -> list[tuple[str, Any]]:
    """Give the details of a look that say something."""
    return [(name, value) for name, value in look.details.items() if value not in (None, "", [], {})]


def detail_of(name: str, value: Any, vocabulary: Callable[[], Mapping[str, Any]]) -> str:  # noqa: ANN401 - it came as JSON
    """Say one detail of a look."""
    if name == "page":
        return f"{PAGES.get(value) or PAGES.get(value.partition('.')[0], value)} ({value})"
    if name == "method":
        return str(METHODS.get(value, value))
    if name != "filters":
        return str(value)
    asked: dict[str, list[str]] = defaultdict(list)
    for part, chosen in value.items() if isinstance(value, dict) else value:
        asked[part] += chosen if isinstance(chosen, list) else [chosen]
    return filter_in(asked, vocabulary())


#: The columns of the ledger as a file.
CHANGE_COLUMNS = (
    "entry", "at", "user", "agent", "action", "record", "number", "person", "field", "before", "after", "hash",
)  # fmt: skip
LOOK_COLUMNS = ("look", "at", "user", "agent", "action", "record", "number", "person", "details")


@dataclass(frozen=True)
class LedgerFile:
    """A part of the ledger as a file, ready to be streamed once."""

    asked: Asked
    users: Mapping[int, str]
    may: May
    separator: str
    tally: csv.Tally = field(default_factory=csv.Tally)

    def chunks(self) -> Iterator[bytes]:
        """Give the bytes while entries are read; their numbers stay numbers."""
        header = CHANGE_COLUMNS if self.asked.kind is AuditEntry else LOOK_COLUMNS
        numeric = (0, header.index("number"))
        return csv.stream(header, self.rows(), separator=self.separator, tally=self.tally, numeric=numeric)

    def rows(self) -> Iterator[list[str]]:
        """Give the rows, newest first, a piece of the ledger at a time."""
        for piece in ledgers.list_all(self.asked.kind, self.asked.filter):
            if self.asked.kind is AuditEntry:
                yield from change_rows(piece, self.users, may=self.may)
            else:
                yield from look_rows(piece, self.users)


def name_of_file(day: date) -> str:
    """Name the file by its profile and the day, and by nobody: names of files reach logs."""
    return f"obmin-internal-ledger-{day.isoformat()}.csv"


def change_rows(entries: Sequence[AuditEntry], users: Mapping[int, str], *, may: May) -> Iterator[list[str]]:
    """Give the rows of a file: one for each field of an entry, as it was stored, or one where there is none."""
    reader = reader_of(entries, may=may)
    for entry in entries:
        begins, hashed = row_of(entry, entry.sequence, users), entry.hash
        for value in entry.values:
            shown = (HIDDEN, HIDDEN) if reader.mask_of(value, entry) else (value.before or "", value.after or "")
            yield [*begins, value.field, *shown, hashed]
        if not entry.values:
            yield [*begins, "", "", "", hashed]


def look_rows(looks: Sequence[AccessEntry], users: Mapping[int, str]) -> Iterator[list[str]]:
    """Give the rows of a file of looks."""
    for look in looks:
        yield [*row_of(look, look.id, users), json.dumps(look.details, ensure_ascii=False, sort_keys=True)]


def row_of(entry: AuditEntry | AccessEntry, number: int, users: Mapping[int, str]) -> list[str]:
    """Give the cells that say who did what to what, and when."""
    return [
        str(number),
        entry.at.isoformat(),
        users.get(entry.actor_id or 0, ""),
        entry.agent or "",
        entry.action,
        entry.subject_type,
        "" if entry.subject_id is None else str(entry.subject_id),
        "" if entry.person_id is None else refs.ref_of(entry.person_id),
    ]
