"""The gate: who makes a request, whether they may, and what their browser is told to keep."""

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from flask import Flask, Response, abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from flask_wtf.csrf import validate_csrf
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import Forbidden, HTTPException
from wtforms.validators import ValidationError

from app.accounts import permissions, queries, rules, saving
from app.accounts.current import current_session, current_user
from app.accounts.models import User, UserSession
from app.audit import rules as audit
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
    app.after_request(note_refusal)
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
    return {
        "current_user": user,
        "may": lambda endpoint: permissions.may_open(user, endpoint),
        "seconds_left": seconds_left,
    }


def load_user() -> None:
    """Find who is signed in; static files are for anybody, and ask nothing of the database."""
    g.user = g.user_session = None
    token = session.get(TOKEN)
    if request.endpoint == "static" or not isinstance(token, str):
        return
    if (found := recognise(token)) is None:
        g.former_user_id = whose(token)
        forget_session()
        g.has_expired = True
        return
    g.user_session, g.user = found, found.user


def whose(token: str) -> int | None:
    """Tell whose session has run out where a form is sent that was opened in it, as the form's own token proves."""
    if request.method != "POST":
        return None
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return None
    with db.sessionmaker() as own:
        found = queries.find_session(own, token)
        return found.user_id if found is not None and found.ended_at is None and found.user.is_active else None


def recognise(token: str) -> UserSession | None:
    """Find the live session of a token, and note at most once a minute that its user is there."""
    found = find_live(token)
    if found is not None and rules.is_unseen(found, now=clock.now()):
        note_presence(found.id)
        found = find_live(token)
    return found


def find_live(token: str) -> UserSession | None:
    """Find the session of a token if it still counts; where it does not, nothing is left open that was read."""
    found = queries.find_session(db.session, token)
    if found is not None and rules.is_live(found, now=clock.now(), limits=limits()):
        return found
    db.session.rollback()
    return None


def limits() -> rules.Limits:
    """Give how long a session may live, as the settings say."""
    settings: Settings = current_app.extensions["settings"]
    return rules.Limits(
        idle=timedelta(minutes=settings.session_idle_minutes),
        absolute=timedelta(minutes=settings.session_absolute_minutes),
    )


def seconds_left() -> int | None:
    """Tell in how many seconds the present session ends if nothing more comes from its user."""
    user_session = current_session()
    if user_session is None:
        return None
    return max(0, int((rules.end_at(user_session, limits=limits()) - clock.now()).total_seconds()))


def note_presence(number: int) -> None:
    """Write that a user is there, unless somebody else is writing.

    It is done in a short transaction of its own, best effort: on SQLite a page that only reads must not wait
    for whoever writes, and reading before writing fails at once there instead of waiting.
    """
    db.session.rollback()
    with db.sessionmaker() as own:
        try:
            rules.see(own.get_one(UserSession, number), now=clock.now())
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


def note_refusal(response: Response) -> Response:
    """Note that somebody was refused what they asked for, whatever refused it."""
    if response.status_code == HTTPStatus.FORBIDDEN:
        details = {"page": request.endpoint, "method": request.method}
        audit.look("refused access", actor=current_user(), agent="a browser", subject_type="pages", details=details)
    return response


def send_to_sign_in() -> ResponseReturnValue:
    """Ask somebody who is not signed in to do so and bring them back; a fragment of a page is only refused."""
    if "HX-Request" in request.headers:
        abort(401)
    if request.method == "POST" and (address := keep_what_was_sent()) is not None:
        flash(
            _("You were signed out, and what you sent is not saved yet. Sign in: it is in the form again."), "warning"
        )
        return redirect(url_for(SIGN_IN, next=address), 303)
    if request.method == "POST":
        flash(_("You are signed out, and what you sent was not saved. Sign in and send it again."), "warning")
    elif g.get("has_expired"):
        flash(_("You were signed out because you were away for long. Sign in again."), "notice")
    wanted = request.full_path if request.query_string else request.path
    return redirect(url_for(SIGN_IN, next=wanted if is_local(wanted) else None), 303)


def keep_what_was_sent() -> str | None:
    """Keep what somebody sent whose session had run out as their draft, and give the address that fills it in again."""
    user_id = g.get("former_user_id")
    if user_id is None or not is_local(request.path):
        return None
    saving.keep_draft(user_id, request.path)
    return saving.address_with_draft(request.path)


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


def renew_session(token: str) -> None:
    """Give the browser a new token for the session that it has; forms that are open in it stay good."""
    session[TOKEN] = token


def forget_session() -> None:
    """Empty the browser's cookie but for the language and for messages not yet shown."""
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(kept)
