"""Entering somebody who seems to be on record: the reason why it is another person is kept."""

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.audit.models import AuditEntry
from app.people import rules
from app.people.models import Person
from app.people.rules.register import DISTINGUISHED
from app.sources.models import Source

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
Told = list[tuple[Person, Person, str, User | None, datetime]]


@pytest.fixture
def told() -> Iterator[Told]:
    """What those above are told, who keep it in their own way."""
    heard: Told = []
    keepers, DISTINGUISHED[:] = DISTINGUISHED[:], [lambda *one: heard.append(one)]
    yield heard
    DISTINGUISHED[:] = keepers


@pytest.fixture
def source(factories: SimpleNamespace) -> Source:
    made: Source = factories.source()
    return made


def register(source: Source, actor: User | None, distinguished: dict[Person, str] | None = None) -> Person:
    saying = rules.Saying(source, 3, {"surname": "Вигаданюк"})
    return rules.register(saying, actor=actor, now=NOW, distinguished=distinguished)


def changes_of_registering(session: Session, person: Person) -> dict[str, str | None]:
    session.commit()
    registered = (AuditEntry.action == "register person", AuditEntry.person_id == person.id)
    return {value.field: value.after for value in session.scalars(select(AuditEntry).where(*registered)).one().values}


class TestTellingApart:
    def test_tells_those_above_of_each_record_and_why(
        self, told: Told, source: Source, factories: SimpleNamespace
    ) -> None:
        actor, brother, namesake = factories.user(), factories.person(), factories.person()
        person = register(source, actor, {brother: "рідний брат", namesake: "інший рік"})
        assert told == [(person, brother, "рідний брат", actor, NOW), (person, namesake, "інший рік", actor, NOW)]

    def test_is_written_in_the_ledger_with_the_registration(
        self, session: Session, told: Told, source: Source, factories: SimpleNamespace
    ) -> None:
        brother = factories.person()
        person = register(source, None, {brother: "рідний брат"})
        assert changes_of_registering(session, person) == {"distinguished_from": f"{brother.ref}: рідний брат"}
        assert len(told) == 1

    def test_leaves_no_trace_where_nobody_is_alike(self, session: Session, told: Told, source: Source) -> None:
        person = register(source, None)
        assert (changes_of_registering(session, person), told) == ({}, [])
