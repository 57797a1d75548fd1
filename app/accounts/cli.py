"""Commands that look after users: `obmin user create`, `list`, `lock`, `unlock`, `set-role`, `reset-password`."""

import sys

import click

from app.accounts import passwords, queries, rules
from app.accounts.models import Role
from app.core import clock
from app.core.db import db
from app.core.i18n import _, label

ROLES = {role.value: role for role in Role}


@click.group("user", epilog='Example: obmin user create olena --name "Olena Test" --role analyst')
def users() -> None:
    """Look after users: who may sign in, and as what."""


@users.command("create", epilog='Example: obmin user create olena --name "Olena Test" --role analyst')
@click.argument("username")
@click.option("--name", "full_name", required=True, help="Full name, as colleagues will see it.")
@click.option("--role", required=True, type=click.Choice(list(ROLES)), help="What the user is for.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create_user(username: str, full_name: str, role: str, *, password_stdin: bool) -> None:
    """Register a user and print a one-time password, which has to be changed at the first sign-in."""
    password = given_password() if password_stdin else passwords.invented()
    rules.register_user(
        username,
        full_name=full_name,
        role=ROLES[role],
        password=password,
        actor=None,
        now=clock.now(),
        is_one_time=not password_stdin,
    )
    db.session.commit()
    click.echo(_("The user is registered."), err=True)
    if not password_stdin:
        show_once(password)


def given_password() -> str:
    """Read a password from the first line of standard input: an argument would be seen by the whole machine."""
    return sys.stdin.readline().rstrip("\r\n")


def show_once(password: str) -> None:
    """Print a one-time password, alone on standard output."""
    click.echo(_("This password works once, until it is changed:"), err=True)
    click.echo(password)


@users.command("list", epilog="Example: obmin user list")
def list_users() -> None:
    """Print each user, their role and whether they may sign in."""
    for user in queries.list_users():
        state = _("active") if user.is_active else _("locked")
        click.echo(f"{user.username}\t{user.full_name}\t{label(user.role)}\t{state}")


@users.command("lock", epilog="Example: obmin user lock olena")
@click.argument("username")
def lock_user(username: str) -> None:
    """Shut a user out at once; what they entered stays."""
    rules.lock_user(queries.get_user(username), actor=None, now=clock.now())
    db.session.commit()
    click.echo(_("The user is locked, and signed out everywhere."), err=True)


@users.command("unlock", epilog="Example: obmin user unlock olena")
@click.argument("username")
def unlock_user(username: str) -> None:
    """Let a user in again, with the password they had."""
    rules.unlock_user(queries.get_user(username), actor=None, now=clock.now())
    db.session.commit()
    click.echo(_("The user may sign in again."), err=True)


@users.command("set-role", epilog="Example: obmin user set-role olena supervisor")
@click.argument("username")
@click.argument("role", type=click.Choice(list(ROLES)))
def set_role(username: str, role: str) -> None:
    """Give a user another role; it counts at once, and they are signed out everywhere."""
    user = queries.get_user(username)
    rules.change_user(user, full_name=user.full_name, role=ROLES[role], actor=None, now=clock.now())
    db.session.commit()
    click.echo(_("The user is saved."), err=True)


@users.command("reset-password", epilog="Example: obmin user reset-password olena")
@click.argument("username")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def reset_password(username: str, *, password_stdin: bool) -> None:
    """Give a user a one-time password and print it; they are signed out everywhere."""
    password = given_password() if password_stdin else passwords.invented()
    user = queries.get_user(username)
    rules.reset_password(user, password, actor=None, now=clock.now(), is_one_time=not password_stdin)
    db.session.commit()
    click.echo(_("The password is changed."), err=True)
    if not password_stdin:
        show_once(password)


commands = [users]
