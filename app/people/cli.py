"""`obmin search`, and `obmin names rebuild`: the keys by which people are found, made anew or compared."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from app.audit import rules as audit
from app.core import clock, exits
from app.core.csv import guard
from app.core.dates import DateError, UncertainDate, parse
from app.core.db import db, snapshot, start_writing
from app.core.i18n import _, label
from app.names.folding import fold
from app.people import refs
from app.people.labels import reason_words
from app.people.models import Person
from app.people.refs import ref_of
from app.people.search import building, renewing
from app.people.search.asking import understand
from app.people.search.people import Found, search

#: People whose differences are named one by one.
NAMED = 20
HEADER = ("reference", "name", "born", "status", "via", "score", "reasons")


@click.command("search", epilog=f'Example: obmin search "Kovalenko Ivan" --born 1987 --format json. {exits.CODES}')
@click.argument("words", nargs=-1, required=True)
@click.option("--born", help="Date or year of birth.")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="How many at most.")
@click.option("--format", "output", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
def search_people(words: Sequence[str], born: str | None, limit: int, output: str) -> None:
    """Find people by WORDS: names in any spelling and order, a birth beside them, or a number."""
    typed, birth = " ".join(words), birth_in(born) if born else None
    with snapshot():
        found = search(understand(typed, born=birth, today=clock.today()), limit=limit)
        WRITERS[output](found)
    details = {"filters": [], "words": audit.fingerprint(fold(typed)), "count": len(found)}
    audit.look("search", actor=None, subject_type=Person.__tablename__, details=details)


def birth_in(text: str) -> UncertainDate:
    """Read a date of birth; what is no date is wrong usage."""
    try:
        return parse(text)
    except DateError as error:
        raise click.UsageError(f"--born: {error}") from error


def write_table(found: Iterable[Found]) -> None:
    """Print people for a reader, each with the reasons in words."""
    empty = True
    for one in found:
        empty = False
        person, why = one.person, [reason_words(reason) for reason in one.score.reasons] if one.score else []
        bits = f"{one.score.bits:.1f}" if one.score else ""
        click.echo(
            "\t".join((person.ref, person.name, person.born_edtf or "", str(label(person.custody_status)), bits))
        )
        if why:
            click.echo(f"    {'; '.join(why)}")
    if empty:
        click.echo(_("Nobody like this is on record"), err=True)


def write_json(found: Iterable[Found]) -> None:
    """Print people for a program."""
    click.echo(json.dumps([as_data(one) for one in found], ensure_ascii=False, indent=1))


def write_csv(found: Iterable[Found]) -> None:
    """Print people for a spreadsheet."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(HEADER)
    for one in map(as_data, found):
        reasons = "; ".join(f"{reason['code']} {reason['bits']:+g}" for reason in one["reasons"])
        cells = {**one, "reasons": reasons, "score": "" if one["score"] is None else one["score"]}
        writer.writerow([guard(str(cells[name])) for name in HEADER])


WRITERS = {"table": write_table, "json": write_json, "csv": write_csv}


def as_data(one: Found) -> dict[str, Any]:
    """Give somebody who was found, in codes; no place, no health, no witness."""
    person, score = one.person, one.score
    reasons = [{"code": reason.code, "bits": reason.bits} for reason in score.reasons] if score else []
    return {
        "reference": person.ref,
        "name": person.name,
        "born": person.born_edtf or "",
        "status": person.custody_status.value,
        "via": one.via,
        "score": score.bits if score else None,
        "reasons": reasons,
    }


@click.group("names", epilog="Example: obmin names rebuild")
def names() -> None:
    """Look after the keys by which people are found in any spelling of their names."""


@names.command("rebuild", epilog=f"Example: obmin names rebuild --check. {exits.CODES}")
@click.option("--check", is_flag=True, help="Compare only: write nothing, and fail if anything differs.")
@click.option("--at-once", is_flag=True, help="In one transaction: faster, but nobody saves anything until it ends.")
@click.option("--after", metavar="NUMBER", help="Go on behind this record: where a run was stopped.")
def rebuild(*, check: bool, at_once: bool, after: str | None) -> None:
    """Make the keys of everybody's names anew, some people at a time; others go on entering between them.

    A run that was stopped loses nothing: what is as it should be is left alone by the next one.
    """
    if after is not None and (check or at_once):
        raise click.UsageError("--after goes with neither --check nor --at-once.")
    begins = refs.parse_ref(after) if after is not None else 0
    if begins is None:
        raise click.UsageError(f"{after} is not the number of a record.")
    label = "Comparing" if check else "Rebuilding"
    with click.progressbar(
        length=building.count_people(), label=label, show_eta=True, show_pos=True, file=sys.stderr
    ) as bar:
        if check:
            differing = list(building.compare(bar.update))
        elif at_once:
            count = building.rebuild(bar.update)
        else:
            count = renew(bar.update, after=begins)
    if check:
        report(differing)
        return
    db.session.commit()
    click.echo(f"Names of {count} people rebuilt.")


def renew(advance: Callable[[int], None], *, after: int) -> int:
    """Make the keys anew portion by portion, each saved at once; give how many people have keys."""
    position, count, used, begun_at = after, 0, set[str](), clock.now()
    db.session.commit()
    while portion := renewed(position):
        position, count = portion.last, count + portion.people
        used |= portion.skeletons
        advance(portion.people)
    if not after:
        start_writing()
        renewing.forget_skeletons(used, begun_at=begun_at)
        db.session.commit()
    return count


def renewed(position: int) -> renewing.Portion | None:
    """Renew the next portion and save it; whoever stops the run is told where the next one may go on."""
    try:
        start_writing()
        portion = renewing.renew(after=position)
        db.session.commit()
    except KeyboardInterrupt:
        if position:
            click.echo(f"\nStopped. Go on with: obmin names rebuild --after {ref_of(position)}", err=True)
        raise
    return portion


def report(differing: list[tuple[int, list[str]]]) -> None:
    """Name whose keys differ, by number alone."""
    for person_id, columns in differing[:NAMED]:
        click.echo(f"{ref_of(person_id)}: {', '.join(columns)}")
    if differing:
        raise exits.Failed(f"The names of {len(differing)} people are kept otherwise. Run obmin names rebuild.")
    click.echo("The names of all people are kept as the facts say.")


commands = [names, search_people]
