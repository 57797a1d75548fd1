"""What no fact of a compartment may say, or leave unsaid: pure decisions on what somebody entered."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.compartments.models import Consent, FamilyNotice, HealthObservation, PersonFact, Relative
from app.core import clock
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank

#: The day of which each kind of fact speaks.
DAYS = {HealthObservation: "observed", Consent: "answered", FamilyNotice: "informed"}
#: What each kind of fact says; one of these is enough, and none of them says nothing.
SAYS = {
    Relative: (("name", "address", "contact"), _l("Enter a name, an address or a contact.")),
    HealthObservation: (
        ("condition", "particulars", "need", "is_serious"),
        _l("Say what the state of health is, or what is known of it."),
    ),
    FamilyNotice: (("informed_by",), _l("Say who informed the family.")),
}


def refuse_wrong(kind: type[PersonFact], values: Mapping[str, Any], *, now: datetime) -> None:
    """Refuse a fact that says nothing, speaks of a day to come, or names nobody whom one could inform."""
    refuse_silent(kind, values)
    refuse_days_to_come(kind, values, today=now.astimezone(clock.KYIV).date())
    if values.get("is_to_be_informed") and not (values.get("address") or values.get("contact")):
        raise RuleError(_l("Enter an address or a contact: somebody is to be informed there."), "address")


def refuse_silent(kind: type[PersonFact], values: Mapping[str, Any]) -> None:
    """Refuse a fact that says nothing."""
    fields, sentence = SAYS.get(kind, ((), None))
    if fields and all(is_silent(values.get(name)) for name in fields):
        raise RuleError(sentence, fields[0])


def is_silent(value: object) -> bool:
    """Tell whether an answer says nothing; an unticked box is none."""
    return not value or (isinstance(value, str) and is_blank(value))


def refuse_days_to_come(kind: type[PersonFact], values: Mapping[str, Any], *, today: date) -> None:
    """Refuse what is said to have happened on a day that has not come."""
    name = DAYS.get(kind, "")
    day = values.get(name)
    if day and day.earliest and day.earliest > today:
        raise RuleError(_l("This day has not come yet: correct the date."), name)
