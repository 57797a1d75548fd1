"""Commands that look after users: `obmin user create`, `list`, `lock`."""

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
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else passwords.invented()
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
    if password_stdin:
        click.echo(_("The user is registered."), err=True)
    else:
        click.echo(_("The user is registered. This password works once, until it is changed:"), err=True)
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


commands = [users]
