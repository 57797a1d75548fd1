"""What the commands that read a list are asked for, and what they say of its rows."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import click

from app.core import exits
from app.core.i18n import _, ngettext
from app.imports import reading
from app.imports.checks import Checked
from app.imports.fields import MappingError

DELIMITERS = {"auto": None, ",": ",", ";": ";", "|": "|", "tab": "\t"}


@dataclass(frozen=True)
class Choices:
    """What the command was asked for."""

    file: BinaryIO
    what: str
    mapping: tuple[str, ...]
    source: str | None
    credibility: int | None
    source_kind: str | None
    reliability: str | None
    as_of: str | None
    side: str | None
    category: str | None
    delimiter: str
    encoding: str
    output: str
    is_dry_run: bool
    is_quiet: bool

    @property
    def file_name(self) -> str:
        """Give what the file is called, without where it lies."""
        return Path(str(getattr(self.file, "name", "-"))).name

    def table(self) -> reading.Table:
        """Read the file, of which no more than may be read."""
        data = self.file.read(reading.MOST_MEGABYTES * reading.MEGABYTE + 1)
        return reading.read(data, delimiter=DELIMITERS[self.delimiter])

    def say(self, sentence: str) -> None:
        """Say something about the work, unless it is wanted quiet."""
        if not self.is_quiet:
            click.echo(sentence, err=True)


@contextmanager
def said_plainly() -> Iterator[None]:
    """End the command with a sentence: as wrong usage where the mapping does not fit the file, else as failed."""
    try:
        yield
    except MappingError as error:
        raise click.UsageError(str(error)) from error
    except reading.Unreadable as error:
        raise exits.Failed(str(error)) from error


def report(choices: Choices, checked: Checked, added: Mapping[str, int] | None = None) -> None:
    """Print what became of the rows, and what they added where that is told.

    The exit code says whether some, or all, were rejected.
    """
    rejected = len(checked.drafts) - len(checked.accepted)
    if choices.output == "json":
        click.echo(
            json.dumps(as_data(checked) | ({"added": added} if added is not None else {}), ensure_ascii=False, indent=1)
        )
    else:
        list_problems(choices, checked)
        click.echo(counts_of(checked))
        if added is not None:
            click.echo(additions_of(added))
    if choices.is_dry_run:
        choices.say(_("This was a dry run: nothing was changed."))
    if not checked.accepted:
        raise exits.Failed(_("Nothing was imported. Correct the list and import it again."))
    if rejected:
        raise exits.Rejected(
            ngettext(
                "%(num)s row was rejected. Correct it and import it again, without the others.",
                "%(num)s rows were rejected. Correct them and import them again, without the others.",
                rejected,
            )
        )


def list_problems(choices: Choices, checked: Checked) -> None:
    """Say what is wrong with each rejected row, and, unless it is wanted quiet, with the others."""
    for draft in checked.drafts:
        for problem in draft.problems:
            if problem.rejects or not choices.is_quiet:
                click.echo(str(problem), err=True)
    if checked.skipped:
        choices.say(
            ngettext(
                "%(num)s row is no person (a header again, or totals) and was left out.",
                "%(num)s rows are no people (a header again, or totals) and were left out.",
                checked.skipped,
            )
        )


def counts_of(checked: Checked) -> str:
    """Give the counts in one line."""
    counts: str = _(
        "Accepted %(accepted)s, with warnings %(warned)s, rejected %(rejected)s.",
        accepted=len(checked.accepted),
        warned=len(checked.warned),
        rejected=len(checked.drafts) - len(checked.accepted),
    )
    return counts


def additions_of(added: Mapping[str, int]) -> str:
    """Say in one line what was new to the record."""
    additions: str = _(
        "Added: operations %(operations)s, days %(stages)s, claims %(claims)s, totals %(totals)s.", **added
    )
    return additions


def as_data(checked: Checked) -> dict[str, Any]:
    """Give the counts and the problems to a program."""
    return {
        "accepted": len(checked.accepted),
        "accepted_with_warnings": len(checked.warned),
        "rejected": len(checked.drafts) - len(checked.accepted),
        "skipped": checked.skipped,
        "problems": [problem.as_data() for draft in checked.drafts for problem in draft.problems],
    }
