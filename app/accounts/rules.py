"""What happens to users and their sessions: registering, signing in and out, passwords and settings."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.accounts import passwords, queries
from app.accounts.models import Role, Separator, Theme, User, UserSession
from app.audit import rules as audit
from app.core import text
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l

#: Latin letters only, so that no two users look alike.
USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,63}")
#: Reading stays reading: when a user was last seen is written at most this often.
SEEN_EVERY = timedelta(minutes=1)
TOKEN_BYTES = 32
LONGEST_NAME = 300


@dataclass(frozen=True)
class Limits:
    """How long a session lives without a request, and in all."""

    idle: timedelta
    absolute: timedelta


def is_live(user_session: UserSession, *, now: datetime, limits: Limits) -> bool:
    """Tell whether a session still counts: not ended, not idle or open for too long, its user not locked."""
    return (
        user_session.ended_at is None
        and user_session.user.is_active
        and now - user_session.last_seen_at < limits.idle
        and now - user_session.started_at < limits.absolute
    )


def refuse_username(username: str) -> None:
    """Refuse a name to sign in with that is not plain Latin letters and digits, or that is taken."""
    if not USERNAME.fullmatch(username):
        raise RuleError(
            _l("Choose 2 to 64 Latin letters, digits, dots or hyphens, beginning with a letter."), "username"
        )
    if queries.find_user(username) is not None:
        raise RuleError(_l("Choose another name: this one is taken."), "username")


def checked_full_name(full_name: str) -> str:
    """Clean a full name; one that colleagues could not read, or that does not fit the record, is refused."""
    if (reason := text.reason_against(full_name)) is not None:
        raise RuleError(reason, "full_name")
    cleaned = text.clean_line(full_name)
    if not cleaned:
        raise RuleError(_l("Enter a name that has letters or digits."), "full_name")
    if len(cleaned) > LONGEST_NAME:
        raise RuleError(_l("Shorten this to at most %(limit)s characters.", limit=LONGEST_NAME), "full_name")
    return cleaned


def refuse_password(password: str, field: str = "new_password") -> None:
    """Refuse a password that is too short to resist guessing, or too long to be hashed."""
    if len(password) < passwords.SHORTEST:
        sentence = _l("Use at least %(count)s characters; a short sentence is fine.", count=passwords.SHORTEST)
        raise RuleError(sentence, field)
    if len(password) > passwords.LONGEST:
        raise RuleError(_l("Use at most %(count)s characters.", count=passwords.LONGEST), field)


def register_user(
    username: str,
    *,
    full_name: str,
    role: Role,
    password: str,
    actor: User | None,
    now: datetime,
    is_one_time: bool = True,
) -> User:
    """Register somebody who may sign in; a one-time password has to be changed at once.

    Without an actor it is the command line that acts: the first administrator comes from there.
    """
    username, full_name = username.strip().lower(), checked_full_name(full_name)
    refuse_username(username)
    refuse_password(password, "password")
    user = User(
        username=username,
        full_name=full_name,
        role=role,
        password_hash=passwords.hashed(password),
        must_change_password=is_one_time,
        created_at=now,
    )
    db.session.add(user)
    changes = {"username": (None, username), "full_name": (None, full_name), "role": (None, role)}
    audit.record("register user", user, actor=actor, changes=changes, at=now)
    return user


def sign_in(user: User, *, now: datetime, new_hash: str | None = None) -> str:
    """Open a session for a user whose password was right, and give its token; a renewed hash is kept."""
    if new_hash is not None:
        user.password_hash = new_hash
    user_session, token = open_session(user, now=now)
    audit.record("sign in", user_session, actor=user, changes={}, at=now)
    return token


def open_session(user: User, *, now: datetime) -> tuple[UserSession, str]:
    """Start a session under a token that only the browser will know."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    digest = queries.digest_of_token(token)
    user_session = UserSession(user=user, token_digest=digest, started_at=now, last_seen_at=now)
    db.session.add(user_session)
    return user_session, token


def refuse_sign_in(user: User, *, now: datetime) -> None:
    """Note in the ledger that somebody was refused under a user's name; who it was, nobody knows."""
    audit.record("refuse sign-in", user, actor=None, agent="sign-in page", changes={}, at=now)


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
    if now - user_session.last_seen_at >= SEEN_EVERY:
        user_session.last_seen_at = now


def hash_of_own_password(stored: str, current: str, new: str) -> str:
    """Hash a user's new password after checking the present one; slow, so do it outside any transaction."""
    if not passwords.check(stored, current).is_right:
        raise RuleError(_l("This is not your present password. Type it again."), "current_password")
    refuse_password(new)
    if new == current:
        raise RuleError(_l("Choose a password that you have not just had."), "new_password")
    return passwords.hashed(new)


def change_password(user: User, new_hash: str, *, now: datetime) -> str:
    """Give a user their own new password: all their sessions end, and the present browser gets a new one."""
    user.password_hash = new_hash
    user.must_change_password = False
    audit.record("change password", user, actor=user, changes={}, at=now)
    end_sessions(user, now=now)
    _, token = open_session(user, now=now)
    return token


def change_settings(
    user: User, *, locale: str, theme: Theme, separator: Separator, has_shortcuts: bool, now: datetime
) -> None:
    """Keep how a user wants pages and files."""
    user.locale, user.theme, user.separator, user.has_shortcuts = locale, theme, separator, has_shortcuts
    audit.record("change settings", user, actor=user, at=now)


def lock_user(user: User, *, actor: User | None, now: datetime) -> None:
    """Shut a user out: their sessions end at once, and no password opens a new one."""
    user.is_active = False
    audit.record("lock user", user, actor=actor, changes={"is_active": (True, False)}, at=now)
    end_sessions(user, now=now)
