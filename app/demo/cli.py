"""The command `obmin demo`: a database of invented people, ready to look at."""

import click
import sqlalchemy as sa
from flask import current_app

import config
from app.accounts import queries as users
from app.core import clock, exits, schema, serving
from app.core.db import db
from app.core.filestore import FileStore
from app.core.i18n import _
from app.demo import queries, rules


@click.command("demo", epilog=f"Example: OBMIN_PORT=8001 obmin demo. {exits.CODES}")
@click.option("--no-serve", is_flag=True, help="Make the database and the sign-ins, and do not serve the pages.")
def demo(*, no_serve: bool) -> None:
    """Make the demo database if there is none, print new sign-ins, and serve the pages."""
    settings: config.Settings = current_app.extensions["settings"]
    refuse_production(settings)
    with schema.migrating(settings.database_url, busy_timeout=settings.sqlite_busy_timeout) as connection:
        refuse_foreign(connection)
        former = schema.current(connection)
        if former != schema.head():
            schema.upgrade(connection)
    show(prepare(is_older=former != schema.head()), settings)
    if not no_serve:
        serving.serve(current_app._get_current_object(), settings)  # type: ignore[attr-defined] # noqa: SLF001 - Flask's own way


def refuse_production(settings: config.Settings) -> None:
    """Refuse to make invented people and open sign-ins where real records are kept."""
    if settings.environment == config.Production.environment:
        raise exits.Refused(_("The demo does not run in production."))


def refuse_foreign(connection: sa.Connection) -> None:
    """Refuse a database in which somebody has put something else, before anything in it is changed."""
    if not queries.is_own(connection) and not queries.is_empty(connection):
        raise exits.Refused(_("This database has records that are not the demo's. Nothing was changed."))


def prepare(*, is_older: bool) -> list[rules.SignIn]:
    """Fill the database once, or derive an older one anew, and renew the sign-ins at every start."""
    now = clock.now()
    sign_ins = rules.renew_sign_ins(now=now)
    db.session.flush()
    if not queries.is_own(db.session.connection()):
        click.echo(_("Making the demo database …"), err=True)
        settings: config.Settings = current_app.extensions["settings"]
        analyst = users.get_user("analyst")
        rules.seed(actor=analyst, now=now, store=FileStore(settings.attachments_folder))
        rules.publish(actor=analyst, now=now)
    elif is_older:
        rules.derive_anew()
        rules.publish(actor=users.get_user("analyst"), now=now)
    db.session.commit()
    db.session.close()
    return sign_ins


def show(sign_ins: list[rules.SignIn], settings: config.Settings) -> None:
    """Print where the pages are and how to sign in."""
    click.echo(
        _("Obmin demo, with invented people only: http://%(host)s:%(port)s", host=settings.host, port=settings.port)
    )
    click.echo(_("Sign in with (new at every start):"))
    for sign_in in sign_ins:
        click.echo(f"  {sign_in.username:<14} {sign_in.password}")


commands = [demo]
