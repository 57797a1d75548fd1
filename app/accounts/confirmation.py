"""Asking who it is once more, before what must not be done at a desk that somebody else sat down at."""

from datetime import timedelta

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import challenge, gate, permissions, rules
from app.accounts.current import acting_session, acting_user, current_session
from app.accounts.forms import ConfirmationForm
from app.core import clock
from app.core.db import db
from app.core.errors import RuleError
from app.core.forms import LANGUAGE_BUTTON, SUBMISSION
from app.core.i18n import LOCALES
from app.core.i18n import lazy_ as _l

#: The name of the field of the password that is asked for once more.
PASSWORD = "confirmation"  # noqa: S105 - a field's name
#: What the page that asks brings of its own.
OWN_FIELDS = {"csrf_token", SUBMISSION, PASSWORD}
#: Who takes many names out, or the ledger, which holds everybody's, has given the password within this time.
NAMES_LEAVE = timedelta(minutes=60)
WRONG = _l("This is not your present password. Type it again.")


def init_app(app: Flask) -> None:
    """Ask before what the matrix says; call it after the gate's own look, which checks the form's token."""
    app.before_request(ask_again)


def ask_again() -> ResponseReturnValue | None:
    """Let through what is sent a short while after the password was given; else ask for it, and keep all that was sent.

    The page that asks holds the answers of the form, and sends them on with the password: nothing is typed twice. A
    language button changes nothing, so it needs no password.
    """
    within = permissions.FRESH.get(request.endpoint or "")
    user_session = current_session()
    if within is None or user_session is None or request.form.get(LANGUAGE_BUTTON) in LOCALES:
        return None
    if rules.is_fresh(user_session, now=clock.now(), within=within):
        return None
    if PASSWORD not in request.form:
        return page(ConfirmationForm(), 401)
    return confirm(ConfirmationForm())


def confirm(form: ConfirmationForm) -> ResponseReturnValue | None:
    """Note that the password was given again, or say what is wrong with it; the session goes on under a new token."""
    if not form.submitted():
        return page(form, form.status)
    answer = challenge.answer(acting_user().username, form.confirmation.data)
    if answer.user is None:
        form.put(RuleError(answer.sentence if answer.until else WRONG, PASSWORD))
        return page(form, answer.status, answer.headers)
    if answer.new_hash is not None:
        answer.user.password_hash = answer.new_hash
    token = rules.confirm(acting_session(), now=clock.now())
    db.session.commit()
    gate.renew_session(token)
    return None


def page(form: ConfirmationForm, status: int = 200, headers: dict[str, str] | None = None) -> ResponseReturnValue:
    """Show the page that asks for the password, with the answers of the form that was sent."""
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in OWN_FIELDS]
    return render_template("accounts/confirm.html", form=form, kept=kept), status, headers or {}


def is_due(within: timedelta) -> bool:
    """Tell whether the password was given too long ago for what a page holds; the page knows how long that is."""
    return not rules.is_fresh(acting_session(), now=clock.now(), within=within)


def before_this_page() -> ResponseReturnValue:
    """Have the password asked for before a page that only reads, and lead back to it."""
    wanted = request.full_path if request.query_string else request.path
    return redirect(url_for("accounts.show_confirmation", next=wanted), 303)
