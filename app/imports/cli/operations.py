"""`obmin import --as operations`: taking lists of operations, and of published totals, into the record."""

from datetime import datetime

import click

from app.core import clock
from app.core.db import db
from app.core.i18n import _
from app.imports import rules
from app.imports.checks import Checked
from app.imports.cli.reporting import Choices, report, said_plainly
from app.imports.fields import unmapped
from app.imports.operations.checks import check
from app.imports.operations.fields import Shape, known_columns, shape_of


def import_operations(choices: Choices, *, now: datetime) -> None:
    """Enter the operations of a list, or its totals; of what is on record already nothing changes."""
    refuse_options_of_people(choices)
    with said_plainly():
        table = choices.table()
        columns = known_columns(table.header)
        shape = shape_of(columns, table.header)
    if "source" not in columns.values() and choices.source is None:
        raise click.UsageError(_("The list has no column of sources. Name its source with --source."))
    for title in unmapped(columns, table.header):
        choices.say(_("Column %(title)s is not known: its text goes to the note.", title=title))
    checked = check(table, columns, shape, today=clock.today(), source=choices.source)
    tally = enter(checked, shape, choices.file_name, now=now)
    if tally.is_empty or choices.is_dry_run:
        db.session.rollback()
    else:
        db.session.commit()
    report(choices, checked, vars(tally))


def enter(checked: Checked, shape: Shape, file_name: str, *, now: datetime) -> rules.Tally:
    """Enter the rows that were accepted."""
    publication = rules.Publication(file_name)
    enter_rows = rules.enter_totals if shape is Shape.TOTALS else rules.enter_operations
    enter_rows(checked.accepted, publication, actor=None, now=now)
    return publication.tally


def refuse_options_of_people(choices: Choices) -> None:
    """Refuse what says something about people only: nobody should believe that it was heeded."""
    given = {
        "--map": choices.mapping,
        "--credibility": choices.credibility,
        "--source-kind": choices.source_kind,
        "--reliability": choices.reliability,
        "--as-of": choices.as_of,
        "--side": choices.side,
        "--category": choices.category,
    }
    for option in [option for option, value in given.items() if value]:
        raise click.UsageError(_("%(option)s belongs to a list of people, not of operations.", option=option))
