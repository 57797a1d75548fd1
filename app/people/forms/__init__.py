"""The forms about people: callers import this module and say `forms.PersonForm`."""

from app.people.forms.listing import FilterForm, arguments_of, density_in
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
    StatementForm,
    Why,
    WordForm,
)
from app.people.forms.saved import ColumnsForm, QueryForm, SavedFilterForm
from app.people.forms.search import CheckListForm, SearchForm, filled_in

__all__ = [
    "CheckListForm",
    "CohortForm",
    "CohortsForm",
    "ColumnsForm",
    "EditPersonForm",
    "FilterForm",
    "IdentifierForm",
    "NewPersonForm",
    "PersonForm",
    "PreferForm",
    "QueryForm",
    "RenameCohortForm",
    "RetractForm",
    "SavedFilterForm",
    "SearchForm",
    "StatementForm",
    "Why",
    "WordForm",
    "arguments_of",
    "density_in",
    "filled_in",
]
