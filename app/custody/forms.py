"""The form for what happened to somebody, and the one for a source's grade."""

from collections.abc import Iterable

from wtforms import Field
from wtforms.validators import ValidationError

from app.core.forms import DateField, EnumField, ReferenceField, Required, TextAreaField, TextField
from app.core.i18n import lazy_ as _l
from app.core.i18n import locale_code
from app.custody.models import EventKind
from app.people.forms import WordForm
from app.people.forms.person import CHOOSE, UNKNOWN, Choices
from app.people.models import CustodyStatus, Side


class EventForm(WordForm):
    """One dated and sourced fact of somebody's captivity."""

    above_word = ("kind", "happened", "holder_id", "place_id", "new_place")

    kind = EnumField(_l("What happened"), [Required(_l("Choose what happened."))], enum=EventKind, blank=CHOOSE)
    happened = DateField(
        _l("When"), description=_l("16.05.2022, May 2022, ~2022, until 06.2022. Leave empty if nobody knows.")
    )
    place_id = ReferenceField(_l("Where"), blank=_l("not stated"))
    new_place = TextField(
        _l("Another place"), description=_l("If the list does not have it: it is added to the places.")
    )
    holder_id = ReferenceField(
        _l("Who holds the person"), blank=UNKNOWN, description=_l("Not the side on which they depend.")
    )
    sets_status = EnumField(
        _l("Status that the office decides on"),
        enum=CustodyStatus,
        blank=_l("none"),
        description=_l("Only for a decision of the office, which needs a reason in the note."),
    )
    note = TextAreaField(_l("Note"), description=_l("What the source says, in its own words."))

    def validate_place_id(self, field: Field) -> None:
        """Take one place: chosen or named."""
        if field.data and self.new_place.data:
            raise ValidationError(_l("Choose from the list or name another one, not both."))

    def offer(self, *, places: Choices, sides: Iterable[Side]) -> None:
        """Offer the places and the sides that may hold somebody."""
        self.place_id.offer(places)
        self.holder_id.offer((side.id, side.label(locale_code())) for side in sides)
