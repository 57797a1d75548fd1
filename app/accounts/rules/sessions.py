"""How sessions begin, are kept alive, confirmed and ended."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.accounts import queries
from app.accounts.models import User, UserSession
from app.audit import rules as audit
from app.core.db import db

#: Reading stays reading: when a user was last seen is written at most this often.
SEEN_EVERY = timedelta(minutes=1)
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Limits:
    """How long a session lives without a request, and in all."""

    idle: timedelta
    absolute: timedelta


def is_live(user_session: UserSession, *, now: datetime, limits: Limits) -> bool:
    """Tell whether a session still counts: not ended, not idle or open for too long, its user not locked."""
    return user_session.ended_at is None and user_session.user.is_active and now < end_at(user_session, limits=limits)


def end_at(user_session: UserSession, *, limits: Limits) -> datetime:
    """Tell when a session ends if nothing more comes from its user."""
    return min(user_session.last_seen_at + limits.idle, user_session.started_at + limits.absolute)


def sign_in(user: User, *, now: datetime, new_hash: str | None = None) -> str:
    """Open a session for a user whose password was right, and give its token; a renewed hash is kept."""
    if new_hash is not None:
        user.password_hash = new_hash
    user_session, token = open_session(user, now=now)
    audit.record("sign in", user_session, actor=user, changes={}, at=now)
    return token


def open_session(user: User, *, now: datetime) -> tuple[UserSession, str]:
    """Start a session under a token that only the browser will know."""
    token, digest = new_token()
    user_session = UserSession(user=user, token_digest=digest, started_at=now, last_seen_at=now, confirmed_at=now)
    db.session.add(user_session)
    return user_session, token


def new_token() -> tuple[str, str]:
    """Make a token that nobody had, and its digest."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return token, queries.digest_of_token(token)


def confirm(user_session: UserSession, *, now: datetime) -> str:
    """Note that the user gave the password again, and give the token under which the session goes on."""
    token, user_session.token_digest = new_token()
    user_session.confirmed_at = now
    audit.record("confirm identity", user_session, actor=user_session.user, changes={}, at=now)
    return token


def is_fresh(user_session: UserSession, *, now: datetime, within: timedelta) -> bool:
    """Tell whether the user gave the password a short while ago: at the sign-in, or when asked again."""
    return user_session.confirmed_at is not None and now - user_session.confirmed_at <= within


def refuse_sign_in(user: User, *, now: datetime) -> None:
    """Note in the ledger that somebody was refused under a user's name; who it was, nobody knows."""
    audit.record("refuse sign-in", user, actor=None, agent="sign-in page", changes={}, at=now)


def refuse_unknown(username: str) -> None:
    """Note that a name was tried that nobody has; only its digest is kept: people type passwords into this field."""
    details = {"words": audit.fingerprint(username.strip().casefold())}
    audit.look("refused sign-in", actor=None, agent="sign-in page", subject_type=User.__tablename__, details=details)


def sign_out(user_session: UserSession, *, now: datetime) -> None:
    """End a session: its token opens nothing any more."""
    user_session.ended_at = now
    audit.record("sign out", user_session, actor=user_session.user, changes={}, at=now)


def end_sessions(user: User, *, now: datetime) -> int:
    """End all of a user's sessions, on every machine."""
    open_sessions = queries.list_open_sessions(user)
    for user_session in open_sessions:
        user_session.ended_at = now
    return len(open_sessions)


def see(user_session: UserSession, *, now: datetime) -> None:
    """Note that a user is there, at most once a minute."""
    if is_unseen(user_session, now=now):
        user_session.last_seen_at = now


def is_unseen(user_session: UserSession, *, now: datetime) -> bool:
    """Tell whether it was noted longer than a minute ago that a user is there."""
    return now - user_session.last_seen_at >= SEEN_EVERY
