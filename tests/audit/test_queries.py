"""Reading the ledger."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.audit import queries
from app.audit.models import AccessEntry, AuditEntry
from app.audit.queries import EntryFilter
from app.people.queries import members_of

pytestmark = pytest.mark.usefixtures("session")


def listed(**asked: Any) -> list[AuditEntry]:
    """List the first page of the entries that a filter finds."""
    return list(queries.list_page(AuditEntry, EntryFilter(**asked)))


class TestFilter:
    def test_without_any_part_gives_the_newest_first(self, factories: SimpleNamespace) -> None:
        older, newer = factories.audit_entry(), factories.audit_entry()
        assert listed() == [newer, older]

    def test_finds_by_what_was_done(self, factories: SimpleNamespace) -> None:
        one, other, _ = (factories.audit_entry(action=action) for action in ("tag", "untag", "state"))
        assert listed(actions=("tag", "untag")) == [other, one]

    def test_finds_by_who_did_it(self, factories: SimpleNamespace) -> None:
        user = factories.user()
        factories.audit_entry()
        one = factories.audit_entry(actor_id=user.id)
        assert listed(actor_id=user.id) == [one]

    def test_finds_by_the_record(self, factories: SimpleNamespace) -> None:
        one = factories.audit_entry(subject_type="places", subject_id=7)
        factories.audit_entry(subject_type="places", subject_id=8)
        factories.audit_entry(subject_type="sources", subject_id=7)
        assert listed(subject_type="places", subject_id=7) == [one]

    def test_finds_from_a_moment_up_to_another(self, factories: SimpleNamespace) -> None:
        _, one, two, _ = (factories.audit_entry(at=datetime(2026, 3, day, tzinfo=UTC)) for day in (1, 2, 3, 4))
        since, until = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 4, tzinfo=UTC)
        assert listed(since=since, until=until) == [two, one]

    def test_finds_what_was_done_to_a_person_and_nobody_else(self, factories: SimpleNamespace) -> None:
        person = factories.person()
        about = factories.audit_entry(person_id=person.id)
        factories.audit_entry(person_id=person.id + 1)
        assert listed(members=members_of(person)) == [about]

    def test_finds_what_was_done_to_those_merged_into_them(self, factories: SimpleNamespace) -> None:
        person = factories.person()
        merged = factories.person(merged_into_id=person.id)
        about = factories.audit_entry(person_id=merged.id)
        assert listed(members=members_of(person)) == [about]

    def test_finds_looks_alike(self, factories: SimpleNamespace) -> None:
        factories.access_entry(action="search")
        look = factories.access_entry(action="look at dossier", subject_id=7)
        chosen = EntryFilter(actions=("look at dossier",), subject_type="people", subject_id=7)
        assert list(queries.list_page(AccessEntry, chosen)) == [look]


class TestPages:
    def test_lead_to_the_older_and_back_to_the_newer(self, factories: SimpleNamespace) -> None:
        first, second, third = (factories.audit_entry() for _ in range(3))
        newest = queries.list_page(AuditEntry, EntryFilter(), size=2)
        assert (list(newest), newest.has_previous, newest.has_next) == ([third, second], False, True)
        older = queries.list_page(AuditEntry, EntryFilter(), before=second.id, size=2)
        assert (list(older), older.has_previous, older.has_next) == ([first], True, False)
        newer = queries.list_page(AuditEntry, EntryFilter(), after=first.id, size=2)
        assert (list(newer), newer.has_previous, newer.has_next) == ([third, second], False, True)

    def test_take_two_queries_with_the_values(
        self, factories: SimpleNamespace, session: Session, query_count: Callable[[], Any]
    ) -> None:
        for _ in range(3):
            factories.audit_value()
        session.expire_all()
        with query_count() as statements:
            assert [len(entry.values) for entry in listed()] == [1, 1, 1]
        assert len(statements) == 2

    def test_give_everything_a_piece_at_a_time(
        self, factories: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        numbers = [factories.audit_entry().sequence for _ in range(5)]
        monkeypatch.setattr(queries, "CHUNK", 2)
        pieces = [[entry.sequence for entry in piece] for piece in queries.list_all(AuditEntry, EntryFilter())]
        assert pieces == [numbers[:2:-1], numbers[2:0:-1], numbers[:1]]
