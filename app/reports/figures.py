"""The counts of people as tables: by category, by cohort, by month; for the page, and row by row for a file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.core import dates
from app.core.dates import UncertainDate
from app.people import queries as people
from app.people.models import GONE, RETURNED, CustodyStatus
from app.people.models.vocabularies import Labelled
from app.people.queries import PeopleFilter, Request
from app.reports import queries
from app.reports.labels import COLUMNS
from app.reports.queries import Count, MonthCount
from app.reports.words import Column, Words

#: Months without anybody that are still shown between two others.
LONGEST_GAP = 24
#: How a page gathers the statuses, in the order of its columns; files keep each status apart.
GROUPS: dict[str, tuple[CustodyStatus, ...]] = {
    "held": (CustodyStatus.IN_CAPTIVITY,),
    "presumed": (CustodyStatus.PRESUMED_CAPTIVE,),
    "missing": (CustodyStatus.MISSING,),
    "home": (*RETURNED, CustodyStatus.NEUTRAL_COUNTRY, CustodyStatus.FOUND_NOT_CAPTIVE),
    "dead": GONE,
    "unknown": (CustodyStatus.UNKNOWN,),
}
STATUS_COLUMNS = tuple(Column(status.value, status, is_number=True) for status in CustodyStatus)
TOTAL_COLUMN = Column("total", COLUMNS["total"], is_number=True)


@dataclass(frozen=True)
class Line:
    """One line of a table: whom it counts (none: all, or those of whom it is not known), and how many by status."""

    counted: Labelled | None
    statuses: Mapping[CustodyStatus, int]

    @property
    def total(self) -> int:
        """Count all."""
        return sum(self.statuses.values())

    def people(self, group: str) -> int:
        """Count those whose status is in a group."""
        return sum(self.statuses.get(status, 0) for status in GROUPS[group])

    @property
    def confirmed(self) -> float | None:
        """Give the share of the confirmed among all who are in captivity or presumed to be, if there are any."""
        held, presumed = self.people("held"), self.people("presumed")
        return held / (held + presumed) if held + presumed else None

    @property
    def bars(self) -> list[tuple[str, int]]:
        """Give the groups as the parts of a bar."""
        return [(group, self.people(group)) for group in GROUPS]


@dataclass(frozen=True)
class Table:
    """A table of counts: its lines, and one for everybody."""

    lines: Sequence[Line]
    total: Line

    @property
    def most(self) -> int:
        """Give the largest sum of a line, which fills the whole width of a bar."""
        return max((line.total for line in self.lines), default=0)


@dataclass(frozen=True)
class MonthLine:
    """How many captures and returns there were in one month; no month for those whose days span several."""

    month: str | None
    captured: int
    returned: int

    @property
    def when(self) -> UncertainDate:
        """Give the month as a date that the page writes as every other."""
        return dates.parse_edtf(self.month or "")


@dataclass(frozen=True)
class MonthTable:
    """The months in which somebody was captured or returned, oldest first, and the sums."""

    lines: Sequence[MonthLine]
    uncertain: MonthLine
    total: MonthLine

    @property
    def most(self) -> int:
        """Give the largest count, which fills the whole width of a bar."""
        return max((max(line.captured, line.returned) for line in (*self.lines, self.uncertain)), default=0)


def by_category(chosen: PeopleFilter) -> Table:
    """Tabulate custody statuses by category; who has none stands in a line of their own, if there is anybody."""
    counts = queries.count_by_category(chosen)
    lines = [Line(one, summed(counts, group=one.code)) for one in people.list_categories()]
    nobody_knows = Line(None, summed(counts, group=None))
    return Table(lines + [nobody_knows] * bool(nobody_knows.total), Line(None, summed(counts)))


def by_cohort(chosen: PeopleFilter) -> Table:
    """Tabulate custody statuses by cohort. Cohorts overlap, so the total is not their sum: it counts everybody once."""
    counts = queries.count_by_cohort(chosen)
    lines = [Line(one, summed(counts, group=one.code)) for one in people.list_cohorts()]
    return Table(lines, Line(None, summed(counts, group=None)))


def summed(counts: Iterable[Count], **part: str | None) -> Mapping[CustodyStatus, int]:
    """Sum up counts by status: all, or those of a side, of a group, or of both."""
    sums: dict[CustodyStatus, int] = defaultdict(int)
    for count in counts:
        if all(getattr(count, name) == value for name, value in part.items()):
            sums[count.status] += count.people
    return dict(sums)


def by_month(chosen: PeopleFilter) -> MonthTable:
    """Tabulate captures and returns by month."""
    counts = queries.count_by_month(chosen)
    months = sorted({count.month for count in counts if count.month is not None})
    lines = [month_line(counts, month) for month in with_quiet_months(months)]
    uncertain = month_line(counts, None)
    every = (*lines, uncertain)
    total = MonthLine(None, sum(line.captured for line in every), sum(line.returned for line in every))
    return MonthTable(lines, uncertain, total)


def with_quiet_months(months: Sequence[str]) -> list[str]:
    """Put the months in which nothing happened between the others, so that a gap is seen; but no gap of over two years.

    One mistyped year would otherwise fill the page.

    >>> with_quiet_months(["2021-12", "2022-02", "2030-01"])
    ['2021-12', '2022-01', '2022-02', '2030-01']
    """
    numbers = [12 * int(month[:4]) + int(month[5:]) - 1 for month in months]
    filled = numbers[:1]
    for previous, following in pairwise(numbers):
        start = previous + 1 if following - previous <= LONGEST_GAP else following
        filled += range(start, following + 1)
    return [f"{number // 12}-{number % 12 + 1:02}" for number in filled]


def month_line(counts: Iterable[MonthCount], month: str | None) -> MonthLine:
    """Gather both counts of a month."""
    sums = {count.is_return: count.people for count in counts if count.month == month}
    return MonthLine(month, captured=sums.get(False, 0), returned=sums.get(True, 0))


def standing_rows(asked: Request, words: Words) -> Iterator[list[str]]:
    """Give each side's categories with their counts by status, each side's total, and the total of all."""
    counts = queries.count_by_category(asked.filter)
    for side, side_name in sides_in(counts, words):
        groups: list[tuple[str | None, str]] = [(one.code, words.name(one)) for one in people.list_categories()]
        if any(count.side == side and count.group is None for count in counts):
            groups.append((None, ""))
        for group, name in groups:
            yield [side_name, name, *cells(summed(counts, side=side, group=group))]
        yield [side_name, words.total, *cells(summed(counts, side=side))]
    yield [words.total, words.total, *cells(summed(counts))]


def cohort_rows(asked: Request, words: Words) -> Iterator[list[str]]:
    """Give each side's cohorts with their counts by status; a total counts everybody once, also without a cohort."""
    counts = queries.count_by_cohort(asked.filter)
    for side, side_name in sides_in(counts, words):
        for one in people.list_cohorts():
            yield [side_name, words.name(one), *cells(summed(counts, side=side, group=one.code))]
        yield [side_name, words.total, *cells(summed(counts, side=side, group=None))]
    yield [words.total, words.total, *cells(summed(counts, group=None))]


def sides_in(counts: Iterable[Count], words: Words) -> list[tuple[str | None, str]]:
    """Give every side, and last those of whom nobody says it, if there is anybody."""
    sides: list[tuple[str | None, str]] = [(side.code, words.name(side)) for side in people.list_sides()]
    if any(count.side is None for count in counts):
        sides.append((None, ""))
    return sides


def cells(statuses: Mapping[CustodyStatus, int]) -> list[str]:
    """Write the counts of every status, and their sum."""
    return [str(statuses.get(status, 0)) for status in CustodyStatus] + [str(sum(statuses.values()))]


def month_rows(asked: Request, words: Words) -> Iterator[list[str]]:
    """Give the months with both counts, what has no certain month, and the sums."""
    table = by_month(asked.filter)
    for line in table.lines:
        yield [str(line.month), str(line.captured), str(line.returned)]
    for name, line in ((words.uncertain, table.uncertain), (words.total, table.total)):
        yield [name, str(line.captured), str(line.returned)]
