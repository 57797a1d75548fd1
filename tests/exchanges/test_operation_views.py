"""The pages of operations."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from app.accounts.models import Role
from app.core.dates import parse_edtf
from app.exchanges import queries
from app.exchanges.models import Direction, Operation, OperationFormat, OperationState, State
from tests.harness.client import Client
from tests.harness.pages import answers_in


@pytest.fixture
def analyst(sign_in: Callable[..., Client]) -> Client:
    return sign_in(Role.ANALYST)


@pytest.fixture
def supervisor(sign_in: Callable[..., Client]) -> Client:
    return sign_in(Role.SUPERVISOR)


@pytest.fixture
def general() -> OperationFormat:
    """The format that every office starts with."""
    return queries.list_formats()[0]


@pytest.fixture
def operation(factories: SimpleNamespace, general: OperationFormat) -> Operation:
    made: Operation = factories.operation(code="E-2031-05-20", format=general, to_us=115, to_them=115)
    return made


class TestList:
    def test_shows_formula_claim_and_our_count_beside_each_other(
        self, analyst: Client, operation: Operation, factories: SimpleNamespace
    ) -> None:
        factories.operation_claim(operation=operation, ukr_returned=116, rus_returned=115)
        factories.entry(operation=operation, direction=Direction.TO_US, state=State.HANDED_OVER)
        page = analyst.get("/operations").text
        assert all(words in page for words in ("E-2031-05-20", "115 for 115", "116 / 115", "1 / 0"))

    def test_keeps_those_of_a_filter_and_says_which(
        self, analyst: Client, operation: Operation, factories: SimpleNamespace
    ) -> None:
        factories.operation(code="E-2030-01-01", planned=parse_edtf("2030-01-01"))
        page = analyst.get("/operations?year=2031").text
        assert operation.code in page
        assert "E-2030-01-01" not in page
        assert "Year: 2031" in page

    def test_leaves_empty_answers_out_of_the_address(self, analyst: Client) -> None:
        assert analyst.get("/operations?kind=&year=").location == "/operations"

    def test_takes_no_notice_of_what_it_does_not_know(self, analyst: Client, operation: Operation) -> None:
        assert operation.code in analyst.get("/operations?kind=picnic&after=E-0").text

    def test_says_what_to_do_where_there_is_none(self, analyst: Client) -> None:
        assert "There is no operation yet" in analyst.get("/operations").text
        assert "No operation matches" in analyst.get("/operations?state=draft").text


class TestPage:
    def test_shows_each_claim_with_its_difference_to_our_count(
        self, analyst: Client, operation: Operation, factories: SimpleNamespace
    ) -> None:
        factories.operation_claim(operation=operation, ukr_returned=116, stated_on=None)
        stage = factories.operation_stage(operation=operation)
        factories.operation_claim(operation=operation, stage=stage, ukr_returned=60, confidence="B")
        factories.entry(operation=operation, direction=Direction.TO_US, state=State.HANDED_OVER)
        page = analyst.get(f"/operations/{operation.code}").text
        assert "116 <small" in page
        assert "ours: 1" in page
        assert "Our own count" in page

    def test_is_found_by_a_code_in_whatever_case(self, analyst: Client, operation: Operation) -> None:
        assert operation.code == "E-2031-05-20"
        assert analyst.get("/operations/e-2031-05-20").status_code == 200
        assert analyst.get("/operations/E-1999-01-01").status_code == 404

    def test_offers_its_steps_to_supervisors_alone(
        self, analyst: Client, sign_in: Callable[..., Client], operation: Operation
    ) -> None:
        address = f"/operations/{operation.code}"
        assert "Mark as" not in analyst.get(address).text
        assert "Mark as: list sent" in sign_in(Role.SUPERVISOR).get(address).text


class TestEntering:
    def test_plans_an_operation(self, analyst: Client, general: OperationFormat, factories: SimpleNamespace) -> None:
        mediator = factories.mediator()
        typed = {"format_id": general.id, "planned": "24.08.2031", "to_us": "1 015", "mediators": mediator.id}
        response = analyst.post("/operations/new", data=typed)
        made = queries.get_operation("E-2031-08-24")
        assert response.location == "/operations/E-2031-08-24"
        assert (made.to_us, made.mediators) == (1015, [mediator])

    @pytest.mark.parametrize("typed", ["-3", "12,5", "багато", "1" * 10])
    def test_refuses_what_is_no_number_and_keeps_it(
        self, analyst: Client, general: OperationFormat, typed: str
    ) -> None:
        response = analyst.post("/operations/new", data={"format_id": general.id, "to_us": typed})
        assert response.status_code == 422
        assert "Enter a whole number" in response.text
        assert f'value="{typed}"' in response.text

    def test_refuses_an_operation_without_a_format(self, analyst: Client) -> None:
        assert "Choose the format" in analyst.post("/operations/new", data={"planned": "24.08.2031"}).text


class TestChanging:
    def test_shows_what_is_on_record_and_saves_what_is_typed(self, analyst: Client, operation: Operation) -> None:
        address = f"/operations/{operation.code}/edit"
        answers = answers_in(analyst.get(address).text)
        assert answers["to_us"] == "115"
        analyst.post(address, data={**answers, "to_us": "116"})
        assert operation.to_us == 116

    def test_shows_a_clash_to_the_second_who_saves(self, analyst: Client, operation: Operation) -> None:
        address = f"/operations/{operation.code}/edit"
        answers = answers_in(analyst.get(address).text)
        analyst.post(address, data={**answers, "to_us": "116"})
        late = analyst.post(address, data={**answers, "to_us": "117", "submission": "late"})
        assert late.status_code == 409
        assert operation.to_us == 116


class TestSteps:
    def test_are_taken_with_their_day(self, supervisor: Client, operation: Operation) -> None:
        address = f"/operations/{operation.code}/to/requested"
        assert "list sent" in supervisor.get(address).text
        assert supervisor.post(address, data={"happened": "01.02.2020"}).status_code == 303
        assert operation.state is OperationState.REQUESTED

    @pytest.mark.parametrize(
        ("step", "begun"),
        [
            ("agreed", OperationState.REQUESTED),
            ("under_way", OperationState.AGREED),
            ("completed", OperationState.UNDER_WAY),
        ],
    )
    def test_go_on_to_the_end(self, supervisor: Client, operation: Operation, step: str, begun: OperationState) -> None:
        operation.state = begun
        supervisor.post(f"/operations/{operation.code}/to/{step}", data={})
        assert operation.state is OperationState(step)

    @pytest.mark.parametrize(
        ("step", "begun"), [("cancelled", OperationState.DRAFT), ("draft", OperationState.REQUESTED)]
    )
    def test_out_and_back_ask_for_a_reason(
        self, supervisor: Client, operation: Operation, step: str, begun: OperationState
    ) -> None:
        operation.state = begun
        address = f"/operations/{operation.code}/to/{step}"
        assert "Say why" in supervisor.post(address, data={}).text
        supervisor.post(address, data={"reason": "відкладено"})
        assert operation.state is OperationState(step)

    def test_to_a_state_that_there_is_not_are_not_found(self, supervisor: Client, operation: Operation) -> None:
        assert supervisor.get(f"/operations/{operation.code}/to/picnic").status_code == 404

    def test_take_one_day(self, supervisor: Client, operation: Operation) -> None:
        response = supervisor.post(f"/operations/{operation.code}/to/requested", data={"happened": "05.2020"})
        assert "Choose one day" in response.text


class TestDays:
    def test_are_added_one_by_one(self, analyst: Client, operation: Operation) -> None:
        address = f"/operations/{operation.code}/days/new"
        assert "Add a day" in analyst.get(address).text
        assert "Enter the day" in analyst.post(address, data={}).text
        analyst.post(address, data={"day": "23.05.2031"})
        assert [stage.day_edtf for stage in operation.stages] == ["2031-05-23"]


class TestClaims:
    def test_are_entered_with_their_source(
        self, analyst: Client, operation: Operation, factories: SimpleNamespace
    ) -> None:
        stage, source = factories.operation_stage(operation=operation), factories.source()
        address = f"/operations/{operation.code}/claims/new"
        assert source.name in analyst.get(address).text
        assert "Choose who says so" in analyst.post(address, data={"ukr_returned": "5"}).text
        typed = {"source_id": source.id, "stage_id": stage.id, "ukr_returned": "5", "stated": "21.05.2031"}
        analyst.post(address, data=typed)
        (claim,) = queries.list_claims_of(operation)
        assert (claim.ukr_returned, claim.stage) == (5, stage)

    def test_are_retracted_by_supervisors(
        self, supervisor: Client, operation: Operation, factories: SimpleNamespace
    ) -> None:
        claim = factories.operation_claim(operation=operation, ukr_returned=5)
        address = f"/claims/{claim.id}/retract"
        assert claim.source.name in supervisor.get(address).text
        assert "Say why" in supervisor.post(address, data={}).text
        supervisor.post(address, data={"reason": "інша подія"})
        assert queries.list_claims_of(operation) == []
