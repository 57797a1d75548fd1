"""What may be recorded behind a right, what is refused, and what follows from it in the person's row."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Role, User
from app.audit.models import AuditEntry
from app.compartments import queries, rules
from app.compartments.models import (
    Answer,
    Consent,
    FamilyNotice,
    HealthObservation,
    HealthState,
    NewsKind,
    PersonFact,
    Relation,
    Relative,
)
from app.core import dates
from app.core.errors import RuleError
from app.people import rules as people
from app.people.models import HELD, Person
from app.people.queries import PeopleFilter, conditions

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
TODAY, TOMORROW = dates.parse_edtf("2026-03-01"), dates.parse_edtf("2026-03-02")
MOTHER = {"relation": Relation.MOTHER, "name": "Вигадана Оксана", "address": None, "contact": None}

Record = Callable[..., Any]


@pytest.fixture
def person(factories: SimpleNamespace) -> Person:
    made: Person = factories.person()
    return made


@pytest.fixture
def analyst(factories: SimpleNamespace) -> User:
    made: User = factories.user(role=Role.ANALYST)
    return made


@pytest.fixture
def say(factories: SimpleNamespace) -> Record:
    source = factories.source()
    return lambda **values: rules.Saying(source=source, credibility=2, values=values)


@pytest.fixture
def record(person: Person, analyst: User, say: Record) -> Record:
    def recorded(kind: type[PersonFact], *, now: datetime = NOW, **values: object) -> PersonFact:
        return rules.record(kind, person, say(**values), actor=analyst, now=now)

    return recorded


class TestRecord:
    def test_keeps_what_was_said_with_its_source_and_author(self, record: Record, analyst: User) -> None:
        relative = record(Relative, **MOTHER, is_to_be_informed=False)
        assert (relative.name, relative.credibility) == ("Вигадана Оксана", 2)
        assert (relative.recorded_at, relative.recorded_by) == (NOW, analyst)

    @pytest.mark.parametrize(
        ("kind", "values", "field"),
        [
            (Relative, {"relation": Relation.MOTHER, "name": None}, "name"),
            (Relative, {"relation": Relation.MOTHER, "name": "\u2007", "address": "", "contact": None}, "name"),
            (Relative, {**MOTHER, "is_to_be_informed": True}, "address"),
            (
                HealthObservation,
                {"condition": None, "particulars": " ", "need": None, "is_serious": False},
                "condition",
            ),
            (HealthObservation, {"condition": HealthState.GOOD, "observed": TOMORROW}, "observed"),
            (Consent, {"answer": Answer.GIVEN, "answered": TOMORROW}, "answered"),
            (FamilyNotice, {"about": NewsKind.DEATH, "informed_by": "  "}, "informed_by"),
            (FamilyNotice, {"about": NewsKind.DEATH, "informed_by": "відділ", "informed": TOMORROW}, "informed"),
        ],
    )
    def test_refuses_what_says_nothing_or_cannot_be(
        self, record: Record, kind: type[PersonFact], values: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(RuleError) as refused:
            record(kind, **values)
        assert refused.value.field == field

    def test_takes_somebody_to_be_informed_where_they_are_reached(self, record: Record) -> None:
        values = {**MOTHER, "contact": "+380"}
        assert record(Relative, **values, is_to_be_informed=True).is_to_be_informed

    def test_takes_what_happened_today_and_what_has_no_day(self, record: Record) -> None:
        assert record(Consent, answer=Answer.GIVEN, answered=TODAY)
        assert record(Consent, answer=Answer.GIVEN, answered=None)

    def test_a_command_may_record_too(self, person: Person, say: Record) -> None:
        fact = rules.record(Consent, person, say(answer=Answer.NOT_ASKED), actor=None, now=NOW)
        assert fact.recorded_by_id is None

    def test_leaves_the_persons_version_alone(self, record: Record, person: Person) -> None:
        version, updated_at = person.version, person.updated_at
        record(Relative, **MOTHER)
        assert (person.version, person.updated_at) == (version, updated_at)


class TestHealth:
    def test_a_serious_state_is_due_in_a_week(self, record: Record, person: Person) -> None:
        observation = record(HealthObservation, condition=HealthState.SERIOUSLY_ILL, is_serious=False, observed=TODAY)
        assert observation.is_serious
        assert person.health_due_on == date(2026, 3, 8)

    def test_the_queue_has_who_is_held_from_the_day_that_it_is_due(
        self, record: Record, person: Person, factories: SimpleNamespace, session: Session
    ) -> None:
        record(HealthObservation, condition=HealthState.SERIOUSLY_ILL, observed=TODAY)

        def overdue(today: date) -> list[Person]:
            found = session.scalars(select(Person).where(*conditions(PeopleFilter(health_due_by=today))))
            assert queries.is_overdue(person, today) is (person.custody_status in HELD and today >= date(2026, 3, 8))
            return list(found)

        assert overdue(date(2026, 3, 9)) == []
        factories.custody_event(person=person, happened="2022-05-16")
        assert overdue(date(2026, 3, 7)) == []
        assert overdue(date(2026, 3, 8)) == [person]

    def test_who_is_not_seriously_ill_is_never_overdue(self, factories: SimpleNamespace) -> None:
        event = factories.custody_event(happened="2022-05-16")
        assert not queries.is_overdue(event.person, date(2030, 1, 1))


class TestFamily:
    def test_the_row_knows_since_when_the_family_knows_of_the_death(self, record: Record, person: Person) -> None:
        record(FamilyNotice, about=NewsKind.CAPTIVITY, informed_by="відділ", informed=dates.parse_edtf("2022-06-01"))
        assert person.family_informed_on is None
        record(FamilyNotice, about=NewsKind.DEATH, informed_by="відділ", informed=TODAY)
        assert person.family_informed_on == date(2026, 3, 1)


class TestCorrect:
    def test_supersedes_and_derives_anew(self, record: Record, say: Record, person: Person, analyst: User) -> None:
        wrong = record(HealthObservation, condition=HealthState.SERIOUSLY_ILL, observed=TODAY, is_serious=True)
        right = rules.correct(wrong, say(condition=HealthState.SICK, is_serious=False), actor=analyst, now=NOW)
        assert right.supersedes_id == wrong.id
        assert person.health_due_on is None

    def test_puts_into_the_ledger_what_was_mistyped_alone(
        self, record: Record, say: Record, analyst: User, session: Session
    ) -> None:
        wrong = record(Relative, **MOTHER, is_to_be_informed=False)
        rules.correct(
            wrong, say(**{**MOTHER, "name": "Вигадана Олена"}, is_to_be_informed=False), actor=analyst, now=NOW
        )
        session.commit()
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "correct relative")).one()
        values = {value.field: (value.before, value.after) for value in entry.values}
        assert values == {"name": ("Вигадана Оксана", "Вигадана Олена")}

    def test_of_a_colleagues_work_is_for_supervisors(
        self, record: Record, say: Record, factories: SimpleNamespace
    ) -> None:
        wrong, changed = record(Relative, **MOTHER), say(**{**MOTHER, "name": "Вигадана Олена"})
        with pytest.raises(RuleError, match="A colleague entered this"):
            rules.correct(wrong, changed, actor=factories.user(role=Role.ANALYST), now=NOW)
        corrected = rules.correct(wrong, changed, actor=factories.user(role=Role.SUPERVISOR), now=NOW)
        assert corrected.supersedes_id == wrong.id

    def test_refuses_what_somebody_changed_meanwhile(self, record: Record, say: Record, analyst: User) -> None:
        wrong = record(Relative, **MOTHER)
        rules.correct(wrong, say(**{**MOTHER, "name": "Вигадана Олена"}), actor=analyst, now=NOW)
        with pytest.raises(RuleError, match="meanwhile"):
            rules.correct(wrong, say(**{**MOTHER, "name": "Вигадана Ольга"}), actor=analyst, now=NOW)

    def test_follows_a_correction_that_was_retracted(self, record: Record, say: Record, analyst: User) -> None:
        wrong = record(Relative, **MOTHER)
        second = rules.correct(wrong, say(**{**MOTHER, "name": "Вигадана Олена"}), actor=analyst, now=NOW)
        rules.retract(second, reason="помилка", actor=analyst, now=NOW)
        third = rules.correct(wrong, say(**{**MOTHER, "name": "Вигадана Ольга"}), actor=analyst, now=NOW)
        assert third.supersedes_id == second.id

    def test_refuses_a_correction_that_changes_nothing(self, record: Record, say: Record, analyst: User) -> None:
        wrong = record(Relative, **MOTHER, is_to_be_informed=False)
        with pytest.raises(RuleError, match="Change at least one field"):
            rules.correct(wrong, say(**MOTHER, is_to_be_informed=False), actor=analyst, now=NOW)

    def test_refuses_a_correction_that_says_nothing(self, record: Record, say: Record, analyst: User) -> None:
        wrong = record(Relative, **MOTHER)
        with pytest.raises(RuleError, match="Enter a name"):
            rules.correct(wrong, say(**{**MOTHER, "name": ""}), actor=analyst, now=NOW)


class TestRetract:
    def test_keeps_it_readable_and_derives_anew(self, record: Record, person: Person, analyst: User) -> None:
        fact = record(HealthObservation, condition=HealthState.SERIOUSLY_ILL, observed=TODAY)
        rules.retract(fact, reason="інша людина", actor=analyst, now=NOW)
        assert (fact.retracted_at, fact.retraction_reason) == (NOW, "інша людина")
        assert person.health_due_on is None

    def test_needs_a_reason(self, record: Record, analyst: User) -> None:
        with pytest.raises(RuleError, match="Say why"):
            rules.retract(record(Relative, **MOTHER), reason=" ", actor=analyst, now=NOW)

    def test_refuses_what_was_retracted_already(self, record: Record, analyst: User) -> None:
        fact = record(Relative, **MOTHER)
        rules.retract(fact, reason="помилка", actor=analyst, now=NOW)
        with pytest.raises(RuleError, match="meanwhile"):
            rules.retract(fact, reason="помилка", actor=analyst, now=NOW)


class TestUndo:
    def test_takes_back_what_one_has_just_entered(self, record: Record, analyst: User) -> None:
        fact = record(Relative, **MOTHER)
        rules.undo(fact, actor=analyst, now=NOW + timedelta(minutes=10))
        assert fact.retracted_by_id == analyst.id
        assert fact.retraction_reason

    def test_brings_back_what_a_correction_had_corrected(
        self, record: Record, say: Record, person: Person, analyst: User
    ) -> None:
        wrong = record(HealthObservation, condition=HealthState.SERIOUSLY_ILL, observed=TODAY, is_serious=True)
        right = rules.correct(wrong, say(condition=HealthState.SICK, is_serious=False), actor=analyst, now=NOW)
        rules.undo(right, actor=analyst, now=NOW)
        assert person.health_due_on == date(2026, 3, 8)

    def test_refuses_what_is_older(self, record: Record, analyst: User) -> None:
        with pytest.raises(RuleError, match="for ten minutes only"):
            rules.undo(record(Relative, **MOTHER), actor=analyst, now=NOW + timedelta(minutes=10, seconds=1))

    def test_refuses_what_a_colleague_entered(self, record: Record, factories: SimpleNamespace) -> None:
        with pytest.raises(RuleError, match="Only who saved this"):
            rules.undo(record(Relative, **MOTHER), actor=factories.user(role=Role.SUPERVISOR), now=NOW)


def test_a_record_in_which_something_confidential_was_entered_is_no_mistake_to_be_undone(
    factories: SimpleNamespace, analyst: User, say: Record, session: Session
) -> None:
    """It leaves the person's row as it was, so only the ledger tells that a colleague has built on the record."""
    saying = people.Saying(factories.source(), 3, {"surname": "Вигаданюк"})
    person = people.register(saying, actor=analyst, now=NOW)
    session.commit()
    later, colleague = NOW + timedelta(minutes=1), factories.user()
    rules.record(Relative, person, say(**MOTHER), actor=colleague, now=later)
    session.commit()
    with pytest.raises(RuleError, match="built on"):
        people.undo_person(person, actor=analyst, now=later)
    assert person.retracted_at is None


def test_a_fact_is_printed_without_what_it_says(record: Record) -> None:
    assert "Оксана" not in repr(record(Relative, **MOTHER))
