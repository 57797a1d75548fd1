"""The form for what happened to somebody, and the one that corrects it."""

from collections.abc import Iterable
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from app.core.forms import DateField, EnumField, Form, ReferenceField, Required, TextAreaField, TextField, VersionedForm
from app.core.i18n import lazy_ as _l
from app.core.i18n import locale_code
from app.custody.effects import ENTERED
from app.custody.models import CustodyEvent, EventKind
from app.custody.rules import SAID_OF_MANY
from app.people.forms import WordForm
from app.people.forms.person import CHOOSE, UNKNOWN, Choices
from app.people.models import Cohort, CustodyStatus, Side
from app.sources.models import Credibility


class EventForm(WordForm):
    """One dated and sourced fact of somebody's captivity."""

    above_word = ("kind", "happened", "holder_id", "place_id", "new_place")

    kind = EnumField(
        _l("What happened"), [Required(_l("Choose what happened."))], enum=EventKind, only=ENTERED, blank=CHOOSE
    )
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


class CorrectEventForm(VersionedForm, EventForm):
    """An event that was typed wrongly, as it stands, to be typed rightly."""

    @classmethod
    def of(cls, event: CustodyEvent, **sent: Any) -> "CorrectEventForm":
        """Make the form that shows an event."""
        names = ("kind", "happened", "place_id", "holder_id", "sets_status", "note", "source_id")
        shown = {name: getattr(event, name) for name in names}
        return cls(data={**shown, "credibility": Credibility(event.credibility)}, **sent)


class CohortOffForm(Form):
    """A cohort that many people are to lose."""

    cohort_id = ReferenceField(_l("Cohort"), [Required(_l("Choose a cohort."))], blank=CHOOSE)

    def offer_cohorts(self, cohorts: Iterable[Cohort]) -> None:
        """Offer the vocabulary."""
        self.cohort_id.offer((cohort.id, cohort.label(locale_code())) for cohort in cohorts)


class CohortOnForm(WordForm, CohortOffForm):
    """A cohort that many people are to carry, on a source's word."""

    above_word = ("cohort_id",)


class EventForManyForm(EventForm):
    """One event that a source tells of many people."""

    kind = EnumField(
        _l("What happened"), [Required(_l("Choose what happened."))], enum=EventKind, only=SAID_OF_MANY, blank=CHOOSE
    )
