"""`obmin import`: taking a list into the record, with the mapping of its columns by hand."""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from typing import Any

import click

from app.core import clock, exits
from app.core.dates import DateError, UncertainDate, parse, parse_edtf
from app.core.db import db
from app.core.i18n import _, label, ngettext
from app.imports import checks, rules
from app.imports.checks import Assumed, Checked
from app.imports.cli import operations
from app.imports.cli.reporting import DELIMITERS, Choices, report, said_plainly
from app.imports.drafts import Draft
from app.imports.fields import columns_of, unmapped
from app.people import queries as people
from app.sources import queries as sources
from app.sources import rules as source_rules
from app.sources.models import Reliability, Source, SourceKind

EXAMPLE = "obmin import list.csv --map 'Прізвище=surname' --source 'List of 12 May' --credibility 3"
#: Seconds between two lines of progress where there is no terminal.
PATIENCE = 10


@click.command("import", epilog=f"Example: {EXAMPLE}. {exits.CODES}")
@click.argument("file", type=click.File("rb"))
@click.option("--as", "what", type=click.Choice(["people", "operations"]), default="people", help="What the rows are.")
@click.option("--map", "mapping", multiple=True, metavar="HEADER=FIELD", help="A column and its field (people).")
@click.option("--source", help="Name of the source on whose word the list stands.")
@click.option("--credibility", type=click.IntRange(1, 6), help="How far the list is believed: 1 to 6 (people).")
@click.option(
    "--source-kind", type=click.Choice([kind.value for kind in SourceKind]), help="Of a source not there yet."
)
@click.option("--reliability", type=click.Choice([one.value for one in Reliability]), help="Of a source not there yet.")
@click.option("--as-of", help="The day for which the list speaks; else the source's own, else today.")
@click.option("--side", help="Side of the rows that name none: ukr or rus.")
@click.option("--category", help="Category of the rows that name none, by its code.")
@click.option("--delimiter", type=click.Choice(list(DELIMITERS)), default="auto", help="What stands between cells.")
@click.option("--encoding", type=click.Choice(["utf-8"]), default="utf-8", help="How the file writes letters.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="Form of the result.")
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Show the same counts and change nothing.")
@click.option("-q", "--quiet", "is_quiet", is_flag=True, help="Say nothing but the result and what was rejected.")
def import_file(**options: Any) -> None:
    """Enter every person, or every operation, of the list in FILE (CSV; - is standard input).

    Nobody is matched with the record yet; an operation that is on record is recognised.
    """
    choices = Choices(**options)
    if choices.what == "operations":
        operations.import_operations(choices, now=clock.now())
    else:
        import_people(choices, now=clock.now())


def import_people(choices: Choices, *, now: datetime) -> None:
    """Enter every person of a list."""
    require(choices)
    with said_plainly():
        table = choices.table()
        columns = columns_of(choices.mapping, table.header)
    for title in unmapped(columns, table.header):
        choices.say(_("Column %(title)s is mapped to no field: its text goes to the note.", title=title))
    side, category = known_side(choices.side), known_category(choices.category)
    source = source_of(choices, now=now)
    day = day_of(choices, source)
    assumed = Assumed(last_day_of(day), clock.today(), side, category)
    checked = checks.check(table, columns, assumed)
    warn_of_people_on_record(choices, checked)
    batch = rules.Batch(source, choices.credibility or 0, day, choices.file_name)
    with watched(checked.accepted, is_quiet=choices.is_quiet) as drafts:
        entered = rules.enter(drafts, batch, actor=None, now=now)
    if entered and not choices.is_dry_run:
        db.session.commit()
    else:
        db.session.rollback()
    report(choices, checked)


def require(choices: Choices) -> None:
    """Ask for what a list of people cannot be read without."""
    needed = {"--map": choices.mapping, "--source": choices.source, "--credibility": choices.credibility}
    for option, given in needed.items():
        if not given:
            raise click.UsageError(_("A list of people needs %(option)s.", option=option))


def known_side(code: str | None) -> str | None:
    """Check the side that rows without one get."""
    if code is not None and people.find_side_by_code(code) is None:
        known = ", ".join(side.code for side in people.list_sides())
        raise click.UsageError(_("There is no side %(code)s. Use one of: %(known)s.", code=code, known=known))
    return code


def known_category(code: str | None) -> str | None:
    """Check the category that rows without one get."""
    known = [category.code for category in people.list_categories()]
    if code is not None and code not in known:
        raise click.UsageError(
            _("There is no category %(code)s. Use one of: %(known)s.", code=code, known=", ".join(known))
        )
    return code


def source_of(choices: Choices, *, now: datetime) -> Source:
    """Find the source by its name, or add it with the kind and reliability that were given, and say so."""
    source = sources.find_source_by_name(choices.source or "")
    if source is not None:
        if choices.source_kind or choices.reliability:
            choices.say(_("The source is on record already: its kind and reliability stay as they are."))
        return source
    source = source_rules.add(
        name=choices.source or "",
        kind=SourceKind(choices.source_kind or SourceKind.OPEN_SOURCE.value),
        reliability=Reliability(choices.reliability or Reliability.F.value),
        actor=None,
        now=now,
    )
    choices.say(
        _(
            "The source is new. It is added as %(kind)s, reliability %(reliability)s.",
            kind=label(source.kind),
            reliability=source.reliability.value,
        )
    )
    return source


def day_of(choices: Choices, source: Source) -> UncertainDate:
    """Give the day for which the list speaks: the one that was given, else its source's, else today in Kyiv."""
    today = clock.today()
    if choices.as_of is None:
        return source.published or parse_edtf(today.isoformat())
    try:
        day = parse(choices.as_of)
    except DateError as error:
        raise click.UsageError(f"--as-of: {error}") from error
    if day.earliest and day.earliest > today:
        raise click.UsageError(_("--as-of: this day has not come yet: correct the date."))
    return day


def last_day_of(day: UncertainDate) -> date:
    """Give the last day for which the list may speak, today at the latest."""
    return min(day.latest or clock.today(), clock.today())


def warn_of_people_on_record(choices: Choices, checked: Checked) -> None:
    """Warn of a list that was imported before, or that overlaps with the record: matching comes later."""
    count = rules.count_on_record(checked.accepted)
    if count:
        sentence = ngettext(
            "%(num)s row has the name and date of birth of somebody on record: a second record is made of them.",
            "%(num)s rows have the name and date of birth of somebody on record: second records are made of them.",
            count,
        )
        choices.say(sentence)


def watched(drafts: Sequence[Draft], *, is_quiet: bool) -> AbstractContextManager[Iterable[Draft]]:
    """Show how far the work is: a bar on a terminal, else a line now and then."""
    if is_quiet:
        return nullcontext(drafts)
    if not sys.stderr.isatty():
        return nullcontext(counted(drafts))
    return click.progressbar(drafts, show_eta=True, show_pos=True, file=sys.stderr)


def counted(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Say every ten seconds how many rows are done."""
    said_at = time.monotonic()
    for done, draft in enumerate(drafts):
        if time.monotonic() - said_at >= PATIENCE:
            said_at = time.monotonic()
            click.echo(_("%(done)s of %(all)s rows", done=done, all=len(drafts)), err=True)
        yield draft


commands = [import_file]
