"""What holds for every uncertain date: it can be written and read again, its bounds are in order, EDTF's own say so."""

from contextlib import suppress
from datetime import date
from typing import Any

import edtf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.dates import DateError, UncertainDate, age_on, days_between, echo, parse, parse_edtf, show
from app.core.dates.edtf import FIRST_YEAR, LAST_YEAR, Point, spanning

PIECES = [
    *("16", "05", "2022", "22", "1999", "31", "0", "xx", "??", "III", "травня", "травень", "мая", "May", "Sept."),
    *(".", "/", "-", "–", " ", " ", " ", ",", "?", "~", "≈", "(?)", "..", "X", "р.", "14:30", "T00:00Z"),
    *(
        "до",
        "з",
        "по",
        "між",
        "і",
        "або",
        "between",
        "and",
        "from",
        "to",
        "since",
        "близько",
        "кінець",
        "зима",
        "весни",
    ),
]


@st.composite
def points(draw: st.DrawFn) -> Point:
    """Give a year, a month or a day with any mark."""
    day = draw(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
    mark = draw(st.sampled_from(["", "?", "~", "%"]))
    depths = [
        Point(day.year, mark=mark),
        Point(day.year, day.month, mark=mark),
        Point(day.year, day.month, day.day, mark),
    ]
    return draw(st.sampled_from(depths))


@st.composite
def near_points(draw: st.DrawFn, near: Point) -> Point:
    """Give a point in the same or the next year, where shortened intervals are."""
    other = draw(points())
    last_day = 28
    year = min(near.year + draw(st.integers(0, 1)), LAST_YEAR)
    month = near.month if near.month and draw(st.booleans()) else other.month
    day = min(other.day, last_day) if other.day else None
    return Point(year, month, day if month else None, other.mark)


@st.composite
def uncertain_dates(draw: st.DrawFn) -> UncertainDate:
    """Give any date that the record can hold."""
    first = draw(points())
    second = draw(st.one_of(points(), near_points(first)))
    order = draw(st.sampled_from(["earliest", "latest"]))
    start, end = sorted([first, second], key=lambda point: getattr(point, order))
    kind = draw(st.sampled_from(["point", "closed", "until", "since"]))
    ends = {"point": (first, first), "closed": (start, end), "until": (None, end), "since": (start, None)}
    return spanning(*ends[kind])


class TestEveryDate:
    @given(uncertain_dates())
    def test_is_read_from_its_stored_text(self, value: UncertainDate) -> None:
        assert parse_edtf(value.edtf) == parse(value.edtf) == value

    @pytest.mark.parametrize("locale", ["uk", "en"])
    @given(value=uncertain_dates())
    def test_is_read_again_as_it_is_shown(self, locale: str, value: UncertainDate) -> None:
        assert parse(show(value, locale)) == value

    @pytest.mark.parametrize("locale", ["uk", "en"])
    @given(value=uncertain_dates())
    def test_is_read_again_as_it_is_echoed(self, locale: str, value: UncertainDate) -> None:
        assert parse(echo(value, locale).partition(" (")[0]) == value

    @given(uncertain_dates())
    def test_starts_no_later_than_it_ends(self, value: UncertainDate) -> None:
        assert value.is_open or (value.earliest or date.max) <= (value.latest or date.min)

    @given(uncertain_dates().filter(lambda value: not value.is_open))
    def test_has_the_bounds_that_the_edtf_package_gives(self, value: UncertainDate) -> None:
        oracle: Any = edtf.parse_edtf(value.edtf)
        bounds = [date(*struct[:3]) for struct in (oracle.lower_strict(), oracle.upper_strict())]
        assert bounds == [value.earliest, value.latest]

    @given(uncertain_dates(), st.dates(date(1800, 1, 1), date(2200, 1, 1)))
    def test_gives_counts_whose_least_is_no_more_than_their_most(self, value: UncertainDate, day: date) -> None:
        for count in (age_on(value, day), days_between(value, day)):
            assert count is None or 0 <= count.low <= (count.low if count.high is None else count.high)

    @given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
    def test_counts_exactly_what_is_known_exactly(self, start: date, end: date) -> None:
        count = days_between(parse_edtf(start.isoformat()), end)
        assert count == (None if end < start else days_between(parse_edtf(start.isoformat()), parse_edtf(str(end))))


class TestEveryText:
    @given(st.text(max_size=120))
    @example("\ud800")
    @example("до " * 33)
    def test_is_a_date_or_is_refused(self, text: str) -> None:
        with suppress(DateError):
            assert parse_edtf(parse(text).edtf) == parse(text)

    @given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
    def test_made_of_the_pieces_of_dates_is_a_date_or_is_refused(self, text: str) -> None:
        with suppress(DateError):
            assert parse_edtf(parse(text).edtf) == parse(text)
