"""Commands on everybody's standing."""

import sys

import click

from app.core.db import db
from app.custody import rules
from app.people import queries

#: People derived anew between two lines of progress, and before memory is given back.
BLOCK = 500


@click.command("rebuild")
def rebuild() -> None:
    """Derive everybody's identity and standing anew from the facts.

    Example: obmin rebuild
    """
    people = queries.list_people_ids()
    with click.progressbar(people, label="Rebuilding", show_eta=True, show_pos=True, file=sys.stderr) as bar:
        for count, person_id in enumerate(bar, 1):
            rules.rebuild(queries.get_person_by_id(person_id))
            if count % BLOCK == 0:
                db.session.commit()
                db.session.expunge_all()
    db.session.commit()
    click.echo(f"{len(people)} people rebuilt.")


commands = [rebuild]
