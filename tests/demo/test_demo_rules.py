"""Filling an empty database with invented people."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import queries as users
from app.accounts.models import Role, User
from app.compartments.models import Consent, FamilyNotice, HealthObservation, Relative, Witness
from app.core import dates
from app.core.filestore import FileStore
from app.core.media import MediaType
from app.custody.models import CustodyEvent
from app.debriefings.models import DebriefingRow
from app.demo import invention, queries, rules
from app.desk import queries as desk
from app.people.models import NameLanguage, Person, PersonIdentifier
from app.places.models import Place
from app.sources.models import Attachment, Source

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
COUNT = 15


@pytest.fixture
def actor(session: Session) -> User:
    """The analyst of the demo."""
    rules.renew_sign_ins(now=NOW)
    session.flush()
    return users.get_user("analyst")


class TestSignIns:
    @pytest.mark.usefixtures("actor")
    def test_there_is_one_for_each_role(self, session: Session) -> None:
        assert set(session.scalars(select(User.role))) == set(Role)

    def test_are_renewed_without_adding_users(self, session: Session, actor: User) -> None:
        former = actor.password_hash
        rules.renew_sign_ins(now=NOW)
        assert actor.password_hash != former
        assert len(session.scalars(select(User)).all()) == len(rules.USERS)

    @pytest.mark.usefixtures("session")
    def test_tell_passwords_that_nobody_else_has(self) -> None:
        told = [sign_in.password for _ in range(2) for sign_in in rules.renew_sign_ins(now=NOW)]
        assert len(set(told)) == len(told)


class TestSeed:
    def test_enters_as_many_as_it_is_told(self, session: Session, actor: User) -> None:
        assert rules.seed(actor=actor, now=NOW, count=COUNT) == COUNT
        assert len(session.scalars(select(Person)).all()) == COUNT

    def test_marks_the_database_as_its_own(self, session: Session, actor: User) -> None:
        rules.seed(actor=actor, now=NOW, count=0)
        assert queries.is_own(session.connection())

    def test_knows_each_place_that_it_invents(self, session: Session, actor: User) -> None:
        rules.seed(actor=actor, now=NOW, count=COUNT)
        assert [place.name for place in session.scalars(select(Place)) if place.needs_review] == []

    def test_keeps_what_is_invented(self, session: Session, actor: User) -> None:
        rules.seed(actor=actor, now=NOW, count=COUNT)
        invented = list(invention.invent(COUNT))
        events, numbers = session.scalars(select(CustodyEvent)).all(), session.scalars(select(PersonIdentifier)).all()
        told = [event for event in events if not event.source.name.startswith("W-")]
        assert len(told) == sum(len(one.events) for one in invented)
        assert {one.value for one in numbers} == {one.identifier for one in invented if one.identifier}

    def test_lets_a_second_source_contradict_the_first(
        self, session: Session, actor: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (first,) = invention.invent(1)
        disputed = replace(first, values={**first.values, "born": "1990"}, contradiction={"born": "1965"})
        monkeypatch.setattr(invention, "invent", lambda _count: [disputed])
        rules.seed(actor=actor, now=NOW, count=1)
        assert session.scalars(select(Person)).one().conflicts == ["born"]

    def test_ends_every_story_where_the_clock_is_behind(self, session: Session, actor: User) -> None:
        early = datetime(2023, 6, 1, 9, tzinfo=UTC)
        rules.seed(actor=actor, now=early, count=COUNT)
        happened = [event.happened for event in session.scalars(select(CustodyEvent))]
        assert happened
        assert all(day is None or day.earliest is None or day.earliest <= early.date() for day in happened)


class TestDeepen:
    def test_shows_something_of_each_part_of_the_record(self, session: Session, actor: User) -> None:
        rules.seed(actor=actor, now=NOW, count=40)
        session.commit()
        compartments = (Relative, HealthObservation, Consent, FamilyNotice, Witness)
        assert [kind for kind in compartments if session.scalars(select(kind)).first() is None] == []
        odd = (Person.has_mixed_script, Person.has_unlikely, Person.health_due_on < NOW.date())
        assert [one for one in odd if session.scalars(select(Person).where(one)).first() is None] == []
        assert {row.person_id is None for row in session.scalars(select(DebriefingRow))} == {True, False}
        assert desk.count_changed(desk.News(actor, since=NOW - timedelta(days=7))) > 0


class TestAfterwards:
    def test_an_event_is_corrected_and_another_retracted(
        self, session: Session, actor: User, factories: SimpleNamespace
    ) -> None:
        said_by, colleague = {"family": factories.source(), "open": factories.source()}, users.get_user("supervisor")
        rules.amend(factories.person(), said_by, actor=actor, colleague=colleague, now=NOW)
        mistyped, correction, foreign = session.scalars(select(CustodyEvent).order_by(CustodyEvent.id)).all()
        assert (correction.supersedes_id, foreign.retracted_by_id) == (mistyped.id, colleague.id)

    def test_a_source_has_a_letter(self, session: Session, actor: User, tmp_path: Path) -> None:
        store = FileStore(tmp_path)
        rules.seed(actor=actor, now=NOW, count=0, store=store)
        attached = session.scalars(select(Attachment)).one()
        assert (attached.media_type, store.has(attached.sha256)) == (MediaType.PNG, True)


class TestTyped:
    @pytest.mark.usefixtures("session")
    def test_leaves_open_what_is_not_told(self) -> None:
        assert rules.typed({"surname": "Шевчук", "name_language": "uk"}) == {
            "surname": "Шевчук",
            "name_language": NameLanguage.UKRAINIAN,
        }

    def test_reads_a_date_and_leaves_an_unknown_category_open(self, session: Session) -> None:
        assert session.scalars(select(Source)).all() == []
        read = rules.typed({"born": "16.05.1990", "category": "unknown"})
        assert read == {"born": dates.parse_edtf("1990-05-16"), "category_id": None}
