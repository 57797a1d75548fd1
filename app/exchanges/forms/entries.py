"""The forms about entries: the filter of a list, who is put on it, and a step that some of them take."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field
from wtforms.validators import ValidationError

from app.accounts.models import User
from app.accounts.permissions import may_do
from app.core.errors import NotFound
from app.core.forms import (
    AddressForm,
    DateField,
    EnumField,
    EnumRadioField,
    EnumsField,
    ReferenceField,
    Required,
    TextAreaField,
    TextField,
    VersionedForm,
)
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.exchanges.forms.filtering import FilterForm
from app.exchanges.models import CONSENT_RIGHT, OF_CONSENT, AskedBy, Direction, Entry, Refusal, State
from app.exchanges.queries import EntryFilter
from app.exchanges.rules.entries import Word
from app.exchanges.states import Deed
from app.people import queries as people
from app.people.models import Person
from app.sources import queries as sources

ANY = _l("any")
NONE = _l("none")
DAY = _l("Choose one day: 24.08.2024.")
NOBODY = _l("There is nobody of this number.")


class EntriesForm(FilterForm):
    """Which entries of an operation to show."""

    direction = EnumField(_l("Direction"), enum=Direction, blank=ANY)
    state = EnumsField(_l("State"), enum=State)

    def __init__(self, arguments: MultiDict[str, str], *, reader: User) -> None:
        super().__init__(arguments)
        if not may_do(reader, CONSENT_RIGHT):
            self.state.choices = [one for one in self.state.choices if one.value not in masked_codes()]

    def chosen(self) -> EntryFilter:
        """Give the filter."""
        fine: dict[str, Any] = self.fine()
        return EntryFilter(fine.get("direction"), tuple(fine.get("state") or ()))


def masked_codes() -> set[str]:
    """Give the codes of the states that only some may see."""
    return {one.value for one in OF_CONSENT if isinstance(one, State)}


class WhoForm(AddressForm):
    """Who is to be put on a list: by number, or by name through the search."""

    text = TextField(_l("Number or name"), description=_l("P-000123-S, or a name in any spelling."))

    def find_person(self) -> Person | None:
        """Find the person of a number."""
        try:
            return people.get_kept(self.text.data) if self.validate() and self.text.data else None
        except NotFound:
            return None


class WordOfStepForm(VersionedForm):
    """When a step happened, on whose word, and why."""

    of_record = ()

    happened = DateField(_l("When it happened"), description=_l("Leave empty for today."))
    source = ReferenceField(_l("On whose word"), blank=NONE)
    reason = TextAreaField(_l("Reason or note"))

    def offer_sources(self, choices: Iterable[tuple[object, object]]) -> None:
        """Offer the sources."""
        self.source.offer(choices)

    def validate_happened(self, field: Field) -> None:
        """Take a whole day: a step of a list is recorded by who was there."""
        if field.data and (field.data.earliest is None or field.data.earliest != field.data.latest):
            raise ValidationError(DAY)

    def word(self) -> Word:
        """Give what the rules take."""
        day: date | None = self.happened.data.earliest if self.happened.data else None
        reason = None if is_blank(self.reason.data) else self.reason.data
        return Word(day, sources.find_source(self.source.data), reason)


class NewEntryForm(WordOfStepForm):
    """Somebody who is put on a list: which way, by whom they were named, instead of whom."""

    direction = EnumRadioField(_l("Direction"), [Required(_l("Choose a direction."))], enum=Direction)
    asked_by = EnumRadioField(_l("Who names this person"), enum=AskedBy, default=AskedBy.WE)
    instead_of = ReferenceField(
        _l("Offered instead of"), blank=NONE, description=_l("Only for somebody whom the other side offers.")
    )

    def offer_entries(self, entries: Sequence[Entry]) -> None:
        """Offer the people of the list, in whose place somebody may be offered."""
        self.instead_of.offer(named(entries))


class StepForm(WordOfStepForm):
    """A step that some entries take together."""

    refusal = EnumField(_l("What they say"), enum=Refusal, blank=_l("— choose —"))
    by = ReferenceField(_l("Who came instead"), blank=_l("— choose —"))

    def __init__(self, deed: Deed, **sent: Any) -> None:
        super().__init__(**sent)
        self.deed = deed
        for name, wanted in (("refusal", Deed.DECLINE), ("by", Deed.SUBSTITUTE)):
            if deed is not wanted:
                del self[name]

    def offer_entries(self, entries: Sequence[Entry]) -> None:
        """Offer the people of the list who may have come instead."""
        if "by" in self:
            self.by.offer(named(entries))

    def validate_refusal(self, field: Field) -> None:
        """Ask what they say, where they decline."""
        if field.data is None:
            raise ValidationError(_l("Choose what they say; “no reason” is an answer, too."))

    def validate_by(self, field: Field) -> None:
        """Ask who came, where somebody was substituted."""
        if field.data is None:
            raise ValidationError(_l("Choose who came instead."))


def named(entries: Sequence[Entry]) -> list[tuple[object, object]]:
    """Give entries by the numbers and names of their people, to choose among."""
    return [(entry.id, f"{entry.person.name or entry.person.ref} ({entry.person.ref})") for entry in entries]
