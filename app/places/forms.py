"""The form of a place."""

from collections.abc import Iterable
from typing import Any

from app.core.forms import EnumField, Required, TextAreaField, TextField, VersionedForm
from app.core.i18n import lazy_ as _l
from app.core.text import clean_line
from app.places.models import PlaceAlias, PlaceKind


class AliasesField(TextAreaField):
    """The other names of a place, one on each line; its data is a list of names."""

    def process_data(self, value: Iterable[PlaceAlias] | None) -> None:
        """Take the aliases that the place has."""
        self.data = [alias.name for alias in value or ()]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take a name from each line; blank lines are none."""
        super().process_formdata(valuelist)
        if valuelist:
            self.data = [line for line in map(clean_line, (self.data or "").splitlines()) if line]

    def _value(self) -> str:
        return super()._value() if self.process_errors else "\n".join(self.data)


class PlaceForm(VersionedForm):
    """What a place is called, and what is known of it."""

    name = TextField(_l("Name of the place"), [Required(_l("Enter the name of the place."))])
    kind = EnumField(_l("What it is"), enum=PlaceKind, default=PlaceKind.UNKNOWN)
    region = TextField(_l("Region"), description=_l("The oblast or country, as your office writes it."))
    aliases = AliasesField(
        _l("Other names"), description=_l("One on each line: other spellings and languages, old names, abbreviations.")
    )
    note = TextAreaField(_l("Note"))

    def rule_values(self) -> dict[str, Any]:
        """Give what the rules take."""
        return {
            "name": self.name.data,
            "kind": self.kind.data,
            "region": self.region.data,
            "aliases": self.aliases.data,
            "note": self.note.data,
        }
