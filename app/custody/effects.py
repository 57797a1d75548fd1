"""What each kind of event does to a person's custody status: the table of the derivation, a row a rule."""

import enum
from dataclasses import dataclass

from app.accounts.permissions import Right
from app.custody.models import NOTES_SEEN_BY, SEEN_BY, EventKind
from app.people.models import Confirmation, CustodyStatus, EndingKind
from app.sources.models import SourceKind


class Effect(enum.Enum):
    """What an event does to the custody status."""

    ASSERTS = "asserts captivity"
    MISSING = "missing, if no captivity is open"
    ENDS = "ends or reverses a captivity"
    SETS = "sets the status that it names"
    NOTHING = "no effect"


@dataclass(frozen=True)
class Row:
    """One rule: the effect of a kind of event, and an example of it in the words of an analyst."""

    effect: Effect
    example: str
    ending: EndingKind | None = None
    #: After an ended captivity only these open a new one.
    opens_again: bool = False


def asserts(example: str, *, opens_again: bool = False) -> Row:
    """Make the row of a kind that asserts captivity."""
    return Row(Effect.ASSERTS, example, opens_again=opens_again)


def ends(example: str, ending: EndingKind) -> Row:
    """Make the row of a kind that ends or reverses a captivity."""
    return Row(Effect.ENDS, example, ending=ending)


EFFECTS = {
    EventKind.CAPTURE: asserts("taken prisoner at Mariupol, 16-20.05.2022", opens_again=True),
    EventKind.ARREST: asserts("a civilian detained at a checkpoint, 03.2022", opens_again=True),
    EventKind.CAPTIVITY_CONFIRMED: asserts("the detaining power confirms that it holds the person", opens_again=True),
    EventKind.REGISTERED_ICRC: asserts("registered by the ICRC", opens_again=True),
    EventKind.VISITED_ICRC: asserts("visited by delegates of the ICRC: proof of life", opens_again=True),
    EventKind.SIGHTING: asserts("a released prisoner shared a cell with the person", opens_again=True),
    EventKind.TRANSFER: asserts("moved from one colony to another", opens_again=True),
    EventKind.INTERNMENT: asserts("interned in a camp"),
    EventKind.HOSPITAL_IN: asserts("admitted to a hospital"),
    EventKind.HOSPITAL_OUT: asserts("discharged from a hospital"),
    EventKind.CORRESPONDENCE: asserts("a letter or capture card reached the family"),
    EventKind.CALL: asserts("a telephone call to the family"),
    EventKind.HEALTH_REPORT: asserts("the state of health reported under GC III 122"),
    EventKind.MEDICAL_COMMISSION: asserts("examined by a mixed medical commission"),
    EventKind.CHARGED: asserts("charged"),
    EventKind.TRIAL: asserts("on trial"),
    EventKind.SENTENCED: asserts("sentenced to 12 years"),
    EventKind.LAST_CONTACT: Row(Effect.MISSING, "last telephone call from the front, 12.04.2022"),
    EventKind.REPORTED_MISSING: Row(Effect.MISSING, "the unit reports the person missing"),
    EventKind.EXCHANGE: ends("handed over in an exchange", EndingKind.EXCHANGE),
    EventKind.REPATRIATION_MEDICAL: ends("repatriated as seriously wounded, GC III 109", EndingKind.REPATRIATION),
    EventKind.RELEASE_UNILATERAL: ends("let go outside an exchange", EndingKind.RELEASE),
    EventKind.NEUTRAL_ACCOMMODATION: ends("interned in a neutral country, GC III 109-111", EndingKind.NEUTRAL_COUNTRY),
    EventKind.ESCAPE: ends("escaped", EndingKind.ESCAPE),
    EventKind.FOUND_ALIVE: ends("found alive and free, was never held", EndingKind.FOUND),
    EventKind.DEATH: ends("died in a colony", EndingKind.DEATH),
    EventKind.KILLED: ends("killed in action", EndingKind.DEATH),
    EventKind.BURIAL: ends("buried", EndingKind.DEATH),
    EventKind.REMAINS_TRANSFER: ends("the body came home in a transfer of remains", EndingKind.DEATH),
    EventKind.REMAINS_IDENTIFIED: ends("the remains were identified by DNA", EndingKind.DEATH),
    EventKind.CONSENT_GIVEN: Row(Effect.NOTHING, "agrees to be exchanged"),
    EventKind.CONSENT_REFUSED: Row(Effect.NOTHING, "does not want to return, GC III 109"),
    EventKind.BIRTH: Row(Effect.NOTHING, "a child born to an internee, GC IV 136"),
    EventKind.OVERRIDE: Row(Effect.SETS, "the office decides: presumed dead, with its reason"),
}

#: What can be entered as an event.
ENTERED = tuple(kind for kind in EventKind if kind not in SEEN_BY)


def right_to(field: str, kind: EventKind) -> Right | None:
    """Name the right without which a field of an event of a kind is masked, if it is.

    Of a kind that only some may see every field is, and the kind is one of them.
    """
    return SEEN_BY.get(kind) or (NOTES_SEEN_BY.get(kind) if field in {"note", "retraction_reason"} else None)


#: The status that an ending gives. Death depends on whether a captivity was open, and stands apart.
STATUS_AFTER = {
    EndingKind.EXCHANGE: CustodyStatus.EXCHANGED,
    EndingKind.REPATRIATION: CustodyStatus.REPATRIATED,
    EndingKind.RELEASE: CustodyStatus.RELEASED,
    EndingKind.NEUTRAL_COUNTRY: CustodyStatus.NEUTRAL_COUNTRY,
    EndingKind.ESCAPE: CustodyStatus.ESCAPED,
    EndingKind.FOUND: CustodyStatus.FOUND_NOT_CAPTIVE,
}
#: Somebody with one of these statuses was never captive, or nobody knows.
NEVER_HELD = (CustodyStatus.UNKNOWN, CustodyStatus.MISSING)

#: How strongly a kind of source confirms a captivity. Official bodies and forensics rank with the detaining power.
CONFIRMS = {
    SourceKind.FAMILY: Confirmation.FAMILY_OR_WITNESS,
    SourceKind.WITNESS: Confirmation.FAMILY_OR_WITNESS,
    SourceKind.OPEN_SOURCE: Confirmation.OPEN_SOURCE,
    SourceKind.RELEASED_PRISONER: Confirmation.RELEASED_PRISONER,
    SourceKind.DETAINING_POWER: Confirmation.DETAINING_POWER,
    SourceKind.OFFICIAL_BODY: Confirmation.DETAINING_POWER,
    SourceKind.FORENSIC: Confirmation.DETAINING_POWER,
    SourceKind.ICRC: Confirmation.ICRC,
    SourceKind.OWN_OFFICE: Confirmation.IN_PERSON,
}
#: Whose word alone is enough for an ending. The detaining power is not among them: a death that only it states is
#: reported, not confirmed.
CONFIRM_ENDINGS = {SourceKind.ICRC, SourceKind.OFFICIAL_BODY, SourceKind.FORENSIC, SourceKind.OWN_OFFICE}
#: Without them, this many independent sources of at least this credibility.
INDEPENDENT_SOURCES, CREDIBLE = 2, 2
