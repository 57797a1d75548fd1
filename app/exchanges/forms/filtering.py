"""What the filters of lists share: their active parts in words, each with the list without it."""

from typing import NamedTuple
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.core.forms import AddressForm


class Chip(NamedTuple):
    """One active part of the filter, in words, and the query string of the list without it."""

    text: str
    query: str


class FilterForm(AddressForm):
    """A filter that an address holds; what the address has wrong filters nothing, and its field says so."""

    def __init__(self, arguments: MultiDict[str, str]) -> None:
        super().__init__(arguments)
        self.arguments = arguments

    def fine(self) -> dict[str, object]:
        """Give what the address has right."""
        self.validate()
        return {field.name: field.data for field in self if not field.errors}

    def pairs(self) -> list[tuple[str, str]]:
        """Give the active parts as the address writes them."""
        return [(name, value) for name in self._fields for value in self.arguments.getlist(name) if value]

    def query(self, *, without: tuple[str, str] | None = None, **more: str) -> str:
        """Write the query string of this filter."""
        kept = [pair for pair in self.pairs() if pair != without]
        return urlencode(kept + [pair for pair in more.items() if pair[1]])

    def chips(self) -> list[Chip]:
        """Say each active part in words, with the address of the list without it."""
        return [Chip(self.words_for(*pair), self.query(without=pair)) for pair in self.pairs()]

    def words_for(self, name: str, value: str) -> str:
        """Say one part of the filter as the form would."""
        field = self._fields[name]
        choices = {str(choice.value): choice.label for choice in field.choices}
        return f"{field.label.text}: {choices.get(value, value)}"
