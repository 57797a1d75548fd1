"""The command that derives everybody anew: here, since what compartments let others know is derived last."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

import click

from app.compartments import rules
from app.core import exits
from app.core.db import db
from app.people import queries
from app.people.models import Person

#: People derived anew between two lines of progress, and before memory is given back. A stop keeps whole people.
BLOCK = 500
#: People whose differences are named one by one.
NAMED = 20


@click.command("rebuild")
@click.option("--check", is_flag=True, help="Compare only: write nothing, and fail if anything differs.")
def rebuild(*, check: bool) -> None:
    """Derive everybody's identity, standing, periods and due days anew from the facts.

    Example: obmin rebuild --check
    """
    people = queries.list_people_ids()
    if check:
        compare(people)
        return
    for person in walk(people, "Rebuilding"):
        rules.rebuild(person)
    db.session.commit()
    click.echo(f"{len(people)} people rebuilt.")


def compare(people: Sequence[int]) -> None:
    """Name who is stored otherwise than the facts say, by number alone, and in which columns."""
    differing: Counter[str] = Counter()
    count = 0
    for person in walk(people, "Comparing"):
        names = rules.differences_of(person)
        differing.update(names)
        count += bool(names)
        if names and count <= NAMED:
            click.echo(f"{person.ref}: {', '.join(names)}")
    if not count:
        click.echo(f"{len(people)} people compared: all are stored as the facts say.")
        return
    columns = ", ".join(f"{name} ({number})" for name, number in differing.most_common())
    message = f"{count} of {len(people)} people differ, in: {columns}. Run obmin rebuild."
    raise exits.Failed(message)


def walk(people: Sequence[int], label: str) -> Iterator[Person]:
    """Give people one after the other with a line of progress, and commit each full block."""
    with click.progressbar(people, label=label, show_eta=True, show_pos=True, file=sys.stderr) as bar:
        for count, person_id in enumerate(bar, 1):
            yield queries.get_person_by_id(person_id)
            if count % BLOCK == 0:
                db.session.commit()
                db.session.expunge_all()


commands = [rebuild]
