"""Finding users and their sessions."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import User, UserSession
from app.core.db import db
from app.core.errors import NotFound
from app.core.i18n import lazy_ as _l


@dataclass(frozen=True)
class Credentials:
    """What a sign-in is compared with, read before the slow comparison so that no transaction stays open for it."""

    user_id: int
    password_hash: str
    is_active: bool


def find_user(username: str) -> User | None:
    """Find a user by the name they sign in with, upper and lower case alike."""
    return db.session.scalars(select(User).where(User.username == username.strip().lower())).one_or_none()


def get_user(username: str) -> User:
    """Get a user by the name they sign in with."""
    user = find_user(username)
    if user is None:
        raise NotFound(_l("There is no user %(username)s.", username=username))
    return user


def find_credentials(username: str) -> Credentials | None:
    """Find what a sign-in under a name is compared with."""
    user = find_user(username)
    return None if user is None else Credentials(user.id, user.password_hash, user.is_active)


def list_users() -> Sequence[User]:
    """List all users by the name they sign in with."""
    return db.session.scalars(select(User).order_by(User.username, User.id)).all()


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
