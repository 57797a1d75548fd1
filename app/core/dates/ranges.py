"""Ages and lengths of time between uncertain dates: the least and the most that can be true."""

from dataclasses import dataclass
from datetime import date

from app.core.dates.edtf import UncertainDate


@dataclass(frozen=True)
class Range:
    """A count that lies from `low` to `high`; no `high` means "at least `low`"."""

    low: int
    high: int | None

    @property
    def is_exact(self) -> bool:
        """Whether only one number can be true."""
        return self.low == self.high


def age_on(born: UncertainDate, day: date) -> Range | None:
    """Give the completed years of life on a day, or None when the person can only have been born later.

    Who was born on 29 February completes a year on 1 March when the year is no leap year. An open date of birth leaves
    the age open upwards, or down to 0.
    """
    if born.earliest is not None and born.earliest > day:
        return None
    low = _years(born.latest, day) if born.latest else 0
    return Range(max(low, 0), _years(born.earliest, day) if born.earliest else None)


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def days_between(start: UncertainDate, end: UncertainDate | date) -> Range | None:
    """Give the days gone by from start to end, or None when the end can only have been before the start.

    From the 1st to the 3rd two days have gone by. An open end of either date leaves the number open on that side: down
    to 0, or upwards.
    """
    if isinstance(end, date):
        end = UncertainDate(end.isoformat(), end, end)
    high = (end.latest - start.earliest).days if end.latest and start.earliest else None
    if high is not None and high < 0:
        return None
    low = (end.earliest - start.latest).days if end.earliest and start.latest else 0
    return Range(max(low, 0), high)
