"""The pages of a user's own password and settings."""

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import refresh

from app.accounts import challenge, confirmation, gate, permissions, rules
from app.accounts.current import acting_user
from app.accounts.forms import PasswordForm, SettingsForm
from app.accounts.views.blueprint import bp
from app.core import clock
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import _, locale_code


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
    """Change the user's password, for whoever knows the present one."""
    form = PasswordForm()
    if not form.submitted():
        return render_template("accounts/password.html", form=form), form.status
    answer = challenge.answer(acting_user().username, form.current_password.data)
    if answer.user is None:
        form.put(RuleError(answer.sentence if answer.until else confirmation.WRONG, "current_password"))
        return render_template("accounts/password.html", form=form), answer.status, answer.headers
    return change_password(form) or (render_template("accounts/password.html", form=form), form.status)


def change_password(form: PasswordForm) -> ResponseReturnValue | None:
    """Change the password; what was forgiven is kept first, since no transaction is open while one is slowly hashed."""
    about = acting_user().username, acting_user().full_name
    db.session.commit()
    with form.showing_refusals():
        new_hash = rules.hash_of_own_password(form.current_password.data, form.new_password.data, about=about)
        token = rules.change_password(acting_user(), new_hash, now=clock.now())
        db.session.commit()
        gate.keep_session(token)
        flash(_("Your password is changed. On other devices you are signed out."), "success")
        return redirect(url_for(permissions.start_of(acting_user())), 303)
