"""The forms by which users keep filters, and choose the columns of the list."""

from collections.abc import Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from app.core.forms import CheckField, EnumRadioField, Form, Required, TextAreaField, TextField
from app.core.i18n import lazy_ as _l
from app.people.models import Density
from app.people.queries import COLUMNS

#: A query longer than this is no filter that somebody chose.
LONGEST_QUERY = 4000


class SavedFilterForm(Form):
    """A filter's name, who finds it, and whether the list opens with it."""

    name = TextField(_l("Name"), [Required(_l("Enter a name for the filter."))], limit=80)
    is_shared = CheckField(_l("everybody finds it in the menu"))
    is_default = CheckField(_l("my list opens with it"))
    query = TextAreaField(limit=LONGEST_QUERY)


class QueryForm(Form):
    """The query that a saved filter is to have from now on."""

    query = TextAreaField(limit=LONGEST_QUERY)


class ColumnsForm(Form):
    """The columns of the list, with buttons that move one up or down, so that it needs no script."""

    query = TextAreaField(limit=LONGEST_QUERY)
    density = EnumRadioField(_l("Rows"), enum=Density)

    def __init__(self, arguments: MultiDict[str, str], **options: Any) -> None:
        super().__init__(**options)
        self.arguments = arguments

    def order(self, present: Sequence[str]) -> list[str]:
        """Give all columns in the order in which the page lists them: as it was, after what its buttons moved."""
        told = [name for name in self.arguments.getlist("order") if name in COLUMNS]
        order = list(dict.fromkeys([*(told or present), *COLUMNS]))
        for button, step in (("up", -1), ("down", 1)):
            if (moved := self.arguments.get(button)) in COLUMNS:
                place = order.index(moved)
                order.insert(max(place + step, 0), order.pop(place))
        return order

    def chosen(self, present: Sequence[str]) -> list[str]:
        """Give the columns that are ticked, in their order; the name is always one of them."""
        ticked = {*(self.arguments.getlist("column") or present), "name"}
        return [name for name in self.order(present) if name in ticked]
