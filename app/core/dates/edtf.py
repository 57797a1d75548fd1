"""The uncertain date itself and the part of EDTF (ISO 8601-2) in which it is stored."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from app.core.i18n import lazy_ as _l

FIRST_YEAR = 1850
LAST_YEAR = 2100
MONTHS, LONGEST_MONTH = 12, 31
OPEN = ".."
#: Doubt (`?`), approximation (`~`) and both at once (`%`), as EDTF writes them behind a date.
DOUBT, ABOUT, BOTH = "?", "~", "%"

_POINT = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|[1-9][0-9]|XX)(?:-(?P<day>0[1-9]|[1-9][0-9]|XX))?)?(?P<mark>[?~%]?)"
)


class DateError(ValueError):
    """A text that is no date we can keep: `code` names the reason, str() says it to the reader and what to do."""

    def __init__(self, code: str, message: object) -> None:
        """Keep the message untranslated until somebody reads it."""
        super().__init__(code)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        """Say the reason in the language of whoever reads it now."""
        return str(self.message)


@dataclass(frozen=True)
class UncertainDate:
    """A date as well as it is known: EDTF text and the days between which it lies (None = open on that side).

    Made by `parse`, `parse_edtf` or, by position, from its three columns; hence it does not check itself again.
    """

    edtf: str
    earliest: date | None
    latest: date | None

    def __str__(self) -> str:
        """Give the stored text, for exports and logs of developers."""
        return self.edtf

    @property
    def is_exact(self) -> bool:
        """Whether one day is stated without any doubt."""
        return self.earliest == self.latest is not None and not {*self.edtf} & {DOUBT, ABOUT, BOTH}

    @property
    def is_open(self) -> bool:
        """Whether one side has no bound."""
        return self.earliest is None or self.latest is None

    @property
    def sort_bounds(self) -> tuple[date, date]:
        """Order by the latest day, then by the earliest; an open side stands at the known bound, no date first."""
        known = self.latest or self.earliest or date.min
        return (known, self.earliest or known)

    def overlaps(self, other: "UncertainDate") -> bool:
        """Whether both may fall on one day: an open side reaches without end."""
        return (self.earliest or date.min) <= (other.latest or date.max) and (other.earliest or date.min) <= (
            self.latest or date.max
        )


@dataclass(frozen=True)
class Point:
    """One year, month or day with the mark of its doubt: a whole date, or one end of an interval."""

    year: int
    month: int | None = None
    day: int | None = None
    mark: str = ""

    def __str__(self) -> str:
        """Write the point as EDTF."""
        month = f"-{self.month:02}" if self.month else ""
        day = f"-{self.day:02}" if self.day else ""
        return f"{self.year:04}{month}{day}{self.mark}"

    @property
    def earliest(self) -> date:
        """The first day that the point covers."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that the point covers."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def marked(self, marks: str) -> Self:
        """Add marks; doubt and approximation together are one mark of their own."""
        known = set(self.mark + marks)
        return replace(self, mark=known.pop() if len(known) == 1 else BOTH if known else "")

    def bare(self) -> Self:
        """Take the mark away."""
        return replace(self, mark="")


def checked_point(year: int, month: int | None = None, day: int | None = None, mark: str = "") -> Point:
    """Refuse a year beyond the limits, a thirteenth month and a day that its month does not have."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateError("year", _year_message(year))
    if month is not None and not 1 <= month <= MONTHS:
        raise DateError("month", _l("There is no month %(month)s: write the day, then the month.", month=f"{month:02}"))
    if month is not None and day is not None:
        _check_day(year, month, day)
    return Point(year, month, day, mark)


def _year_message(year: int) -> object:
    return _l(
        "The year %(year)s is not between %(first)s and %(last)s: correct the year.",
        year=year,
        first=FIRST_YEAR,
        last=LAST_YEAR,
    )


def _check_day(year: int, month: int, day: int) -> None:
    count = monthrange(year, month)[1]
    if not 1 <= day <= LONGEST_MONTH:
        raise DateError("day", _l("No month has a day %(day)s: correct the day.", day=day))
    if day > count:
        shown = f"{month:02}.{year}"
        raise DateError("day", _l("%(month)s has only %(count)s days: correct the day.", month=shown, count=count))


def month_missing() -> DateError:
    """Give the refusal of a day whose month is unknown."""
    return DateError("month", _l("A day without its month cannot be kept: write the month, or the year alone."))


def spanning(start: Point | None, end: Point | None) -> UncertainDate:
    """Make the date from its ends: one point twice is that point, None is an open end."""
    if start is None and end is None:
        raise DateError("open", _l("An interval needs a date on at least one side: add it."))
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    if earliest and latest and earliest > latest:
        raise DateError("order", _l("The first date is later than the second: swap them, or write the year in both."))
    if start and end and start.bare() == end.bare():
        return UncertainDate(str(start.marked(end.mark)), earliest, latest)
    return UncertainDate(f"{start or OPEN}/{end or OPEN}", earliest, latest)


def read_edtf(text: str) -> tuple[Point | None, Point | None] | None:
    """Read the ends of an EDTF text (twice the same point if it is no interval), or None if it is not our EDTF."""
    first, slash, second = text.partition("/")
    ends = (first, second if slash else first)
    matches = [_POINT.fullmatch(end) for end in ends]
    if not all(match or end == OPEN for match, end in zip(matches, ends, strict=True)):
        return None
    start, end = (_point_of(match) if match else None for match in matches)
    return start, end


def _point_of(match: re.Match[str]) -> Point:
    month, day = (int(part) if part and part != "XX" else None for part in match.group("month", "day"))
    if match["month"] == "XX" and day is not None:
        raise month_missing()
    return checked_point(int(match["year"]), month, day, match["mark"])


def parse_edtf(text: str) -> UncertainDate:
    """Read the stored form: year, month, day, `?` `~` `%`, `a/b`, `../b`, `a/..`, `2022-05-XX`.

    A mark does not widen the bounds: `2022-05~` still lies between 1 and 31 May, since nobody said how far beyond
    to look; filters stay sharp and the mark is shown. `XX` says no more than leaving the part away (`2022-05-XX` is
    `2022-05`), so it is stored without: two sources who know the same must not look like a conflict.
    """
    ends = read_edtf(text)
    if ends is None:
        raise DateError("edtf", _l("This is not a date in the form 2022-05-16: correct it."))
    return spanning(*ends)
