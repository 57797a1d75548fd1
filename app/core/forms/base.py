"""What every page's form does alike."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import wtforms
from flask import g, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms.widgets import ListWidget

from app.core import text
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import LOCALES
from app.core.i18n import lazy_ as _l

#: The language button's name: it sends the whole form, so that nothing typed is lost, and saves nothing.
LANGUAGE_BUTTON = "switch_language"
#: The name of the hidden field by which a form that is sent twice is known.
SUBMISSION = "submission"
KEY_BYTES = 16
SAVED_BEFORE = _l(
    "This page was saved before, with other answers. Look at what is on record; to save this besides, send it again."
)


class Problem(NamedTuple):
    """One line of the error summary: the sentence, and the id of the element that its link leads to."""

    anchor: str | None
    sentence: str


class Form(FlaskForm):
    """The base of every page's form."""

    #: Fresh in each form that is opened, and kept while it is corrected: what is saved under it is saved once.
    submission = wtforms.HiddenField(default=lambda: fresh_key())  # noqa: PLW0108 - it stands further down

    class Meta(FlaskForm.Meta):
        """Where a form's answers come from."""

        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            """Read the fields of a form and nothing else: a file or JSON in the place of an answer is none.

            A page that opens with a draft is filled in from it (accounts.saving).
            """
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if form.is_submitted() else g.get("restored")

    def submitted(self) -> bool:
        """Tell whether the form was sent to be saved and stands up to its fields' checks.

        A language button sends the form too, but only to see it in the other language: nothing is checked or saved.
        """
        if self.was_saved:
            self.form_errors.append(SAVED_BEFORE)
            self.submission.data = fresh_key()
            return False
        return bool(self.is_submitted() and not self.switches_language and self.validate())

    def validate(self, *arguments: Any, **options: Any) -> bool:
        """Check every field, hidden ones too, for what no field takes, before and besides what it checks itself."""
        stands = bool(super().validate(*arguments, **options))
        for field in self:
            reason = next(filter(None, map(text.reason_against, typed_in(field))), None)
            if reason is not None and not field.errors:
                field.errors, stands = [reason], False
        return stands

    @property
    def was_saved(self) -> bool:
        """Whether what is sent now, with other answers, was saved from this very page before (accounts.saving)."""
        return bool(g.get("was_saved"))

    @property
    def switches_language(self) -> bool:
        """Whether the form was sent by its language button."""
        return request.method == "POST" and request.form.get(LANGUAGE_BUTTON) in LOCALES

    @property
    def status(self) -> int:
        """Give the status of the page that shows the form again: 422 with errors, else 200."""
        return (409 if self.was_saved else 422) if self.errors else 200

    def put(self, error: RuleError) -> None:
        """Put what a rule refused on the field it is about, or on the form as a whole."""
        field = self._fields.get(error.field)
        if field is None:
            self.form_errors.append(error.message)
        else:
            field.errors = [*field.errors, error.message]

    @contextmanager
    def showing_refusals(self) -> Iterator[None]:
        """Run rules; what they refuse is put on the form, and nothing of the refused change is kept."""
        try:
            yield
        except RuleError as error:
            db.session.rollback()
            self.put(error)

    @property
    def problems(self) -> list[Problem]:
        """List the errors for the summary: first the form's own, then the fields' from top to bottom."""
        whole = [Problem(None, str(sentence)) for sentence in self.form_errors]
        return whole + [Problem(anchor_of(field), str(sentence)) for field in self for sentence in field.errors]


def typed_in(field: wtforms.Field) -> list[str]:
    """Give what was typed into a field; a password is whatever its owner says, and is never stored."""
    if isinstance(field, wtforms.PasswordField):
        return []
    return [answer for answer in field.raw_data or () if isinstance(answer, str)]


def fresh_key() -> str:
    """Make the key of one filling in of a form."""
    return secrets.token_hex(KEY_BYTES)


class AddressForm(wtforms.Form):
    """A form that is read from the address and changes nothing, so it needs no token."""


def anchor_of(field: wtforms.Field) -> str:
    """Give the id of the element to focus: a group of radio buttons or check boxes is entered at its first."""
    return f"{field.id}-0" if isinstance(field.widget, ListWidget) else str(field.id)
