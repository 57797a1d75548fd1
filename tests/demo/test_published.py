"""The operations of the demo: what was really published."""

from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demo import rules
from app.exchanges.models import Operation, OperationClaim, OperationFormat, OperationKind, PublishedTotal
from app.people.models import Person
from tests.factories.accounts import UserFactory

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def counted(session: Session) -> dict[OperationKind, int]:
    kind = OperationFormat.kind
    query = select(kind, func.count(Operation.id)).join(Operation.format).group_by(kind)
    return {row[0]: row[1] for row in session.execute(query)}


class TestPublish:
    def test_enters_every_public_exchange_by_its_kind_and_nobody(self, session: Session) -> None:
        rules.publish(actor=UserFactory(), now=NOW)
        assert counted(session) == {OperationKind.EXCHANGE: 79, OperationKind.RELEASE: 2, OperationKind.REMAINS: 12}
        assert session.scalar(select(func.count(OperationClaim.id))) == 98
        assert session.scalar(select(func.count(PublishedTotal.id))) == 43
        assert session.scalar(select(func.count(Person.id))) == 0

    def test_leaves_out_what_has_not_come_yet(self, session: Session) -> None:
        rules.publish(actor=UserFactory(), now=datetime(2022, 1, 1, 9, tzinfo=UTC))
        assert session.scalar(select(func.max(Operation.planned_latest))).year == 2020
