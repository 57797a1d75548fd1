"""Dates of birth as they are known, and how they agree."""

from datetime import date

import pytest

from app.names.births import compare, days_beside, years_of
from tests.names.people import born

MONTH = (date(1990, 3, 1), date(1990, 3, 31))
DECADE = (date(1985, 1, 1), date(1994, 12, 31))
TABLE = [
    ("1990-03-12", "1990-03-12", "birth_same"),
    ("1990-03-12", "1990-12-03", "birth_swapped"),
    ("1990-03-12", "1990-03-13", "birth_near"),
    ("1990-03-12", "1990-04-12", "birth_near"),
    ("1990-03-12", "1990-05-25", "birth_day_differs"),
    ("1990-03-12", "1991-03-12", "birth_year_near"),
    ("1990-03-12", "1980-03-12", "birth_year_near"),
    ("1990-03-12", "1992-03-12", "birth_year_near"),
    ("1990-03-12", "1975-03-12", "birth_year_differs"),
    ("1990-03-12", "1991-07-01", "birth_year_near"),
    ("1990-03-12", "1993-07-01", "birth_year_differs"),
    ("1990-03-12", "1970-07-01", "birth_year_differs"),
    ("1990-03-12", "1990", "birth_year_same"),
    ("1990", "1990", "birth_year_same"),
    ("1990", "1991-05-05", "birth_year_near"),
    ("1990", "1999", "birth_year_differs"),
]


class TestCompare:
    @pytest.mark.parametrize(("one", "other", "code"), TABLE)
    def test_says_how_two_dates_agree(self, one: str, other: str, code: str) -> None:
        ours, theirs = born(one), born(other)
        assert ours is not None
        assert theirs is not None
        assert compare(ours, theirs)[0] == compare(theirs, ours)[0] == code

    def test_knows_a_month_and_a_span_of_years(self) -> None:
        assert compare(MONTH, MONTH)[0] == "birth_month_same"
        assert compare(DECADE, MONTH)[0] == "birth_within"

    def test_counts_a_day_that_agrees_above_all_else(self) -> None:
        day = (date(1990, 3, 12), date(1990, 3, 12))
        said = [compare(one, other)[1] for one, other in ((day, day), (MONTH, day), (DECADE, day))]
        assert said == sorted(said, reverse=True)


class TestYearsOf:
    def test_gives_none_of_a_span_too_wide_to_look_under(self) -> None:
        assert years_of(DECADE) == ()


class TestDaysBeside:
    def test_leaves_out_what_is_no_day_of_the_calendar(self) -> None:
        assert days_beside(date(1992, 2, 29)) == ()
