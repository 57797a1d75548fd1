"""Choosing between statements that contradict each other."""

from datetime import datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.people import queries
from app.people.models import Person, PersonStatement, PreferredValue
from app.people.rules.register import changed


def prefer(
    person: Person, field: str, statement: PersonStatement, *, reason: str, actor: User, now: datetime
) -> PreferredValue:
    """Prefer one statement's value of a field, with the reason; the others stay and can be preferred again."""
    if is_blank(reason):
        raise RuleError(_l("Say why you prefer this value."), "reason")
    if statement not in queries.list_live_statements_of(person) or getattr(statement, field) is None:
        raise RuleError(_l("This statement no longer says anything about the field. Choose another."), "statement_id")
    preference = next((one for one in queries.list_preferences_of(person) if one.field == field), None)
    if preference is None:
        preference = PreferredValue(person_id=person.id, field=field)
        db.session.add(preference)
    preference.statement, preference.statement_id, preference.reason = statement, statement.id, reason
    preference.recorded_at, preference.recorded_by_id = now, actor.id
    audit.record("prefer value", preference, actor=actor, person=person, at=now)
    db.session.flush()
    changed(person, now=now)
    return preference
