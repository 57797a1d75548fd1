"""Correcting an event, and taking back what was just saved of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Role, User
from app.audit.models import AuditEntry
from app.core.errors import RuleError
from app.core.undoing import UNDONE
from app.custody import queries, rules
from app.custody.models import CustodyEvent, EventKind, Origin, Period
from app.custody.rules import Happening
from app.people.models import CustodyStatus, Person
from app.sources.models import Source, SourceKind
from tests.custody.events import day

pytestmark = pytest.mark.usefixtures("session")

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
SOON, LATER = NOW + timedelta(minutes=10), NOW + timedelta(minutes=11)
K, S = EventKind, CustodyStatus


@pytest.fixture
def person(factories: SimpleNamespace) -> Person:
    made: Person = factories.person()
    return made


@pytest.fixture
def source(factories: SimpleNamespace) -> Source:
    made: Source = factories.source(kind=SourceKind.ICRC)
    return made


@pytest.fixture
def actor(factories: SimpleNamespace) -> User:
    made: User = factories.user()
    return made


@pytest.fixture
def supervisor(factories: SimpleNamespace) -> User:
    made: User = factories.user(role=Role.SUPERVISOR)
    return made


@pytest.fixture
def capture(person: Person, source: Source, actor: User) -> CustodyEvent:
    happening = Happening(kind=K.CAPTURE, source=source, credibility=2, happened=day("2022-05-16"))
    return rules.record(person, happening, actor=actor, now=NOW)


def correct(event: CustodyEvent, actor: User, **changes: Any) -> CustodyEvent:
    return rules.correct(event, replace(rules.happening_in(event), **changes), actor=actor, now=NOW)


def last_entry(session: Session) -> AuditEntry:
    session.commit()
    return session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()  # type: ignore[return-value]


class TestCorrect:
    def test_replaces_what_was_typed_wrongly(self, person: Person, capture: CustodyEvent, actor: User) -> None:
        correct(capture, actor, happened=day("2022-05-20"))
        assert (person.captured, len(queries.list_events_of(person))) == (day("2022-05-20"), 2)

    def test_keeps_the_source_and_all_that_was_not_changed(self, capture: CustodyEvent, actor: User) -> None:
        correction = correct(capture, actor, happened=day("2022-05-20"))
        kept = (correction.kind, correction.source_id, correction.credibility, correction.origin)
        assert kept == (capture.kind, capture.source_id, capture.credibility, capture.origin)

    def test_says_who_corrected_it_and_when(self, capture: CustodyEvent, actor: User) -> None:
        correction = correct(capture, actor, note="за списком")
        assert (correction.supersedes_id, correction.recorded_by_id) == (capture.id, actor.id)

    def test_is_entered_in_the_ledger_as_what_changed(
        self, session: Session, capture: CustodyEvent, actor: User
    ) -> None:
        correct(capture, actor, happened=day("2022-05-20"))
        entry = last_entry(session)
        changes = {value.field: (value.before, value.after) for value in entry.values}
        assert (entry.action, changes) == ("correct event", {"happened_edtf": ("2022-05-16", "2022-05-20")})

    def test_that_changes_nothing_is_refused(self, capture: CustodyEvent, actor: User) -> None:
        with pytest.raises(RuleError, match="Change at least one field"):
            correct(capture, actor)

    def test_of_a_colleagues_work_is_left_to_supervisors(
        self, capture: CustodyEvent, factories: SimpleNamespace, supervisor: User
    ) -> None:
        with pytest.raises(RuleError, match="A colleague entered this"):
            correct(capture, factories.user(), note="інше")
        assert correct(capture, supervisor, note="інше").note == "інше"

    def test_of_what_was_corrected_already_is_refused(self, capture: CustodyEvent, actor: User) -> None:
        correct(capture, actor, note="перша")
        with pytest.raises(RuleError, match="no longer stands"):
            correct(capture, actor, note="друга")

    def test_of_what_an_exchange_keeps_is_refused(
        self, capture: CustodyEvent, factories: SimpleNamespace, supervisor: User
    ) -> None:
        event = factories.custody_event(person=capture.person, origin=Origin.EXCHANGE)
        with pytest.raises(RuleError, match="belongs to an exchange"):
            correct(event, supervisor, note="інше")

    def test_goes_on_from_a_correction_that_was_retracted(
        self, capture: CustodyEvent, actor: User, supervisor: User
    ) -> None:
        first = correct(capture, actor, note="перша")
        rules.retract(first, reason="не те", actor=supervisor, now=NOW)
        assert correct(capture, actor, note="друга").supersedes_id == first.id

    def test_is_offered_to_who_may(
        self, capture: CustodyEvent, actor: User, supervisor: User, factories: SimpleNamespace
    ) -> None:
        may = [rules.can_correct(capture, user) for user in (actor, supervisor, factories.user())]
        assert may == [True, True, False]


class TestUndo:
    def test_takes_back_what_was_added(
        self, session: Session, person: Person, capture: CustodyEvent, actor: User
    ) -> None:
        rules.undo(capture, actor=actor, now=SOON)
        assert (person.custody_status, capture.retraction_reason) == (S.UNKNOWN, UNDONE)
        assert last_entry(session).action == "undo event"

    def test_brings_back_what_was_corrected(self, person: Person, capture: CustodyEvent, actor: User) -> None:
        rules.undo(correct(capture, actor, happened=day("2022-05-20")), actor=actor, now=SOON)
        assert person.captured == day("2022-05-16")

    def test_is_refused_after_ten_minutes(self, capture: CustodyEvent, actor: User) -> None:
        with pytest.raises(RuleError, match="ten minutes"):
            rules.undo(capture, actor=actor, now=LATER)

    def test_is_refused_to_others(self, capture: CustodyEvent, supervisor: User) -> None:
        with pytest.raises(RuleError, match="Only who saved this"):
            rules.undo(capture, actor=supervisor, now=SOON)

    def test_is_refused_where_it_was_corrected_since(self, capture: CustodyEvent, actor: User) -> None:
        correct(capture, actor, note="інше")
        with pytest.raises(RuleError, match="built on"):
            rules.undo(capture, actor=actor, now=SOON)

    def test_is_refused_twice(self, capture: CustodyEvent, actor: User) -> None:
        rules.undo(capture, actor=actor, now=NOW)
        with pytest.raises(RuleError, match="already"):
            rules.undo(capture, actor=actor, now=SOON)


class TestUndoRetraction:
    @pytest.fixture
    def retracted(self, capture: CustodyEvent, supervisor: User) -> CustodyEvent:
        rules.retract(capture, reason="інша особа", actor=supervisor, now=NOW)
        return capture

    def test_lets_the_event_stand_again(
        self, session: Session, person: Person, retracted: CustodyEvent, supervisor: User
    ) -> None:
        rules.undo_retraction(retracted, actor=supervisor, now=SOON)
        assert (person.custody_status, retracted.retraction_reason) == (S.IN_CAPTIVITY, None)
        assert last_entry(session).action == "undo retraction"

    def test_is_refused_to_others(self, retracted: CustodyEvent, actor: User) -> None:
        with pytest.raises(RuleError, match="Only who saved this"):
            rules.undo_retraction(retracted, actor=actor, now=SOON)

    def test_is_refused_where_nothing_is_retracted(self, capture: CustodyEvent, actor: User) -> None:
        with pytest.raises(RuleError, match="no retraction"):
            rules.undo_retraction(capture, actor=actor, now=SOON)

    def test_is_refused_where_what_it_had_corrected_was_corrected_anew(
        self, capture: CustodyEvent, actor: User, supervisor: User
    ) -> None:
        first = correct(capture, actor, note="перша")
        rules.retract(first, reason="не те", actor=supervisor, now=NOW)
        correct(capture, actor, note="друга")
        with pytest.raises(RuleError, match="built on"):
            rules.undo_retraction(first, actor=supervisor, now=SOON)


class TestStandingEvent:
    def test_is_the_newest_correction(self, capture: CustodyEvent, actor: User) -> None:
        second = correct(correct(capture, actor, note="перша"), actor, note="друга")
        assert queries.get_standing_event(capture.id) is second

    def test_is_the_event_itself_where_nothing_corrects_it(self, capture: CustodyEvent) -> None:
        assert queries.get_standing_event(capture.id) is capture


def test_a_stored_period_is_named_by_its_numbers_and_status(session: Session, capture: CustodyEvent) -> None:
    (period,) = session.scalars(select(Period)).all()
    assert repr(period) == f"<Period 1 of {capture.person_id}: in_captivity>"
