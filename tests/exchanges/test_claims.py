"""What is published of operations: each publisher's word stands beside the others'."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.audit.models import AuditEntry
from app.core.errors import NotFound, RuleError
from app.exchanges import queries
from app.exchanges.models import Direction, OperationClaim, PublishedTotal, State
from app.exchanges.rules import claims as rules
from tests.factories.people import RECORDED

NOW = RECORDED + timedelta(days=60)


@pytest.fixture
def by(factories: SimpleNamespace) -> dict[str, Any]:
    return {"actor": factories.user(role=Role.SUPERVISOR), "now": NOW}


class TestAddClaim:
    def test_keeps_each_publishers_word(self, factories: SimpleNamespace, by: dict[str, Any]) -> None:
        operation = factories.operation()
        words = [rules.Published(factories.source(), {"ukr_returned": number}) for number in (195, 207)]
        for said in words:
            rules.add_claim(operation, said, **by)
        assert [claim.ukr_returned for claim in queries.list_claims_of(operation)] == [195, 207]
        assert queries.published_of([operation])[operation.id]["ukr_returned"] == 195

    def test_of_days_are_added_up_where_nothing_is_told_of_the_whole(self, factories: SimpleNamespace) -> None:
        operation = factories.operation()
        for number in (300, 303):
            stage = factories.operation_stage(operation=operation)
            factories.operation_claim(operation=operation, stage=stage, ukr_returned=number)
        assert queries.published_of([operation])[operation.id]["ukr_returned"] == 603
        factories.operation_claim(operation=operation, ukr_returned=1000)
        assert queries.published_of([operation])[operation.id] == {"ukr_returned": 1000}

    def test_refuses_a_word_without_a_number(self, factories: SimpleNamespace, by: dict[str, Any]) -> None:
        with pytest.raises(RuleError, match="at least one number"):
            rules.add_claim(factories.operation(), rules.Published(factories.source()), **by)

    def test_refuses_a_part_larger_than_the_whole(self, factories: SimpleNamespace, by: dict[str, Any]) -> None:
        said = rules.Published(factories.source(), {"ukr_returned": 10, "civilians_ukr": 11})
        with pytest.raises(RuleError, match="larger than the whole") as refused:
            rules.add_claim(factories.operation(), said, **by)
        assert refused.value.field == "civilians_ukr"

    def test_takes_a_part_of_a_whole_that_is_not_told(self, factories: SimpleNamespace, by: dict[str, Any]) -> None:
        said = rules.Published(factories.source(), {"azovstal": 95}, stated_on=date(2031, 5, 20))
        assert rules.add_claim(factories.operation(), said, **by).azovstal == 95


class TestRetractClaim:
    def test_leaves_it_in_the_history_alone(
        self, factories: SimpleNamespace, by: dict[str, Any], session: Session
    ) -> None:
        claim = factories.operation_claim(ukr_returned=5)
        rules.retract_claim(claim, reason="інша подія", **by)
        session.commit()
        assert queries.list_claims_of(claim.operation) == []
        assert queries.published_of([claim.operation]) == {}
        assert session.scalars(select(OperationClaim)).one().retraction_reason == "інша подія"
        assert session.scalars(select(AuditEntry.action)).one() == "retract claim"

    def test_needs_a_reason(self, factories: SimpleNamespace, by: dict[str, Any]) -> None:
        with pytest.raises(RuleError, match="Say why"):
            rules.retract_claim(factories.operation_claim(ukr_returned=5), reason=" ", **by)

    def test_is_refused_the_second_time(self, factories: SimpleNamespace, by: dict[str, Any]) -> None:
        claim = factories.operation_claim(ukr_returned=5)
        rules.retract_claim(claim, reason="інша подія", **by)
        with pytest.raises(RuleError, match="already"):
            rules.retract_claim(claim, reason="ще раз", **by)

    def test_of_none_is_not_found(self, session: Session) -> None:
        assert session.scalars(select(OperationClaim)).all() == []
        with pytest.raises(NotFound):
            queries.get_claim(0)


class TestAddTotal:
    def test_says_who_entered_it_and_when(self, factories: SimpleNamespace, by: dict[str, Any]) -> None:
        total = PublishedTotal(as_of=date(2031, 5, 31), metric="ukr_returned_in_month", value=41)
        total.source = factories.source()
        kept = rules.add_total(total, **by)
        assert (kept.recorded_at, kept.recorded_by_id) == (NOW, by["actor"].id)


class TestOurOwnCount:
    def test_is_of_those_who_were_handed_over(self, factories: SimpleNamespace) -> None:
        operation = factories.operation()
        for direction in (Direction.TO_US, Direction.TO_US, Direction.TO_THEM):
            factories.entry(operation=operation, direction=direction, state=State.HANDED_OVER)
        factories.entry(operation=operation, direction=Direction.TO_US, state=State.READY)
        assert queries.count_delivered(operation) == {Direction.TO_US: 2, Direction.TO_THEM: 1}
