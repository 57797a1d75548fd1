"""Taking back what was just saved of who somebody is."""

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
from app.people import identity, queries, rules
from app.people.models import IdentifierKind, Person, PersonIdentifier, PersonStatement
from app.people.queries import PeopleFilter
from app.people.rules import Saying
from app.sources.models import Reliability, Source

pytestmark = pytest.mark.usefixtures("session")

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
SOON, LATER = NOW + timedelta(minutes=10), NOW + timedelta(minutes=10, seconds=1)


@pytest.fixture
def source(factories: SimpleNamespace) -> Source:
    made: Source = factories.source()
    return made


@pytest.fixture
def actor(factories: SimpleNamespace) -> User:
    made: User = factories.user()
    return made


@pytest.fixture
def colleague(factories: SimpleNamespace) -> User:
    made: User = factories.user(role=Role.SUPERVISOR)
    return made


@pytest.fixture
def person(source: Source, actor: User) -> Person:
    return rules.register(Saying(source, 3, {"surname": "Шевчук"}), actor=actor, now=NOW)


def state(person: Person, source: Source, actor: User, *, now: datetime = NOW, **values: Any) -> PersonStatement:
    return rules.state(person, Saying(source, 3, values), actor=actor, now=now)


def last_action(session: Session) -> tuple[str, int | None]:
    session.commit()
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    return entry.action, entry.actor_id


class TestUndoStatement:
    def test_takes_back_the_number_entered_with_it(self, person: Person, source: Source, actor: User) -> None:
        later = NOW + timedelta(minutes=1)
        kind = IdentifierKind.SERVICE_NUMBER
        former = rules.identify(person, kind=kind, value="А-1", source=source, actor=actor, now=NOW)
        statement = state(person, source, actor, now=later, rank="солдат")
        number = rules.identify(person, kind=kind, value="А-2", source=source, actor=actor, now=later)
        rules.undo_statement(statement, actor=actor, now=SOON)
        assert queries.list_identifiers_of(person) == [former]
        assert (number.retracted_at, number.retraction_reason) == (SOON, UNDONE)

    def test_of_a_correction_takes_back_no_number(self, person: Person, source: Source, actor: User) -> None:
        (corrected,) = rules.correct(person, {"surname": "Шевченко"}, {}, actor=actor, now=NOW)
        rules.identify(person, kind=IdentifierKind.SERVICE_NUMBER, value="А-1", source=source, actor=actor, now=NOW)
        rules.undo_statement(corrected, actor=actor, now=SOON)
        assert len(queries.list_identifiers_of(person)) == 1

    def test_takes_back_what_was_added(self, session: Session, person: Person, source: Source, actor: User) -> None:
        statement = state(person, source, actor, rank="солдат")
        rules.undo_statement(statement, actor=actor, now=SOON)
        assert (person.rank, statement.retraction_reason) == (None, UNDONE)
        assert last_action(session) == ("undo statement", actor.id)

    def test_brings_back_what_was_corrected(self, person: Person, actor: User) -> None:
        (correction,) = rules.correct(person, {"surname": "Шевченко"}, {}, actor=actor, now=NOW)
        rules.undo_statement(correction, actor=actor, now=SOON)
        assert person.surname == "Шевчук"

    def test_takes_back_a_correction_of_several_sources_together(
        self, person: Person, factories: SimpleNamespace, actor: User
    ) -> None:
        state(person, factories.source(reliability=Reliability.A), actor, rank="солдат")
        changes = {"surname": "Шевченко", "rank": "сержант"}
        corrections = rules.correct(person, changes, {}, actor=actor, now=NOW)
        rules.undo_statement(corrections[0], actor=actor, now=SOON)
        assert len(corrections) == 2
        assert (person.surname, person.rank) == ("Шевчук", "солдат")

    def test_is_refused_after_ten_minutes(self, person: Person, source: Source, actor: User) -> None:
        with pytest.raises(RuleError, match="ten minutes"):
            rules.undo_statement(state(person, source, actor, rank="солдат"), actor=actor, now=LATER)

    def test_is_refused_to_others(self, person: Person, source: Source, actor: User, colleague: User) -> None:
        with pytest.raises(RuleError, match="Only who saved this"):
            rules.undo_statement(state(person, source, actor, rank="солдат"), actor=colleague, now=SOON)

    def test_is_refused_twice(self, person: Person, source: Source, actor: User) -> None:
        statement = state(person, source, actor, rank="солдат")
        rules.undo_statement(statement, actor=actor, now=NOW)
        with pytest.raises(RuleError, match="already"):
            rules.undo_statement(statement, actor=actor, now=SOON)

    def test_is_refused_where_it_was_corrected_since(self, person: Person, actor: User) -> None:
        (statement,) = queries.list_statements_of(person)
        rules.correct(person, {"surname": "Шевченко"}, {}, actor=actor, now=NOW)
        with pytest.raises(RuleError, match="built on"):
            rules.undo_statement(statement, actor=actor, now=SOON)

    def test_is_refused_where_it_was_preferred_since(self, person: Person, source: Source, actor: User) -> None:
        statement = state(person, source, actor, rank="солдат")
        rules.prefer(person, "rank", statement, reason="квиток", actor=actor, now=NOW)
        with pytest.raises(RuleError, match="built on"):
            rules.undo_statement(statement, actor=actor, now=SOON)


class TestUndoRetraction:
    @pytest.fixture
    def statement(self, person: Person, source: Source, actor: User, colleague: User) -> PersonStatement:
        made = state(person, source, actor, rank="солдат")
        rules.retract_statement(made, reason="інша особа", actor=colleague, now=NOW)
        return made

    def test_lets_the_statement_stand_again(
        self, session: Session, person: Person, statement: PersonStatement, colleague: User
    ) -> None:
        rules.undo_retraction(statement, actor=colleague, now=SOON)
        assert (person.rank, statement.retracted_at, statement.retraction_reason) == ("солдат", None, None)
        assert last_action(session) == ("undo retraction", colleague.id)

    def test_is_refused_to_others(self, statement: PersonStatement, actor: User) -> None:
        with pytest.raises(RuleError, match="Only who saved this"):
            rules.undo_retraction(statement, actor=actor, now=SOON)

    def test_is_refused_where_nothing_is_retracted(self, person: Person, source: Source, actor: User) -> None:
        with pytest.raises(RuleError, match="no retraction"):
            rules.undo_retraction(state(person, source, actor, rank="солдат"), actor=actor, now=SOON)

    def test_is_no_way_to_undo_an_undoing(self, person: Person, source: Source, actor: User) -> None:
        statement = state(person, source, actor, rank="солдат")
        rules.undo_statement(statement, actor=actor, now=NOW)
        with pytest.raises(RuleError, match="no retraction"):
            rules.undo_retraction(statement, actor=actor, now=SOON)

    def test_is_refused_where_what_it_had_corrected_was_corrected_anew(
        self, person: Person, actor: User, colleague: User
    ) -> None:
        (correction,) = rules.correct(person, {"surname": "Шевченко"}, {}, actor=actor, now=NOW)
        rules.retract_statement(correction, reason="описка", actor=colleague, now=NOW)
        rules.correct(person, {"surname": "Шевчик"}, {}, actor=actor, now=NOW)
        with pytest.raises(RuleError, match="built on"):
            rules.undo_retraction(correction, actor=colleague, now=SOON)


class TestUndoIdentifier:
    def identify(self, person: Person, source: Source, actor: User) -> PersonIdentifier:
        number = {"kind": IdentifierKind.PASSPORT, "value": "АА 123456"}
        return rules.identify(person, **number, source=source, actor=actor, now=NOW)

    def test_takes_the_number_back_so_that_another_may_have_it(
        self, person: Person, source: Source, actor: User, factories: SimpleNamespace
    ) -> None:
        rules.undo_identifier(self.identify(person, source, actor), actor=actor, now=SOON)
        assert not queries.list_identifiers_of(person)
        self.identify(factories.person(), source, actor)

    def test_is_refused_twice(self, person: Person, source: Source, actor: User) -> None:
        identifier = self.identify(person, source, actor)
        rules.undo_identifier(identifier, actor=actor, now=NOW)
        with pytest.raises(RuleError, match="already"):
            rules.undo_identifier(identifier, actor=actor, now=SOON)


class TestUndoPreference:
    @pytest.fixture
    def other(self, person: Person, actor: User, factories: SimpleNamespace) -> PersonStatement:
        return state(person, factories.source(reliability=Reliability.A), actor, surname="Шевченко")

    def prefer(self, person: Person, statement: PersonStatement, actor: User, now: datetime = NOW) -> None:
        rules.prefer(person, "surname", statement, reason="паспорт", actor=actor, now=now)

    @pytest.mark.usefixtures("other")
    def test_opens_the_question_again(self, person: Person, actor: User) -> None:
        self.prefer(person, queries.list_statements_of(person)[0], actor)
        rules.undo_preference(person, "surname", actor=actor, now=SOON)
        assert (person.surname, person.conflicts) == ("Шевченко", ["surname"])

    def test_brings_back_the_choice_that_it_had_replaced(
        self, session: Session, person: Person, other: PersonStatement, actor: User
    ) -> None:
        self.prefer(person, queries.list_statements_of(person)[0], actor)
        self.prefer(person, other, actor, now=SOON)
        rules.undo_preference(person, "surname", actor=actor, now=SOON)
        assert (person.surname, person.conflicts) == ("Шевчук", [])
        assert last_action(session) == ("undo preference", actor.id)

    def test_is_refused_where_nothing_is_preferred(self, person: Person, actor: User) -> None:
        with pytest.raises(RuleError, match="No value"):
            rules.undo_preference(person, "surname", actor=actor, now=SOON)


class TestUndoCohorts:
    def carried(self, person: Person) -> list[int]:
        return [link.cohort_id for link in queries.list_cohorts_of(person)]

    def test_takes_off_what_was_added_and_puts_back_what_was_taken_off(
        self, person: Person, source: Source, actor: User, colleague: User, factories: SimpleNamespace
    ) -> None:
        old, new = factories.cohort(), factories.cohort()
        link = factories.person_cohort(person=person, cohort=old, recorded_by_id=colleague.id)
        kept = (link.source_id, link.recorded_at, link.recorded_by_id)
        rules.set_cohorts(person, [new], source=source, actor=actor, now=NOW)
        rules.undo_cohorts(person, actor=actor, now=SOON)
        (again,) = queries.list_cohorts_of(person)
        assert self.carried(person) == [old.id]
        assert (again.source_id, again.recorded_at, again.recorded_by_id) == kept

    def test_leaves_earlier_changes_alone(
        self, person: Person, source: Source, actor: User, factories: SimpleNamespace
    ) -> None:
        first, second = factories.cohort(), factories.cohort()
        rules.set_cohorts(person, [first], source=source, actor=actor, now=NOW)
        rules.set_cohorts(person, [second], source=source, actor=actor, now=NOW + timedelta(minutes=1))
        rules.undo_cohorts(person, actor=actor, now=SOON)
        assert self.carried(person) == [first.id]

    def test_leaves_what_stayed_and_what_went_before(
        self, person: Person, source: Source, actor: User, factories: SimpleNamespace
    ) -> None:
        gone, stays, new = (factories.cohort() for _ in range(3))
        rules.set_cohorts(person, [gone, stays], source=source, actor=actor, now=NOW)
        rules.set_cohorts(person, [stays], source=source, actor=actor, now=NOW + timedelta(minutes=1))
        rules.set_cohorts(person, [stays, new], source=source, actor=actor, now=NOW + timedelta(minutes=2))
        rules.undo_cohorts(person, actor=actor, now=SOON)
        assert self.carried(person) == [stays.id]
        assert repr(queries.list_removed_cohorts_of(person)[0]) == f"<RemovedCohort {person.id} {gone.id}>"

    def test_is_refused_where_nothing_was_changed(self, person: Person, actor: User) -> None:
        with pytest.raises(RuleError, match="Only who saved this"):
            rules.undo_cohorts(person, actor=actor, now=SOON)


class TestUndoPerson:
    @pytest.fixture
    def mistake(self, person: Person, source: Source, actor: User) -> Person:
        number = {"kind": IdentifierKind.SERVICE_NUMBER, "value": "ВИ-1"}
        rules.identify(person, **number, source=source, actor=actor, now=NOW)
        return person

    def test_retracts_the_record_with_all_that_was_saved_with_it(self, mistake: Person, actor: User) -> None:
        rules.undo_person(mistake, actor=actor, now=SOON)
        assert (mistake.retraction_reason, mistake.name) == (UNDONE, "")
        assert (queries.list_live_statements_of(mistake), list(queries.list_identifiers_of(mistake))) == ([], [])

    def test_takes_it_out_of_every_count(self, mistake: Person, actor: User) -> None:
        before = queries.count_people(PeopleFilter())
        rules.undo_person(mistake, actor=actor, now=SOON)
        assert queries.count_people(PeopleFilter()) == before - 1

    def test_is_entered_in_the_ledger(self, session: Session, person: Person, actor: User) -> None:
        rules.undo_person(person, actor=actor, now=SOON)
        assert last_action(session) == ("undo person", actor.id)

    def test_is_refused_where_something_was_added_since(self, mistake: Person, source: Source, actor: User) -> None:
        state(mistake, source, actor, now=SOON, rank="солдат")
        with pytest.raises(RuleError, match="built on"):
            rules.undo_person(mistake, actor=actor, now=SOON)

    def test_is_refused_twice(self, mistake: Person, actor: User) -> None:
        rules.undo_person(mistake, actor=actor, now=NOW)
        with pytest.raises(RuleError, match="already"):
            rules.undo_person(mistake, actor=actor, now=SOON)

    def test_is_refused_to_others(self, mistake: Person, colleague: User) -> None:
        with pytest.raises(RuleError, match="Only who saved this"):
            rules.undo_person(mistake, actor=colleague, now=SOON)


class TestRestorePerson:
    @pytest.fixture
    def retracted(self, person: Person, source: Source, actor: User) -> Person:
        number = {"kind": IdentifierKind.SERVICE_NUMBER, "value": "ВИ-1"}
        rules.identify(person, **number, source=source, actor=actor, now=NOW)
        rules.undo_person(person, actor=actor, now=SOON)
        return person

    def test_brings_the_record_back_as_it_was(self, retracted: Person, colleague: User) -> None:
        rules.restore_person(retracted, actor=colleague, now=LATER)
        assert (retracted.name, retracted.retracted_at, retracted.retraction_reason) == ("Шевчук", None, None)
        assert [one.value for one in queries.list_identifiers_of(retracted)] == ["ВИ-1"]
        assert identity.differences_of(retracted) == []

    def test_leaves_what_was_retracted_for_another_reason(
        self, person: Person, source: Source, actor: User, colleague: User
    ) -> None:
        wrong = state(person, source, actor, rank="солдат")
        rules.retract_statement(wrong, reason="інша особа", actor=colleague, now=NOW)
        rules.undo_person(person, actor=actor, now=NOW)
        rules.restore_person(person, actor=colleague, now=LATER)
        assert (person.surname, person.rank) == ("Шевчук", None)

    def test_is_refused_where_somebody_has_the_number_now(
        self, retracted: Person, source: Source, actor: User, colleague: User, factories: SimpleNamespace
    ) -> None:
        number = {"kind": IdentifierKind.SERVICE_NUMBER, "value": "ВИ-1"}
        rules.identify(factories.person(), **number, source=source, actor=actor, now=SOON)
        with pytest.raises(RuleError, match="already has this number"):
            rules.restore_person(retracted, actor=colleague, now=LATER)

    def test_is_refused_where_nothing_is_retracted(self, person: Person, colleague: User) -> None:
        with pytest.raises(RuleError, match="not retracted"):
            rules.restore_person(person, actor=colleague, now=LATER)
