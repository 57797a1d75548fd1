"""Watching people: each user keeps a list of their own."""

from datetime import datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core.db import db
from app.people import queries
from app.people.models import Person, WatchedPerson


def watch(person: Person, *, actor: User, now: datetime) -> None:
    """Put a person on the user's own list; who stands there already stays."""
    if not queries.list_watches_of(actor, person):
        watched = WatchedPerson(user_id=actor.id, person=person, since_at=now)
        db.session.add(watched)
        audit.record("watch", watched, actor=actor, person=person, at=now)


def unwatch(person: Person, *, actor: User, now: datetime) -> None:
    """Take a person off the user's own list, with every record of theirs that stands there."""
    for watched in queries.list_watches_of(actor, person):
        # By the column: what a user is told of the deleted row is whom it was about.
        changes = {"person_id": (watched.person_id, None)}
        audit.record("unwatch", watched, actor=actor, person=watched.person, at=now, changes=changes)
        db.session.flush()
        db.session.delete(watched)
