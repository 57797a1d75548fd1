"""Exchanges by month, with both sides' published numbers."""

from types import SimpleNamespace

import pytest

from app.accounts.models import Role
from app.core.dates import parse_edtf
from app.exchanges.models import Operation, OperationKind, OperationState
from app.reports import exchanges
from app.reports.words import Headings, words_for
from tests.conftest import SignIn
from tests.factories.people import RECORDED

pytestmark = pytest.mark.usefixtures("session")
CODES = words_for(Headings.CODES)


def exchange(factories: SimpleNamespace, day: str, *claims: tuple[int | None, int | None, str]) -> Operation:
    """Make an exchange that is over, with what publishers say of it."""
    operation: Operation = factories.operation(planned=parse_edtf(day), state=OperationState.COMPLETED)
    for ours, theirs, confidence in claims:
        factories.operation_claim(
            operation=operation, ukr_returned=ours, rus_returned=theirs, confidence=confidence or None
        )
    return operation


def rows() -> list[list[str]]:
    return list(exchanges.rows(CODES))


class TestRows:
    def test_add_up_the_exchanges_of_a_month_and_show_quiet_ones(self, factories: SimpleNamespace) -> None:
        for day, ours, theirs in (("2031-05-03", 10, 12), ("2031-05-20", 5, 4), ("2031-07-01", 1, 1)):
            exchange(factories, day, (ours, theirs, "A"))
        assert rows() == [
            ["2031-05", "2", "15", "16", "0", "0"],
            ["2031-06", "0", "0", "0", "0", "0"],
            ["2031-07", "1", "1", "1", "0", "0"],
            ["uncertain", "0", "0", "0", "0", "0"],
            ["total", "3", "16", "17", "0", "0"],
        ]

    def test_take_each_number_of_the_claim_that_is_relied_on_most(self, factories: SimpleNamespace) -> None:
        exchange(factories, "2031-05-03", (207, 207, ""), (206, 195, "C"), (205, None, "A"))
        assert rows()[0] == ["2031-05", "1", "205", "195", "0", "0"]

    def test_say_of_how_many_nobody_gives_a_number(self, factories: SimpleNamespace) -> None:
        exchange(factories, "2031-05-03", (12, None, "B"))
        exchange(factories, "2031-05-04")
        assert rows()[0] == ["2031-05", "2", "12", "0", "1", "2"]

    def test_leave_out_a_claim_that_was_retracted(self, factories: SimpleNamespace) -> None:
        operation = exchange(factories, "2031-05-03")
        factories.operation_claim(
            operation=operation, ukr_returned=9, retracted_at=RECORDED, retraction_reason="не те число"
        )
        assert rows()[0] == ["2031-05", "1", "0", "0", "1", "1"]

    def test_count_each_day_of_one_that_went_on_for_several(self, factories: SimpleNamespace) -> None:
        operation = exchange(factories, "2031-05-31/2031-06-01")
        for day, ours in (("2031-05-31", 3), ("2031-06-01", 4)):
            stage = factories.operation_stage(operation=operation, day=parse_edtf(day))
            factories.operation_claim(operation=operation, stage=stage, ukr_returned=ours, rus_returned=ours)
        assert [row[:4] for row in rows()[:2]] == [["2031-05", "1", "3", "3"], ["2031-06", "1", "4", "4"]]

    def test_count_the_numbers_of_the_whole_once_where_no_day_has_its_own(self, factories: SimpleNamespace) -> None:
        operation = exchange(factories, "2031-05-31/2031-06-01", (7, 7, "A"))
        for day in ("2031-05-31", "2031-06-01"):
            factories.operation_stage(operation=operation, day=parse_edtf(day))
        assert rows()[-1] == ["total", "2", "7", "7", "1", "1"]

    @pytest.mark.parametrize("day", ["2031", "2031-05-31/2031-06-01"])
    def test_a_day_that_may_lie_in_several_months_is_uncertain(self, factories: SimpleNamespace, day: str) -> None:
        exchange(factories, day, (7, 8, "C"))
        assert rows()[0] == ["uncertain", "1", "7", "8", "0", "0"]

    @pytest.mark.parametrize("kind", [OperationKind.REPATRIATION, OperationKind.RELEASE, OperationKind.REMAINS])
    def test_others_are_counted_apart(self, factories: SimpleNamespace, kind: OperationKind) -> None:
        factories.operation(format=factories.operation_format(kind=kind), state=OperationState.COMPLETED)
        assert rows()[-1] == ["total", "0", "0", "0", "0", "0"]

    @pytest.mark.parametrize("state", [OperationState.DRAFT, OperationState.AGREED, OperationState.CANCELLED])
    def test_what_has_not_happened_does_not_count(self, factories: SimpleNamespace, state: OperationState) -> None:
        factories.operation(state=state)
        assert rows()[-1] == ["total", "0", "0", "0", "0", "0"]


class TestPage:
    def test_says_both_numbers_and_what_is_missing(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        exchange(factories, "2031-05-03", (1230, None, "B"))
        page = sign_in(Role.VIEWER).get("/reports/exchanges").text
        assert "1,230" in page
        assert "not given: 1" in page

    def test_says_that_there_is_none_yet(self, sign_in: SignIn) -> None:
        assert "No exchange has taken place yet" in sign_in(Role.VIEWER).get("/reports/exchanges").text
