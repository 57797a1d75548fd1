"""How the entries of the ledger are said in words."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.audit.models import AuditEntry, AuditValue
from app.core import dates
from app.core.db import Base
from app.core.i18n import label, locale_code
from app.core.i18n import lazy_ as _l
from app.desk import queries
from app.desk.labels import LEDGER_FIELDS
from app.people.models import Absence

#: What an entry says by its own moment and author, or what only the record itself needs.
UNSAID = {
    "exported_by_id",
    "finished_at",
    "folded",
    "id",
    "person_id",
    "recorded_at",
    "recorded_by_id",
    "retracted_at",
    "retracted_by_id",
    "started_at",
    "supersedes_id",
}
#: The days between which a date lies; the date itself says them.
BOUNDS = ("_earliest", "_latest")
YES_OR_NO = {"True": _l("yes"), "False": _l("no")}

Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Change:
    """One field of an entry, in words."""

    name: str
    before: str
    after: str


def changes_in(entries: Sequence[AuditEntry]) -> Mapping[int, Sequence[Change]]:
    """Say in words what each entry changed, by the entry's number; what was and stays empty is left out."""
    names = queries.names_in(entries, locale_code())
    said = {entry.id: [change_of(value, entry, names) for value in entry.values if is_said(value)] for entry in entries}
    return {number: [one for one in changes if one.before or one.after] for number, changes in said.items()}


def is_said(value: AuditValue) -> bool:
    """Tell whether a reader learns something from a value."""
    return value.field not in UNSAID and not value.field.endswith(BOUNDS)


def change_of(value: AuditValue, entry: AuditEntry, names: Names) -> Change:
    """Say one value before and after the change."""
    before, after = (words_for(text, value.field, entry.subject_type, names) for text in (value.before, value.after))
    return Change(name_of(value.field), before, after)


def name_of(field: str) -> str:
    """Give what a field is called; one without a name in the interface goes by its code."""
    name = field.removesuffix("_edtf")
    return str(LEDGER_FIELDS.get(name, name))


def words_for(text: str | None, field: str, table: str, names: Names) -> str:
    """Say a value: a name for a number, a label for a code, a date as it is read."""
    if not text:
        return ""
    if field.endswith("_edtf"):
        return dates.show(dates.parse_edtf(text), locale_code())
    if field == "absences":
        return ", ".join(absences_in(text))
    if field == "field":
        return name_of(text)
    return names.get((field, text)) or str(YES_OR_NO.get(text) or label_of(text, field, table))


def absences_in(text: str) -> Iterator[str]:
    """Say which fields have no value, and why."""
    for field, reason in json.loads(text).items():
        yield f"{name_of(field)}: {label(Absence(reason))}"


def label_of(text: str, field: str, table: str) -> str:
    """Give the label of a code where its column is a closed list."""
    column = Base.metadata.tables[table].columns.get(field) if table in Base.metadata.tables else None
    if column is None or not isinstance(column.type, sa.Enum) or column.type.enum_class is None:
        return text
    return label(column.type.enum_class(text))
