"""The user who makes the present request."""

from flask import g

from app.accounts.models import User, UserSession


def current_user() -> User | None:
    """Give the signed-in user, or None: nobody is signed in, or the request stopped before that was looked up."""
    user: User | None = g.get("user")
    return user


def acting_user() -> User:
    """Give the signed-in user where the gate lets nobody else through: the actor of what the page does."""
    user = current_user()
    if user is None:
        message = "this page has no signed-in user: is its endpoint public?"
        raise RuntimeError(message)
    return user


def current_session() -> UserSession | None:
    """Give the session of the present request."""
    user_session: UserSession | None = g.get("user_session")
    return user_session


def acting_session() -> UserSession:
    """Give the session of the present request where the gate lets nobody through without one."""
    user_session = current_session()
    if user_session is None:
        message = "this page has no session: is its endpoint public?"
        raise RuntimeError(message)
    return user_session
