"""What the codes that describe people are called in the interface, and what their fields are called."""

from collections.abc import Collection

from app.core.i18n import _, label, register_labels
from app.core.i18n import lazy_ as _l
from app.names import deciding
from app.names.forms import Reason
from app.people.comparing import Verdict
from app.people.models import (
    Absence,
    Confirmation,
    CustodyStatus,
    Density,
    EndingKind,
    ExchangeStatus,
    IdentifierKind,
    LastAnswer,
    Law,
    LegalSituation,
    NameLanguage,
    Person,
    Sex,
    Unlikely,
)

register_labels({Sex.MALE: _l("male"), Sex.FEMALE: _l("female")})
register_labels(
    {
        NameLanguage.UKRAINIAN: _l("Ukrainian"),
        NameLanguage.RUSSIAN: _l("Russian"),
        NameLanguage.LATIN: _l("in Latin letters"),
        NameLanguage.OTHER: _l("another language"),
    }
)
register_labels(
    {Absence.UNKNOWN: _l("unknown"), Absence.NOT_ASKED: _l("not asked"), Absence.REFUSED: _l("refused to say")}
)
register_labels(
    {
        Law.PRISONER_OF_WAR: _l("Geneva Convention III"),
        Law.CIVILIAN: _l("Geneva Convention IV"),
        Law.EITHER: _l("Geneva Conventions III and IV"),
    }
)
register_labels(
    {
        IdentifierKind.SERVICE_NUMBER: _l("service number"),
        IdentifierKind.IDENTITY_DISC: _l("identity disc"),
        IdentifierKind.PASSPORT: _l("passport"),
        IdentifierKind.TAX_NUMBER: _l("tax number"),
        IdentifierKind.ICRC_NUMBER: _l("ICRC number"),
        IdentifierKind.PRISONER_NUMBER: _l("prisoner number"),
        IdentifierKind.LIST_NUMBER: _l("number in a list"),
    }
)
register_labels(
    {
        CustodyStatus.UNKNOWN: _l("no information"),
        CustodyStatus.MISSING: _l("missing"),
        CustodyStatus.PRESUMED_CAPTIVE: _l("presumed captive"),
        CustodyStatus.IN_CAPTIVITY: _l("in captivity"),
        CustodyStatus.NEUTRAL_COUNTRY: _l("in a neutral country"),
        CustodyStatus.EXCHANGED: _l("released in an exchange"),
        CustodyStatus.REPATRIATED: _l("repatriated"),
        CustodyStatus.RELEASED: _l("released outside an exchange"),
        CustodyStatus.ESCAPED: _l("escaped"),
        CustodyStatus.DIED_IN_CAPTIVITY: _l("died in captivity"),
        CustodyStatus.PRESUMED_DEAD: _l("presumed dead"),
        CustodyStatus.FOUND_NOT_CAPTIVE: _l("found, was not captive"),
        CustodyStatus.DECEASED: _l("confirmed dead"),
    }
)
register_labels(
    {
        Confirmation.NONE: _l("not confirmed"),
        Confirmation.FAMILY_OR_WITNESS: _l("family or witness"),
        Confirmation.OPEN_SOURCE: _l("open sources"),
        Confirmation.RELEASED_PRISONER: _l("released prisoners"),
        Confirmation.DETAINING_POWER: _l("detaining power"),
        Confirmation.ICRC: _l("ICRC"),
        Confirmation.IN_PERSON: _l("in person"),
    }
)
register_labels(
    {
        EndingKind.EXCHANGE: _l("exchange: not confirmed"),
        EndingKind.REPATRIATION: _l("repatriation: not confirmed"),
        EndingKind.RELEASE: _l("release: not confirmed"),
        EndingKind.NEUTRAL_COUNTRY: _l("neutral country: not confirmed"),
        EndingKind.ESCAPE: _l("escape: not confirmed"),
        EndingKind.DEATH: _l("death: not confirmed"),
        EndingKind.FOUND: _l("found free: not confirmed"),
    }
)
register_labels(
    {
        LegalSituation.POW: _l("prisoner of war"),
        LegalSituation.CIVILIAN_INTERNEE: _l("civilian internee"),
        LegalSituation.HELD_WITHOUT_CHARGE: _l("held without charge"),
        LegalSituation.UNDER_INVESTIGATION: _l("under investigation"),
        LegalSituation.ON_TRIAL: _l("on trial"),
        LegalSituation.SENTENCED: _l("sentenced"),
        LegalSituation.UNKNOWN: _l("unknown"),
    }
)
register_labels(
    {
        Verdict.AGREE: _l("the same"),
        Verdict.SIMILAR: _l("the same, spelled otherwise"),
        Verdict.DIFFER: _l("differs"),
        Verdict.ONLY_ONE: _l("in one only"),
        Verdict.ONLY_OTHER: _l("in one only"),
    }
)
register_labels({Density.COMPACT: _l("close together"), Density.ROOMY: _l("wide apart")})
register_labels(
    {
        ExchangeStatus.NOT_LISTED: _l("on no list"),
        ExchangeStatus.PROPOSED: _l("proposed"),
        ExchangeStatus.REQUESTED: _l("asked for"),
        ExchangeStatus.OFFERED: _l("named by the other side"),
        ExchangeStatus.AGREED: _l("agreed"),
        ExchangeStatus.ACCEPTED: _l("accepted by us"),
        ExchangeStatus.READY: _l("ready"),
        ExchangeStatus.DECLINED: _l("declined by the other side"),
        ExchangeStatus.SILENT: _l("no answer came"),
        ExchangeStatus.REFUSED_BY_US: _l("refused by us"),
        ExchangeStatus.WITHDRAWN: _l("taken off the list"),
        ExchangeStatus.NOT_DELIVERED: _l("not delivered"),
        ExchangeStatus.SUBSTITUTED: _l("another came instead"),
        ExchangeStatus.HANDED_OVER: _l("handed over"),
        ExchangeStatus.EXCHANGED: _l("exchanged"),
    }
)
register_labels(
    {
        LastAnswer.AGREED: _l("agrees"),
        LastAnswer.REFUSED: _l("refuses"),
        LastAnswer.DENIES_HOLDING: _l("denies holding the person"),
        LastAnswer.SAYS_DEAD: _l("says the person is dead"),
        LastAnswer.SAYS_RETURNED: _l("says the person is back"),
        LastAnswer.SENTENCED: _l("says the person is sentenced"),
        LastAnswer.NO_REASON: _l("declines without a reason"),
    }
)
#: What a machine says of a row of a list that somebody checks.
register_labels(
    {
        deciding.Verdict.SURE: _l("sure"),
        deciding.Verdict.LIKELY: _l("likely"),
        deciding.Verdict.UNKNOWN: _l("unknown"),
    }
)

#: Who is no prisoner of war is not "in captivity": nothing allows an occupying power to hold them so.
CIVILIAN_STATUSES = {CustodyStatus.IN_CAPTIVITY: _l("unlawfully held")}


def status_of(status: CustodyStatus, law: Law) -> str:
    """Say a custody status as it is said of somebody whom a law covers."""
    return str(CIVILIAN_STATUSES[status]) if law is Law.CIVILIAN and status in CIVILIAN_STATUSES else label(status)


#: What each field of an identity is called, on forms, dossiers and in the ledger.
FIELDS = {
    "surname": _l("Surname"),
    "given_name": _l("Given name"),
    "patronymic": _l("Patronymic"),
    "call_sign": _l("Call sign"),
    "latin_name": _l("Name in Latin letters"),
    "name_language": _l("Language of the name"),
    "sex": _l("Sex"),
    "born": _l("Date of birth"),
    "birth_place": _l("Place of birth"),
    "father_name": _l("Father's first name"),
    "mother_maiden_name": _l("Mother's maiden name"),
    "nationality": _l("Nationality"),
    "side_id": _l("Side on which the person depends"),
    "category_id": _l("Category"),
    "rank": _l("Rank"),
    "unit": _l("Unit"),
    "last_residence": _l("Last residence"),
    "distinguishing_marks": _l("Distinguishing marks"),
    "service_number": _l("Service number"),
}

#: What each column of the list is called, and each order.
COLUMNS = {
    "number": _l("Number"),
    "name": _l("Surname, given name, patronymic"),
    "sex": _l("Sex"),
    "born": _l("Born"),
    "side": _l("Side"),
    "category": _l("Category"),
    "rank": _l("Rank"),
    "unit": _l("Unit"),
    "captured": _l("Captured"),
    "status": _l("Custody status"),
    "since": _l("Since"),
    "confirmation": _l("Confirmation"),
    "legal": _l("Legal situation"),
    "place": _l("Place"),
    "known": _l("Last known on"),
    "days": _l("Days in captivity"),
    "exchange": _l("Exchange"),
    "listed": _l("Asked for on lists"),
    "answer": _l("Last answer"),
    "answered": _l("Last answer on"),
    "unanswered": _l("Days since the last answer"),
    "updated": _l("Changed"),
}


def warnings_since(before: Collection[str], person: Person) -> list[str]:
    """Put in words what is unlikely in the facts about a person since the last of them; it is saved all the same."""
    new = [code for code in person.unlikely if code not in before]
    return [_("Saved, but look again: %(what)s", what=label(Unlikely(code))) for code in new]


#: Why somebody may be meant, or may not: each reason of a score (app.names.scoring.CODES), as it is said.
REASONS = {
    "surname_same": _l("Surname agrees: %(found)s"),
    "surname_similar": _l("Surname is similar: %(asked)s ≈ %(found)s"),
    "surname_differs": _l("Another surname: %(asked)s ≠ %(found)s"),
    "given_same": _l("Given name agrees: %(found)s"),
    "given_equivalent": _l("Given name in another form: %(asked)s = %(found)s"),
    "given_similar": _l("Given name is similar: %(asked)s ≈ %(found)s"),
    "given_initial": _l("Initial of the given name agrees: %(asked)s – %(found)s"),
    "given_differs": _l("Another given name: %(asked)s ≠ %(found)s"),
    "patronymic_same": _l("Patronymic agrees: %(found)s"),
    "patronymic_similar": _l("Patronymic is similar: %(asked)s ≈ %(found)s"),
    "patronymic_initial": _l("Initial of the patronymic agrees: %(asked)s – %(found)s"),
    "patronymic_differs": _l("Another patronymic: %(asked)s ≠ %(found)s"),
    "other_same": _l("Call sign or another name agrees: %(found)s"),
    "word_unmatched": _l("Nothing on record answers to: %(asked)s"),
    "sex_differs": _l("The form of the name is that of the other sex"),
    "birth_same": _l("Date of birth agrees"),
    "birth_swapped": _l("Day and month of birth have changed places"),
    "birth_near": _l("Date of birth differs in the day or the month"),
    "birth_month_same": _l("Month of birth agrees"),
    "birth_year_same": _l("Year of birth agrees"),
    "birth_within": _l("Dates of birth may agree: they are uncertain"),
    "birth_year_near": _l("Year of birth is close (%(years)s)"),
    "birth_day_differs": _l("Another day of birth in the same year"),
    "birth_year_differs": _l("Another year of birth (%(years)s)"),
    "captured_same": _l("Captured at the same time"),
    "captured_differs": _l("Captured at another time"),
    "captured_at_same": _l("Captured at the same place"),
    "captured_at_differs": _l("Captured at another place"),
    "rank_same": _l("Rank agrees: %(found)s"),
    "unit_same": _l("Unit agrees: %(found)s"),
    "unit_differs": _l("Another unit: %(asked)s ≠ %(found)s"),
    "side_same": _l("Same side"),
    "side_differs": _l("Another side"),
}
#: Names that agree are said so where they are written alike, too.
REWRITTEN = {
    "surname_same": _l("Surname in another spelling: %(asked)s = %(found)s"),
    "given_same": _l("Given name in another spelling: %(asked)s = %(found)s"),
    "patronymic_same": _l("Patronymic in another spelling: %(asked)s = %(found)s"),
    "other_same": _l("Another name in another spelling: %(asked)s = %(found)s"),
}


def reason_words(reason: Reason) -> str:
    """Say one reason of a score in words."""
    is_rewritten = reason.code in REWRITTEN and reason.asked.casefold() != reason.found.casefold()
    said = (REWRITTEN if is_rewritten else REASONS)[reason.code]
    if reason.code.startswith("birth_year_"):
        return str(said) % {"years": years_between(reason.asked, reason.found)}
    return str(said) % {"asked": capitalised(reason.asked), "found": capitalised(reason.found)}


def capitalised(words: str) -> str:
    """Write a name with capitals, each part of a double one; scores compare small letters.

    >>> capitalised("нечуй-левицький")
    'Нечуй-Левицький'
    """
    return " ".join("-".join(part[:1].upper() + part[1:] for part in word.split("-")) for word in words.split())


def years_between(asked: str, found: str) -> str:
    """Say how many years after what was asked somebody on record was born, or before; of spans, the first years count.

    >>> years_between("1990-03-12", "1984-01-01/1984-12-31")
    '−6'
    """
    years = int(found[:4]) - int(asked[:4])
    return f"{'−' if years < 0 else '+'}{abs(years)}"
