"""Finding users, their sessions, and what of theirs is kept of a form."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Draft, Role, SignInFailure, Submission, User, UserSession
from app.core.db import db
from app.core.errors import NotFound
from app.core.i18n import lazy_ as _l
from app.names.ordering import sort_key


@dataclass(frozen=True)
class Credentials:
    """What a sign-in is compared with, read before the slow comparison so that no transaction stays open for it."""

    user_id: int
    password_hash: str
    is_active: bool


@dataclass(frozen=True)
class Account:
    """A user as the administrator's list shows them: when they were last there, and on how many machines they are."""

    user: User
    last_seen_at: datetime | None
    open_sessions: int


def find_user(username: str) -> User | None:
    """Find a user by the name they sign in with, upper and lower case alike."""
    return db.session.scalars(select(User).where(User.username == username.strip().lower())).one_or_none()


def get_user(username: str) -> User:
    """Get a user by the name they sign in with."""
    user = find_user(username)
    if user is None:
        raise NotFound(_l("There is no user %(username)s.", username=username))
    return user


def get_user_by_id(user_id: int) -> User:
    """Get a user by their number."""
    user = db.session.get(User, user_id)
    if user is None:
        raise NotFound(_l("There is no user %(username)s.", username=user_id))
    return user


def find_credentials(username: str) -> Credentials | None:
    """Find what a sign-in under a name is compared with."""
    user = find_user(username)
    return None if user is None else Credentials(user.id, user.password_hash, user.is_active)


def list_users() -> Sequence[User]:
    """List all users by the name they sign in with."""
    return db.session.scalars(select(User).order_by(User.username, User.id)).all()


def list_accounts(*, seen_after: datetime, started_after: datetime) -> Sequence[Account]:
    """List all users by the alphabet with their sessions; open are those begun and used after these moments."""
    is_open = (
        UserSession.ended_at.is_(None)
        & (UserSession.last_seen_at > seen_after)
        & (UserSession.started_at > started_after)
    )
    rows = db.session.execute(
        select(User, func.max(UserSession.last_seen_at), func.count(UserSession.id).filter(is_open))
        .outerjoin(UserSession, UserSession.user_id == User.id)
        .group_by(User.id)
        .order_by(User.id)
    )
    return sorted((Account(*row) for row in rows), key=lambda account: sort_key(account.user.full_name))


def hold_active_administrators() -> Sequence[User]:
    """List those who may administer, and let nobody else change them until the transaction ends."""
    return db.session.scalars(
        select(User)
        .where(User.role == Role.ADMINISTRATOR, User.is_active.is_(True))
        .order_by(User.id)
        .with_for_update()
    ).all()


def list_failures(counter: str, *, since: datetime) -> Sequence[datetime]:
    """List when wrong passwords were counted, oldest first."""
    return db.session.scalars(
        select(SignInFailure.at)
        .where(SignInFailure.counter == counter, SignInFailure.at > since)
        .order_by(SignInFailure.at, SignInFailure.id)
    ).all()


def find_session(session: Session, token: str) -> UserSession | None:
    """Find the session that a browser's token opens, with its user."""
    return session.scalars(
        select(UserSession)
        .options(joinedload(UserSession.user))
        .where(UserSession.token_digest == digest_of_token(token))
    ).one_or_none()


def list_open_sessions(user: User) -> Sequence[UserSession]:
    """List a user's sessions that nobody has ended, oldest first."""
    return db.session.scalars(
        select(UserSession)
        .where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
        .order_by(UserSession.id)
    ).all()


def digest_of_token(token: str) -> str:
    """Digest a session's token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_submission(key: str) -> Submission | None:
    """Find what was noted when the form that carries a key was saved."""
    return db.session.scalars(select(Submission).where(Submission.key == key)).one_or_none()


def find_draft(user: User, address: str, *, saved_after: datetime) -> Draft | None:
    """Find a user's draft of the form at an address; an older one is forgotten."""
    return db.session.scalars(
        select(Draft).where(Draft.user_id == user.id, Draft.address == address, Draft.saved_at > saved_after)
    ).one_or_none()
