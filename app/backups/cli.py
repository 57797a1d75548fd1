"""The commands `obmin backup`, `obmin restore` and `obmin backup-key`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app

import config
from app.backups import keys, rules
from app.backups.archive import Identity
from app.backups.postgresql import ProgramError, Programs
from app.core import clock, exits
from app.core.filestore import FileStore
from app.core.i18n import _

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup", epilog=f"Example: obmin backup --recipient age1… /backups/. {exits.CODES}")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--recipient", "recipients", multiple=True, help="Who can read it: a public key of age; may be repeated.")
def make_backup(target: Path, recipients: tuple[str, ...]) -> None:
    """Write the whole record, encrypted, to the file TARGET, or to a new file in the folder TARGET.

    Others may go on working. Without --recipient the keys of OBMIN_BACKUP_RECIPIENTS are taken.
    """
    settings: config.Settings = current_app.extensions["settings"]
    known = keys.recipients_of(recipients or settings.backup_recipients)
    if not known:
        raise exits.Refused(_("Say who can read the backup: --recipient age1…. Make a key with: obmin backup-key"))
    path = target / f"obmin-{clock.now():%Y%m%d-%H%M%S}.backup.age" if target.is_dir() else target
    if path.exists():
        raise exits.Refused(_("%(path)s is there already. Nothing was changed.", path=path))
    with refusing():
        made = rules.back_up(place(settings.database_url), path, recipients=known, now=clock.now())
    rows = sum(table.rows for table in made.state.tables.values())
    click.echo(path)
    click.echo(
        _("%(rows)s rows, %(files)s files. Prove it with: obmin restore FILE --verify", rows=rows, files=made.files),
        err=True,
    )


@click.command("restore", epilog=f"Example: obmin restore FILE --identity KEY --verify. {exits.CODES}")
@click.argument("file", type=FILE)
@click.option("--identity", type=FILE, required=True, help="The file of the private key (obmin backup-key).")
@click.option("--verify", is_flag=True, help="Restore into a scratch database, compare, and remove it again.")
@click.option("--into", metavar="URL", help="Restore into this database, which must be empty.")
@click.option("--server", metavar="URL", help="With --verify: the PostgreSQL server to make the scratch database on.")
@click.option("--yes", is_flag=True, help="Restore without asking.")
def restore_backup(
    file: Path, identity: Path, *, verify: bool, into: str | None, server: str | None, yes: bool
) -> None:
    """Restore the backup FILE, and compare what was restored with what the backup says of itself; exit 1 if it differs.

    A key with a passphrase asks for it, or takes it from OBMIN_PASSPHRASE.
    """
    if verify == bool(into):
        raise click.UsageError(_("Give either --verify or --into URL."))
    key = read_key(identity)
    with refusing():
        found = restore_into(file, key, into, yes=yes) if into else try_out(file, key, server)
    for line in found:
        click.echo(line)
    if found:
        raise exits.Failed(_("What was restored is not what the backup says of itself."))
    click.echo(_("The backup is whole: every row, every file and the ledger are as they were."), err=True)


def try_out(file: Path, key: Identity, server: str | None) -> list[str]:
    """Restore into a scratch database."""
    settings: config.Settings = current_app.extensions["settings"]
    said = rules.read(file, key)
    click.echo(
        _("Backup of %(when)s, revision %(revision)s", when=said.made_at, revision=said.state.revision), err=True
    )
    with rules.scratch(place(server or settings.database_url), said.dialect) as scratch:
        return rules.restore(file, key, scratch)


def restore_into(file: Path, key: Identity, url: str, *, yes: bool) -> list[str]:
    """Restore into a database that is to be worked with."""
    if not yes:
        if not sys.stdin.isatty():
            raise exits.Refused(_("Add --yes to restore without being asked."))
        click.confirm(_("Restore into this database and its folder of files?"), abort=True)
    return rules.restore(file, key, place(address(url)))


def address(url: str) -> str:
    """Read the address of a database as the settings do."""
    try:
        return config.normalise_url(url)
    except ValueError as error:
        raise click.UsageError(f"--into {error}") from error


def place(url: str) -> rules.Place:
    """Put together a database and what the settings say besides."""
    settings: config.Settings = current_app.extensions["settings"]
    return rules.Place(address(url), FileStore(settings.attachments_folder), Programs(settings.postgresql_programs))


@contextmanager
def refusing() -> Iterator[None]:
    """Refuse a database that is not empty, and a machine that has not what is needed."""
    try:
        yield
    except (rules.NotEmptyError, ProgramError) as error:
        raise exits.Refused(str(error)) from error


def read_key(path: Path) -> Identity:
    """Read a private key from its file."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise exits.Failed(_("This file cannot be read: %(reason)s", reason=error.strerror or "")) from error
    words = None
    if keys.needs_passphrase(content):
        words = config.passphrase() or click.prompt(_("Passphrase"), hide_input=True, err=True)
    return keys.read(content, passphrase=words)


@click.command("backup-key", epilog=f"Example: obmin backup-key /safe/obmin.key. {exits.CODES}")
@click.argument("file", type=FILE)
@click.option("--no-passphrase", is_flag=True, help="Leave the key readable to whoever has the file.")
def make_key(file: Path, *, no_passphrase: bool) -> None:
    """Make a key for backups: the private half goes to FILE, the public one is printed. Keep FILE elsewhere.

    The passphrase is asked for, or taken from OBMIN_PASSPHRASE.
    """
    if file.exists():
        raise exits.Refused(_("%(path)s is there already. Nothing was changed.", path=file))
    words = None
    if not no_passphrase:
        words = config.passphrase() or click.prompt(
            _("New passphrase"), hide_input=True, confirmation_prompt=True, err=True
        )
    click.echo(keys.make(file, passphrase=words))


commands = [make_backup, restore_backup, make_key]
