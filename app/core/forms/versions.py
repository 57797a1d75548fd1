"""Forms that change what is on record: each knows what it showed, so that nobody overwrites what they never saw."""

import hashlib
import json
from collections.abc import Iterator
from enum import Enum
from typing import Any, ClassVar, NamedTuple

import wtforms
from flask import current_app
from flask_wtf import FlaskForm
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import MultiDict

from app.core.dates import UncertainDate
from app.core.errors import RuleError
from app.core.forms.base import SUBMISSION, Form, fresh_key
from app.core.i18n import _
from app.core.i18n import lazy_ as _l

#: How a page of conflicts names its own answers: which value is to hold, and what each side said.
CHOICE, MINE, THEIRS = "choose-", "mine-", "theirs-"
SALT = "version"


class Row(NamedTuple):
    """A field about which two people differ, in words: what stood there first, what stands there now, what is sent."""

    name: str
    label: str
    base: str | None
    theirs: str
    mine: str
    #: Whether only the other changed it: then what they entered is offered first.
    is_theirs: bool


class VersionedForm(Form):
    """A form that changes what is on record, and that says which version of it it was opened on."""

    #: What the form shows of the record; the other fields say why it is changed. None: all of them do.
    of_record: ClassVar[tuple[str, ...] | None] = None
    facts: tuple[object, ...] = ()
    #: Whether somebody else was first.
    conflicts = False

    version = wtforms.HiddenField()

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        #: Whether there is a record to compare with: the same form also enters a new one.
        self.compares = bool(fields.get("obj") or fields.get("data"))

    class Meta(Form.Meta):
        """Where the answers come from when two versions were compared."""

        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            """Take of each field that was compared what was chosen."""
            sent = super().wrap_formdata(form, formdata)
            return resolved(sent) if isinstance(sent, MultiDict) else sent

    def hidden_tag(self, *fields: object) -> Any:  # noqa: ANN401 - the library's own has no types
        """Render the version with the other hidden fields; a form that is corrected keeps the one it was opened on."""
        if not self.version.data:
            self.version.data = self.seal()
        return super().hidden_tag(*fields)

    def shown(self) -> list[wtforms.Field]:
        """Give the fields that show what is on record."""
        return [self._fields[name] for name in self.of_record] if self.of_record is not None else [*self.visible()]

    def visible(self) -> Iterator[wtforms.Field]:
        """Give the fields that a user sees."""
        return (field for field in self if not isinstance(field, wtforms.HiddenField))

    def state(self) -> str:
        """Digest what is on record, the same in every language."""
        values = [(field.name, canonical(field.data)) for field in self.shown()]
        return hashlib.sha256(json.dumps([values, self.facts], default=str).encode()).hexdigest()

    def seal(self) -> str:
        """Sign what the form shows, as whoever changes it reads it."""
        return str(sealing().dumps([self.state(), {field.name: words_of(field) for field in self.shown()}]))

    def name_of(self, field: wtforms.Field) -> str:
        """Name a field where it stands without its form."""
        return str(field.label.text)

    def stand_on(self, *facts: object) -> None:
        """Say what of the record makes its version besides what the fields show."""
        self.facts = facts

    def is_stale(self, present: "VersionedForm") -> bool:
        """Tell whether the record is no longer as this form showed it; `present` is the form as it would open now."""
        return bool(self.version.data) and opened(self.version.data)[0] != present.state()

    @property
    def was_saved(self) -> bool:
        """Whether it was saved before does not matter to a change: it is compared with what stands there now."""
        return super().was_saved and not self.compares

    def refuse_stale(self, present: "VersionedForm") -> None:
        """Refuse a change that has nothing to compare, like a retraction, when the record is no longer as shown."""
        if self.is_stale(present):
            self.conflicts, self.version.data = True, present.seal()
            raise RuleError(_l("Somebody changed this while you were looking at it. Look at it again, then decide."))

    @property
    def status(self) -> int:
        """Give 409 where somebody else was first."""
        return 409 if self.conflicts else super().status

    def rows(self, present: "VersionedForm") -> list[Row]:
        """Compare, field by field, what this form showed, what stands now, and what it sends."""
        base = opened(self.version.data)[1]
        pairs = [(mine, present._fields[mine.name]) for mine in self.shown()]
        return [
            Row(
                name=mine.name,
                label=self.name_of(mine),
                base=base.get(mine.name),
                theirs=words_of(theirs),
                mine=words_of(mine),
                is_theirs=base.get(mine.name) == words_of(mine),
            )
            for mine, theirs in pairs
            if canonical(mine.data) != canonical(theirs.data)
        ]

    def carried(self, present: "VersionedForm") -> list[tuple[str, str]]:
        """Give what the page that compares sends along unseen: the version it stands on, and what each side says."""
        differing = {row.name for row in self.rows(present)}
        own = {"csrf_token", "version", SUBMISSION} | differing
        sent = [(name, value) for name, values in self.answers() if name not in own for value in values]
        for name in sorted(differing):
            sent += [(MINE + name, value) for value in answers_of(self._fields[name])]
            sent += [(THEIRS + name, value) for value in answers_of(present._fields[name])]
        return [*sent, ("version", present.seal()), (SUBMISSION, fresh_key())]

    def answers(self) -> list[tuple[str, list[str]]]:
        """Give each field's answers as a browser would send them."""
        return [(field.name, answers_of(field)) for field in self if field.name != "csrf_token"]


def resolved(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    """Put in the place of each field that was compared what was chosen: theirs, mine, or what was typed anew.

    Whoever typed something else and left the button on "mine" means what they typed.
    """
    kept = MultiDict(
        (name, value) for name, value in sent.items(multi=True) if not name.startswith((CHOICE, MINE, THEIRS))
    )
    for name, chosen in sent.items():
        if name.startswith(CHOICE) and chosen in {"mine", "theirs"}:
            field = name.removeprefix(CHOICE)
            if chosen == "theirs" or not kept.get(field):
                kept.setlist(field, sent.getlist(f"{chosen}-{field}"))
    return kept


def sealing() -> URLSafeSerializer:
    """Make what signs and reads versions."""
    return URLSafeSerializer(str(current_app.secret_key), salt=SALT)


def opened(version: str) -> tuple[str, dict[str, str]]:
    """Read a version; one that is not ours fits no record."""
    try:
        state, words = sealing().loads(version)
    except (BadData, ValueError, TypeError):
        return "", {}
    return str(state), dict(words)


def canonical(value: object) -> object:
    """Give a value in a form that two languages share; blank is blank, however it came about."""
    match value:
        case UncertainDate():
            return value.edtf
        case Enum():
            return value.value
        case list() | tuple() | set():
            return sorted(str(canonical(one)) for one in value)
        case None | "" | False:
            return None
        case _:
            return str(value)


def words_of(field: wtforms.Field) -> str:
    """Say what a field holds as its reader sees it: the labels of what is chosen, a date as it is written, text."""
    if isinstance(field, wtforms.BooleanField):
        return str(_("yes") if field.data else _("no"))
    if isinstance(field, wtforms.SelectFieldBase):
        return ", ".join(str(choice.label) for choice in chosen_in(field) if choice.value)
    return value_of(field) if field.data is not None else ""


def chosen_in(field: wtforms.SelectFieldBase) -> list[Any]:
    """Give the options of a field that are chosen."""
    wanted = {str(one) for one in (canonical_list(field.data))}
    return [choice for choice in field.choices or () if choice.value in wanted]


def canonical_list(data: object) -> list[object]:
    """Give what is chosen in a field as a list, one or many."""
    found = canonical(data)
    if isinstance(found, list):
        return found
    return [] if found is None else [found]


def answers_of(field: wtforms.Field) -> list[str]:
    """Give what a browser sends for a field as it stands."""
    if isinstance(field, wtforms.BooleanField):
        return ["y"] if field.data else []
    if isinstance(field, wtforms.SelectFieldBase):
        return [str(one) for one in canonical_list(field.data)]
    return [value_of(field)]


def value_of(field: wtforms.Field) -> str:
    """Give what a field's control shows."""
    return str(field._value())  # noqa: SLF001 - WTForms' name for what a widget shows
