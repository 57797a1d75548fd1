"""The fields that are typed: text, passwords and uncertain dates, cleaned, refused and redisplayed."""

from collections.abc import Callable, Sequence
from typing import Any

import wtforms
from wtforms.validators import StopValidation, ValidationError

from app.core import clock, dates, text
from app.core.i18n import lazy_ as _l
from app.core.i18n import locale_code

LINE_LENGTH = 300
TEXT_LENGTH = 10_000
#: Digits: what a database keeps as a number everywhere.
LONGEST_NUMBER = 9
#: The newest birth that a year of two digits may mean.
LONG_AGO = 24

Validators = Sequence[Callable[[Any, Any], None]]


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
        if self.data and len(str(self.data)) > self.limit:
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


class NumberField(TextField):
    """A count of things or people, typed with or without spaces between thousands; its data is a number or None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a whole number, or say what one looks like and keep what was typed."""
        super().process_formdata(valuelist)
        if not self.data:
            return
        digits = "".join(str(self.data).split())
        self.data = None
        if not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER):
            raise ValidationError(_l("Enter a whole number: 115."))
        self.data = int(digits)


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


def refuse_unstorable(typed: str) -> None:
    """Refuse control characters, direction marks and broken encoding with a sentence."""
    if (reason := text.reason_against(typed)) is not None:
        raise ValidationError(reason)
