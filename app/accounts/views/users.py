"""The pages on which an administrator looks after users."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import gate, passwords, queries, rules, saving
from app.accounts.current import acting_session, acting_user
from app.accounts.forms import ActionForm, ChangeForm, UserForm
from app.accounts.labels import ROLE_HINTS
from app.accounts.models import User
from app.accounts.views.blueprint import bp
from app.core import clock
from app.core.clashes import show_clash
from app.core.db import db
from app.core.i18n import _
from app.core.locks import hold


@bp.get("/users")
def list_users() -> ResponseReturnValue:
    """List the users: what each is for, whether they may sign in, and whether they are there."""
    limits, now = gate.limits(), clock.now()
    accounts = queries.list_accounts(seen_after=now - limits.idle, started_after=now - limits.absolute)
    return render_template("accounts/users.html", accounts=accounts)


@bp.get("/users/new")
def new_user() -> ResponseReturnValue:
    """Show the form of a new user."""
    return new_page(UserForm())


def new_page(form: UserForm) -> ResponseReturnValue:
    """Show the form of a new user as it was filled in."""
    page = render_template("accounts/user_form.html", form=form, user=None, role_hints=ROLE_HINTS)
    return page, form.status


@bp.post("/users/new")
def create_user() -> ResponseReturnValue:
    """Register a user, and show their one-time password on this one page."""
    form = UserForm()
    if form.submitted():
        with form.showing_refusals():
            password = passwords.invented()
            user = rules.register_user(**form.rule_values(), password=password, actor=acting_user(), now=clock.now())
            db.session.commit()
            return show_once(user, password)
    return new_page(form)


def show_once(user: User, password: str) -> ResponseReturnValue:
    """Show a one-time password: it stands on this page alone, and nowhere in an address, a cookie or the record."""
    return render_template("accounts/one_time.html", user=user, password=password)


@bp.get("/users/<int:user_id>")
def edit_user(user_id: int) -> ResponseReturnValue:
    """Show what a user is called and is for, and what else can be done."""
    user = queries.get_user_by_id(user_id)
    return show_user(user, ChangeForm(obj=user))


def show_user(user: User, form: ChangeForm) -> ResponseReturnValue:
    """Show a user's page with a form as it was filled in, and what their sessions are."""
    open_sessions = [
        one for one in queries.list_open_sessions(user) if rules.is_live(one, now=clock.now(), limits=gate.limits())
    ]
    page = render_template(
        "accounts/user_form.html",
        form=form,
        user=user,
        role_hints=ROLE_HINTS,
        action=ActionForm(formdata=None),
        open_sessions=open_sessions,
        is_self=user.id == acting_user().id,
        own_session=acting_session(),
    )
    return page, form.status


@bp.post("/users/<int:user_id>")
def update_user(user_id: int) -> ResponseReturnValue:
    """Change what a user is called and is for."""
    user = queries.get_user_by_id(user_id)
    form = ChangeForm(obj=user)
    if form.submitted():
        # In this order: two administrators who change each other at once wait, and stand in no ring.
        queries.hold_active_administrators()
        hold(user)
        present = ChangeForm(None, obj=user)
        if form.is_stale(present):
            return show_clash(form, present, heading=user.full_name)
        with form.showing_refusals():
            rules.change_user(user, **form.rule_values(), actor=acting_user(), now=clock.now())
            return saving.done(_("The user is saved."), url_for("accounts.list_users"))
    return show_user(user, form)


@bp.post("/users/<int:user_id>/lock")
def lock_user(user_id: int) -> ResponseReturnValue:
    """Shut a user out at once."""
    user, form = queries.get_user_by_id(user_id), ActionForm()
    if form.submitted():
        with form.showing_refusals():
            rules.lock_user(user, actor=acting_user(), now=clock.now())
            return saving.done(_("The user is locked, and signed out everywhere."), address_of(user))
    return refuse(user, form)


def refuse(user: User, form: ActionForm) -> ResponseReturnValue:
    """Show a user's page with what a rule refused."""
    shown = ChangeForm(formdata=None, obj=user)
    shown.form_errors.extend(form.form_errors)
    return show_user(user, shown)


def address_of(user: User) -> str:
    """Give the address of a user's page."""
    return url_for("accounts.edit_user", user_id=user.id)


@bp.post("/users/<int:user_id>/unlock")
def unlock_user(user_id: int) -> ResponseReturnValue:
    """Let a user in again."""
    user, form = queries.get_user_by_id(user_id), ActionForm()
    if form.submitted():
        rules.unlock_user(user, actor=acting_user(), now=clock.now())
        return saving.done(_("The user may sign in again."), address_of(user))
    return refuse(user, form)


@bp.post("/users/<int:user_id>/password")
def reset_password(user_id: int) -> ResponseReturnValue:
    """Give a user a one-time password, and show it on this one page."""
    user, form, password = queries.get_user_by_id(user_id), ActionForm(), passwords.invented()
    if form.submitted():
        rules.reset_password(user, password, actor=acting_user(), now=clock.now())
        db.session.commit()
        return show_once(user, password)
    return refuse(user, form)


@bp.post("/users/<int:user_id>/sessions")
def end_sessions(user_id: int) -> ResponseReturnValue:
    """Sign a user out on every machine."""
    user, form = queries.get_user_by_id(user_id), ActionForm()
    if form.submitted():
        rules.end_sessions_of(user, actor=acting_user(), now=clock.now())
        return saving.done(_("The user is signed out everywhere."), address_of(user))
    return refuse(user, form)
