"""The command line `obmin`: its own commands and those of every package, run inside the application."""

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any, NoReturn

import click
import sqlalchemy as sa
from flask import Flask, current_app
from flask_babel import force_locale
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, InternalError, NotSupportedError, OperationalError

import config
from app import create_app
from app.accounts import cli as accounts
from app.audit import cli as audit
from app.backups import cli as backups
from app.compartments import cli as compartments
from app.core import catalogue, exits, schema, serving
from app.core.db import db
from app.core.errors import NotFound, RuleError
from app.core.i18n import _
from app.demo import cli as demo
from app.imports import cli as imports
from app.matching import cli as matching
from app.people import cli as people
from app.reports import cli as reports
from app.sources import cli as sources

#: Each package's cli.py lists its `commands`, which are run inside the application.
PACKAGES = (accounts, audit, backups, compartments, demo, imports, people, matching, reports, sources)
#: What a database says of values: an error of ours, not of the settings.
OURS = (DataError, IntegrityError, InternalError, NotSupportedError)
#: Seconds that `config check` waits for a database server.
PATIENCE = 5


class Root(click.Group):
    """The root of the commands: errors become one sentence and an exit code, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Turn settings and a database that cannot be used into a failed command."""
        try:
            return super().invoke(ctx)
        except config.ConfigError as error:
            raise exits.Failed(str(error)) from error
        except DatabaseError as error:
            if isinstance(error, OURS):
                raise
            told = _("The database cannot be used: %(reason)s", reason=first_line(error))
            raise exits.Failed(f"{config.name_of('database_url')}: {told}") from error


def first_line(error: DatabaseError) -> str:
    """Give what the database says, without the statement and its values."""
    return str(error.orig).partition("\n")[0]


@click.group(cls=Root, epilog=f"Example: obmin db upgrade. {exits.CODES}")
@click.version_option(version("obmin"), prog_name="obmin")
def root() -> None:
    """Keep the record of captured people and of the exchanges that bring them home."""


def main() -> NoReturn:
    """Run a command and end with its exit code; click's own for Ctrl-C would be 1."""
    try:
        code = root.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo(_("Stopped."), err=True)
        sys.exit(exits.STOPPED)
    sys.exit(code if isinstance(code, int) else exits.DONE)


@contextmanager
def application() -> Iterator[Flask]:
    """Give the application that a test handed in, else one of our own, whose connections are closed at the end."""
    given = click.get_current_context().find_object(Flask)
    app = given or create_app(config.load())
    try:
        yield app
    finally:
        if given is None:
            with app.app_context():
                db.engine.dispose()


def in_application(body: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command inside the application, in the language of the command line; a refusal fails the command."""

    @functools.wraps(body)
    def run(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the command gives
        with application() as app, app.app_context(), force_locale(config.language()):
            try:
                return body(*args, **kwargs)
            except (RuleError, NotFound) as error:
                raise exits.Failed(str(error)) from error

    return run


def wrap(command: click.Command) -> None:
    """Run a command inside the application; of a group, each of its commands, so that help needs no settings."""
    if isinstance(command, click.Group):
        for member in command.commands.values():
            wrap(member)
    else:
        command.callback = command.callback and in_application(command.callback)


@root.command("run", epilog="Example: OBMIN_PORT=8080 obmin run")
@in_application
def run_server() -> None:
    """Serve the pages at the address of the settings."""
    settings: config.Settings = current_app.extensions["settings"]
    if schema.current(db.session.connection()) != schema.head():
        raise exits.Failed(_("The database is not at the newest revision. Run: obmin db upgrade"))
    db.session.close()
    click.echo(_("Serving on http://%(host)s:%(port)s", host=settings.host, port=settings.port), err=True)
    serving.serve(current_app._get_current_object(), settings)  # type: ignore[attr-defined] # noqa: SLF001 - Flask's own way


@root.group("db", epilog="Example: obmin db upgrade")
def database() -> None:
    """Bring the database to the newest revision, and write new ones."""


@database.command("upgrade", epilog="Example: obmin db upgrade")
def upgrade_database() -> None:
    """Bring the database to the newest revision, making it where there is none."""
    settings = config.load()
    with schema.migrating(settings.database_url, busy_timeout=settings.sqlite_busy_timeout) as connection:
        former = schema.current(connection)
        schema.upgrade(connection)
        click.echo(schema.current(connection))
    if former not in {None, schema.head()}:
        click.echo(_("What is derived of people may have new columns. Run: obmin rebuild"), err=True)
        click.echo(_("For the keys of names alone, run: obmin names rebuild"), err=True)


@database.command("current", epilog="Example: obmin db current")
def show_revision() -> None:
    """Print the revision that the database is at; exit 1 where it is not the newest."""
    with schema.migrating(config.load().database_url) as connection:
        revision = schema.current(connection)
    click.echo(revision or "none")
    if revision != schema.head():
        raise exits.Failed(_("The database is not at the newest revision. Run: obmin db upgrade"))


@database.command("check", epilog="Example: obmin db check")
def check_migrations() -> None:
    """Check that the migrations have one head, the pinned one, and make exactly what the models say."""
    found = schema.faults()
    for fault in found:
        click.echo(fault)
    if found:
        raise exits.Failed(_("The migrations and the models differ."))


@database.command("revision", epilog='Example: obmin db revision "exchange states"')
@click.argument("message")
def add_revision(message: str) -> None:
    """Write the next numbered revision from what the models changed; read it before you keep it."""
    click.echo(schema.add_revision(message))


@root.group("config", epilog="Example: obmin config check")
def settings_group() -> None:
    """Look at the settings, which are read from OBMIN_* in the environment."""


@settings_group.command("check", epilog="Example: OBMIN_ENV=production obmin config check")
def check_settings() -> None:
    """Print each setting and its state, secrets hidden; exit 1 where one cannot be used."""
    try:
        settings = config.load()
    except config.ConfigError as error:
        problems = error.problems
    else:
        for setting in config.describe(settings):
            click.echo(f"{setting.name}\t{setting.state}\t{setting.value}")
        problems = fault_of_connection(settings)
    for name, sentence in problems.items():
        click.echo(f"{name}\trefused\t{sentence}")
    if problems:
        raise exits.Failed(_("These settings cannot be used: %(names)s", names=", ".join(problems)))


def fault_of_connection(settings: config.Settings) -> dict[str, str]:
    """Try the database, and say why it cannot be reached; an SQLite file that is not there yet will be made."""
    url = sa.make_url(settings.database_url)
    if url.get_backend_name() == config.SQLITE:
        return {}
    engine = sa.create_engine(url, poolclass=sa.NullPool, connect_args={"connect_timeout": PATIENCE})
    try:
        engine.connect().close()
    except OperationalError:
        return {config.name_of("database_url"): "names a server that cannot be reached, or that refuses this user"}
    return {}


@root.group("i18n", epilog="Example: obmin i18n check")
def translations() -> None:
    """Look after the translations."""


@translations.command("check", epilog="Example: obmin i18n check")
def check_translations() -> None:
    """Print every gap of the Ukrainian catalogue; exit 1 where there is one."""
    gaps = catalogue.gaps(catalogue.gather(), catalogue.read())
    for gap in gaps:
        click.echo(gap)
    if gaps:
        raise exits.Failed(_("The catalogue of translations is not complete."))


@translations.command("update", epilog="Example: obmin i18n update")
def update_translations() -> None:
    """Write the catalogue anew with every message that is asked for, keeping what is translated."""
    click.echo(catalogue.update())


@translations.command("compile", epilog="Example: obmin i18n compile")
def compile_translations() -> None:
    """Compile the catalogues that changed, for the pages to use."""
    for path in catalogue.compile_stale():
        click.echo(path)


for package in PACKAGES:
    for command in package.commands:
        wrap(command)
        root.add_command(command)
