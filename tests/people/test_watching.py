"""Watching people: a list that each user keeps for themselves."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Role, User
from app.audit.models import AuditEntry
from app.core import clock
from app.people import queries, rules
from app.people.models import Person, WatchedPerson
from tests.conftest import SignIn
from tests.harness.client import Client


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in(Role.ANALYST)


@pytest.fixture
def person(factories: SimpleNamespace) -> Person:
    made: Person = factories.person()
    return made


def watched(session: Session, user: User) -> list[int]:
    return list(session.scalars(queries.watched_by(user).order_by(Person.id)))


class TestWatch:
    def test_puts_a_person_on_the_users_own_list(
        self, session: Session, factories: SimpleNamespace, person: Person
    ) -> None:
        user, colleague = factories.user(), factories.user()
        rules.watch(person, actor=user, now=clock.now())
        assert (watched(session, user), watched(session, colleague)) == ([person.id], [])

    def test_twice_is_once(self, session: Session, factories: SimpleNamespace, person: Person) -> None:
        user = factories.user()
        for _ in range(2):
            rules.watch(person, actor=user, now=clock.now())
            session.flush()
        assert watched(session, user) == [person.id]

    def test_also_watches_what_was_merged_into_the_record(self, factories: SimpleNamespace, person: Person) -> None:
        user = factories.user()
        rules.watch(factories.person(merged_into_id=person.id), actor=user, now=clock.now())
        assert queries.list_watches_of(user, person)


class TestUnwatch:
    def test_takes_a_person_off(self, session: Session, factories: SimpleNamespace, person: Person) -> None:
        user = factories.user()
        rules.watch(person, actor=user, now=clock.now())
        rules.unwatch(person, actor=user, now=clock.now())
        session.commit()
        assert watched(session, user) == []

    def test_of_somebody_not_watched_does_nothing(
        self, session: Session, factories: SimpleNamespace, person: Person
    ) -> None:
        rules.unwatch(person, actor=factories.user(), now=clock.now())
        assert session.scalars(select(WatchedPerson)).all() == []


class TestTold:
    def test_the_ledger_says_who_is_watched(self, session: Session, factories: SimpleNamespace, person: Person) -> None:
        user = factories.user()
        for change in (rules.watch, rules.unwatch):
            change(person, actor=user, now=clock.now())
        session.commit()
        told = session.scalars(select(AuditEntry).where(AuditEntry.subject_type == "watched_people"))
        assert [(entry.action, entry.person_id) for entry in told] == [("watch", person.id), ("unwatch", person.id)]

    def test_the_history_that_colleagues_read_does_not(
        self, analyst: Client, session: Session, factories: SimpleNamespace, person: Person
    ) -> None:
        rules.watch(person, actor=factories.user(full_name="Хтось Вигаданий"), now=clock.now())
        session.commit()
        assert "Хтось Вигаданий" not in analyst.get(f"/people/{person.ref}/history").text

    def test_a_record_that_somebody_watches_is_taken_back_all_the_same(
        self, session: Session, factories: SimpleNamespace
    ) -> None:
        author, now = factories.user(), clock.now()
        mistake = factories.person(created_by_id=author.id, created_at=now, updated_at=now)
        rules.watch(mistake, actor=factories.user(), now=now)
        session.commit()
        rules.undo_person(mistake, actor=author, now=now)
        assert mistake.retracted_at


class TestButtons:
    def test_a_person_is_watched_and_no_longer_watched_from_the_dossier(self, analyst: Client, person: Person) -> None:
        page = analyst.post(f"/people/{person.ref}/watch", follow_redirects=True).text
        assert f'action="/people/{person.ref}/unwatch"' in page
        page = analyst.post(f"/people/{person.ref}/unwatch", follow_redirects=True).text
        assert f'action="/people/{person.ref}/watch"' in page

    @pytest.mark.parametrize("verb", ["watch", "unwatch"])
    def test_nobody_is_watched_who_is_not_there(self, analyst: Client, verb: str) -> None:
        assert analyst.post(f"/people/P-999999-X/{verb}").status_code == 404
