"""Ages and days in captivity from dates that are not known to the day."""

from datetime import date

import pytest

from app.core.dates import Range, age_on, days_between, parse_edtf

AGES = [
    ("1998-05-16", date(2022, 5, 15), Range(23, 23)),
    ("1998-05-16", date(2022, 5, 16), Range(24, 24)),
    ("1998", date(2022, 5, 16), Range(23, 24)),
    ("1998-05~", date(2022, 5, 16), Range(23, 24)),
    ("1996/1998", date(2022, 12, 31), Range(24, 26)),
    ("../1998", date(2022, 12, 31), Range(24, None)),
    ("1998/..", date(2022, 12, 31), Range(0, 24)),
    ("2004-02-29", date(2022, 2, 28), Range(17, 17)),
    ("2004-02-29", date(2022, 3, 1), Range(18, 18)),
    ("2004-02-29", date(2024, 2, 29), Range(20, 20)),
    ("2022", date(2022, 5, 16), Range(0, 0)),
    ("../2023", date(2022, 5, 16), Range(0, None)),
    ("2023", date(2022, 5, 16), None),
]
DAYS = [
    ("2022-05-16", date(2022, 5, 16), Range(0, 0)),
    ("2022-05-16", date(2022, 5, 18), Range(2, 2)),
    ("2022-05", date(2022, 6, 1), Range(1, 31)),
    ("2022-05", date(2022, 5, 16), Range(0, 15)),
    ("../2022-05-16", date(2022, 5, 18), Range(2, None)),
    ("2022-05-16/..", date(2022, 5, 18), Range(0, 2)),
    ("2022-05-16", date(2022, 5, 15), None),
]


class TestAgeOn:
    @pytest.mark.parametrize(("born", "day", "age"), AGES)
    def test_gives_the_least_and_the_most_completed_years(self, born: str, day: date, age: Range | None) -> None:
        assert age_on(parse_edtf(born), day) == age


class TestDaysBetween:
    @pytest.mark.parametrize(("start", "end", "days"), DAYS)
    def test_counts_to_a_known_day(self, start: str, end: date, days: Range | None) -> None:
        assert days_between(parse_edtf(start), end) == days

    @pytest.mark.parametrize(
        ("end", "days"),
        [("2022-06", Range(16, 45)), ("2022-06/..", Range(16, None)), ("../2022-06", Range(0, 45)), ("2021", None)],
    )
    def test_counts_to_an_uncertain_day(self, end: str, days: Range | None) -> None:
        assert days_between(parse_edtf("2022-05-16"), parse_edtf(end)) == days


class TestRange:
    @pytest.mark.parametrize(("count", "exact"), [(Range(2, 2), True), (Range(2, 3), False), (Range(2, None), False)])
    def test_is_exact_if_only_one_number_can_be_true(self, count: Range, *, exact: bool) -> None:
        assert count.is_exact is exact
