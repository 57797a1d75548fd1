"""`obmin audit`: verify the ledger, keep its head elsewhere, seal looks, and print what an account may be granted."""

import json
import sys
from typing import TextIO

import click

from app.audit import queries, rules
from app.core import clock, exits
from app.core.db import db, snapshot
from app.core.i18n import _, ngettext

#: What the application needs of each table; the rest of the database is its own.
GRANTS = """\
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entries, access_entries FROM {role};
REVOKE UPDATE, DELETE, TRUNCATE ON audit_values FROM {role};
GRANT UPDATE (before, after) ON audit_values TO {role};
REVOKE INSERT, DELETE, TRUNCATE ON audit_head FROM {role};
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON alembic_version FROM {role};"""


@click.group("audit", epilog="Example: obmin audit verify --head /safe/head.json")
def audit_group() -> None:
    """Prove that the ledger is as it was written."""


@audit_group.command("verify", epilog=f"Example: obmin audit verify --head /safe/head.json. {exits.CODES}")
@click.option(
    "--head", type=click.File("r", encoding="utf-8"), help="A head that was kept elsewhere (obmin audit head)."
)
@click.option("--format", "kind", type=click.Choice(["table", "json"]), default="table", show_default=True)
def verify_ledger(head: TextIO | None, kind: str) -> None:
    """Read the whole ledger; exit 1 and name the first entry that is not as it was written."""
    anchor = rules.read_head(head.read()) if head else None
    with snapshot():
        end = queries.find_head()
        length = end.sequence if end else 0
        with click.progressbar(
            length=length, label=_("Verifying"), show_eta=True, show_pos=True, file=sys.stderr
        ) as bar:
            try:
                found = rules.verify(anchor=anchor, on_entry=lambda: bar.update(1))
            except rules.Broken as broken:
                show({"entry": broken.sequence, "fault": broken.fault}, kind)
                raise exits.Failed(str(broken.sentence)) from broken
    show(
        {
            "entries": found.sequence,
            "hash": found.hash,
            "sealed_looks": found.sealed,
            "unsealed_looks": found.unsealed,
            "entries_with_unchecked_values": found.unchecked,
        },
        kind,
    )
    click.echo(_("The ledger is as it was written."), err=True)


def show(said: dict[str, int | str], kind: str) -> None:
    """Print what was found, for people or for programs."""
    if kind == "json":
        click.echo(json.dumps(said))
        return
    for name, value in said.items():
        click.echo(f"{name}\t{value}")


@audit_group.command("head", epilog=f"Example: obmin audit head --output /safe/head.json. {exits.CODES}")
@click.option(
    "--output", type=click.File("w", encoding="utf-8", atomic=True), default="-", help="A file; - is standard output."
)
def export_head(output: TextIO) -> None:
    """Print where the ledger ends, signed: kept elsewhere, it shows later that nothing was cut off or rewritten."""
    output.write(rules.sign_head(now=clock.now()).to_json() + "\n")


@audit_group.command("seal", epilog=f"Example: obmin audit seal. {exits.CODES}")
def seal_looks() -> None:
    """Seal the looks that are not sealed yet into the ledger; changes do so by themselves as they come."""
    total = 0
    while count := rules.seal_more(db.session, at=clock.now(), agent=rules.agent_of(None, None)):
        total += count
        db.session.commit()
    db.session.rollback()
    click.echo(ngettext("%(num)s look sealed.", "%(num)s looks sealed.", total), err=True)


@audit_group.command("grants", epilog=f"Example: obmin audit grants obmin_app | psql obmin. {exits.CODES}")
@click.argument("role")
def print_grants(role: str) -> None:
    """Print the SQL that lets a PostgreSQL ROLE run the application, but never change or delete the ledger."""
    click.echo(GRANTS.format(role='"' + role.replace('"', '""') + '"'))


commands = [audit_group]
