"""What the address of a report asks for: the people list's own filter, and how the file is to be written."""

from collections.abc import Sequence

from werkzeug.datastructures import MultiDict

from app.accounts.models import User
from app.core.forms import AddressForm, ChoiceField
from app.people import queries as people
from app.people.forms import FilterForm
from app.places import queries as places
from app.reports.words import Headings

#: Separators under the names by which addresses ask for them.
SEPARATORS = {"semicolon": ";", "comma": ","}
#: What an address may ask of a report, besides its filter.
ORDER = "sort"
COLUMNS = "columns"


class FileForm(AddressForm):
    """How a file is to be written: blank is as the user's settings say, and in codes."""

    separator = ChoiceField(options=[(name, name) for name in SEPARATORS], blank="")
    headings = ChoiceField(options=[(headings.value, headings.value) for headings in Headings], blank="")

    @property
    def chosen_separator(self) -> str | None:
        """Give the separator that is asked for, if one is."""
        return SEPARATORS.get(self.separator.data or "")

    @property
    def chosen_headings(self) -> Headings:
        """Give the words that are asked for."""
        return Headings(self.headings.data or Headings.CODES.value)


def filter_form(arguments: MultiDict[str, str], *, reader: User | None = None) -> FilterForm:
    """Read the filter of the people list, so that a report shows the very people that the list shows.

    What is left blank, as "all sides" is in a report's own form, chooses nobody out.
    """
    form = FilterForm(MultiDict((name, value) for name, value in arguments.items(multi=True) if value), reader=reader)
    form.offer(
        sides=people.list_sides(),
        categories=people.list_categories(),
        cohorts=people.list_cohorts(),
        places=places.list_choices(),
    )
    return form


def recorded(form: FilterForm) -> dict[str, list[str]]:
    """Give what was asked for as the register of exports keeps it."""
    asked: dict[str, list[str]] = {}
    for name, value in form.pairs():
        asked.setdefault(name, []).append(value)
    return asked | {name: [form.arguments[name]] for name in (ORDER, COLUMNS) if name in form.arguments}


def columns_in(form: FilterForm) -> Sequence[str] | None:
    """Give the columns of the list that a file is to keep; None for all that the report has."""
    return form.columns() if COLUMNS in form.arguments else None


def unknown_names(form: FilterForm) -> list[str]:
    """Give the names in a filter that mean nothing: whoever types one expects it to narrow what is exported."""
    return sorted(set(form.arguments) - {field.name for field in form} - {ORDER, COLUMNS})
