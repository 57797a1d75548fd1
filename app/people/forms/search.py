"""The forms by which people are looked for: one text, or a whole list of names."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from wtforms.validators import ValidationError

from app.core import text
from app.core.dates import DateError, UncertainDate
from app.core.forms import AddressForm, Form, NumberField, Required, TextAreaField, TextField, understand
from app.core.forms.texts import LINE_LENGTH
from app.core.i18n import lazy_ as _l
from app.people.search import lists

#: Five hundred lines with much besides the names, as bytes still less than a form may have.
LONGEST_LIST = 100_000
#: What the address of an entry form may fill in.
CARRIED = ("surname", "given_name", "patronymic", "call_sign", "latin_name")
#: What word processors break lines with.
LINE_ENDS = str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"))


class SearchForm(AddressForm):
    """Whom to look for."""

    text = TextField(_l("Find"))


class PastedField(TextAreaField):
    """Text as it was copied from elsewhere: hidden marks that came along are left out, since nothing of it is kept."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the text without what nobody sees; every line keeps its place."""
        if valuelist:
            self.data = plain(valuelist[0])
            self.raw_data = [self.data]


class CheckListForm(Form):
    """A list of names to look up."""

    names = PastedField(
        _l("List"),
        [Required(_l("Paste the list: a person a line."))],
        limit=LONGEST_LIST,
        description=_l(
            "A person a line, up to %(most)s of them, as copied from a message, a mail or a spreadsheet. Numbers, "
            "ranks and units may stay. A date or year of birth beside the name makes the answer surer.",
            most=lists.MOST,
        ),
    )

    #: How many people of the list the parts before this one have answered; told by the button of the next part.
    done = NumberField()

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        self.pasted = lists.Pasted()

    @property
    def waiting(self) -> tuple[lists.Line, ...]:
        """Give who of the list is not looked up yet."""
        return self.pasted.lines[self.done.data or 0 :]

    def validate_names(self, field: PastedField) -> None:
        """Read the list, and refuse one that names nobody."""
        self.pasted = lists.read(field.data)
        if not self.pasted.lines:
            raise ValidationError(_l("No name was found in what you pasted. Paste the list: a person a line."))


def filled_in(arguments: Mapping[str, str]) -> dict[str, Any]:
    """Give what an entry form opens with, as the address of a search in vain tells it; whatever is odd is left out."""
    told = {name: text.clean_line(arguments.get(name, ""))[:LINE_LENGTH] or None for name in CARRIED}
    return {**told, "born": birth_of(arguments.get("born", ""))}


def birth_of(typed: str) -> UncertainDate | None:
    """Read a birth that an address tells, or nothing."""
    try:
        return understand(typed, long_ago=True)
    except DateError:
        return None


def plain(pasted: str) -> str:
    """Leave out what nobody sees: marks of direction and control characters; line ends and tabs are seen."""
    lines = pasted.replace("\r\n", "\n").translate(LINE_ENDS)
    seen = "".join(one for one in lines if one not in text.DIRECTION_MARKS and not text.is_control(one))
    return unicodedata.normalize("NFC", text.COPIED_ALONG.sub("", seen)).rstrip()
