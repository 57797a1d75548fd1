"""Operations: planned, changed, taken from state to state, and what is refused."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.audit.models import AuditEntry
from app.core.dates import parse_edtf
from app.core.errors import NotFound, RuleError
from app.exchanges import queries
from app.exchanges.models import Operation, OperationKind, OperationState, OperationTransition
from app.exchanges.rules import operations as rules
from tests.factories.people import RECORDED

NOW = RECORDED + timedelta(days=60)
TODAY = NOW.date()
DRAFT, REQUESTED, AGREED = OperationState.DRAFT, OperationState.REQUESTED, OperationState.AGREED
UNDER_WAY, COMPLETED, CANCELLED = OperationState.UNDER_WAY, OperationState.COMPLETED, OperationState.CANCELLED


@pytest.fixture
def by(factories: SimpleNamespace) -> dict[str, Any]:
    return {"actor": factories.user(role=Role.SUPERVISOR), "now": NOW}


@pytest.fixture
def terms(factories: SimpleNamespace) -> rules.Terms:
    return rules.Terms(factories.operation_format(), to_us=115, to_them=115, planned=parse_edtf("2031-08-24"))


def move(operation: Operation, to: OperationState, by: dict[str, Any]) -> None:
    """Take the step that leads to a state."""
    {
        REQUESTED: lambda: rules.request(operation, **by),
        AGREED: lambda: rules.agree(operation, **by),
        UNDER_WAY: lambda: rules.begin(operation, **by),
        COMPLETED: lambda: rules.complete(operation, **by),
        DRAFT: lambda: rules.draft_again(operation, reason="список переглянуто", **by),
        CANCELLED: lambda: rules.cancel(operation, reason="відкладено", **by),
    }[to]()


class TestPlan:
    def test_begins_a_draft_under_the_code_of_its_day(self, terms: rules.Terms, by: dict[str, Any]) -> None:
        operation = rules.plan(terms, **by)
        assert (operation.code, operation.state) == ("E-2031-08-24", DRAFT)
        assert queries.get_operation(" e-2031-08-24 ") is operation

    def test_numbers_the_second_of_a_day(self, terms: rules.Terms, by: dict[str, Any]) -> None:
        codes = [rules.plan(terms, **by).code for _ in range(3)]
        assert codes == ["E-2031-08-24", "E-2031-08-24-2", "E-2031-08-24-3"]

    @pytest.mark.parametrize(("kind", "letter"), [("repatriation", "R"), ("release", "U"), ("remains", "B")])
    def test_tells_in_its_code_what_it_is_counted_as(
        self, factories: SimpleNamespace, by: dict[str, Any], kind: str, letter: str
    ) -> None:
        terms = rules.Terms(factories.operation_format(kind=OperationKind(kind)))
        assert rules.plan(terms, **by).code == f"{letter}-{TODAY.isoformat()}"

    def test_is_entered_in_the_ledger(self, terms: rules.Terms, by: dict[str, Any], session: Session) -> None:
        operation = rules.plan(terms, **by)
        session.commit()
        actions = session.scalars(
            select(AuditEntry.action).where(AuditEntry.subject_type == "operations").order_by(AuditEntry.id)
        )
        assert list(actions) == ["plan operation"]
        assert [step.to_state for step in queries.list_transitions_of_operation(operation)] == [DRAFT]

    def test_refuses_numbers_beside_all_for_all(self, factories: SimpleNamespace, by: dict[str, Any]) -> None:
        terms = rules.Terms(factories.operation_format(), to_us=1, is_all_for_all=True)
        with pytest.raises(RuleError, match="All for all"):
            rules.plan(terms, **by)

    def test_refuses_an_official_number_that_is_taken(self, factories: SimpleNamespace, by: dict[str, Any]) -> None:
        terms = rules.Terms(factories.operation_format(), official_no="55")
        rules.plan(terms, **by)
        with pytest.raises(RuleError, match="official number"):
            rules.plan(terms, **by)
        assert len(queries.list_operations(queries.OperationFilter())) == 1


class TestRecordPast:
    def test_is_over_on_its_day(self, terms: rules.Terms, by: dict[str, Any]) -> None:
        operation = rules.record_past(terms, **by)
        (step,) = queries.list_transitions_of_operation(operation)
        assert (step.from_state, step.to_state, step.happened) == (None, COMPLETED, date(2031, 8, 24))

    def test_may_have_no_day(self, factories: SimpleNamespace, by: dict[str, Any]) -> None:
        operation = rules.record_past(rules.Terms(factories.operation_format()), **by)
        assert queries.list_transitions_of_operation(operation)[0].happened is None


class TestChange:
    def test_keeps_the_code_that_people_have_written_down(
        self, terms: rules.Terms, factories: SimpleNamespace, by: dict[str, Any], session: Session
    ) -> None:
        operation = rules.plan(terms, **by)
        mediator = factories.mediator(code="uae")
        changed = rules.Terms(terms.format, is_all_for_all=True, planned=parse_edtf("2031-09"), mediators=[mediator])
        rules.change(operation, changed, **by)
        session.commit()
        assert (operation.code, operation.version) == ("E-2031-08-24", 2)
        assert (operation.is_all_for_all, operation.to_us, operation.mediators) == (True, None, [mediator])
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "change operation")).one()
        assert {"mediators", "to_us", "planned_edtf"} <= set(entry.digests)

    def test_says_nothing_of_mediators_that_stay(
        self, terms: rules.Terms, by: dict[str, Any], session: Session
    ) -> None:
        rules.change(rules.plan(terms, **by), rules.Terms(terms.format, note="уточнено"), **by)
        session.commit()
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "change operation")).one()
        assert "mediators" not in entry.digests


class TestStages:
    def test_are_the_days_of_an_operation_in_their_order(
        self, factories: SimpleNamespace, by: dict[str, Any], session: Session
    ) -> None:
        operation = factories.operation()
        for day in ("2031-05-24", "2031-05-23"):
            rules.add_stage(operation, parse_edtf(day), **by)
        session.commit()
        session.expire(operation)
        assert [stage.day_edtf for stage in operation.stages] == ["2031-05-23", "2031-05-24"]

    def test_are_each_there_once(self, factories: SimpleNamespace, by: dict[str, Any]) -> None:
        operation = factories.operation()
        rules.add_stage(operation, parse_edtf("2031-05-23"), **by)
        with pytest.raises(RuleError, match="this day already"):
            rules.add_stage(operation, parse_edtf("2031-05-23"), **by)


class TestSteps:
    @pytest.mark.parametrize("to", OperationState)
    @pytest.mark.parametrize("state", OperationState)
    def test_lead_only_where_the_table_says(
        self, factories: SimpleNamespace, by: dict[str, Any], state: OperationState, to: OperationState
    ) -> None:
        operation = factories.operation(state=state)
        if state in rules.BEFORE[to]:
            move(operation, to, by)
            assert operation.state is to
        else:
            with pytest.raises(RuleError, match="meanwhile"):
                move(operation, to, by)
            assert operation.state is state

    def test_never_lead_out_of_what_is_completed(self) -> None:
        assert not any(COMPLETED in starts for starts in rules.BEFORE.values())

    def test_are_of_today_unless_told(self, factories: SimpleNamespace, by: dict[str, Any]) -> None:
        operation = factories.operation()
        rules.request(operation, **by)
        rules.agree(operation, happened=TODAY - timedelta(days=1), **by)
        days = [step.happened for step in queries.list_transitions_of_operation(operation)]
        assert days == [TODAY - timedelta(days=1), TODAY]

    def test_are_refused_before_their_day(self, factories: SimpleNamespace, by: dict[str, Any]) -> None:
        with pytest.raises(RuleError, match="has not come"):
            rules.request(factories.operation(), happened=TODAY + timedelta(days=1), **by)

    @pytest.mark.parametrize("reason", [None, " "])
    def test_back_and_out_need_a_reason(
        self, factories: SimpleNamespace, by: dict[str, Any], reason: str | None
    ) -> None:
        operation = factories.operation(state=REQUESTED)
        for rule in (rules.cancel, rules.draft_again):
            with pytest.raises(RuleError, match="Say why"):
                rule(operation, reason=reason, **by)

    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(tried=st.lists(st.sampled_from(OperationState), max_size=8))
    def test_leave_the_state_that_the_history_ends_with(
        self, terms: rules.Terms, by: dict[str, Any], session: Session, tried: list[OperationState]
    ) -> None:
        operation = rules.plan(terms, **by)
        for to in tried:
            try:
                move(operation, to, by)
            except RuleError:
                continue
        steps = session.scalars(
            select(OperationTransition)
            .where(OperationTransition.operation_id == operation.id)
            .order_by(OperationTransition.id)
        ).all()
        assert steps[-1].to_state is operation.state
        assert [step.from_state for step in steps] == [None, *[step.to_state for step in steps[:-1]]]


class TestListOperations:
    def test_shows_the_latest_first_and_those_without_a_day_before_them(self, factories: SimpleNamespace) -> None:
        days = ["2031-05-20", None, "2031-05-21"]
        made = [factories.operation(planned=parse_edtf(day) if day else None) for day in days]
        page = queries.list_operations(queries.OperationFilter())
        assert list(page) == [made[1], made[2], made[0]]

    def test_goes_through_all_of_them_page_by_page_and_back(self, factories: SimpleNamespace) -> None:
        made = [factories.operation(planned=parse_edtf("2031-05-20")) for _ in range(3)]
        whole = queries.OperationFilter()
        first = queries.list_operations(whole, size=2)
        second = queries.list_operations(whole, after=first.rows[-1], size=2)
        assert [*first, *second] == made[::-1]
        assert (first.has_next, second.has_next, second.has_previous) == (True, False, True)
        assert list(queries.list_operations(whole, before=second.rows[0], size=2)) == list(first)

    def test_keeps_what_is_asked_for(self, factories: SimpleNamespace) -> None:
        mediator = factories.mediator()
        remains = factories.operation_format(kind=OperationKind.REMAINS)
        other = factories.operation(planned=parse_edtf("2030-01-01"))
        one = factories.operation(format=remains, state=AGREED, mediators=[mediator])
        for narrow in (
            {"kind": OperationKind.REMAINS},
            {"state": AGREED},
            {"year": 2031},
            {"mediator_id": mediator.id},
        ):
            assert list(queries.list_operations(queries.OperationFilter(**narrow))) == [one]
        assert queries.list_years() == [2031, 2030]
        counted = queries.count_by_kind(queries.OperationFilter())
        assert (counted[OperationKind.EXCHANGE], counted[OperationKind.REMAINS]) == (1, 1)
        assert other not in queries.list_operations(queries.OperationFilter(year=2031))

    def test_finds_none_by_a_code_that_none_has(self, session: Session) -> None:
        assert session.scalars(select(Operation)).all() == []
        with pytest.raises(NotFound):
            queries.get_operation("E-1999-01-01")
