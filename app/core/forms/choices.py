"""The fields that are chosen: one or several of a few options, of an enum, or of a managed vocabulary."""

import re
from collections.abc import Iterable
from enum import Enum
from typing import Any

import wtforms
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.forms.texts import Validators
from app.core.i18n import label
from app.core.i18n import lazy_ as _l

#: The digits of an id; Python's int() would also take those of other scripts.
DIGITS = re.compile(r"[0-9]{1,18}")

NOT_OFFERED = _l("Choose one of the options.")


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
