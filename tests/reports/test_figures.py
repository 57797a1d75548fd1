"""Counts of people: by category, by cohort and by month; their sums, and the rows of their files."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.custody.models import EventKind
from app.people import queries as people
from app.people.models import CustodyStatus
from app.people.queries import PeopleFilter, Request
from app.reports import figures
from app.reports.figures import Line, MonthLine, Table
from app.reports.words import Headings, words_for
from app.sources.models import SourceKind

HELD, EXCHANGED = CustodyStatus.IN_CAPTIVITY, CustodyStatus.EXCHANGED
CODES = words_for(Headings.CODES)


def line_of(table: Table, code: str) -> Line:
    return next(line for line in table.lines if line.counted and line.counted.code == code)


def rows_of(make: Callable[..., Any], asked: Request | None = None) -> list[list[str]]:
    return list(make(asked or Request(), CODES))


def total_of(rows: list[list[str]], *first: str) -> str:
    return next(row[-1] for row in rows if tuple(row[: len(first)]) == first)


class TestByCategory:
    def test_counts_people_by_status(self, factories: SimpleNamespace) -> None:
        for status in (HELD, HELD, EXCHANGED):
            factories.person(category="civilian", side="ukr", custody_status=status)
        line = line_of(figures.by_category(PeopleFilter()), "civilian")
        assert line.statuses == {HELD: 2, EXCHANGED: 1}
        assert (line.total, line.people("held"), line.people("home"), line.people("dead")) == (3, 2, 1, 0)

    def test_has_a_line_for_every_category_also_an_empty_one(self, factories: SimpleNamespace) -> None:
        factories.person(category="civilian")
        assert line_of(figures.by_category(PeopleFilter()), "conscript").total == 0

    def test_sums_up_to_everybody(self, factories: SimpleNamespace) -> None:
        for category in ("civilian", "conscript", "conscript", None):
            factories.person(category=category)
        table = figures.by_category(PeopleFilter())
        assert sum(line.total for line in table.lines) == table.total.total == 4
        assert table.most == 2

    def test_keeps_those_without_a_category_in_a_line_of_their_own(
        self, session: Session, factories: SimpleNamespace
    ) -> None:
        factories.person().category_id = None
        session.flush()
        last = figures.by_category(PeopleFilter()).lines[-1]
        assert (last.counted, last.total) == (None, 1)

    def test_counts_only_whom_the_filter_shows(self, factories: SimpleNamespace) -> None:
        factories.person(side="ukr")
        factories.person(side="rus")
        assert figures.by_category(PeopleFilter(sides=("rus",))).total.total == 1

    def test_counts_no_merged_record(self, factories: SimpleNamespace) -> None:
        factories.person(merged_into_id=factories.person().id)
        assert figures.by_category(PeopleFilter()).total.total == 1

    def test_every_status_is_in_exactly_one_group(self) -> None:
        grouped = [status for statuses in figures.GROUPS.values() for status in statuses]
        assert sorted(grouped, key=list(CustodyStatus).index) == list(CustodyStatus)

    def test_is_one_statement_besides_the_vocabulary(self, session: Session, query_count: Callable[[], Any]) -> None:
        session.flush()
        with query_count() as queries:
            figures.by_category(PeopleFilter())
        assert len(queries) == 2

    def test_an_empty_table_has_nothing_to_draw(self, session: Session) -> None:
        session.flush()
        assert figures.by_category(PeopleFilter()).most == 0


class TestConfirmed:
    def test_is_the_share_of_the_confirmed_among_those_held(self) -> None:
        assert Line(None, {HELD: 3, CustodyStatus.PRESUMED_CAPTIVE: 1, EXCHANGED: 9}).confirmed == 0.75

    def test_is_no_share_where_nobody_is_held(self) -> None:
        assert Line(None, {EXCHANGED: 9}).confirmed is None

    def test_a_bar_shows_each_group(self) -> None:
        drawn = Line(None, {HELD: 3, CustodyStatus.DECEASED: 1}).bars
        assert drawn == [("held", 3), ("presumed", 0), ("missing", 0), ("home", 0), ("dead", 1), ("unknown", 0)]


class TestByCohort:
    def test_counts_somebody_in_each_of_their_cohorts_and_once_in_the_total(self, factories: SimpleNamespace) -> None:
        person = factories.person(custody_status=HELD)
        for code in ("first", "second"):
            factories.person_cohort(person=person, cohort=factories.cohort(code=code))
        factories.person(custody_status=EXCHANGED)
        table = figures.by_cohort(PeopleFilter())
        assert [line_of(table, code).statuses for code in ("first", "second")] == [{HELD: 1}, {HELD: 1}]
        assert table.total.statuses == {HELD: 1, EXCHANGED: 1}


class TestStandingRows:
    def test_give_each_side_its_categories_and_totals(self, factories: SimpleNamespace) -> None:
        factories.person(side="ukr", category="civilian", custody_status=HELD)
        factories.person(side="rus", category="conscript", custody_status=HELD)
        factories.person(side="rus", category="civilian", custody_status=EXCHANGED)
        rows = rows_of(figures.standing_rows)
        assert [total_of(rows, "ukr", "civilian"), total_of(rows, "ukr", "total")] == ["1", "1"]
        assert [total_of(rows, "rus", "civilian"), total_of(rows, "rus", "total")] == ["1", "2"]
        assert rows[-1][:2] == ["total", "total"]
        assert rows[-1][-1] == "3"

    def test_totals_are_the_sums_of_rows_and_columns(self, session: Session, factories: SimpleNamespace) -> None:
        for status in CustodyStatus:
            for side in ("ukr", "rus", None):
                factories.person(side=side, category="civilian", custody_status=status)
        factories.person(side="ukr").category_id = None
        session.flush()
        rows = rows_of(figures.standing_rows)
        counts = [[int(cell) for cell in row[2:]] for row in rows if row[1] != "total"]
        assert all(sum(row[:-1]) == row[-1] for row in counts)
        assert [str(sum(column)) for column in zip(*counts, strict=True)] == rows[-1][2:]

    def test_keep_apart_those_of_whom_nobody_says_the_side(self, factories: SimpleNamespace) -> None:
        factories.person(side=None)
        assert total_of(rows_of(figures.standing_rows), "", "total") == "1"


class TestCohortRows:
    def test_count_everybody_once_in_a_total(self, factories: SimpleNamespace) -> None:
        person = factories.person(side="ukr", custody_status=HELD)
        for code in ("first", "second"):
            factories.person_cohort(person=person, cohort=factories.cohort(code=code))
        rows = rows_of(figures.cohort_rows)
        assert [total_of(rows, "ukr", code) for code in ("first", "second", "total")] == ["1", "1", "1"]
        assert rows[-1][-1] == "1"


ENDINGS = {
    CustodyStatus.EXCHANGED: EventKind.EXCHANGE,
    CustodyStatus.REPATRIATED: EventKind.REPATRIATION_MEDICAL,
    CustodyStatus.RELEASED: EventKind.RELEASE_UNILATERAL,
    CustodyStatus.ESCAPED: EventKind.ESCAPE,
    CustodyStatus.NEUTRAL_COUNTRY: EventKind.NEUTRAL_ACCOMMODATION,
    CustodyStatus.DIED_IN_CAPTIVITY: EventKind.DEATH,
    CustodyStatus.FOUND_NOT_CAPTIVE: EventKind.FOUND_ALIVE,
}


@pytest.fixture
def captured(factories: SimpleNamespace) -> Callable[..., Any]:
    """Tell of a capture, an ending, or both, on the office's own word."""
    office = factories.source(kind=SourceKind.OWN_OFFICE)

    def tell(
        day: str | None = None, ending: CustodyStatus | None = None, since: str | None = None, **fields: Any
    ) -> Any:  # noqa: ANN401
        person = fields.get("person") or factories.person()
        if day:
            factories.custody_event(person=person, source=office, happened=day)
        if ending:
            factories.custody_event(person=person, source=office, kind=ENDINGS[ending], happened=since)
        return person

    return tell


class TestByMonth:
    def test_counts_captures_by_month(self, captured: Callable[..., Any]) -> None:
        for day in ("2022-05-16", "2022-05", "2022-05-16/2022-05-20", "2022-04-12"):
            captured(day)
        assert figures.by_month(PeopleFilter()).lines == [MonthLine("2022-04", 1, 0), MonthLine("2022-05", 3, 0)]

    @pytest.mark.parametrize("day", ["2022", "2022-05-30/2022-06-02", "../2022-05-16", "2022-05-16/.."])
    def test_a_capture_that_may_lie_in_several_months_is_uncertain(
        self, captured: Callable[..., Any], day: str
    ) -> None:
        captured(day)
        table = figures.by_month(PeopleFilter())
        assert (table.lines, table.uncertain.captured, table.most) == ([], 1, 1)

    @pytest.mark.parametrize("year", [1853, 2099])
    def test_months_of_any_year_have_four_digits_of_it(self, captured: Callable[..., Any], year: int) -> None:
        captured(f"{year}-01-31")
        assert [line.month for line in figures.by_month(PeopleFilter()).lines] == [f"{year}-01"]

    @pytest.mark.parametrize(
        ("status", "returned"),
        [
            (CustodyStatus.EXCHANGED, 1),
            (CustodyStatus.REPATRIATED, 1),
            (CustodyStatus.RELEASED, 1),
            (CustodyStatus.ESCAPED, 1),
            (CustodyStatus.NEUTRAL_COUNTRY, 0),
            (CustodyStatus.DIED_IN_CAPTIVITY, 0),
            (CustodyStatus.FOUND_NOT_CAPTIVE, 0),
        ],
    )
    def test_who_came_home_is_returned(
        self, captured: Callable[..., Any], status: CustodyStatus, returned: int
    ) -> None:
        captured("2022-05-16", status, since="2023-01-08")
        assert figures.by_month(PeopleFilter()).total == MonthLine(None, 1, returned)

    def test_shows_months_in_which_nothing_happened(self, captured: Callable[..., Any]) -> None:
        captured("2022-01-05")
        captured("2022-03-05")
        lines = figures.by_month(PeopleFilter()).lines
        assert [(line.month, line.captured) for line in lines] == [("2022-01", 1), ("2022-02", 0), ("2022-03", 1)]

    def test_counts_every_captivity_and_every_return(self, captured: Callable[..., Any]) -> None:
        person = captured("2022-05-16", EXCHANGED, since="2022-09-21")
        captured("2023-04-02", EXCHANGED, since="2024-01-03", person=person)
        assert figures.by_month(PeopleFilter()).total == MonthLine(None, 2, 2)

    def test_another_word_for_the_same_capture_is_no_other(self, captured: Callable[..., Any]) -> None:
        person = captured("2022-05-16")
        captured("2022-05-17", person=person)
        assert figures.by_month(PeopleFilter()).total == MonthLine(None, 1, 0)

    def test_fills_no_gap_that_a_mistyped_year_leaves(self) -> None:
        assert figures.with_quiet_months(["1922-05", "2022-05"]) == ["1922-05", "2022-05"]

    def test_counts_a_return_in_the_month_of_its_day(self, captured: Callable[..., Any]) -> None:
        captured(ending=EXCHANGED, since="2023-01-08")
        assert figures.by_month(PeopleFilter()).lines == [MonthLine("2023-01", 0, 1)]

    def test_a_return_without_a_day_is_uncertain(self, captured: Callable[..., Any]) -> None:
        captured(ending=EXCHANGED)
        assert figures.by_month(PeopleFilter()).uncertain == MonthLine(None, 0, 1)

    def test_counts_only_whom_the_filter_shows(self, captured: Callable[..., Any]) -> None:
        captured("2022-05-16")
        assert figures.by_month(PeopleFilter(captured_from=date(2023, 1, 1))).total == MonthLine(None, 0, 0)

    def test_rows_end_with_the_uncertain_and_the_total(self, captured: Callable[..., Any]) -> None:
        captured("2022-05-16")
        captured("2022")
        assert rows_of(figures.month_rows) == [["2022-05", "1", "0"], ["uncertain", "1", "0"], ["total", "2", "0"]]


class TestCohortsOfMergedRecords:
    def test_are_counted_once_for_the_record_that_is_kept(self, factories: SimpleNamespace) -> None:
        kept = factories.person()
        merged = [factories.person(merged_into_id=kept.id) for _ in range(2)]
        shared, own = factories.cohort(), factories.cohort()
        for person in (kept, *merged):
            factories.person_cohort(person=person, cohort=shared)
        factories.person_cohort(person=merged[0], cohort=own)
        table = figures.by_cohort(PeopleFilter())
        counted = [sum(line_of(table, cohort.code).statuses.values()) for cohort in (shared, own)]
        assert (counted, table.total.total) == ([1, 1], 1)

    def test_find_the_record_that_is_kept(self, factories: SimpleNamespace) -> None:
        kept, cohort, source = factories.person(), factories.cohort(), factories.source()
        merged = factories.person(merged_into_id=kept.id, source=source)
        factories.person_cohort(person=merged, cohort=cohort)
        asked = [PeopleFilter(cohorts=[cohort.code]), PeopleFilter(source_id=source.id)]
        assert [people.count_people(one) for one in asked] == [1, 1]
