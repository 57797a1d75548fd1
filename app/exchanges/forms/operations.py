"""The forms about operations: the filter of their list, what is agreed, a step, a day, and a publisher's word."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field
from wtforms.validators import ValidationError

from app.core.dates import UncertainDate
from app.core.forms import (
    CheckField,
    ChoiceField,
    DateField,
    EnumField,
    Form,
    NumberField,
    ReferenceField,
    ReferencesField,
    Required,
    TextAreaField,
    TextField,
    VersionedForm,
)
from app.core.i18n import lazy_ as _l
from app.core.i18n import locale_code
from app.exchanges import queries
from app.exchanges.forms.filtering import FilterForm
from app.exchanges.models import CLAIMED, Mediator, Operation, OperationKind, OperationState
from app.exchanges.rules.claims import Published
from app.exchanges.rules.operations import Terms
from app.sources.queries import get_source

ANY = _l("any")
ONE_DAY = _l("Choose one day: 24.08.2024.")


class OperationsForm(FilterForm):
    """Which operations to show."""

    kind = EnumField(_l("Kind"), enum=OperationKind, blank=ANY)
    state = EnumField(_l("State"), enum=OperationState, blank=ANY)
    year = ChoiceField(_l("Year"), blank=ANY)
    mediator = ReferenceField(_l("Mediator"), blank=ANY)

    def __init__(self, arguments: MultiDict[str, str], years: Sequence[int], mediators: Sequence[Mediator]) -> None:
        super().__init__(arguments)
        self.year.offer([(year, year) for year in years])
        self.mediator.offer([(one.id, one.label(locale_code())) for one in mediators])

    def chosen(self) -> queries.OperationFilter:
        """Give the filter."""
        fine: dict[str, Any] = self.fine()
        year = int(fine["year"]) if fine.get("year") else None
        return queries.OperationFilter(fine.get("kind"), fine.get("state"), year, fine.get("mediator"))


class OperationForm(VersionedForm):
    """What is agreed of an operation."""

    format_id = ReferenceField(_l("Format"), [Required(_l("Choose the format of the operation."))], blank="")
    to_us = NumberField(_l("To us"), description=_l("How many come home by the formula."))
    to_them = NumberField(_l("To them"), description=_l("How many go to the other side by the formula."))
    is_all_for_all = CheckField(_l("all for all"))
    planned = DateField(_l("Day"), description=_l("24.08.2024, or as far as it is known: 08.2024."))
    official_no = TextField(_l("Official number"), description=_l("As it is published: 55."))
    mediators = ReferencesField(_l("Mediators"))
    place = TextField(_l("Place of hand-over"), description=_l("Where the sides meet; never a place of detention."))
    route = TextField(_l("Route"))
    note = TextAreaField(_l("Note"))

    @classmethod
    def of(cls, operation: Operation | None, formdata: object = ...) -> "OperationForm":
        """Make the form of a new operation, or of one on record, with the vocabularies to choose from."""
        sent = {} if formdata is ... else {"formdata": formdata}
        form = cls(**sent) if operation is None else cls(data=on_record(operation), **sent)
        form.format_id.offer([(one.id, one.label(locale_code())) for one in queries.list_formats()])
        form.mediators.offer([(one.id, one.label(locale_code())) for one in queries.list_mediators()])
        return form

    def terms(self) -> Terms:
        """Give what the rules take."""
        formats = {one.id: one for one in queries.list_formats()}
        names = ("to_us", "to_them", "is_all_for_all", "planned", "place", "route", "official_no", "note")
        return Terms(
            format=formats[self.format_id.data],
            mediators=[one for one in queries.list_mediators() if one.id in (self.mediators.data or ())],
            **{name: self._fields[name].data for name in names},
        )


def on_record(operation: Operation) -> dict[str, object]:
    """Give what the form shows of an operation."""
    names = ("format_id", "to_us", "to_them", "is_all_for_all", "planned", "place", "route", "official_no", "note")
    return {name: getattr(operation, name) for name in names} | {"mediators": [one.id for one in operation.mediators]}


def one_day(form: Form, field: Field) -> None:  # noqa: ARG001 - WTForms' signature
    """Refuse a date that may be one of several days."""
    if field.data and (field.data.earliest is None or field.data.earliest != field.data.latest):
        raise ValidationError(ONE_DAY)


class MoveForm(VersionedForm):
    """A step of an operation: when it happened, or why it is taken."""

    of_record = ()

    happened = DateField(_l("Day"), [one_day], description=_l("Today, unless you say otherwise."))
    reason = TextAreaField(_l("Reason"))

    def day(self) -> date | None:
        """Give the one day that was typed."""
        return self.happened.data.latest if self.happened.data else None


class StageForm(Form):
    """One more day of an operation."""

    day = DateField(_l("Day"), [Required(_l("Enter the day.")), one_day])
    note = TextField(_l("Note"))

    def required_day(self) -> UncertainDate:
        """Give the day of a form that was submitted."""
        assert self.day.data is not None  # noqa: S101 - the form refuses none
        return self.day.data


class ClaimForm(Form):
    """What one publisher says of an operation."""

    source_id = ReferenceField(_l("Source"), [Required(_l("Choose who says so."))], blank="")
    stage_id = ReferenceField(_l("Of which day"), blank=_l("the whole operation"))
    stated = DateField(_l("Published on"), [one_day])
    ukr_returned = NumberField(_l("returned to Ukraine"))
    rus_returned = NumberField(_l("handed over by Ukraine"))
    civilians_ukr = NumberField(_l("of them civilians, to Ukraine"))
    civilians_rus = NumberField(_l("of them civilians, by Ukraine"))
    azovstal = NumberField(_l("of them from Azovstal"))
    mariupol = NumberField(_l("of them from Mariupol"))
    conscripts_rus = NumberField(_l("of them conscripts, by Ukraine"))
    outside_exchange = NumberField(_l("of them outside the formula"))
    bodies_to_ukr = NumberField(_l("bodies to Ukraine"))
    bodies_to_rus = NumberField(_l("bodies to Russia"))
    confidence = ChoiceField(_l("Confidence"), options=[(letter, letter) for letter in "ABC"], blank=_l("not graded"))
    address = TextField(_l("Address of the page"), limit=2000)
    note = TextAreaField(_l("Note"))

    def said(self, operation: Operation) -> Published:
        """Give what the rules take."""
        numbers = {name: self._fields[name].data for name in CLAIMED}
        return Published(
            source=get_source(self.source_id.data),
            numbers={name: number for name, number in numbers.items() if number is not None},
            stage=next((one for one in operation.stages if one.id == self.stage_id.data), None),
            stated_on=self.stated.data.latest if self.stated.data else None,
            confidence=self.confidence.data,
            address=self.address.data,
            note=self.note.data,
        )


class RetractClaimForm(VersionedForm):
    """Why a publisher's word is taken back."""

    of_record = ()

    reason = TextAreaField(_l("Reason"), [Required(_l("Say why."))])
