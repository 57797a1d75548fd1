"""Noting that somebody looked: beside the request that looks, best effort, so that reading never fails or waits."""

import logging
from collections import deque
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, inspect
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import InstanceState

from app.audit.models import AccessEntry
from app.audit.rules.locks import may_note
from app.audit.rules.recording import KEY, Actor, agent_of
from app.audit.rules.values import digest
from app.core import clock
from app.core.brief import brief_session
from app.core.db import db

WAITING = "audit.waiting"
#: Looks that wait while the database is busy; beyond that the oldest are lost, and the log says so.
MOST = 10_000

log = logging.getLogger(__name__)

Waiting = deque[dict[str, Any]]


def look(
    action: str,
    *,
    actor: Actor | None,
    subject_type: str,
    subject_id: int | None = None,
    person_id: int | None = None,
    details: Mapping[str, Any] | None = None,
    at: datetime | None = None,
    agent: str | None = None,
) -> None:
    """Note that somebody looked at, searched or took away something, or was refused.

    It is written when the request or the command ends, in a short transaction of its own (`write_looks`). `details`
    are filters, counts and digests, and never words or names.
    """
    waiting = waiting_looks()
    if len(waiting) == waiting.maxlen:
        log.error("a look is lost: more than %s wait to be written", MOST)
    waiting.append(
        {
            "at": at or clock.now(),
            "actor_id": number_of(actor) if actor else None,
            "agent": agent_of(actor, agent),
            "action": action,
            "subject_type": subject_type,
            "subject_id": subject_id,
            "person_id": person_id,
            "details": dict(details or {}),
        }
    )


def number_of(actor: Actor) -> int:
    """Give a user's number without asking the database for it: it may be what failed."""
    state: InstanceState[Any] | None = inspect(actor, raiseerr=False)
    return int(state.identity[0]) if state is not None and state.identity else actor.id


def fingerprint(words: str) -> str:
    """Digest words that may be somebody's name, so that the same ones are known again and nobody reads them."""
    return digest(db.session.info[KEY], "words", words)[:16]


def waiting_looks() -> Waiting:
    """Give the looks of the whole process that are not written yet."""
    waiting: Waiting = db.sessionmaker.kw["info"][WAITING]
    return waiting


def write_looks() -> None:
    """Write the looks that wait; while the database is busy or away they go on waiting, and nobody waits for them."""
    waiting = waiting_looks()
    if not (looks := taken_from(waiting)):
        return
    try:
        was_written = write(looks)
    except OperationalError:
        was_written = False
    except SQLAlchemyError as error:
        log.error("%s looks are lost: %s", len(looks), type(error).__name__)  # noqa: TRY400 - a trace may hold values
        return
    if not was_written:
        waiting.extendleft(reversed(looks))


def taken_from(waiting: Waiting) -> list[dict[str, Any]]:
    """Take all that waits, in its order; another thread may be taking, too."""
    taken: list[dict[str, Any]] = []
    while True:
        try:
            taken.append(waiting.popleft())
        except IndexError:
            return taken


def write(looks: list[dict[str, Any]]) -> bool:
    """Write looks in a transaction of their own, unless that would have to wait."""
    with brief_session() as own:
        if not may_note(own):
            return False
        own.execute(insert(AccessEntry), looks)
        own.commit()
    return True
