"""Adding an event to a timeline, and what follows from it."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core import clock
from app.core.dates import UncertainDate
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.custody import standing
from app.custody.models import CustodyEvent, EventKind, Origin
from app.people import queries as people
from app.people.models import CustodyStatus, Person, Side
from app.places.models import Place
from app.sources.models import Source


@dataclass(frozen=True)
class Happening:
    """What happened to somebody, on whose word, and how far the word is believed."""

    kind: EventKind
    source: Source
    credibility: int
    happened: UncertainDate | None = None
    place: Place | None = None
    holder: Side | None = None
    note: str | None = None
    sets_status: CustodyStatus | None = None
    origin: Origin = Origin.ENTRY


def record(person: Person, happening: Happening, *, actor: User | None, now: datetime) -> CustodyEvent:
    """Add an event to a person's timeline; what it changes in their standing follows from all events together."""
    refuse_impossible(happening, now=now)
    person = people.lock(person)
    event = event_of(person, happening, actor=actor, now=now)
    db.session.add(event)
    audit.record("record event", event, actor=actor, person=person, at=now)
    db.session.flush()
    changed(person, now=now)
    return event


def event_of(person: Person, happening: Happening, *, actor: User | None, now: datetime) -> CustodyEvent:
    """Make the event that says what happened."""
    return CustodyEvent(
        person=person,
        kind=happening.kind,
        happened=happening.happened,
        place=happening.place,
        holder=happening.holder,
        source=happening.source,
        credibility=happening.credibility,
        origin=happening.origin,
        sets_status=happening.sets_status,
        note=happening.note,
        recorded_at=now,
        recorded_by_id=actor.id if actor else None,
    )


def refuse_impossible(happening: Happening, *, now: datetime) -> None:
    """Refuse only what cannot be: an event on a day that has not come, and a decision without status or reason."""
    day = happening.happened
    if day and day.earliest and day.earliest > now.astimezone(clock.KYIV).date():
        raise RuleError(_l("This day has not come yet: correct the date."), "happened")
    if happening.kind is EventKind.OVERRIDE:
        if happening.sets_status is None:
            raise RuleError(_l("Choose the status that the office decides on."), "sets_status")
        if is_blank(happening.note):
            raise RuleError(_l("Give the reason for the decision."), "note")
    elif happening.sets_status is not None:
        raise RuleError(_l("Only a decision of the office sets a status."), "sets_status")


def changed(person: Person, *, now: datetime) -> None:
    """Note that somebody typed something about a person, and derive anew where they stand."""
    person.version += 1
    person.updated_at = now
    standing.refresh(person)
    db.session.flush()
