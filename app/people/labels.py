"""What the codes that describe people are called in the interface, and what their fields are called."""

from app.core.i18n import label, register_labels
from app.core.i18n import lazy_ as _l
from app.people.models import (
    Absence,
    Confirmation,
    CustodyStatus,
    EndingKind,
    ExchangeStatus,
    IdentifierKind,
    Law,
    NameLanguage,
    Sex,
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
register_labels({ExchangeStatus.NOT_LISTED: _l("on no list"), ExchangeStatus.EXCHANGED: _l("exchanged")})

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
