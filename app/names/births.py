"""Dates of birth compared as they are known: a day, a month, a year, or a span of years."""

from datetime import date, timedelta
from functools import lru_cache

Born = tuple[date, date]
#: What each agreement or difference of two dates says, in bits.
SAME, SWAPPED, NEAR_DAY, NEAR_YEAR = 13.0, 9.0, 6.0, 5.0
SAME_MONTH, SAME_YEAR, OVERLAPS = 8.0, 4.5, 2.0
OTHER_DAY, YEAR_BESIDE, FEW_YEARS, DIFFERS = -2.0, -1.0, -3.0, -8.0
#: A person says a year wrong by one, a clerk by a decade; more is another person.
_BESIDE, _FEW, _DECADE = 1, 3, 10


@lru_cache(1 << 14)
def compare(asked: Born, found: Born) -> tuple[str, float]:
    """Say how two dates of birth agree, as a code and in bits.

    >>> day = lambda *parts: (date(*parts), date(*parts))
    >>> compare(day(1990, 3, 12), day(1990, 3, 12))
    ('birth_same', 13.0)
    >>> compare(day(1990, 3, 12), day(1990, 12, 3))
    ('birth_swapped', 9.0)
    >>> compare(day(1990, 3, 12), (date(1990, 1, 1), date(1990, 12, 31)))
    ('birth_year_same', 4.5)
    """
    if is_day(asked) and is_day(found):
        return compare_days(asked[0], found[0])
    if asked[0] <= found[1] and found[0] <= asked[1]:
        return compare_spans(asked, found)
    return compare_apart(years_between(asked, found))


def is_day(born: Born) -> bool:
    """Tell a date known to the day."""
    return born[0] == born[1]


def compare_days(asked: date, found: date) -> tuple[str, float]:
    """Say how two days agree: the same, day and month changed places, one part wrong, another."""
    if asked == found:
        return "birth_same", SAME
    if asked.year == found.year:
        return compare_in_year(asked, found)
    if (asked.month, asked.day) == (found.month, found.day):
        return compare_years(abs(asked.year - found.year))
    return compare_apart(abs(asked.year - found.year))


def compare_in_year(asked: date, found: date) -> tuple[str, float]:
    """Say how two days of one year agree."""
    if (asked.month, asked.day) == (found.day, found.month):
        return "birth_swapped", SWAPPED
    if asked.month == found.month or asked.day == found.day:
        return "birth_near", NEAR_DAY
    return "birth_day_differs", OTHER_DAY


def compare_years(apart: int) -> tuple[str, float]:
    """Say how two birthdays on one day of other years agree: a year or a decade is easily mistaken."""
    if apart == _BESIDE or (apart % _DECADE == 0 and apart <= 2 * _DECADE):
        return "birth_year_near", NEAR_YEAR
    return ("birth_year_near", 2.0) if apart <= _FEW else ("birth_year_differs", FEW_YEARS)


def compare_spans(asked: Born, found: Born) -> tuple[str, float]:
    """Say how much it means that two dates, one of them uncertain, can be the same."""
    days = max((asked[1] - asked[0]).days, (found[1] - found[0]).days)
    if days <= timedelta(31).days:
        return "birth_month_same", SAME_MONTH
    return ("birth_year_same", SAME_YEAR) if days <= timedelta(366).days else ("birth_within", OVERLAPS)


def compare_apart(years: int) -> tuple[str, float]:
    """Say how much it means that two dates cannot be the same."""
    if years <= _BESIDE:
        return "birth_year_near", YEAR_BESIDE
    return "birth_year_differs", FEW_YEARS if years <= _FEW else DIFFERS


def years_between(asked: Born, found: Born) -> int:
    """Give the years between the nearest days of two dates."""
    return max(asked[0].year - found[1].year, found[0].year - asked[1].year)


def years_of(born: Born) -> tuple[int, ...]:
    """Give the years somebody may have been born in, if they are few enough to look under.

    >>> years_of((date(1990, 1, 1), date(1991, 12, 31)))
    (1990, 1991)
    """
    years = range(born[0].year, born[1].year + 1)
    return tuple(years) if len(years) <= _FEW else ()


def days_beside(day: date) -> tuple[date, ...]:
    """Give the days a date may have been written wrong for: day and month changed places, a year more or less.

    >>> [str(other) for other in days_beside(date(1990, 3, 12))]
    ['1990-12-03', '1989-03-12', '1991-03-12']
    """
    wrong = ((day.year, day.day, day.month), (day.year - 1, day.month, day.day), (day.year + 1, day.month, day.day))
    return tuple(other for parts in wrong if (other := a_day(*parts)) and other != day)


def a_day(year: int, month: int, day: int) -> date | None:
    """Give a day of the calendar, or nothing.

    >>> a_day(1990, 13, 1)
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None
