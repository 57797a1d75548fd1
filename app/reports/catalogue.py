"""The catalogue of reports: what each is called, what it says, and the columns of its file."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from app.core import clock
from app.core.errors import NotFound
from app.core.i18n import lazy_ as _l
from app.people.queries import PeopleFilter, Request
from app.reports import durations, exchanges, figures, register
from app.reports.durations import DurationTable
from app.reports.exchanges import ExchangeTable
from app.reports.figures import MonthTable, Table
from app.reports.labels import COLUMNS
from app.reports.words import Column, Words

Rows = Callable[[Request, Words, date], Iterator[list[str]]]


@dataclass(frozen=True)
class Report:
    """One report. Its code stands in addresses, in files' names and in the register of exports, and never changes."""

    code: str
    title: object
    #: What it is for, in a sentence.
    lead: object
    #: The columns of its file.
    columns: tuple[Column, ...]
    #: What its page looks like.
    shape: Literal["people", "groups", "months", "durations", "exchanges"]
    rows: Rows
    #: Its table for the page, if its page has one.
    table: Callable[[PeopleFilter], Table | MonthTable | DurationTable | ExchangeTable] | None = None
    #: The part of the people list's filter that its lines divide, if its counts lead to the list.
    dimension: str | None = None
    #: Whether it names people: not everybody who may see counts may take names out.
    has_names: bool = False
    #: For a report of whom a list shows: which of its columns say what a column of the list shows.
    shown_as: Mapping[str, Sequence[str]] = field(default_factory=dict)


def columns(*codes: str, numbers: Collection[str] = ()) -> tuple[Column, ...]:
    """Make columns of their codes; some of them hold nothing but numbers."""
    return tuple(Column(code, COLUMNS[code], is_number=code in numbers) for code in codes)


REPORTS = {
    report.code: report
    for report in (
        Report(
            code="register",
            title=_l("Register of people"),
            lead=_l("Everybody whom the people list shows, with all that is known of them, one person a row."),
            columns=columns(*register.COLUMNS, numbers=register.NUMBERS),
            rows=lambda asked, words, day: register.rows(asked, words, day=day),
            shape="people",
            has_names=True,
            shown_as=register.SHOWN_AS,
        ),
        Report(
            code="standing",
            title=_l("People by category and custody status"),
            lead=_l("How many people of each category and side are held, missing, home or dead."),
            columns=(*columns("side", "category"), *figures.STATUS_COLUMNS, figures.TOTAL_COLUMN),
            rows=lambda asked, words, _day: figures.standing_rows(asked, words),
            shape="groups",
            table=figures.by_category,
            dimension="category",
        ),
        Report(
            code="cohorts",
            title=_l("People by cohort and custody status"),
            lead=_l("The same by cohort: somebody may carry several, so they do not add up."),
            columns=(*columns("side", "cohort"), *figures.STATUS_COLUMNS, figures.TOTAL_COLUMN),
            rows=lambda asked, words, _day: figures.cohort_rows(asked, words),
            shape="groups",
            table=figures.by_cohort,
            dimension="cohort",
        ),
        Report(
            code="months",
            title=_l("Captured and returned by month"),
            lead=_l("How many people were taken, and how many came home, in each month."),
            columns=columns("month", "captured", "returned", numbers={"captured", "returned"}),
            rows=lambda asked, words, _day: figures.month_rows(asked, words),
            shape="months",
            table=figures.by_month,
        ),
        Report(
            code="durations",
            title=_l("Days in captivity by category"),
            lead=_l("How long people have been held. Where a day is uncertain, the figure is a range."),
            columns=columns("side", "category", *durations.FIGURES, numbers=durations.FIGURES),
            rows=lambda asked, words, day: durations.duration_rows(asked, words, today=day),
            shape="durations",
            table=lambda chosen: durations.by_category(chosen, today=clock.today()),
        ),
        Report(
            code="exchanges",
            title=_l("Exchanges by month"),
            lead=_l("How many exchanges there were in each month, and how many people went each way, as published."),
            columns=columns(*exchanges.COLUMNS, numbers=exchanges.COLUMNS[1:]),
            rows=lambda _asked, words, _day: exchanges.rows(words),
            shape="exchanges",
            table=lambda _chosen: exchanges.by_month(),
        ),
    )
}


def get_report(code: str) -> Report:
    """Find a report by its code, or raise NotFound."""
    if code not in REPORTS:
        raise NotFound
    return REPORTS[code]
