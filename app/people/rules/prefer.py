"""Choosing between statements that contradict each other, and undoing a choice."""

from datetime import datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.core.undoing import refuse_undoing
from app.people import queries
from app.people.models import Person, PersonStatement, PreferredValue
from app.people.rules.register import changed


def prefer(
    person: Person, field: str, statement: PersonStatement, *, reason: str, actor: User, now: datetime
) -> PreferredValue:
    """Prefer one statement's value of a field, with the reason; the others stay and can be preferred again.

    A choice that was made before is kept, and comes back when this one is undone.
    """
    if is_blank(reason):
        raise RuleError(_l("Say why you prefer this value."), "reason")
    person = queries.lock(person)
    if statement not in queries.list_live_statements_of(person) or getattr(statement, field) is None:
        raise RuleError(_l("This statement no longer says anything about the field. Choose another."), "statement_id")
    former = queries.find_preference_of(person, field)
    for one in queries.list_preferences_of(person):
        # A choice in a record merged into this one is outdone by the newer one, and stands again once they are apart.
        if (one.person_id, one.field) == (person.id, field):
            take_back(one, actor=actor, now=now)
    chosen = {"field": field, "statement_id": statement.id, "reason": reason}
    preference = PreferredValue(
        person_id=person.id, statement=statement, recorded_at=now, recorded_by_id=actor.id, **chosen
    )
    db.session.add(preference)
    changes = {name: (getattr(former, name, None), value) for name, value in chosen.items()}
    audit.record("prefer value", preference, actor=actor, person=person, at=now, changes=changes)
    db.session.flush()
    changed(person, now=now)
    return preference


def take_back(preference: PreferredValue, *, actor: User, now: datetime) -> None:
    """Let a choice no longer stand; flushed at once, since only one may stand for each field."""
    preference.retracted_at, preference.retracted_by_id = now, actor.id
    db.session.flush()


def forget_foreign_choices(person: Person, *, actor: User, now: datetime) -> None:
    """Take back the choices of values that belong to somebody else, once two records are separated again."""
    for choice in queries.list_preferences_of(person):
        if queries.kept(choice.statement.person) is not person:
            take_back(choice, actor=actor, now=now)
            changes = {name: (getattr(choice, name), None) for name in ("field", "statement_id")}
            audit.record("undo preference", choice, actor=actor, person=person, at=now, changes=changes)


def undo_preference(person: Person, field: str, *, actor: User, now: datetime) -> None:
    """Take back a choice that was made just now, by who made it; the one that it replaced stands again."""
    person = queries.lock(person)
    preference = queries.find_preference_of(person, field)
    if preference is None:
        raise RuleError(_l("No value of this field is preferred."))
    refuse_undoing(at=preference.recorded_at, by_id=preference.recorded_by_id, actor_id=actor.id, now=now)
    former = queries.find_preference_replaced_by(preference)
    take_back(preference, actor=actor, now=now)
    if former is not None:
        former.retracted_at = former.retracted_by_id = None
    changes = {name: (getattr(preference, name), getattr(former, name, None)) for name in ("field", "statement_id")}
    audit.record("undo preference", preference, actor=actor, person=person, at=now, changes=changes)
    db.session.flush()
    changed(person, now=now)
