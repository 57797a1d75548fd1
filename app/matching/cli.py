"""`obmin matching`: searching the record for people who are on it twice."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from app.core import clock, exits
from app.core.db import db, snapshot, start_writing
from app.core.i18n import _
from app.matching import queries, rules
from app.matching.models import Scan

#: Seconds between two lines of progress where there is no terminal.
PATIENCE = 10


@click.group("matching", epilog="Example: obmin matching scan")
def matching() -> None:
    """Find records that may be of one person, for people to judge."""


@matching.command("scan", epilog=f"Example: obmin matching scan --full. {exits.CODES}")
@click.option(
    "--full", "is_full", is_flag=True, help="Compare everybody, not only those who changed since the last scan."
)
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Show the same counts and change nothing.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="Form of the result.")
@click.option("-q", "--quiet", "is_quiet", is_flag=True, help="Say nothing but the result.")
def scan_pairs(*, is_full: bool, is_dry_run: bool, output: str, is_quiet: bool) -> None:
    """Compare records that share a key, and keep the pairs that somebody should look at.

    A scan that was stopped loses nothing: the next one goes on where it was.
    """
    scan = rules.begin(is_full=is_full, now=clock.now())
    with progress(rules.extent_of(scan), is_quiet=is_quiet) as advance:
        counts = try_out(scan, advance) if is_dry_run else carry_out(scan, advance)
    if output == "json":
        click.echo(json.dumps(counts))
    else:
        click.echo(_("Compared %(compared)s pairs: %(found)s new, %(removed)s gone; %(waiting)s wait.", **counts))
    if is_dry_run and not is_quiet:
        click.echo(_("This was a dry run: nothing was changed."), err=True)


def carry_out(scan: Scan, advance: Callable[[int], None]) -> dict[str, int]:
    """Scan part by part: each is read in nobody's way, and then saved at once."""
    db.session.commit()
    finder, number = rules.Finder(), scan.id
    with snapshot():
        part: rules.Part | None = rules.compare_sharing(finder)
    while part is not None:
        start_writing()
        scan = queries.get_scan(number)
        done = rules.done_by(scan, part)
        rules.keep(scan, part, now=clock.now())
        db.session.commit()
        advance(done)
        with snapshot():
            part = rules.compare_next(queries.get_scan(number), finder)
    start_writing()
    scan = queries.get_scan(number)
    rules.finish(scan, now=clock.now())
    db.session.commit()
    return {"compared": scan.compared, "found": scan.found, "removed": scan.removed, "waiting": queries.count_waiting()}


def try_out(scan: Scan, advance: Callable[[int], None]) -> dict[str, int]:
    """Scan without keeping anything, and without holding up anybody."""
    scan = Scan(started_at=scan.started_at, changed_since=scan.changed_since, position=scan.position)
    finder, trial = rules.Finder(), rules.Trial(scan.started_at)
    with snapshot():
        part: rules.Part | None = rules.compare_sharing(finder)
        while part is not None:
            trial.weigh(part)
            advance(rules.done_by(scan, part))
            scan.position = part.position
            part = rules.compare_next(scan, finder)
        trial.end(is_full=scan.changed_since is None)
        waiting = queries.count_waiting() + len(trial.new) - trial.removed
    return {"compared": trial.compared, "found": len(trial.new), "removed": trial.removed, "waiting": waiting}


@contextmanager
def progress(extent: int, *, is_quiet: bool) -> Iterator[Callable[[int], None]]:
    """Show how far the work is: a bar on a terminal, else a line now and then."""
    if is_quiet:
        yield lambda _done: None
    elif sys.stderr.isatty():
        with click.progressbar(length=extent, show_eta=True, show_percent=True, file=sys.stderr) as bar:
            yield bar.update
    else:
        yield Lines(extent)


class Lines:
    """Progress where there is no terminal: a line every ten seconds."""

    def __init__(self, extent: int) -> None:
        self.extent, self.done, self.said_at = extent, 0, time.monotonic()

    def __call__(self, done: int) -> None:
        """Count what was done, and say so if nothing was said for a while."""
        self.done += done
        if time.monotonic() - self.said_at >= PATIENCE:
            self.said_at = time.monotonic()
            click.echo(_("%(percent)s %% compared", percent=100 * self.done // max(self.extent, 1)), err=True)


commands = [matching]
