"""The gate: who makes a request, whether they may, and what their browser is told to keep."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

from flask import Flask, abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.exceptions import Forbidden, HTTPException

from app.accounts import permissions, queries, rules
from app.accounts.current import current_user
from app.accounts.models import User, UserSession
from app.core import clock
from app.core.db import db
from app.core.i18n import _, label
from config import Settings

TOKEN = "sid"  # noqa: S105 - the name of the token's place in the cookie
SIGN_IN = "accounts.show_sign_in"
#: What outlives signing in and out in a browser.
KEPT = ("locale", "_flashes")

#: A path of ours: one slash, then what an address is written in; no host, scheme, backslash or invisible character.
LOCAL_PATH = re.compile(r"/(?:[\w.~!$&'()*+,;=:@?%-][\w.~!$&'()*+,;=:@/?%-]*)?", re.ASCII)

csrf = CSRFProtect()


class RoleNeeded(Forbidden):
    """A page that the user's role does not open; its sentence names the roles that do."""

    def __init__(self, endpoint: str) -> None:
        super().__init__()
        roles = sorted(permissions.roles_for(endpoint), key=lambda role: role.value)
        names = ", ".join(label(role) for role in roles)
        self.sentence = _("This page is for: %(roles)s. Ask the administrator if you need it.", roles=names)


def init_app(app: Flask, settings: Settings) -> None:
    """Stand at the door: look up the user, refuse what the matrix does not open, then check the form's token."""
    app.config.from_mapping(cookie_config(settings))
    app.before_request(load_user)
    app.before_request(guard)
    csrf.init_app(app)
    app.context_processor(user_context)


def cookie_config(settings: Settings) -> dict[str, object]:
    """Say how the cookie is kept; the prefix __Host- binds it to this host, and needs TLS.

    A form's token lives as long as the session. No Referer is asked for, since our pages send none.
    """
    return {
        "SESSION_COOKIE_NAME": "__Host-obmin" if settings.cookie_secure else "obmin",
        "SESSION_COOKIE_SECURE": settings.cookie_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
    }


def user_context() -> dict[str, Any]:
    """Give every template the user and the question what they may open."""
    user = current_user()
    return {"current_user": user, "may": lambda endpoint: permissions.may_open(user, endpoint)}


def load_user() -> None:
    """Find who is signed in; static files are for anybody, and ask nothing of the database."""
    g.user = g.user_session = None
    token = session.get(TOKEN)
    if request.endpoint == "static" or not isinstance(token, str):
        return
    if (found := recognise(token)) is None:
        forget_session()
        g.has_expired = True
        return
    g.user_session = db.session.get_one(UserSession, found)
    g.user = g.user_session.user


def recognise(token: str) -> int | None:
    """Find the live session of a token and note that its user is there.

    It is done in a short transaction of its own, best effort: on SQLite a page that only reads must not wait
    for whoever writes, and reading before writing fails at once there instead of waiting.
    """
    settings: Settings = current_app.extensions["settings"]
    limits = rules.Limits(
        idle=timedelta(minutes=settings.session_idle_minutes),
        absolute=timedelta(minutes=settings.session_absolute_minutes),
    )
    with db.sessionmaker() as own:
        found = queries.find_session(own, token)
        if found is None or not rules.is_live(found, now=clock.now(), limits=limits):
            return None
        number = found.id
        note_presence(own, found)
    return number


def note_presence(own: Session, found: UserSession) -> None:
    """Write that a user is there, unless somebody else is writing."""
    try:
        rules.see(found, now=clock.now())
        own.commit()
    except OperationalError:
        own.rollback()


def guard() -> ResponseReturnValue | None:
    """Let a request through, or send it to the sign-in, to the user's start, or away."""
    endpoint, user = request.endpoint, current_user()
    if endpoint is None or permissions.is_public(endpoint):
        return None
    if user is None:
        return send_to_sign_in()
    if user.must_change_password and endpoint not in permissions.BEFORE_OWN_PASSWORD:
        return redirect(url_for("accounts.edit_password"))
    if permissions.may_open(user, endpoint):
        return None
    if endpoint == permissions.HOME:
        return send_to_start(user)
    raise RoleNeeded(endpoint)


def send_to_sign_in() -> ResponseReturnValue:
    """Ask somebody who is not signed in to do so and bring them back; a fragment of a page is only refused."""
    if "HX-Request" in request.headers:
        abort(401)
    if request.method == "POST":
        flash(_("You are signed out, and what you sent was not saved. Sign in and send it again."), "warning")
    elif g.get("has_expired"):
        flash(_("You were signed out because you were away for long. Sign in again."), "notice")
    wanted = request.full_path if request.query_string else request.path
    return redirect(url_for(SIGN_IN, next=wanted if is_local(wanted) else None), 303)


def send_to_start(user: User) -> ResponseReturnValue:
    """Take a user who has no home page to where their work is."""
    return redirect(url_for(permissions.start_of(user)))


def is_local(target: str) -> bool:
    """Tell whether an address to return to is a page of ours that is worth returning to."""
    if not LOCAL_PATH.fullmatch(target):
        return False
    path = unquote(target.partition("?")[0])
    try:
        endpoint, _arguments = current_app.url_map.bind("localhost").match(path, method="GET")
    except HTTPException:
        return False
    return not permissions.is_public(endpoint)


def keep_session(token: str) -> None:
    """Give the browser its new session; nothing that was in the old cookie stays but the language."""
    forget_session()
    session[TOKEN] = token


def forget_session() -> None:
    """Empty the browser's cookie but for the language and for messages not yet shown."""
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(kept)
