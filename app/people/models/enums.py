"""The closed lists by which people are described, filtered and sorted."""

import enum
from functools import cached_property


class Sex(enum.Enum):
    """Sex as documents state it; the interface's Ukrainian agrees with it."""

    MALE = "male"
    FEMALE = "female"


class NameLanguage(enum.Enum):
    """The language in which a source writes the name: it decides which transliteration holds."""

    UKRAINIAN = "uk"
    RUSSIAN = "ru"
    LATIN = "latin"
    OTHER = "other"


class Absence(enum.Enum):
    """Why a value is not there: three answers that a blank field is none of."""

    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"


class Law(enum.Enum):
    """Which law says what is to be recorded about somebody of a category."""

    PRISONER_OF_WAR = "gc3"
    CIVILIAN = "gc4"
    EITHER = "either"


class IdentifierKind(enum.Enum):
    """What a number or document identifies somebody by."""

    SERVICE_NUMBER = "service_number"
    IDENTITY_DISC = "identity_disc"
    PASSPORT = "passport"
    TAX_NUMBER = "tax_number"
    ICRC_NUMBER = "icrc_number"
    PRISONER_NUMBER = "prisoner_number"
    LIST_NUMBER = "list_number"


class CustodyStatus(enum.Enum):
    """Axis A: what is known of somebody's custody."""

    UNKNOWN = "unknown"
    MISSING = "missing"
    PRESUMED_CAPTIVE = "presumed_captive"
    IN_CAPTIVITY = "in_captivity"
    NEUTRAL_COUNTRY = "neutral_country"
    EXCHANGED = "exchanged"
    REPATRIATED = "repatriated"
    RELEASED = "released"
    ESCAPED = "escaped"
    DIED_IN_CAPTIVITY = "died_in_captivity"
    PRESUMED_DEAD = "presumed_dead"
    FOUND_NOT_CAPTIVE = "found_not_captive"
    DECEASED = "deceased"


#: Whom somebody holds, as far as is known: of them the holder reports (GC III 122, GC IV 138), and their days count on.
HELD = (CustodyStatus.IN_CAPTIVITY, CustodyStatus.PRESUMED_CAPTIVE)
#: Who came back from captivity. A neutral country is not home (GC III 109-111).
RETURNED = (CustodyStatus.EXCHANGED, CustodyStatus.REPATRIATED, CustodyStatus.RELEASED, CustodyStatus.ESCAPED)
#: Who is dead; a death that is only presumed is not among them.
DEAD = (CustodyStatus.DIED_IN_CAPTIVITY, CustodyStatus.DECEASED)
#: Dead, for sure or by all that is known: what no family is told in passing.
GONE = (*DEAD, CustodyStatus.PRESUMED_DEAD)


class Confirmation(enum.Enum):
    """Axis B: on whose word somebody's captivity stands, weakest first."""

    NONE = "none"
    FAMILY_OR_WITNESS = "family_or_witness"
    OPEN_SOURCE = "open_source"
    RELEASED_PRISONER = "released_prisoner"
    DETAINING_POWER = "detaining_power"
    ICRC = "icrc"
    IN_PERSON = "in_person"

    @cached_property
    def rank(self) -> int:
        """Give the strength as a figure from 0 to 6; a history asks for it hundreds of times."""
        return list(Confirmation).index(self)

    def __lt__(self, other: "Confirmation") -> bool:
        """Compare by strength."""
        return self.rank < other.rank


class EndingKind(enum.Enum):
    """How a captivity ended or was found not to be one: what a report may say before it is confirmed."""

    EXCHANGE = "exchange"
    REPATRIATION = "repatriation"
    RELEASE = "release"
    NEUTRAL_COUNTRY = "neutral_country"
    ESCAPE = "escape"
    DEATH = "death"
    FOUND = "found"


class ExchangeStatus(enum.Enum):
    """Axis C: where somebody stands on the list that matters now, in the order of a list's life.

    That somebody does not want to return is none of them: here it is the same as taken off the list.
    """

    NOT_LISTED = "not_listed"
    PROPOSED = "proposed"
    REQUESTED = "requested"
    OFFERED = "offered"
    AGREED = "agreed"
    ACCEPTED = "accepted"
    READY = "ready"
    DECLINED = "declined"
    SILENT = "silent"
    REFUSED_BY_US = "refused_by_us"
    WITHDRAWN = "withdrawn"
    NOT_DELIVERED = "not_delivered"
    SUBSTITUTED = "substituted"
    HANDED_OVER = "handed_over"
    EXCHANGED = "exchanged"


class LastAnswer(enum.Enum):
    """What the other side answered last about somebody. What it says of their will to return is not told here."""

    AGREED = "agreed"
    REFUSED = "refused"
    DENIES_HOLDING = "denies_holding"
    SAYS_DEAD = "says_dead"
    SAYS_RETURNED = "says_returned"
    SENTENCED = "sentenced"
    NO_REASON = "no_reason"


class LegalSituation(enum.Enum):
    """Axis D: in what situation the law puts somebody who is held (GC III 99-108, GC IV 71-78)."""

    POW = "pow"
    CIVILIAN_INTERNEE = "civilian_internee"
    HELD_WITHOUT_CHARGE = "held_without_charge"
    UNDER_INVESTIGATION = "under_investigation"
    ON_TRIAL = "on_trial"
    SENTENCED = "sentenced"
    UNKNOWN = "unknown"


class Unlikely(enum.Enum):
    """What is unlikely, or cannot be, in the order of the facts: each is a row of custody.standing.plausibility."""

    BEFORE_BIRTH = "before_birth"
    CHILD_AT_CAPTURE = "child_at_capture"
    BEFORE_CAPTURE = "before_capture"
    ENDED_BEFORE_CAPTURE = "ended_before_capture"
    HELD_AGAIN_WITHOUT_CAPTURE = "held_again_without_capture"
    ALIVE_AFTER_DEATH = "alive_after_death"
    ALIVE_AFTER_REMAINS = "alive_after_remains"
    DEATH_BEFORE_PROOF_OF_LIFE = "death_before_proof_of_life"
    AZOVSTAL_CAPTURE = "azovstal_capture"
