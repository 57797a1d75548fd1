"""Who of those under one key is compared: everybody of a few, and of many those born about the same time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching.rules.blocks import FEW, MANY, Birth, marks_of, pairs_in

DAYS = st.dates(date(1960, 1, 1), date(2005, 12, 31))


def born(year: int, month: int = 5, day: int = 1) -> Birth:
    return Birth.of((date(year, month, day), date(year, month, day)))


def in_year(year: int) -> Birth:
    return Birth.of((date(year, 1, 1), date(year, 12, 31)))


class TestBirths:
    @pytest.mark.parametrize(
        ("one", "other", "may_be"),
        [
            (born(1990), born(1990, 11, 7), True),
            (born(1990), born(1991, 3, 2), True),
            (born(1990), in_year(1990), True),
            (born(1980), born(1990), True),
            (born(1990), born(1995, 3, 2), False),
            (in_year(1990), in_year(1992), False),
            (in_year(1990), born(1994), False),
        ],
    )
    def test_may_be_one(self, one: Birth, other: Birth, may_be: bool) -> None:  # noqa: FBT001 - a table of cases
        assert (one.may_be(other), other.may_be(one)) == (may_be, may_be)

    @given(DAYS, DAYS)
    def test_of_one_day_are_never_missed(self, day: date, other: date) -> None:
        assert Birth.of((day, day)).may_be(Birth.of((min(day, other), max(day, other))))


class TestFew:
    def test_are_compared_each_with_each(self) -> None:
        assert list(pairs_in([3, 1, 2], {})) == [(1, 2), (1, 3), (2, 3)]

    def test_but_not_who_cannot_be_one(self) -> None:
        assert list(pairs_in([1, 2, 3], {1: born(1990), 2: born(1970, 2, 3)})) == [(1, 3), (2, 3)]


class TestMany:
    PEOPLE = range(FEW + 10)

    def test_are_compared_by_year_and_birthday(self) -> None:
        births = {number: born(1900 + 2 * number, 1 + number % 12, 2) for number in self.PEOPLE}
        births |= {1: born(2010, 7, 7), 2: in_year(2010), 3: born(2030, 7, 7)}
        assert sorted(set(pairs_in(self.PEOPLE, births)) & {(1, 2), (1, 3), (2, 3)}) == [(1, 2), (1, 3)]

    def test_a_birth_within_many_years_marks_nobody(self) -> None:
        assert list(marks_of(Birth(1980, 1990))) == []

    def test_of_an_unknown_birth_are_left_to_other_keys(self) -> None:
        assert list(pairs_in(self.PEOPLE, {})) == []

    def test_of_one_year_are_left_to_other_keys_if_they_are_too_many(self) -> None:
        births = dict.fromkeys(range(MANY + 1), in_year(1990))
        assert list(pairs_in(range(MANY + 1), births)) == []
