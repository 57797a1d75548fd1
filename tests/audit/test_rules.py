"""What the ledger keeps of a change, and when."""

import enum
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.audit import rules
from app.audit.models import AuditEntry
from app.core import clock, dates
from app.core.db import db
from app.places.models import Place, PlaceAlias
from app.sources.models import Reliability, Source, SourceKind

pytestmark = pytest.mark.usefixtures("session")

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def entries() -> list[AuditEntry]:
    db.session.commit()
    return list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def names() -> list[str]:
    """Give the verbs in the ledger, in its order."""
    return [entry.action for entry in entries()]


def add(name: str = "Список А", *, action: str = "add", **values: Any) -> Source:
    """Add a source as a rule does: changes are taken before the flush."""
    source = Source(name=name, kind=SourceKind.WITNESS, **values)
    db.session.add(source)
    rules.record(action, source, actor=None, at=NOW)
    db.session.flush()
    return source


class Level(enum.IntEnum):
    ONE = 1


class TestRecord:
    def test_writes_who_did_what_when_to_what(self, factories: SimpleNamespace) -> None:
        user, source = factories.user(), factories.source()
        rules.record("grade source", source, actor=user, at=NOW)
        (entry,) = entries()
        assert (entry.action, entry.actor_id, entry.at) == ("grade source", user.id, NOW)
        assert (entry.subject_type, entry.subject_id) == ("sources", source.id)

    def test_knows_the_number_of_what_was_added_in_the_same_transaction(self) -> None:
        source = Source(name="Список А", kind=SourceKind.WITNESS)
        db.session.add(source)
        rules.record("add", source, actor=None)
        (entry,) = entries()
        assert entry.subject_id == source.id

    def test_names_the_person_whom_the_subject_is_about(self, factories: SimpleNamespace) -> None:
        event = factories.custody_event()
        rules.record("record event", event, actor=None, person=event.person)
        (entry,) = entries()
        assert entry.person_id == event.person_id

    def test_takes_the_moment_from_the_clock_where_none_is_given(
        self, factories: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(clock, "now", lambda: NOW)
        rules.record("look", factories.source(), actor=None)
        assert entries()[0].at == NOW

    def test_names_the_account_of_the_machine_where_no_user_acts(
        self, factories: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("getpass.getuser", lambda: "olena")
        rules.record("rebuild", factories.source(), actor=None)
        (entry,) = entries()
        assert (entry.actor_id, entry.agent) == (None, "olena (command line)")

    def test_names_another_agent_that_is_given(self, factories: SimpleNamespace) -> None:
        rules.record("sign in", factories.source(), actor=None, agent="nobody signed in")
        assert entries()[0].agent == "nobody signed in"

    def test_names_no_agent_where_a_user_acts(self, factories: SimpleNamespace) -> None:
        rules.record("add", factories.source(), actor=factories.user())
        assert entries()[0].agent is None

    def test_keeps_the_order_in_which_things_were_done(self) -> None:
        add("Список А", action="first")
        add("Список Б", action="second")
        assert names() == ["first", "second"]

    def test_keeps_what_is_deleted_under_its_number(self, factories: SimpleNamespace) -> None:
        source = factories.source()
        number = source.id
        rules.record("remove", source, actor=None, changes={"name": (source.name, None)})
        db.session.delete(source)
        assert entries()[0].subject_id == number

    def test_works_on_the_session_of_its_subject(self, factories: SimpleNamespace) -> None:
        rules.record("add", factories.source(), actor=None)
        assert [pending.action for pending in db.session.info[rules.QUEUE]] == ["add"]


class TestTransaction:
    def test_nothing_is_written_before_the_commit(self, session: Session) -> None:
        add()
        assert session.scalars(select(AuditEntry)).all() == []

    def test_a_commit_writes_each_change_once(self) -> None:
        add()
        assert len(entries()) == len(entries()) == 1

    def test_a_rollback_leaves_nothing(self, session: Session) -> None:
        add()
        session.rollback()
        assert entries() == []

    def test_a_commit_after_a_rollback_writes_only_what_came_later(self, session: Session) -> None:
        add(action="undone")
        session.rollback()
        add(action="done")
        assert names() == ["done"]

    def test_a_savepoint_that_holds_is_written_with_the_rest(self, session: Session) -> None:
        with session.begin_nested():
            add(action="inside")
        assert names() == ["inside"]

    def test_a_savepoint_that_is_undone_drops_only_its_own(self, session: Session) -> None:
        add("Список А", action="before")
        with session.begin_nested() as savepoint:
            add("Список Б", action="inside")
            savepoint.rollback()
        add("Список В", action="after")
        assert names() == ["before", "after"]

    def test_a_savepoint_that_is_undone_drops_those_released_inside_it(self, session: Session) -> None:
        with session.begin_nested() as savepoint:
            with session.begin_nested():
                add(action="deep inside")
            savepoint.rollback()
        assert names() == []

    def test_a_savepoint_that_is_undone_leaves_the_one_around_it(self, session: Session) -> None:
        with session.begin_nested():
            add("Список А", action="around")
            with session.begin_nested() as savepoint:
                add("Список Б", action="inside")
                savepoint.rollback()
        assert names() == ["around"]

    def test_what_the_database_refuses_drops_only_its_own(self, session: Session) -> None:
        add("Список А", action="before")
        with pytest.raises(IntegrityError), session.begin_nested():
            add("Список А", action="refused")
        assert names() == ["before"]


class TestChangesOf:
    def test_says_what_an_attribute_held_and_holds(self, factories: SimpleNamespace) -> None:
        source = factories.source(name="Список А")
        source.name = "Список Б"
        assert rules.changes_of(source) == {"name": ("Список А", "Список Б")}

    def test_leaves_out_what_was_set_to_what_it_held(self, factories: SimpleNamespace) -> None:
        source = factories.source(name="Список А")
        source.name = "Список А"
        assert rules.changes_of(source) == {}

    def test_of_something_new_are_the_values_that_it_has(self) -> None:
        source = Source(name="Список А", kind=SourceKind.WITNESS, note=None)
        assert rules.changes_of(source) == {"name": (None, "Список А"), "kind": (None, SourceKind.WITNESS)}

    def test_takes_a_date_by_its_columns(self, factories: SimpleNamespace) -> None:
        source = factories.source(published=dates.parse_edtf("2022"))
        source.published = dates.parse_edtf("2022-05")
        assert rules.changes_of(source) == {
            "published_edtf": ("2022", "2022-05"),
            "published_earliest": (date(2022, 1, 1), date(2022, 5, 1)),
            "published_latest": (date(2022, 12, 31), date(2022, 5, 31)),
        }

    def test_takes_a_date_that_is_emptied_by_its_columns(self, factories: SimpleNamespace) -> None:
        source = factories.source(published=dates.parse_edtf("2022"))
        source.published = None
        assert rules.changes_of(source)["published_edtf"] == ("2022", None)

    def test_names_the_key_that_its_object_will_set(self, factories: SimpleNamespace) -> None:
        source, repeated = factories.source(), factories.source()
        source.repeats = repeated
        assert rules.changes_of(source) == {"repeats_id": (None, repeated.id)}

    def test_names_the_key_that_its_object_will_empty(self, factories: SimpleNamespace) -> None:
        repeated = factories.source()
        source = factories.source(repeats=repeated)
        source.repeats = None
        assert rules.changes_of(source) == {"repeats_id": (repeated.id, None)}

    def test_leaves_out_what_others_say_of_it(self) -> None:
        place = Place(name="Вигаданка", aliases=[PlaceAlias(name="Вигадівка")])
        assert rules.changes_of(place) == {"name": (None, "Вигаданка")}

    def test_knows_a_key_that_was_set_beside_its_object(self, factories: SimpleNamespace) -> None:
        source, repeated = factories.source(), factories.source()
        source.repeats, source.repeats_id = repeated, repeated.id
        assert rules.changes_of(source) == {"repeats_id": (None, repeated.id)}


class TestValues:
    def test_stand_readable_beside_the_entry(self, factories: SimpleNamespace) -> None:
        source = factories.source(reliability=Reliability.C)
        source.reliability = Reliability.A
        rules.record("grade source", source, actor=None)
        (value,) = entries()[0].values
        assert (value.field, value.before, value.after) == ("reliability", "C", "A")

    def test_may_be_erased_while_the_digest_stays(self, factories: SimpleNamespace) -> None:
        source = factories.source()
        rules.record("add", source, actor=None, changes={"name": (None, "Шевчук")})
        (entry,) = entries()
        for value in entry.values:
            value.before = value.after = None
        db.session.commit()
        assert set(entry.digests) == {"name"}

    def test_that_are_given_replace_those_of_the_subject(self, factories: SimpleNamespace) -> None:
        user = factories.user()
        user.full_name = "Інше імʼя"
        rules.record("change", user, actor=None, changes={"aliases": (None, ["а"])})
        assert [(value.field, value.after) for value in entries()[0].values] == [("aliases", '["а"]')]

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (None, None),
            (Reliability.B, "B"),
            (Level.ONE, "1"),
            (date(2022, 5, 16), "2022-05-16"),
            (NOW, "2026-03-01T09:00:00+00:00"),
            ({"б": 1, "а": 2}, '{"а": 2, "б": 1}'),
            (["surname"], '["surname"]'),
            (True, "True"),
            (12, "12"),
        ],
    )
    def test_have_one_text_form(self, value: object, text: str | None) -> None:
        assert rules.as_text(value) == text


class TestDigests:
    def test_are_of_the_value_that_holds_now(self, factories: SimpleNamespace) -> None:
        rules.record("add", factories.source(), actor=None, changes={"name": ("а", "б")})
        expected = rules.digest(db.session.info[rules.KEY], "name", "б")
        assert entries()[0].digests == {"name": expected}

    def test_need_the_key_of_the_installation(self) -> None:
        assert rules.digest(b"one", "rank", "сержант") != rules.digest(b"another", "rank", "сержант")

    def test_tell_fields_with_the_same_value_apart(self) -> None:
        assert rules.digest(b"key", "surname", "Іван") != rules.digest(b"key", "given_name", "Іван")

    def test_are_made_with_the_key_of_the_settings(self, session: Session) -> None:
        assert session.info[rules.KEY]

    def test_hold_no_value(self, factories: SimpleNamespace) -> None:
        rules.record("add", factories.source(), actor=None, changes={"name": (None, "Шевчук")})
        assert "Шевчук" not in str(entries()[0].digests)


class TestRepresentation:
    def test_of_an_entry_and_its_values_names_no_value(self, factories: SimpleNamespace) -> None:
        value = factories.audit_value(after="Шевчук")
        assert "Шевчук" not in f"{value!r}{value.entry!r}"


class TestReferences:
    def test_the_ledger_outlives_the_people_it_names(self, factories: SimpleNamespace, session: Session) -> None:
        entry = factories.audit_entry(person_id=999, subject_id=999)
        session.expire_all()
        assert (entry.person_id, session.get(User, 999), session.get(Place, 999)) == (999, None, None)
