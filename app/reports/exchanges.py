"""Exchanges by month as a table, with both sides' published numbers; for the page, and row by row for a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.core import dates
from app.core.dates import UncertainDate
from app.reports.figures import with_quiet_months
from app.reports.queries import Exchange, list_exchanges
from app.reports.words import Words

COLUMNS = ("month", "exchanges", "to_ukraine", "by_ukraine", "to_ukraine_not_given", "by_ukraine_not_given")


@dataclass(frozen=True)
class ExchangeLine:
    """The exchanges of one month, or of all; no month for those whose days span several."""

    month: str | None
    found: Sequence[Exchange]

    @property
    def when(self) -> UncertainDate:
        """Give the month as a date that the page writes as every other."""
        return dates.parse_edtf(self.month or "")

    @property
    def exchanges(self) -> int:
        """Count the exchanges, a day of one that went on for several as one."""
        return len(self.found)

    @property
    def captured(self) -> int:
        """Give the first column of the chart: who came home to Ukraine."""
        return self.to_ukraine

    @property
    def returned(self) -> int:
        """Give the second column of the chart: who was handed over by Ukraine."""
        return self.by_ukraine

    @property
    def to_ukraine(self) -> int:
        """Add up who returned to Ukraine, where it was published."""
        return sum(one.to_ukraine or 0 for one in self.found)

    @property
    def by_ukraine(self) -> int:
        """Add up whom Ukraine handed over, where it was published."""
        return sum(one.by_ukraine or 0 for one in self.found)

    @property
    def gaps(self) -> tuple[int, int]:
        """Count the exchanges of which nobody published the one number, and the other."""
        return sum(one.to_ukraine is None for one in self.found), sum(one.by_ukraine is None for one in self.found)


@dataclass(frozen=True)
class ExchangeTable:
    """The months in which there were exchanges, oldest first, and the sums."""

    lines: Sequence[ExchangeLine]
    uncertain: ExchangeLine
    total: ExchangeLine

    @property
    def most(self) -> int:
        """Give the largest number, which fills the whole width of a bar."""
        return max((max(line.to_ukraine, line.by_ukraine) for line in (*self.lines, self.uncertain)), default=0)


def by_month() -> ExchangeTable:
    """Tabulate exchanges by month."""
    found = list_exchanges()
    months = with_quiet_months(sorted({one.month for one in found if one.month is not None}))
    return ExchangeTable(
        [ExchangeLine(month, of_month(found, month)) for month in months],
        ExchangeLine(None, of_month(found, None)),
        ExchangeLine(None, found),
    )


def of_month(found: Iterable[Exchange], month: str | None) -> list[Exchange]:
    """Keep the exchanges of one month."""
    return [one for one in found if one.month == month]


def rows(words: Words) -> Iterator[list[str]]:
    """Give the months, what has no certain month, and the sums."""
    table = by_month()
    for line in table.lines:
        yield [str(line.month), *cells(line)]
    for name, line in ((words.uncertain, table.uncertain), (words.total, table.total)):
        yield [name, *cells(line)]


def cells(line: ExchangeLine) -> list[str]:
    """Write the numbers of a line."""
    return [str(number) for number in (line.exchanges, line.to_ukraine, line.by_ukraine, *line.gaps)]
