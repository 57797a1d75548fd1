"""Commands on the files that came with sources."""

from datetime import timedelta
from pathlib import Path

import click
from flask import current_app

from app.core import clock, exits
from app.core.filestore import DIGEST, FileStore
from app.core.i18n import _
from app.sources import queries

#: A file this young may belong to an upload whose row is about to be written.
GRACE = timedelta(hours=1)


@click.group("attachments", epilog="Example: obmin attachments check")
def attachments() -> None:
    """Look after the files that came with sources."""


@attachments.command("check", epilog=f"Example: obmin attachments check --sweep. {exits.CODES}")
@click.option("--sweep", is_flag=True, help="Remove files that no record names and that are older than an hour.")
def check(*, sweep: bool) -> None:
    """Read every file again and compare it with its digest.

    Prints a line for each file that is missing, damaged, or named by no record; exit 1 where one is missing or damaged.
    """
    store = FileStore(current_app.extensions["settings"].attachments_folder)
    named = queries.list_digests()
    lost = [digest for digest in named if not store.is_whole(digest)]
    for digest in lost:
        click.echo(f"{'damaged' if store.has(digest) else 'missing'}\t{digest}")
    for path in unnamed(store, set(named)):
        is_swept = sweep and is_old(path)
        if is_swept:
            path.unlink()
        click.echo(f"{'removed' if is_swept else 'unnamed'}\t{path.name}")
    click.echo(_("%(count)s files checked.", count=len(named)), err=True)
    if lost:
        raise exits.Failed(_("Files are missing or damaged. Bring them back from a backup."))


def unnamed(store: FileStore, named: set[str]) -> list[Path]:
    """List the files that no record names: of uploads that were broken off, and of none else."""
    return [path for path in store.names() if not (DIGEST.fullmatch(path.name) and path.name in named)]


def is_old(path: Path) -> bool:
    """Tell whether a file is too old to belong to an upload that is going on."""
    return path.stat().st_mtime < (clock.now() - GRACE).timestamp()


commands = [attachments]
