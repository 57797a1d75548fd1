"""The forms about people: callers import this module and say `forms.PersonForm`."""

from app.people.forms.listing import FilterForm
from app.people.forms.person import (
    CohortForm,
    CohortsForm,
    EditPersonForm,
    IdentifierForm,
    NewPersonForm,
    PersonForm,
    PreferForm,
    RenameCohortForm,
    RetractForm,
    Why,
    WordForm,
)

__all__ = [
    "CohortForm",
    "CohortsForm",
    "EditPersonForm",
    "FilterForm",
    "IdentifierForm",
    "NewPersonForm",
    "PersonForm",
    "PreferForm",
    "RenameCohortForm",
    "RetractForm",
    "Why",
    "WordForm",
]
