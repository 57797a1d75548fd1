"""What events, notes on the timeline and unlikely facts are called in the interface."""

from app.core.i18n import lazy_ as _l
from app.core.i18n import register_labels
from app.custody.models import BatchAction, EventKind, Origin
from app.custody.rules import Left
from app.custody.standing import Note
from app.people.models import Unlikely

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
        BatchAction.TAG: _l("Add a cohort"),
        BatchAction.UNTAG: _l("Take a cohort off"),
        BatchAction.EVENT: _l("Record an event"),
        Left.HAS: _l("It is so already"),
        Left.RETRACTED: _l("The record was retracted"),
        Left.MERGED: _l("The record was merged into another one"),
        Left.UNLIKELY: _l("Unlikely: record it for each of them, if it is right"),
    }
)
register_labels(
    {
        Note.NOT_CONFIRMED: _l("Reported, not confirmed: the status stays until a better source says so."),
        Note.OPENS_NOTHING: _l("The captivity had ended before: this alone does not open a new one."),
        Note.EITHER_SIDE: _l("By its dates this may lie before or after the ending, which therefore stands."),
    }
)

register_labels(
    {
        Unlikely.BEFORE_BIRTH: _l("something is dated before the birth"),
        Unlikely.CHILD_AT_CAPTURE: _l("under 14 at the capture"),
        Unlikely.BEFORE_CAPTURE: _l("something in captivity is dated before the capture"),
        Unlikely.ENDED_BEFORE_CAPTURE: _l("exchanged or released before anything says that they were held"),
        Unlikely.HELD_AGAIN_WITHOUT_CAPTURE: _l("held again, and nobody says how they were captured again"),
        Unlikely.ALIVE_AFTER_DEATH: _l("a sign of life after the confirmed death"),
        Unlikely.ALIVE_AFTER_REMAINS: _l("a sign of life after the remains were found"),
        Unlikely.DEATH_BEFORE_PROOF_OF_LIFE: _l("the reported death lies before a later proof of life"),
        Unlikely.AZOVSTAL_CAPTURE: _l("a defender of Azovstal, captured on other days than 16–20.05.2022"),
    }
)
#: What to do about what is unlikely, said beside it.
ADVICE = {
    Unlikely.BEFORE_BIRTH: _l("Check the date of birth and the dates of the events."),
    Unlikely.CHILD_AT_CAPTURE: _l("Check the date of birth and the day of the capture. A child is reported at once."),
    Unlikely.BEFORE_CAPTURE: _l("Check both dates, or give the capture a wider one."),
    Unlikely.ENDED_BEFORE_CAPTURE: _l("Check both dates. If there was a captivity before, add what is known of it."),
    Unlikely.HELD_AGAIN_WITHOUT_CAPTURE: _l("Look for a source of the new capture, or check who was seen."),
    Unlikely.ALIVE_AFTER_DEATH: _l("Tell a supervisor. Two people may be on one record, or the death is a mistake."),
    Unlikely.ALIVE_AFTER_REMAINS: _l("Tell a supervisor. The remains may be somebody else's."),
    Unlikely.DEATH_BEFORE_PROOF_OF_LIFE: _l("Check both dates. If the proof of life is good, retract the report."),
    Unlikely.AZOVSTAL_CAPTURE: _l("Check the category and the day of the capture."),
}
