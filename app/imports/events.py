"""Which events a row tells of: its capture, where it says somebody is held, and what its status means; pure."""

from datetime import date

from app.core.dates import UncertainDate, parse_edtf
from app.custody.models import EventKind
from app.imports.drafts import Draft, Telling

CIVILIAN = "civilian"
#: What a source says by a status. That somebody is held, it says of a day no later than its own.
BY_STATUS = {
    "in_captivity": EventKind.CAPTIVITY_CONFIRMED,
    "exchanged": EventKind.EXCHANGE,
    "released_outside_exchange": EventKind.RELEASE_UNILATERAL,
    "died_in_captivity": EventKind.DEATH,
    "missing": EventKind.REPORTED_MISSING,
}


def events_of(draft: Draft, *, as_of: date) -> list[Telling]:
    """Give the events of a row, in the order in which they happened."""
    said, by_then = draft.said, by(as_of)
    told = []
    if "captured_on" in said or "captured_place" in said:
        kind = EventKind.ARREST if said.get("category") == CIVILIAN else EventKind.CAPTURE
        told.append(Telling(kind, said.get("captured_on"), said.get("captured_place")))
    if "held_at" in said:
        told.append(Telling(EventKind.INTERNMENT, by_then, said["held_at"]))
    if "status" in said:
        told.append(Telling(kind_of(said["status"], was_held=bool(told)), by_then))
    return told


def by(day: date) -> UncertainDate:
    """Give the time up to a day: the source does not say since when."""
    return parse_edtf(f"../{day.isoformat()}")


def kind_of(status: str, *, was_held: bool) -> EventKind:
    """Give the event that a status stands for: who died after a capture that the row names, died in custody."""
    if status == "died":
        return EventKind.DEATH if was_held else EventKind.KILLED
    return BY_STATUS[status]
