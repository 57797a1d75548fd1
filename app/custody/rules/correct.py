"""Correcting an event that was typed wrongly, and retracting one that should not stand."""

from dataclasses import fields, replace
from datetime import datetime

from app.accounts.models import User
from app.accounts.permissions import may_do
from app.audit import rules as audit
from app.core import facts
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.custody import queries
from app.custody.effects import ENTERED
from app.custody.models import CustodyEvent, Origin
from app.custody.rules.record import Happening, changed, event_of, refuse_impossible
from app.people import queries as people

#: What an event says, as the ledger names it.
SAID = ("kind", "happened_edtf", "place_id", "holder_id", "source_id", "credibility", "sets_status", "note")


def correct(event: CustodyEvent, happening: Happening, *, actor: User, now: datetime) -> CustodyEvent:
    """Replace an event that was typed wrongly by one that supersedes it; the wrong one stays readable.

    Others' work is corrected by supervisors.
    """
    person = people.hold_fact(event)
    refuse_correction(event, actor=actor)
    refuse_impossible(happening, now=now)
    happening = replace(happening, origin=event.origin)
    if happening == happening_in(event):
        raise RuleError(_l("Change at least one field, or cancel."))
    recorded = queries.list_events_of(person)
    owner = event.person
    correction = event_of(owner, happening, actor=actor, now=now)
    correction.supersedes_id = facts.last_correction(event, recorded).id
    db.session.add(correction)
    db.session.flush()
    pairs = {name: (getattr(event, name), getattr(correction, name)) for name in SAID}
    changes = {name: (before, after) for name, (before, after) in pairs.items() if before != after}
    audit.record("correct event", correction, actor=actor, person=owner, at=now, changes=changes)
    changed(person, now=now)
    return correction


def happening_in(event: CustodyEvent) -> Happening:
    """Give what an event says, as the form that corrects it shows it."""
    return Happening(**{field.name: getattr(event, field.name) for field in fields(Happening)})


def refuse_correction(event: CustodyEvent, *, actor: User) -> None:
    """Refuse the correction of what no longer stands, of what an exchange keeps, and an analyst a colleague's work."""
    refuse_exchange(event)
    if event not in facts.live(queries.list_events_of(people.kept(event.person))):
        raise RuleError(_l("This event no longer stands: it was corrected or retracted. Correct the newest one."))
    if event.recorded_by_id != actor.id and not may_do(actor, "correct others"):
        raise RuleError(
            _l("A colleague entered this. Ask a supervisor to correct it, or enter what your source says beside it.")
        )


def can_correct(event: CustodyEvent, user: User) -> bool:
    """Tell whether a user may correct an event that stands."""
    is_own = event.recorded_by_id == user.id
    can_be = event.origin is not Origin.EXCHANGE and event.kind in ENTERED
    return can_be and (is_own or may_do(user, "correct others"))


def retract(event: CustodyEvent, *, reason: str, actor: User, now: datetime) -> None:
    """Take back an event that should never have been recorded; it stays readable, with the reason."""
    if is_blank(reason):
        raise RuleError(_l("Say why this is retracted."), "reason")
    person = people.hold_fact(event)
    if event.retracted_at is not None:
        raise RuleError(_l("This was retracted already."))
    refuse_exchange(event)
    event.retracted_at, event.retracted_by_id, event.retraction_reason = now, actor.id, reason
    audit.record("retract event", event, actor=actor, person=event.person, at=now)
    db.session.flush()
    changed(person, now=now)


def refuse_exchange(event: CustodyEvent) -> None:
    """Refuse to touch what an exchange keeps."""
    if event.origin is Origin.EXCHANGE:
        raise RuleError(_l("This event belongs to an exchange and is reversed there."))
