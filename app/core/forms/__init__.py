"""Forms: what every page's form does alike, and the fields that clean, refuse and redisplay what is typed."""

from app.core.forms.base import LANGUAGE_BUTTON, SUBMISSION, AddressForm, Form, Problem, anchor_of, fresh_key
from app.core.forms.choices import (
    AbsenceField,
    CheckField,
    ChoiceField,
    ChoicesField,
    EnumField,
    EnumRadioField,
    EnumsField,
    RadioField,
    ReferenceField,
    ReferencesField,
    enum_options,
    id_or_none,
)
from app.core.forms.texts import DateField, NumberField, PasswordField, Required, TextAreaField, TextField, understand
from app.core.forms.uploads import UploadField
from app.core.forms.versions import VersionedForm

__all__ = [
    "LANGUAGE_BUTTON",
    "SUBMISSION",
    "AbsenceField",
    "AddressForm",
    "CheckField",
    "ChoiceField",
    "ChoicesField",
    "DateField",
    "EnumField",
    "EnumRadioField",
    "EnumsField",
    "Form",
    "NumberField",
    "PasswordField",
    "Problem",
    "RadioField",
    "ReferenceField",
    "ReferencesField",
    "Required",
    "TextAreaField",
    "TextField",
    "UploadField",
    "VersionedForm",
    "anchor_of",
    "enum_options",
    "fresh_key",
    "id_or_none",
    "understand",
]
