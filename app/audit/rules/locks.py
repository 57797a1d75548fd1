"""Who notes a look and who seals looks keep out of each other's way, and neither waits.

A look takes its number before it commits; a seal made in between would leave it out for ever. On PostgreSQL those who
note looks share an advisory lock that whoever seals takes alone; on SQLite only one can write at a time.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

#: Any number that no other lock of this database uses.
LOOKS = 0x0B_31_10


def may_note(session: Session) -> bool:
    """Take the lock of those who note looks, unless somebody is sealing."""
    return is_sqlite(session) or bool(session.scalar(select(func.pg_try_advisory_xact_lock_shared(LOOKS))))


def may_seal(session: Session) -> bool:
    """Take the lock of those who seal, unless somebody is noting a look."""
    return is_sqlite(session) or bool(session.scalar(select(func.pg_try_advisory_xact_lock(LOOKS))))


def is_sqlite(session: Session) -> bool:
    """Tell whether one lock holds for all that is written."""
    return session.get_bind().dialect.name == "sqlite"
