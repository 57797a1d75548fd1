"""Recording a change: queued by the rule that makes it, written to the ledger just before its transaction commits."""

import getpass
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, Protocol

from sqlalchemy import ColumnElement, event, inspect
from sqlalchemy.orm import (
    InstanceState,
    RelationshipDirection,
    Session,
    SessionTransaction,
    object_session,
    sessionmaker,
)

from app.audit.models import AuditEntry, AuditValue
from app.core import clock
from app.core.db import Base, db

QUEUE, KEY = "audit.queue", "audit.key"

#: Before and after of each field that a change touched.
Change = tuple[object, object]
UNCHANGED: Change = (None, None)


class Actor(Protocol):
    """Who acts: a user, known by their id."""

    id: int


@dataclass
class Pending:
    """A change that waits for its transaction to commit; the subject's id is read only then."""

    action: str
    subject: Base
    actor_id: int | None
    person: Base | None
    at: datetime
    changes: Mapping[str, Change] = field(default_factory=dict)
    savepoint: SessionTransaction | None = None
    agent: str | None = None


def record(
    action: str,
    subject: Base,
    *,
    actor: Actor | None,
    person: Base | None = None,
    changes: Mapping[str, Change] | None = None,
    at: datetime | None = None,
    agent: str | None = None,
) -> None:
    """Queue an entry for the ledger: written when, and only when, the transaction of the change commits.

    The changes are what the subject's attributes hold against the database, unless they are given; call it after
    changing the subject and before flushing. `person` is whom the subject is about, for the history of a record.
    Without an actor it is a command that acts, unless `agent` names something else.
    """
    session = object_session(subject) or db.session
    pending = Pending(
        action=action,
        subject=subject,
        actor_id=actor.id if actor else None,
        person=person,
        at=at or clock.now(),
        changes=changes if changes is not None else changes_of(subject),
        savepoint=session.get_nested_transaction(),
        agent=agent,
    )
    session.info.setdefault(QUEUE, []).append(pending)


def changes_of(subject: Base) -> dict[str, Change]:
    """Read what an object's columns held before and hold now from SQLAlchemy's attribute history.

    A foreign key that is set by its object only follows when it is flushed; it is read from the object.
    """
    state = inspect(subject)
    pairs = {attribute.key: change_of(state, attribute.key) for attribute in state.mapper.column_attrs}
    for relation in state.mapper.relationships:
        if relation.direction is RelationshipDirection.MANYTOONE:
            (column, referred), (before, after) = relation.local_remote_pairs[0], change_of(state, relation.key)
            name = state.mapper.get_property_by_column(column).key
            if pairs[name] == UNCHANGED:
                pairs[name] = (value_of(before, referred), value_of(after, referred))
    return {name: (before, after) for name, (before, after) in pairs.items() if before != after}


def change_of(state: InstanceState[Any], name: str) -> Change:
    """Read what one attribute held before and holds now."""
    history = state.attrs[name].history
    if not history.has_changes():
        return UNCHANGED
    return history.deleted[0] if history.deleted else None, history.added[0] if history.added else None


def value_of(subject: object, column: ColumnElement[Any]) -> object:
    """Read the value of a column of whatever a relationship points at, if it points at anything."""
    return None if subject is None else getattr(subject, inspect(subject).mapper.get_property_by_column(column).key)


def as_text(value: object) -> str | None:
    """Give a value the one text form that is shown and digested."""
    match value:
        case None:
            return None
        case Enum():
            return str(value.value)
        case datetime() | date():
            return value.isoformat()
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, sort_keys=True)
        case _:
            return str(value)


def digest(key: bytes, name: str, value: str | None) -> str:
    """Digest a value with the installation's key: it proves what stood there, and nobody can guess it back."""
    return hmac.new(key, f"{name}\0{value}".encode(), hashlib.sha256).hexdigest()


def write_queue(session: Session) -> None:
    """Write what waits, in the order it was done, in the very transaction that is about to commit."""
    queue: list[Pending] = session.info.get(QUEUE, [])
    if not queue or session.in_nested_transaction():
        return
    session.flush()
    session.info[QUEUE] = []
    for pending in queue:
        session.add(entry_of(pending, key=session.info[KEY]))


def entry_of(pending: Pending, *, key: bytes) -> AuditEntry:
    """Make the entry of a change whose subject has its id by now."""
    values = {name: (as_text(before), as_text(after)) for name, (before, after) in pending.changes.items()}
    return AuditEntry(
        at=pending.at,
        actor_id=pending.actor_id,
        agent=None if pending.actor_id else pending.agent or f"{getpass.getuser()} (command line)",
        action=pending.action,
        subject_type=pending.subject.__tablename__,
        subject_id=id_of(pending.subject),
        person_id=id_of(pending.person) if pending.person else None,
        digests={name: digest(key, name, after) for name, (_, after) in values.items()},
        values=[AuditValue(field=name, before=before, after=after) for name, (before, after) in values.items()],
    )


def id_of(subject: Base) -> int:
    """Give the single number under which a subject is stored."""
    (number,) = inspect(subject).identity or ()
    return int(number)


def forget(session: Session) -> None:
    """Forget what was queued inside what is rolled back: an import's refused row leaves no trace, the others do."""
    undone = session.get_nested_transaction()
    queue: list[Pending] = session.info.get(QUEUE, [])
    session.info[QUEUE] = [pending for pending in queue if undone and undone not in around(pending)]


def around(pending: Pending) -> Iterator[SessionTransaction]:
    """Give the savepoint in which a change was made and those around it, whether released by now or not."""
    transaction = pending.savepoint
    while transaction is not None:
        yield transaction
        transaction = transaction.parent


def init_sessions(sessions: sessionmaker[Session], *, key: bytes) -> None:
    """Make every session of the application write the ledger as part of its commit."""
    sessions.configure(info={KEY: key})
    for listener, handler in (("before_commit", write_queue), ("after_rollback", forget)):
        if not event.contains(Session, listener, handler):
            event.listen(Session, listener, handler)
