"""The pages of signing in and out, of a user's password and of their settings."""

from flask import Blueprint, Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import refresh

from app.accounts import gate, passwords, permissions, queries, rules
from app.accounts.current import acting_session, acting_user, current_session, current_user
from app.accounts.forms import PasswordForm, SettingsForm, SignInForm
from app.accounts.models import User
from app.core import clock, headers
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import _, locale_code
from app.core.i18n import lazy_ as _l

bp = Blueprint("accounts", __name__)

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
    user, new_hash = verified_user(form)
    if user is None:
        return refuse_sign_in(form)
    if (former := current_session()) is not None:
        rules.sign_out(former, now=clock.now())
    token = rules.sign_in(user, now=clock.now(), new_hash=new_hash)
    start = form.next.data if gate.is_local(form.next.data or "") else url_for(permissions.start_of(user))
    language = user.locale or locale_code()
    db.session.commit()
    gate.keep_session(token)
    session.setdefault("locale", language)
    return redirect(start, 303)


def verified_user(form: SignInForm) -> tuple[User | None, str | None]:
    """Find the user whose name and password were given; no transaction is open while they are slowly compared."""
    found = queries.find_credentials(form.username.data)
    db.session.rollback()
    verdict = passwords.check(found.password_hash if found else None, form.password.data)
    if found is None or not verdict.is_right or not found.is_active:
        return None, None
    user = queries.find_user(form.username.data)
    has_changed = user is None or user.password_hash != found.password_hash
    return (None, None) if has_changed else (user, verdict.new_hash)


def refuse_sign_in(form: SignInForm) -> ResponseReturnValue:
    """Show the sign-in again, and keep in the ledger under whose name it was tried."""
    user = queries.find_user(form.username.data)
    if user is not None:
        rules.refuse_sign_in(user, now=clock.now())
        db.session.commit()
    form.put(RuleError(REFUSED))
    return render_template("accounts/sign_in.html", form=form), form.status


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


@bp.get("/settings")
def edit_settings() -> ResponseReturnValue:
    """Show how the user wants pages and files."""
    user = acting_user()
    form = SettingsForm(obj=user)
    form.locale.data = user.locale or locale_code()
    return render_template("accounts/settings.html", form=form)


@bp.post("/settings")
def update_settings() -> ResponseReturnValue:
    """Keep how the user wants pages and files."""
    form = SettingsForm()
    if not form.submitted():
        return render_template("accounts/settings.html", form=form), form.status
    rules.change_settings(acting_user(), now=clock.now(), **form.rule_values())
    db.session.commit()
    session["locale"] = form.locale.data
    refresh()
    flash(_("Your settings are saved."), "success")
    return redirect(url_for("accounts.edit_settings"), 303)


@bp.get("/password")
def edit_password() -> ResponseReturnValue:
    """Show the form of a new password."""
    return render_template("accounts/password.html", form=PasswordForm())


@bp.post("/password")
def update_password() -> ResponseReturnValue:
    """Change the user's password; no transaction is open while passwords are slowly compared and hashed."""
    form, stored = PasswordForm(), acting_user().password_hash
    if form.submitted():
        db.session.rollback()
        with form.showing_refusals():
            new_hash = rules.hash_of_own_password(stored, form.current_password.data, form.new_password.data)
            token = rules.change_password(acting_user(), new_hash, now=clock.now())
            db.session.commit()
            gate.keep_session(token)
            flash(_("Your password is changed. On other devices you are signed out."), "success")
            return redirect(url_for(permissions.start_of(acting_user())), 303)
    return render_template("accounts/password.html", form=form), form.status
