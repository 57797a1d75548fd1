"""Reading the ledger."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.audit import queries
from app.people.queries import members_of

pytestmark = pytest.mark.usefixtures("session")


class TestListEntries:
    def test_gives_the_newest_first(self, factories: SimpleNamespace) -> None:
        older, newer = factories.audit_entry(), factories.audit_entry()
        assert queries.list_entries() == [newer, older]

    def test_goes_on_before_an_entry(self, factories: SimpleNamespace) -> None:
        older, newer = factories.audit_entry(), factories.audit_entry()
        assert queries.list_entries(before=newer.id) == [older]

    def test_gives_no_more_than_asked(self, factories: SimpleNamespace) -> None:
        _, newer = factories.audit_entry(), factories.audit_entry()
        assert queries.list_entries(limit=1) == [newer]

    def test_takes_two_queries_with_the_values(
        self, factories: SimpleNamespace, session: Session, query_count: Callable[[], Any]
    ) -> None:
        for _ in range(3):
            factories.audit_value()
        session.expire_all()
        with query_count() as statements:
            assert [len(entry.values) for entry in queries.list_entries()] == [1, 1, 1]
        assert len(statements) == 2


class TestListEntriesAbout:
    def test_gives_what_was_done_to_a_person_and_nobody_else(self, factories: SimpleNamespace) -> None:
        person = factories.person()
        about = factories.audit_entry(person_id=person.id)
        factories.audit_entry(person_id=person.id + 1)
        assert queries.list_entries_about(members_of(person)) == [about]

    def test_gives_what_was_done_to_those_merged_into_them(self, factories: SimpleNamespace) -> None:
        person = factories.person()
        merged = factories.person(merged_into_id=person.id)
        about = factories.audit_entry(person_id=merged.id)
        assert queries.list_entries_about(members_of(person)) == [about]
