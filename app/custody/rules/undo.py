"""Taking back what was just saved: an event, its correction, its retraction."""

from datetime import datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.undoing import UNDONE, refuse_built_on, refuse_undoing
from app.custody import queries
from app.custody.models import CustodyEvent
from app.custody.rules.correct import refuse_exchange
from app.custody.rules.record import changed
from app.people import queries as people


def undo(event: CustodyEvent, *, actor: User, now: datetime) -> None:
    """Take back an event or a correction that its author has just saved; what it had corrected stands again."""
    person = people.hold_fact(event)
    if event.retracted_at is not None:
        raise RuleError(_l("This was retracted already."))
    refuse_exchange(event)
    refuse_undoing(at=event.recorded_at, by_id=event.recorded_by_id, actor_id=actor.id, now=now)
    refuse_built_on(queries.find_correction_of(event) is not None)
    event.retracted_at, event.retracted_by_id, event.retraction_reason = now, actor.id, UNDONE
    audit.record("undo event", event, actor=actor, person=event.person, at=now)
    db.session.flush()
    changed(person, now=now)


def undo_retraction(event: CustodyEvent, *, actor: User, now: datetime) -> None:
    """Let an event stand again that was retracted just now, by who retracted it."""
    person = people.hold_fact(event)
    if event.retracted_at is None or event.retraction_reason == UNDONE:
        raise RuleError(_l("There is no retraction to undo."))
    refuse_undoing(at=event.retracted_at, by_id=event.retracted_by_id, actor_id=actor.id, now=now)
    correction = queries.find_correction_of(event)
    refuse_built_on(correction is not None and correction.recorded_at >= event.retracted_at)
    event.retracted_at = event.retracted_by_id = event.retraction_reason = None
    audit.record("undo retraction", event, actor=actor, person=event.person, at=now)
    db.session.flush()
    changed(person, now=now)
