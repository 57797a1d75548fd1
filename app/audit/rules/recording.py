"""Recording a change: queued by the rule that makes it, chained to the ledger just before its transaction commits."""

import getpass
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sqlalchemy import inspect
from sqlalchemy.orm import Session, SessionTransaction, object_session

from app.audit.rules import chain, values
from app.audit.rules.drafts import Draft
from app.audit.rules.values import Change
from app.core import clock
from app.core.db import Base, db

QUEUE, KEY = "audit.queue", "audit.key"


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
        changes=changes if changes is not None else values.changes_of(subject),
        savepoint=session.get_nested_transaction(),
        agent=agent_of(actor, agent),
    )
    session.info.setdefault(QUEUE, []).append(pending)


def agent_of(actor: Actor | None, agent: str | None) -> str | None:
    """Name who acts where no user does: what is given, else the account of the machine that runs a command."""
    return None if actor else agent or f"{getpass.getuser()} (command line)"


def write_queue(session: Session) -> None:
    """Write what waits, in the order it was done, in the very transaction that is about to commit."""
    queue: list[Pending] = session.info.get(QUEUE, [])
    if not queue or session.in_nested_transaction():
        return
    session.flush()
    session.info[QUEUE] = []
    chain.append(session, [entry_of(pending, key=session.info[KEY]) for pending in queue])


def entry_of(pending: Pending, *, key: bytes) -> Draft:
    """Make the entry of a change whose subject has its id by now; where it goes in the chain is told when it is added.

    A model says by `__masked__` which right it takes to read its values; the ledger keeps that beside them.
    """
    texts = {name: (values.as_text(before), values.as_text(after)) for name, (before, after) in pending.changes.items()}
    mask = getattr(pending.subject, "__masked__", None)
    former = {name: before for name, (before, _) in texts.items() if before is not None}
    row = {
        "at": pending.at,
        "actor_id": pending.actor_id,
        "agent": pending.agent,
        "action": pending.action,
        "subject_type": pending.subject.__tablename__,
        "subject_id": id_of(pending.subject),
        "person_id": id_of(pending.person) if pending.person else None,
        "digests": {name: values.digest(key, name, after) for name, (_, after) in texts.items()},
        "former_digests": {name: values.digest(key, name, before) for name, before in former.items()},
        "key_id": values.key_id_of(key),
    }
    return Draft(
        row, [{"field": name, "before": old, "after": new, "mask": mask} for name, (old, new) in texts.items()]
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
