"""How long people have been held, by category: every figure a range, since days of capture are seldom exact."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from app.core.dates import Range
from app.people import queries as people
from app.people.models.vocabularies import Labelled
from app.people.queries import PeopleFilter, Request
from app.reports import queries
from app.reports.queries import Stays
from app.reports.words import Words

YEAR = 365


class Band(NamedTuple):
    """A part of the scale of days: from its first day to the day before the next band's first."""

    code: str
    first: int
    last: int | None


BANDS = (
    Band("under_half_year", 0, 182),
    Band("half_to_one_year", 183, YEAR - 1),
    Band("one_to_two_years", YEAR, 2 * YEAR - 1),
    Band("two_to_three_years", 2 * YEAR, 3 * YEAR - 1),
    Band("three_years_and_more", 3 * YEAR, None),
)


class Weighed(NamedTuple):
    """A number of captivities, each of the same days."""

    days: Range
    people: int


@dataclass(frozen=True)
class Lengths:
    """How long some captivities are: those whose days are known at least on one side, and how many there are in all."""

    weighed: Sequence[Weighed]
    people: int

    @property
    def known(self) -> int:
        """Count those of whose length something is known."""
        return sum(one.people for one in self.weighed)

    @cached_property
    def median(self) -> Range | None:
        """Give the middle length: the middle of what is certain, and the middle of what is possible."""
        return Range(middle(self.lows) or 0, middle(self.highs)) if self.weighed else None

    @cached_property
    def longest(self) -> Range | None:
        """Give the longest that is certain, and the longest that is possible."""
        if not self.weighed:
            return None
        highs = [days for days, _people in self.highs]
        return Range(
            max(days for days, _people in self.lows), None if None in highs else max(filter(None, highs), default=0)
        )

    @property
    def lows(self) -> list[tuple[int, int]]:
        """Give the least days of each, and how many they are."""
        return [(one.days.low, one.people) for one in self.weighed]

    @property
    def highs(self) -> list[tuple[int | None, int]]:
        """Give the most days of each, and how many they are; an open end has no most."""
        return [(one.days.high, one.people) for one in self.weighed]

    @property
    def bands(self) -> list[tuple[str, Range]]:
        """Count them by band, each known by its code."""
        return [(band.code, self.within(band)) for band in BANDS]

    def within(self, band: Band) -> Range:
        """Count those who surely fall into a band, and those who may."""
        surely = sum(one.people for one in self.weighed if is_within(one.days, band))
        maybe = sum(one.people for one in self.weighed if may_be_within(one.days, band))
        return Range(surely, maybe)


def middle(weighed: Iterable[tuple[int | None, int]]) -> int | None:
    """Give the middle of numbers that each occur a number of times, the lower of two; what is open comes last.

    >>> middle([(10, 1), (30, 2), (None, 1)])
    30
    """
    ordered = sorted(weighed, key=lambda pair: (pair[0] is None, pair[0] or 0))
    half = (sum(count for _, count in ordered) + 1) // 2
    passed = 0
    for number, count in ordered:
        passed += count
        if passed >= half:
            return number
    return None


def is_within(days: Range, band: Band) -> bool:
    """Tell whether a length surely lies in a band."""
    return days.low >= band.first and (band.last is None or (days.high is not None and days.high <= band.last))


def may_be_within(days: Range, band: Band) -> bool:
    """Tell whether a length may lie in a band."""
    return (days.high is None or days.high >= band.first) and (band.last is None or days.low <= band.last)


@dataclass(frozen=True)
class DurationLine:
    """One category (none: all, or those of whom it is not known): who is held now, and captivities that have ended."""

    counted: Labelled | None
    held: Lengths
    ended: Lengths


@dataclass(frozen=True)
class DurationTable:
    """Days in captivity by category, and of everybody."""

    lines: Sequence[DurationLine]
    total: DurationLine


def by_category(chosen: PeopleFilter, *, today: date) -> DurationTable:
    """Tabulate days in captivity by category; who has none stands in a line of their own, if there is anybody."""
    stays = queries.count_stays(chosen)
    lines = [
        line_of(one, [stay for stay in stays if stay.category == one.code], today) for one in people.list_categories()
    ]
    if without := [stay for stay in stays if stay.category is None]:
        lines.append(line_of(None, without, today))
    return DurationTable(lines, line_of(None, stays, today))


def line_of(counted: Labelled | None, stays: Sequence[Stays], today: date) -> DurationLine:
    """Gather the captivities of one line."""
    held, ended = (lengths_of([one for one in stays if one.is_held is is_held], today) for is_held in (True, False))
    return DurationLine(counted, held, ended)


def lengths_of(stays: Sequence[Stays], today: date) -> Lengths:
    """Count the days of captivities."""
    counted = [(stay.days(today), stay.people) for stay in stays]
    weighed = [Weighed(days, number) for days, number in counted if days is not None]
    return Lengths(weighed, sum(number for _, number in counted))


#: The columns of the file after the side and the category: each figure's least and most.
FIGURES = (
    "held",
    "held_known",
    *(f"held_{name}_{bound}" for name in ("median", "longest") for bound in ("min", "max")),
    *(f"{band.code}_{bound}" for band in BANDS for bound in ("min", "max")),
    "ended",
    "ended_known",
    *(f"ended_{name}_{bound}" for name in ("median", "longest") for bound in ("min", "max")),
)


def duration_rows(asked: Request, words: Words, *, today: date) -> Iterator[list[str]]:
    """Give each side's categories, each side's total, and the total of all."""
    stays = queries.count_stays(asked.filter)
    categories: list[tuple[str | None, str]] = [(one.code, words.name(one)) for one in people.list_categories()]
    for side, side_name in [(one.code, words.name(one)) for one in people.list_sides()] + [(None, "")]:
        of_side = [stay for stay in stays if stay.side == side]
        if side is None and not of_side:
            continue
        without: list[tuple[str | None, str]] = [(None, "")] if any(stay.category is None for stay in of_side) else []
        for category, name in categories + without:
            yield [side_name, name, *cells([stay for stay in of_side if stay.category == category], today)]
        yield [side_name, words.total, *cells(of_side, today)]
    yield [words.total, words.total, *cells(stays, today)]


def cells(stays: Sequence[Stays], today: date) -> list[str]:
    """Write the figures of one row; a figure that nobody knows is blank."""
    line = line_of(None, stays, today)
    held, ended = (
        [str(one.people), str(one.known), *bounds(one.median), *bounds(one.longest)] for one in (line.held, line.ended)
    )
    return held + [cell for _, count in line.held.bands for cell in bounds(count)] + ended


def bounds(days: Range | None) -> tuple[str, str]:
    """Write the least and the most of a figure."""
    if days is None:
        return "", ""
    return str(days.low), "" if days.high is None else str(days.high)
