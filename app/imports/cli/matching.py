"""`obmin match`: looking everybody of a list up, and entering nobody."""

import csv
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from typing import Any, BinaryIO, TextIO

import click
from flask import Flask, current_app

from app.audit import rules as audit
from app.core import clock, exits
from app.core.csv import guard
from app.core.dates import DateError, UncertainDate, parse
from app.core.db import db, snapshot
from app.core.i18n import _, ngettext
from app.core.many import blocks
from app.imports import reading
from app.imports.cli.importing import PATIENCE
from app.imports.cli.reporting import DELIMITERS, said_plainly
from app.names.deciding import Verdict
from app.names.folding import fold
from app.people.models import Person
from app.people.refs import ref_of
from app.people.search import asking, people
from app.people.search.asking import Asked
from app.people.search.candidates import Commonness

EXAMPLE = "obmin match list.csv --name-column Прізвище --name-column \"Ім'я\" --born-column 'Дата народження'"
#: Rows that a process is handed at once; a shorter list is not worth starting others for.
BLOCK, WORTH_IT = 50, 500
HEADER = ("row", "place", "reference", "score", "reasons", "accept")


@dataclass(frozen=True)
class Wanted:
    """A row of the list: who is looked for, and when they were born if that could be read."""

    number: int
    name: str
    born: UncertainDate | None
    is_unread: bool = False


@dataclass(frozen=True)
class Columns:
    """Where a row holds the parts of a name, in their order, and the birth."""

    names: tuple[int, ...]
    born: int | None


@click.command("match", epilog=f"Example: {EXAMPLE}. {exits.CODES}")
@click.argument("file", type=click.File("rb"))
@click.option("--name-column", "names", multiple=True, required=True, help="Column of the name, or of a part of it.")
@click.option("--born-column", "born", help="Column of the date or year of birth.")
@click.option("--delimiter", type=click.Choice(list(DELIMITERS)), default="auto", help="What stands between cells.")
@click.option("--format", "output", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("--limit", type=click.IntRange(1, 10), default=10, show_default=True, help="Candidates of a row.")
@click.option("--processes", type=click.IntRange(1, 64), default=os.cpu_count() or 1, help="How many work at once.")
@click.option("-q", "--quiet", "is_quiet", is_flag=True, help="Say nothing but the result.")
def match_list(
    file: BinaryIO, names: Sequence[str], born: str | None, *, delimiter: str, output: str, limit: int, **how: Any
) -> None:
    """Look up everybody of the list in FILE (CSV; - is standard input), and save nothing.

    Each row gets up to 10 candidates. A machine may accept the first of them where "accept" says so.
    """
    with said_plainly():
        text = reading.decoded(file.read(reading.MOST_MEGABYTES * reading.MEGABYTE + 1))
        rows = (row for row in reading.records(text, DELIMITERS[delimiter] or reading.found_delimiter(text)))
        filled = (row for row in rows if not row.is_blank)
        columns = columns_in(next(filled, reading.Row(1, ())).cells, names, born)
        counted = Counter[str]()
        wanted = told(filled, columns, counted)
        lines = text.count("\n") + 1
        found = match(wanted, limit=limit, processes=how["processes"] if lines >= WORTH_IT else 1)
        with progress(found, lines, is_quiet=how["is_quiet"]) as results:
            WRITERS[output](results, sys.stdout, counted)
    note(text, counted)
    sum_up(counted, is_quiet=how["is_quiet"])


def columns_in(header: Sequence[str], names: Sequence[str], born: str | None) -> Columns:
    """Find the columns by their heads, blind to case; a head that is not there is wrong usage."""
    places = {fold(title): place for place, title in reversed(list(enumerate(header)))}
    missing = [name for name in (*names, *([born] if born else [])) if fold(name) not in places]
    if missing:
        told = _("There is no column %(names)s. The file has: %(header)s.")
        raise click.UsageError(told % {"names": ", ".join(missing), "header": ", ".join(header)})
    return Columns(tuple(places[fold(name)] for name in names), places[fold(born)] if born else None)


def told(rows: Iterable[reading.Row], columns: Columns, counted: Counter[str]) -> Iterator[Wanted]:
    """Give who is looked for, row by row; a date of birth that cannot be read is counted, and not asked for."""
    for row in rows:
        name = " ".join(row.cells[place] for place in columns.names if place < len(row.cells))
        written = row.cells[columns.born] if columns.born is not None and columns.born < len(row.cells) else ""
        born = birth_in(written)
        counted["rows"] += 1
        counted["unread"] += bool(written.strip()) and born is None
        yield Wanted(row.number, name, born)


def birth_in(written: str) -> UncertainDate | None:
    """Read a date of birth, if it is one."""
    try:
        return parse(written)
    except DateError:
        return None


def match(wanted: Iterable[Wanted], *, limit: int, processes: int) -> Iterator[dict[str, Any]]:
    """Look everybody up, in several processes or in this one; the answers come in the order of the rows."""
    some, today = blocks(wanted, BLOCK), clock.today()
    tasks = ((block, limit, today) for block in some)
    if processes == 1:
        with snapshot():
            commonness = Commonness()
            for task in tasks:
                yield from answers(*task, commonness)
        return
    # Whoever is forked off has opened the application already; its connections are its own.
    db.session.close()
    with get_context("fork").Pool(processes, initializer=begin_elsewhere, initargs=(whole(current_app),)) as pool:
        for block in pool.imap(answer_elsewhere, tasks):
            yield from block


#: What a process of its own works with, from its beginning to its end.
ELSEWHERE: dict[str, Any] = {}


def whole(application: Flask) -> Flask:
    """Give the application itself, which can be handed on."""
    return application._get_current_object()  # type: ignore[attr-defined,no-any-return] # noqa: SLF001 - Flask's own way


def begin_elsewhere(application: Flask) -> None:
    """Open a connection in a process of its own, and read the record as it stands now."""
    context = application.app_context()
    context.push()
    db.engine.dispose(close=False)
    moment = snapshot()
    moment.__enter__()
    ELSEWHERE.update(context=context, moment=moment, commonness=Commonness())


def answer_elsewhere(task: tuple[list[Wanted], int, date]) -> list[dict[str, Any]]:
    """Look some people up in a process of its own."""
    return list(answers(*task, ELSEWHERE["commonness"]))


def answers(wanted: Iterable[Wanted], limit: int, today: date, commonness: Commonness) -> Iterator[dict[str, Any]]:
    """Give what the record answers to each row, as a program reads it."""
    for one in wanted:
        asked = asking.understand(one.name, born=one.born, today=today)
        yield {"row": one.number, **answer(asked, limit, commonness)}


def answer(asked: Asked, limit: int, commonness: Commonness) -> dict[str, Any]:
    """Give the candidates for one row, and whether a machine may accept the first of them."""
    checked = people.checked(asked, limit=limit, commonness=commonness)
    candidates = [
        {
            "reference": ref_of(hit.person_id),
            "score": hit.score.bits,
            "reasons": [{"code": one.code, "bits": one.bits} for one in hit.score.reasons],
        }
        for hit in checked.hits
    ]
    return {"verdict": checked.verdict.value, "accept": checked.verdict is Verdict.SURE, "candidates": candidates}


def write_json(results: Iterable[dict[str, Any]], output: TextIO, counted: Counter[str]) -> None:
    """Write the answers as one list, each as soon as it is there."""
    output.write("[")
    for number, one in enumerate(results):
        count(one, counted)
        output.write(("," if number else "") + "\n" + json.dumps(one, ensure_ascii=False))
    output.write("\n]\n")


def write_csv(results: Iterable[dict[str, Any]], output: TextIO, counted: Counter[str]) -> None:
    """Write a line for each candidate, and one for each row that has none."""
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(HEADER)
    for one in results:
        count(one, counted)
        for place, candidate in enumerate(one["candidates"], 1):
            reasons = "; ".join(f"{reason['code']} {reason['bits']:+g}" for reason in candidate["reasons"])
            accept = "yes" if one["accept"] and place == 1 else "no"
            writer.writerow([one["row"], place, candidate["reference"], candidate["score"], guard(reasons), accept])
        if not one["candidates"]:
            writer.writerow([one["row"], "", "", "", "", "no"])


WRITERS: dict[str, Callable[[Iterable[dict[str, Any]], TextIO, Counter[str]], None]] = {
    "csv": write_csv,
    "json": write_json,
}


def count(one: dict[str, Any], counted: Counter[str]) -> None:
    """Count a row by what was said of it."""
    counted[one["verdict"]] += 1


@contextmanager
def progress(results: Iterable[dict[str, Any]], about: int, *, is_quiet: bool) -> Iterator[Iterable[dict[str, Any]]]:
    """Show how far the work is: a bar on a terminal, else a line now and then."""
    if is_quiet:
        yield results
    elif sys.stderr.isatty():
        with click.progressbar(results, length=about, show_eta=True, show_pos=True, file=sys.stderr) as bar:
            yield bar
    else:
        yield counted_aloud(results)


def counted_aloud(results: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Say every ten seconds how many rows are done."""
    said_at = time.monotonic()
    for done, one in enumerate(results, 1):
        if time.monotonic() - said_at >= PATIENCE:
            said_at = time.monotonic()
            click.echo(ngettext("%(num)s row is done", "%(num)s rows are done", done), err=True)
        yield one


def note(text: str, counted: Counter[str]) -> None:
    """Note that somebody looked a list up: its digest and what was found, but none of its words."""
    details = {"words": audit.fingerprint(fold(text)), "count": counted["rows"]}
    details |= {verdict.value: counted[verdict.value] for verdict in Verdict}
    audit.look("check list", actor=None, subject_type=Person.__tablename__, details=details)


def sum_up(counted: Counter[str], *, is_quiet: bool) -> None:
    """Say how many rows were answered, and how many dates could not be read."""
    if is_quiet:
        return
    sentence = _(
        "Rows %(rows)s: sure %(sure)s, likely %(likely)s, unknown %(unknown)s.",
        rows=counted["rows"],
        **{verdict.value: counted[verdict.value] for verdict in Verdict},
    )
    click.echo(sentence, err=True)
    if unread := counted["unread"]:
        told = ngettext(
            "%(num)s date of birth could not be read and was left out.",
            "%(num)s dates of birth could not be read and were left out.",
            unread,
        )
        click.echo(told, err=True)


commands = [match_list]
