"""Making every session of the application keep the ledger."""

from collections import deque

from sqlalchemy import event
from sqlalchemy.orm import Session, sessionmaker

from app.audit.rules import looking, recording


def init_sessions(sessions: sessionmaker[Session], *, key: bytes) -> None:
    """Make every session of the application write the ledger as part of its commit."""
    sessions.configure(info={recording.KEY: key, looking.WAITING: deque(maxlen=looking.MOST)})
    for listener, handler in (("before_commit", recording.write_queue), ("after_rollback", recording.forget)):
        if not event.contains(Session, listener, handler):
            event.listen(Session, listener, handler)
