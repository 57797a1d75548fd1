"""The pages of signing in and out, of being asked again who one is, and of staying."""

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts import challenge, confirmation, gate, permissions, rules
from app.accounts.challenge import Answer
from app.accounts.current import acting_session, acting_user, current_session, current_user
from app.accounts.forms import ConfirmationForm, SignInForm
from app.accounts.views.blueprint import bp
from app.core import clock, headers
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import _, locale_code
from app.core.i18n import lazy_ as _l

#: One sentence whether the name is unknown, the password wrong or the user locked.
REFUSED = _l("The user name or the password is wrong. Check both and try again.")


@bp.get("/sign-in")
def show_sign_in() -> ResponseReturnValue:
    """Show the sign-in, or take somebody who is signed in to their work."""
    user = current_user()
    if user is not None:
        return redirect(url_for(permissions.start_of(user)))
    return render_template("accounts/sign_in.html", form=SignInForm(data={"next": request.args.get("next")}))


@bp.post("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Open a session for whoever knows the password."""
    form = SignInForm()
    if not form.submitted():
        return render_template("accounts/sign_in.html", form=form), form.status
    answer = challenge.answer(form.username.data, form.password.data)
    if answer.user is None:
        return refuse_sign_in(form, answer)
    if (former := current_session()) is not None:
        rules.sign_out(former, now=clock.now())
    token = rules.sign_in(answer.user, now=clock.now(), new_hash=answer.new_hash)
    start, language = wanted(form, permissions.start_of(answer.user)), answer.user.locale or locale_code()
    db.session.commit()
    gate.keep_session(token)
    session.setdefault("locale", language)
    return redirect(start, 303)


def refuse_sign_in(form: SignInForm, answer: Answer) -> ResponseReturnValue:
    """Show the sign-in again, as it was filled in, and say what was wrong or how long to wait."""
    form.put(RuleError(answer.sentence if answer.until else REFUSED))
    return render_template("accounts/sign_in.html", form=form), answer.status, answer.headers


def wanted(form: SignInForm | ConfirmationForm, start: str) -> str:
    """Give the page that somebody was on the way to, if it is one of ours, or else where they start."""
    return form.next.data if gate.is_local(form.next.data or "") else url_for(start)


@bp.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session, and have the browser forget what it kept."""
    rules.sign_out(acting_session(), now=clock.now())
    db.session.commit()
    gate.forget_session()
    flash(_("You are signed out."), "success")
    response: Response = redirect(url_for("accounts.show_sign_in"), 303)  # type: ignore[assignment] # werkzeug's own
    response.headers.update(headers.SIGNED_OUT)
    return response


@bp.get("/confirm")
def show_confirmation() -> ResponseReturnValue:
    """Ask for the password once more, on the way to a page that needs it."""
    return confirmation.page(ConfirmationForm(data={"next": request.args.get("next")}))


@bp.post("/confirm")
def confirm_identity() -> ResponseReturnValue:
    """Take the password, and lead on to the page."""
    form = ConfirmationForm()
    if (refusal := confirmation.confirm(form)) is not None:
        return refusal
    return redirect(wanted(form, permissions.start_of(acting_user())), 303)


@bp.post("/stay")
def stay_signed_in() -> ResponseReturnValue:
    """Tell the page how long the session goes on: that it asked has prolonged it, as every request does."""
    return {"left": gate.seconds_left()}
