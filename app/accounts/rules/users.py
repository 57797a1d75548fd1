"""What an administrator does with users: registering, changing, locking, and giving a new password."""

import re
from datetime import datetime

from app.accounts import passwords, queries
from app.accounts.models import Role, User
from app.accounts.rules.own import refuse_password
from app.accounts.rules.sessions import end_sessions
from app.audit import rules as audit
from app.core import text
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l

#: Latin letters only, so that no two users look alike.
USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,63}")
LONGEST_NAME = 300


def checked_username(username: str) -> str:
    """Give the form in which a name to sign in with is kept; one not of plain Latin letters and digits is refused.

    Letters of other scripts are refused as typed: some become Latin ones when made small.
    """
    typed = username.strip()
    if not typed.isascii() or not USERNAME.fullmatch(typed.lower()):
        raise RuleError(
            _l("Choose 2 to 64 Latin letters, digits, dots or hyphens, beginning with a letter."), "username"
        )
    if queries.find_user(typed) is not None:
        raise RuleError(_l("Choose another name: this one is taken."), "username")
    return typed.lower()


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
    full_name = checked_full_name(full_name)
    username = checked_username(username)
    refuse_password(password, "password", about=(username, full_name))
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


def change_user(user: User, *, full_name: str, role: Role, actor: User | None, now: datetime) -> None:
    """Change what a user is called and is for; another role counts at once, since every session of the old one ends."""
    full_name = checked_full_name(full_name)
    if role is not user.role:
        refuse_losing_last_administrator(user, "role")
        end_sessions(user, now=now)
    if (full_name, role) != (user.full_name, user.role):
        user.full_name, user.role = full_name, role
        audit.record("change user", user, actor=actor, at=now)


def refuse_losing_last_administrator(user: User, field: str | None = None) -> None:
    """Refuse to take the last administrator away: nobody could let anybody in any more, not even them."""
    if [user] == queries.hold_active_administrators():
        sentence = _l("Make another user administrator first: this is the last one who may sign in.")
        raise RuleError(sentence, field)


def lock_user(user: User, *, actor: User | None, now: datetime) -> None:
    """Shut a user out: their sessions end at once, and no password opens a new one."""
    refuse_losing_last_administrator(user)
    user.is_active = False
    audit.record("lock user", user, actor=actor, changes={"is_active": (True, False)}, at=now)
    end_sessions(user, now=now)


def unlock_user(user: User, *, actor: User | None, now: datetime) -> None:
    """Let a user in again, with the password they had."""
    user.is_active = True
    audit.record("unlock user", user, actor=actor, changes={"is_active": (False, True)}, at=now)


def reset_password(user: User, password: str, *, actor: User | None, now: datetime, is_one_time: bool = True) -> None:
    """Give a user another password, which has to be changed at once; what the old one opened is closed."""
    refuse_password(password, "password", about=(user.username, user.full_name))
    user.password_hash = passwords.hashed(password)
    user.must_change_password = is_one_time
    audit.record("reset password", user, actor=actor, changes={}, at=now)
    end_sessions(user, now=now)


def end_sessions_of(user: User, *, actor: User | None, now: datetime) -> int:
    """Sign a user out on every machine, because one was lost, say; they may sign in again."""
    audit.record("end sessions", user, actor=actor, changes={}, at=now)
    return end_sessions(user, now=now)
