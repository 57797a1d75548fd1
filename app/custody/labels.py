"""What kinds of events and notes on the timeline are called in the interface."""

from app.core.i18n import lazy_ as _l
from app.core.i18n import register_labels
from app.custody.models import EventKind, Origin
from app.custody.standing import Note

register_labels(
    {
        EventKind.LAST_CONTACT: _l("last contact"),
        EventKind.REPORTED_MISSING: _l("reported missing"),
        EventKind.CAPTURE: _l("capture"),
        EventKind.ARREST: _l("arrest"),
        EventKind.CAPTIVITY_CONFIRMED: _l("captivity confirmed"),
        EventKind.REGISTERED_ICRC: _l("registered by the ICRC"),
        EventKind.VISITED_ICRC: _l("visited by the ICRC"),
        EventKind.SIGHTING: _l("sighting"),
        EventKind.INTERNMENT: _l("held at a place"),
        EventKind.TRANSFER: _l("transfer"),
        EventKind.HOSPITAL_IN: _l("admitted to hospital"),
        EventKind.HOSPITAL_OUT: _l("discharged from hospital"),
        EventKind.CORRESPONDENCE: _l("letter or capture card"),
        EventKind.CALL: _l("telephone call"),
        EventKind.HEALTH_REPORT: _l("state of health reported"),
        EventKind.MEDICAL_COMMISSION: _l("mixed medical commission"),
        EventKind.CHARGED: _l("charged"),
        EventKind.TRIAL: _l("trial"),
        EventKind.SENTENCED: _l("sentenced"),
        EventKind.CONSENT_GIVEN: _l("agreed to return"),
        EventKind.CONSENT_REFUSED: _l("refused to return"),
        EventKind.BIRTH: _l("birth of a child in captivity"),
        EventKind.EXCHANGE: _l("exchange"),
        EventKind.REPATRIATION_MEDICAL: _l("repatriation of wounded or sick"),
        EventKind.RELEASE_UNILATERAL: _l("release outside an exchange"),
        EventKind.NEUTRAL_ACCOMMODATION: _l("taken to a neutral country"),
        EventKind.ESCAPE: _l("escape"),
        EventKind.FOUND_ALIVE: _l("found alive and free"),
        EventKind.DEATH: _l("death in captivity"),
        EventKind.KILLED: _l("killed, not in captivity"),
        EventKind.BURIAL: _l("burial"),
        EventKind.REMAINS_TRANSFER: _l("remains transferred"),
        EventKind.REMAINS_IDENTIFIED: _l("remains identified"),
        EventKind.OVERRIDE: _l("decision of the office"),
    }
)
register_labels({Origin.ENTRY: _l("entered"), Origin.IMPORT: _l("imported"), Origin.EXCHANGE: _l("from an exchange")})
register_labels(
    {
        Note.NOT_CONFIRMED: _l("Reported, not confirmed: the status stays until a better source says so."),
        Note.OPENS_NOTHING: _l("The captivity had ended before: this alone does not open a new one."),
        Note.EITHER_SIDE: _l("By its dates this may lie before or after the ending, which therefore stands."),
    }
)
