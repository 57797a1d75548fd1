"""Forms: what every page's form does alike, and the fields that clean, refuse and redisplay what is typed."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from typing import Any, NamedTuple

import wtforms
from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.core import clock, dates, text
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import LOCALES, label, locale_code
from app.core.i18n import lazy_ as _l

LINE_LENGTH = 300
TEXT_LENGTH = 10_000
#: The newest birth that a year of two digits may mean.
LONG_AGO = 24
#: The language button's name: it sends the whole form, so that nothing typed is lost, and saves nothing.
LANGUAGE_BUTTON = "switch_language"
#: The digits of an id; Python's int() would also take those of other scripts.
DIGITS = re.compile(r"[0-9]{1,18}")

NOT_OFFERED = _l("Choose one of the options.")

Validators = Sequence[Callable[[Any, Any], None]]


class Problem(NamedTuple):
    """One line of the error summary: the sentence, and the id of the element that its link leads to."""

    anchor: str | None
    sentence: str


class Form(FlaskForm):
    """The base of every page's form."""

    class Meta(FlaskForm.Meta):
        """Where a form's answers come from."""

        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            """Read the fields of a form and nothing else: a file or JSON in the place of an answer is none."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if form.is_submitted() else None

    def submitted(self) -> bool:
        """Tell whether the form was sent to be saved and stands up to its fields' checks.

        A language button sends the form too, but only to see it in the other language: nothing is checked or saved.
        """
        return bool(self.is_submitted() and not self.switches_language and self.validate())

    @property
    def switches_language(self) -> bool:
        """Whether the form was sent by its language button."""
        return request.method == "POST" and request.form.get(LANGUAGE_BUTTON) in LOCALES

    @property
    def status(self) -> int:
        """Give the status of the page that shows the form again: 422 with errors, else 200."""
        return 422 if self.errors else 200

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


class AddressForm(wtforms.Form):
    """A form that is read from the address and changes nothing, so it needs no token."""


def anchor_of(field: wtforms.Field) -> str:
    """Give the id of the element to focus: a group of radio buttons or check boxes is entered at its first."""
    return f"{field.id}-0" if isinstance(field.widget, ListWidget) else str(field.id)


class Required:
    """Refuses an answer in which a reader would see nothing; the sentence says what to enter."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads it as a plain attribute

    def __init__(self, sentence: object) -> None:
        self.sentence = sentence

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:  # noqa: ARG002 - WTForms' signature
        """Stop at a blank answer; one that was typed but not understood has its own sentence already."""
        if field.process_errors:
            raise StopValidation
        if field.data is None or field.data == [] or (isinstance(field.data, str) and text.is_blank(field.data)):
            raise StopValidation(self.sentence)


class TextField(wtforms.StringField):
    """One line of text: cleaned, None when blank, refused when it holds what the record cannot store."""

    #: Text or None; the validators of a form decide whether None can still be there after them.
    data: Any

    def __init__(
        self, label: object = None, validators: Validators | None = None, *, limit: int = LINE_LENGTH, **options: Any
    ) -> None:
        super().__init__(label, validators, **options)
        self.limit = limit

    @staticmethod
    def clean(typed: str) -> str:
        """Bring what was typed into the form in which it is kept."""
        return text.clean_line(typed)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed; what cannot be stored is refused before cleaning could hide it."""
        if valuelist:
            refuse_unstorable(valuelist[0])
            self.data = self.clean(valuelist[0]) or None

    def pre_validate(self, form: wtforms.Form) -> None:  # noqa: ARG002 - WTForms' signature
        """Refuse text that is longer than its place in the record."""
        if self.data and len(self.data) > self.limit:
            sentence = _l("Shorten this to at most %(limit)s characters.", limit=self.limit)
            raise ValidationError(sentence)

    def _value(self) -> str:
        """Show what was typed again when it was refused, else what is kept."""
        if self.process_errors and self.raw_data:
            return str(self.raw_data[0])
        return str(self.data) if self.data is not None else ""


class TextAreaField(TextField):
    """Several lines of text."""

    widget = wtforms.widgets.TextArea()

    def __init__(
        self, label: object = None, validators: Validators | None = None, *, limit: int = TEXT_LENGTH, **options: Any
    ) -> None:
        super().__init__(label, validators, limit=limit, **options)

    @staticmethod
    def clean(typed: str) -> str:
        """Keep line breaks, all of one kind."""
        return text.clean(typed.replace("\r\n", "\n").replace("\r", "\n"))


class PasswordField(wtforms.PasswordField):
    """A password, taken as typed, outer spaces too, and never shown again."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed."""
        self.data = valuelist[0] if valuelist else ""


class DateField(wtforms.StringField):
    """An uncertain date, typed as people write; its data is an UncertainDate or None.

    A year of two digits is the last one that has come: 26 is 2026 in 2026. `long_ago` reads a birth, which may lie
    a century back: 25 to 99 are then 1925 to 1999.
    """

    def __init__(
        self, label: object = None, validators: Validators | None = None, *, long_ago: bool = False, **options: Any
    ) -> None:
        super().__init__(label, validators, **options)
        self.long_ago = long_ago

    data: dates.UncertainDate | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Understand what was typed, or say why not and keep it as typed."""
        if not valuelist:
            return
        self.data = None
        refuse_unstorable(valuelist[0])
        if text.is_blank(valuelist[0]):
            return
        try:
            self.data = understand(text.clean_line(valuelist[0]), long_ago=self.long_ago)
        except dates.DateError as error:
            raise ValidationError(str(error)) from error

    def echo(self) -> str:
        """Say how the date was understood, for the line under the field; nothing for no date."""
        return dates.echo(self.data, locale_code()) if self.data else ""

    def _value(self) -> str:
        """Show what was typed, else the stored date as a reader would type it."""
        if self.raw_data:
            return str(self.raw_data[0])
        return dates.show(self.data, locale_code()) if self.data else ""


def understand(typed: str, *, long_ago: bool) -> dates.UncertainDate:
    """Read a date as people write it, in a field for births or for anything else."""
    return dates.parse(typed, newest_short_year=LONG_AGO if long_ago else clock.today().year % 100)


class CheckField(wtforms.BooleanField):
    """One check box: yes or no."""


class ChoiceField(wtforms.SelectField):
    """One of a few options, given as (value, label); None when the blank option is taken."""

    def __init__(
        self,
        label: object = None,
        validators: Validators | None = None,
        *,
        options: Iterable[tuple[object, object]] = (),
        blank: object = None,
        **rest: Any,
    ) -> None:
        rest.setdefault("coerce", text_or_none)
        rest.update(invalid_value_message=NOT_OFFERED, invalid_choice_message=NOT_OFFERED)
        super().__init__(label, validators, **rest)
        self.blank = blank
        self.offer(options)

    def pre_validate(self, form: wtforms.Form) -> None:
        """Refuse what is not offered; that nothing was chosen is said by Required, or is an answer."""
        if self.data is not None or not (self.flags.required or self.blank is not None):
            super().pre_validate(form)

    def offer(self, options: Iterable[tuple[object, object]]) -> None:
        """Set the options from what the page knows, the blank one first where there is one."""
        first = [] if self.blank is None else [("", self.blank)]
        self.choices = [wtforms.SelectChoice(value=str(value), label=name) for value, name in [*first, *options]]


class RadioField(ChoiceField):
    """One of a few options as radio buttons, so that all are seen."""

    widget = ListWidget(prefix_label=False)
    option_widget = wtforms.widgets.RadioInput()


class ReferenceField(ChoiceField):
    """One row of a managed vocabulary, chosen by its id; the view offers the rows."""

    def __init__(self, label: object = None, validators: Validators | None = None, **rest: Any) -> None:
        super().__init__(label, validators, coerce=id_or_none, **rest)


class ChoicesField(wtforms.SelectMultipleField):
    """Any number of a few options as check boxes; its data is a list."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(
        self,
        label: object = None,
        validators: Validators | None = None,
        *,
        options: Iterable[tuple[object, object]] = (),
        **rest: Any,
    ) -> None:
        rest.setdefault("coerce", text_or_none)
        rest.update(choices=[], invalid_value_message=NOT_OFFERED)
        super().__init__(label, validators, invalid_choice_message=NOT_OFFERED, **rest)
        self.offer(options)

    def offer(self, options: Iterable[tuple[object, object]]) -> None:
        """Set the options from what the page knows."""
        self.choices = [wtforms.SelectChoice(value=str(value), label=name) for value, name in options]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what is ticked; no tick at all is an answer too."""
        try:
            self.data = [self.coerce(value) for value in valuelist]
        except ValueError as error:
            raise ValidationError(NOT_OFFERED) from error


class ReferencesField(ChoicesField):
    """Any number of rows of a managed vocabulary as check boxes; its data is a list of ids."""

    def __init__(self, label: object = None, validators: Validators | None = None, **rest: Any) -> None:
        super().__init__(label, validators, coerce=id_or_none, **rest)


class EnumField(ChoiceField):
    """One member of an enum, named by its label; `only` leaves members out, `blank` adds an option for none."""

    def __init__(
        self,
        label: object = None,
        validators: Validators | None = None,
        *,
        enum: type[Enum],
        only: Iterable[Enum] | None = None,
        **rest: Any,
    ) -> None:
        self.members = {str(member.value): member for member in only or enum}
        super().__init__(label, validators, options=enum_options(self.members.values()), coerce=self.member, **rest)

    def member(self, value: object) -> Enum | None:
        """Find the member that a code stands for."""
        code = str(value.value if isinstance(value, Enum) else value)
        if code not in self.members and code:
            raise ValueError(code)
        return self.members.get(code)


class EnumsField(ChoicesField):
    """Any number of members of an enum as check boxes; its data is a list of members."""

    def __init__(
        self, label: object = None, validators: Validators | None = None, *, enum: type[Enum], **rest: Any
    ) -> None:
        super().__init__(label, validators, options=enum_options(enum), coerce=self.member, **rest)
        self.enum = enum

    def member(self, value: object) -> Enum:
        """Find the member that a code stands for."""
        return value if isinstance(value, Enum) else self.enum(value)


class EnumRadioField(EnumField):
    """One member of an enum as radio buttons: for few options that should all be seen."""

    widget = ListWidget(prefix_label=False)
    option_widget = wtforms.widgets.RadioInput()


class AbsenceField(EnumRadioField):
    """Why a value is not there, beside the field of the value: unknown, not asked and refused are no blanks."""

    def pre_validate(self, form: wtforms.Form) -> None:
        """Take no answer as well: most often the value itself is there, and no button is pressed."""
        if self.data is not None:
            super().pre_validate(form)


def enum_options(members: Iterable[Enum]) -> list[tuple[object, object]]:
    """Pair members with their labels in the reader's language."""
    return [(member.value, label(member)) for member in members]


def text_or_none(value: object) -> str | None:
    """Read a code; the blank option is None."""
    return str(value) or None


def id_or_none(value: object) -> int | None:
    """Read an id in plain digits; the blank option is None."""
    if value in ("", None):
        return None
    if not DIGITS.fullmatch(str(value)):
        raise ValueError(value)
    return int(str(value))


def refuse_unstorable(typed: str) -> None:
    """Refuse control characters, direction marks and broken encoding with a sentence."""
    if (reason := text.reason_against(typed)) is not None:
        raise ValidationError(reason)
