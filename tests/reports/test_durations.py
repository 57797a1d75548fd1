"""Days in captivity by category: ranges, their middle, their bands, and the rows of the file."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest

from app.core.dates import Range, parse_edtf
from app.people.models import CustodyStatus
from app.people.queries import PeopleFilter, Request
from app.reports import durations
from app.reports.durations import BANDS, FIGURES, DurationLine, DurationTable, Lengths, Weighed
from app.reports.words import Headings, words_for
from tests.harness.client import Client

SignIn = Callable[..., Client]

TODAY = date(2026, 3, 1)
HELD, PRESUMED, EXCHANGED = CustodyStatus.IN_CAPTIVITY, CustodyStatus.PRESUMED_CAPTIVE, CustodyStatus.EXCHANGED


def table(**chosen: object) -> DurationTable:
    return durations.by_category(PeopleFilter(**chosen), today=TODAY)


def line_of(made: DurationTable, code: str) -> DurationLine:
    return next(line for line in made.lines if line.counted and line.counted.code == code)


class TestByCategory:
    def test_counts_the_days_of_the_held_up_to_today(self, factories: SimpleNamespace) -> None:
        factories.person(category="civilian", custody_status=HELD, captured=parse_edtf("2026-02-01"))
        held = line_of(table(), "civilian").held
        assert (held.people, held.median, held.longest) == (1, Range(28, 28), Range(28, 28))

    def test_an_uncertain_capture_gives_a_range(self, factories: SimpleNamespace) -> None:
        factories.person(category="civilian", custody_status=PRESUMED, captured=parse_edtf("2026-01"))
        assert line_of(table(), "civilian").held.longest == Range(29, 59)

    def test_a_capture_known_only_by_its_latest_day_is_open_upwards(self, factories: SimpleNamespace) -> None:
        factories.person(category="civilian", custody_status=HELD, captured=parse_edtf("../2026-01-31"))
        held = line_of(table(), "civilian").held
        assert (held.median, held.longest) == (Range(29, None), Range(29, None))

    def test_an_ended_captivity_counts_to_its_end_and_apart(self, factories: SimpleNamespace) -> None:
        factories.person(
            category="civilian",
            custody_status=EXCHANGED,
            captured=parse_edtf("2022-05-01"),
            ended=parse_edtf("2022-05-11"),
        )
        line = line_of(table(), "civilian")
        assert (line.held.people, line.ended.people, line.ended.median) == (0, 1, Range(10, 10))

    def test_who_is_held_since_nobody_knows_when_is_counted_without_a_length(self, factories: SimpleNamespace) -> None:
        factories.person(category="civilian", custody_status=HELD)
        held = line_of(table(), "civilian").held
        assert (held.people, held.known, held.median, held.longest) == (1, 0, None, None)

    def test_who_was_never_held_is_not_there(self, factories: SimpleNamespace) -> None:
        factories.person(category="civilian", custody_status=CustodyStatus.MISSING)
        total = table().total
        assert (total.held.people, total.ended.people) == (0, 0)

    def test_sums_up_everybody_the_filter_shows(self, factories: SimpleNamespace) -> None:
        for side in ("ukr", "ukr", "rus"):
            factories.person(side=side, category="civilian", custody_status=HELD, captured=parse_edtf("2026-02-01"))
        assert (table().total.held.people, table(sides=("rus",)).total.held.people) == (3, 1)

    def test_who_has_no_category_stands_in_a_line_of_their_own(self, factories: SimpleNamespace) -> None:
        factories.person(custody_status=HELD).category_id = None
        last = table().lines[-1]
        assert (last.counted, last.held.people) == (None, 1)


class TestBands:
    def test_follow_one_another_without_a_gap(self) -> None:
        assert [band.first for band in BANDS[1:]] == [(band.last or 0) + 1 for band in BANDS[:-1]]

    @pytest.mark.parametrize(
        ("days", "surely", "maybe"),
        [
            (Range(0, 182), [1, 0, 0, 0, 0], [1, 0, 0, 0, 0]),
            (Range(180, 190), [0, 0, 0, 0, 0], [1, 1, 0, 0, 0]),
            (Range(1095, None), [0, 0, 0, 0, 1], [0, 0, 0, 0, 1]),
            (Range(800, None), [0, 0, 0, 0, 0], [0, 0, 0, 1, 1]),
        ],
    )
    def test_count_who_surely_and_who_maybe_falls_into_them(
        self, days: Range, surely: list[int], maybe: list[int]
    ) -> None:
        counts = [count for _, count in Lengths([Weighed(days, 1)], 1).bands]
        assert ([count.low for count in counts], [count.high for count in counts]) == (surely, maybe)


class TestMiddle:
    def test_of_nothing_is_nothing(self) -> None:
        assert durations.middle([]) is None


class TestRows:
    def rows(self) -> list[list[str]]:
        return list(durations.duration_rows(Request(), words_for(Headings.CODES), today=TODAY))

    def test_have_a_cell_for_every_column(self, factories: SimpleNamespace) -> None:
        factories.person(side="ukr", category="civilian", custody_status=HELD, captured=parse_edtf("2026-01"))
        assert {len(row) for row in self.rows()} == {2 + len(FIGURES)}

    def test_give_the_least_and_the_most(self, factories: SimpleNamespace) -> None:
        factories.person(side="ukr", category="civilian", custody_status=HELD, captured=parse_edtf("2026-01"))
        row = next(row for row in self.rows() if row[:2] == ["ukr", "civilian"])
        assert row[2:8] == ["1", "1", "29", "59", "29", "59"]

    def test_leave_blank_what_nobody_knows(self, factories: SimpleNamespace) -> None:
        factories.person(side="ukr", category="civilian", custody_status=HELD, captured=parse_edtf("../2026-01-31"))
        row = next(row for row in self.rows() if row[:2] == ["ukr", "civilian"])
        assert row[4:6] == ["29", ""]

    def test_name_those_without_side_or_category_last(self, factories: SimpleNamespace) -> None:
        factories.person(custody_status=HELD).category_id = None
        assert [row[:2] for row in self.rows()][-3:] == [["", ""], ["", "total"], ["total", "total"]]


class TestPage:
    def test_shows_ranges(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        client = sign_in("viewer")
        factories.person(category="civilian", custody_status=HELD, captured=parse_edtf("../2026-01-31"))
        page = client.get("/reports/durations")
        assert page.status_code == 200
        assert "≥ " in page.text

    def test_says_that_nobody_is_held(self, sign_in: SignIn) -> None:
        assert "Nobody is on record as held" in sign_in("viewer").get("/reports/durations").text

    def test_leaves_as_a_file(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        factories.person(category="civilian", custody_status=HELD, captured=parse_edtf("2026-01"))
        assert "held_median_min" in sign_in("analyst").get("/reports/durations.csv").text
