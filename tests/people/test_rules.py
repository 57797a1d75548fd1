"""What may be done to the record of a person."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import Role, User
from app.audit.models import AuditEntry
from app.core import dates
from app.core.errors import RuleError
from app.people import queries, rules
from app.people.models import (
    Absence,
    Cohort,
    IdentifierKind,
    Person,
    PersonCohort,
    PersonIdentifier,
    PersonStatement,
    PreferredValue,
)
from app.people.rules import Saying
from app.sources.models import Reliability, Source

pytestmark = pytest.mark.usefixtures("session")

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def source(factories: SimpleNamespace) -> Source:
    made: Source = factories.source()
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
def person(source: Source, actor: User) -> Person:
    return register(source, actor, surname="Шевчук", rank="солдат")


def register(source: Source, actor: User | None = None, **values: Any) -> Person:
    return rules.register(Saying(source, 3, values), actor=actor, now=NOW)


def state(person: Person, source: Source, actor: User | None = None, **values: Any) -> PersonStatement:
    return rules.state(person, Saying(source, 3, values), actor=actor, now=LATER)


def correct(person: Person, actor: User, *, now: datetime = LATER, **changes: Any) -> list[PersonStatement]:
    return rules.correct(person, changes, {}, actor=actor, now=now)


def identify(person: Person, source: Source, value: str, **fields: Any) -> PersonIdentifier:
    said = {"kind": IdentifierKind.PASSPORT, "actor": None, "now": LATER, **fields}
    return rules.identify(person, value=value, source=source, **said)


def ledger(session: Session) -> list[str]:
    session.commit()
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


class TestRegister:
    def test_makes_a_person_on_one_sources_word(self, source: Source, actor: User) -> None:
        person = register(source, actor, surname="Шевчук", given_name="Іван")
        assert (person.name, person.created_at, person.created_by_id) == ("Шевчук Іван", NOW, actor.id)
        (statement,) = queries.list_statements_of(person)
        assert (statement.source, statement.credibility, statement.recorded_by_id) == (source, 3, actor.id)

    def test_starts_with_the_first_version(self, source: Source) -> None:
        assert register(source, surname="Шевчук").version == 1

    @pytest.mark.parametrize("field", ["surname", "call_sign"])
    def test_takes_a_surname_or_a_call_sign_for_enough(self, source: Source, field: str) -> None:
        assert register(source, **{field: "Кум"}).id

    @pytest.mark.parametrize(
        "values", [{}, {"given_name": "Іван"}, {"surname": ""}, {"surname": " \u200b\u2060", "call_sign": "\ufeff"}]
    )
    def test_refuses_somebody_without_a_name(self, session: Session, source: Source, values: dict[str, str]) -> None:
        with pytest.raises(RuleError, match="Enter a surname or a call sign") as refused:
            register(source, **values)
        assert refused.value.field == "surname"
        assert session.scalar(select(func.count()).select_from(Person)) == 0

    def test_refuses_a_birth_on_a_day_that_has_not_come(self, source: Source, actor: User) -> None:
        person = register(source, actor, surname="Шевчук", born=dates.parse_edtf("2026"))
        unborn = {"born": dates.parse_edtf("2026-03-02")}
        for refuse in (
            lambda: register(source, surname="Кум", **unborn),
            lambda: state(person, source, **unborn),
            lambda: correct(person, actor, **unborn),
        ):
            with pytest.raises(RuleError, match="has not come yet") as refused:
                refuse()
            assert refused.value.field == "born"

    def test_keeps_what_the_source_leaves_open_and_its_day(self, source: Source) -> None:
        saying = Saying(
            source, 3, {"surname": "Шевчук"}, {"born": Absence.REFUSED}, as_of=dates.parse_edtf("2022-06"), note="лист"
        )
        person = rules.register(saying, actor=None, now=NOW)
        (statement,) = queries.list_statements_of(person)
        assert (person.absences, statement.as_of, statement.note) == (
            {"born": "refused"},
            dates.parse_edtf("2022-06"),
            "лист",
        )

    def test_is_entered_in_the_ledger_with_what_was_said(self, session: Session, source: Source) -> None:
        person = register(source, surname="Шевчук")
        assert ledger(session) == ["register person", "state"]
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "state")).one()
        written = {value.field: value.after for value in entry.values}
        assert (written["surname"], written["source_id"]) == ("Шевчук", str(source.id))
        assert entry.person_id == person.id


class TestState:
    def test_adds_what_another_source_says(self, person: Person, factories: SimpleNamespace) -> None:
        state(person, factories.source(reliability=Reliability.A), surname="Шевченко", unit="в/ч 0000")
        assert (person.surname, person.rank, person.unit) == ("Шевченко", "солдат", "в/ч 0000")
        assert person.conflicts == ["surname"]

    def test_counts_as_a_change_of_the_person(self, person: Person, source: Source) -> None:
        state(person, source, unit="в/ч 0000")
        assert (person.version, person.updated_at) == (2, LATER)

    @pytest.mark.parametrize("values", [{}, {"rank": None}, {"rank": ""}])
    def test_refuses_to_say_nothing(self, person: Person, source: Source, values: dict[str, Any]) -> None:
        with pytest.raises(RuleError, match="Change at least one field"):
            state(person, source, **values)

    def test_takes_a_field_left_open_for_something_said(self, person: Person, source: Source) -> None:
        rules.state(person, Saying(source, 3, {}, {"born": Absence.UNKNOWN}), actor=None, now=LATER)
        assert person.absences == {"born": "unknown"}

    def test_knows_no_other_fields(self, person: Person, source: Source) -> None:
        with pytest.raises(ValueError, match="not fields of an identity: age, custody_status"):
            state(person, source, custody_status="missing", age=20)


class TestRefuseTakingBack:
    def test_refuses_an_emptied_field(self) -> None:
        with pytest.raises(RuleError, match="cannot take back a value") as refused:
            rules.refuse_taking_back({"unit": "в/ч 0000", "rank": None}, {})
        assert refused.value.field == "rank"

    def test_lets_it_be_where_the_source_says_why(self) -> None:
        rules.refuse_taking_back({"rank": None}, {"rank": Absence.REFUSED})


class TestCorrect:
    def test_supersedes_the_statement_that_was_wrong(self, person: Person, actor: User, source: Source) -> None:
        (wrong,) = queries.list_statements_of(person)
        (right,) = correct(person, actor, surname="Шевченко")
        assert (right.supersedes_id, right.source, right.credibility) == (wrong.id, source, 3)
        assert (right.recorded_by_id, right.recorded_at) == (actor.id, LATER)
        assert queries.list_live_statements_of(person) == [right]

    def test_keeps_what_was_right(self, person: Person, actor: User) -> None:
        correct(person, actor, surname="Шевченко")
        assert (person.surname, person.rank, person.has_conflict) == ("Шевченко", "солдат", False)

    def test_enters_the_mistyped_value_and_the_right_one(self, session: Session, person: Person, actor: User) -> None:
        correct(person, actor, surname="Шевченко")
        session.commit()
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert [(one.field, one.before, one.after) for one in entry.values] == [("surname", "Шевчук", "Шевченко")]

    def test_may_empty_a_field(self, person: Person, actor: User) -> None:
        correct(person, actor, rank=None)
        assert person.rank is None

    def test_may_say_why_a_value_is_not_there(self, person: Person, actor: User) -> None:
        rules.correct(person, {"rank": None}, {"rank": Absence.REFUSED}, actor=actor, now=LATER)
        assert (person.rank, person.absences) == (None, {"rank": "refused"})

    def test_keeps_the_other_fields_that_were_left_open(self, source: Source, actor: User) -> None:
        saying = Saying(source, 3, {"surname": "Шевчук"}, {"born": Absence.REFUSED, "rank": Absence.UNKNOWN})
        person = rules.register(saying, actor=actor, now=NOW)
        correct(person, actor, rank="солдат")
        assert (person.rank, person.absences) == ("солдат", {"born": "refused"})

    def test_adds_what_nobody_had_said_to_the_best_statement(
        self, person: Person, actor: User, factories: SimpleNamespace
    ) -> None:
        best = state(person, factories.source(reliability=Reliability.A), actor, given_name="Іван")
        (right,) = correct(person, actor, unit="в/ч 0000")
        assert (right.supersedes_id, right.unit, right.given_name) == (best.id, "в/ч 0000", "Іван")

    def test_supersedes_each_statement_that_gave_a_wrong_field(
        self, person: Person, actor: User, factories: SimpleNamespace
    ) -> None:
        other = factories.source()
        state(person, other, actor, unit="в/ч 0000")
        corrections = correct(person, actor, surname="Шевченко", unit="в/ч 1111")
        assert [one.source for one in corrections] == [*{one.source: 0 for one in queries.list_statements_of(person)}]
        assert (person.surname, person.unit) == ("Шевченко", "в/ч 1111")

    def test_corrects_the_preferred_statement_whose_value_is_shown(
        self, person: Person, actor: User, factories: SimpleNamespace
    ) -> None:
        chosen = state(person, factories.source(reliability=Reliability.E), actor, surname="Шевчнко")
        rules.prefer(person, "surname", chosen, reason="паспорт", actor=actor, now=LATER)
        (right,) = correct(person, actor, surname="Шевченко")
        assert (right.supersedes_id, person.surname) == (chosen.id, "Шевченко")

    def test_may_be_corrected_again(self, person: Person, actor: User) -> None:
        correct(person, actor, surname="Шевченк")
        correct(person, actor, surname="Шевченко")
        assert person.surname == "Шевченко"

    def test_may_be_made_again_after_it_was_retracted(self, person: Person, actor: User, supervisor: User) -> None:
        (wrong,) = correct(person, actor, surname="Шевченк")
        rules.retract_statement(wrong, reason="хибно", actor=supervisor, now=LATER)
        assert person.surname == "Шевчук"
        correct(person, actor, surname="Шевченко")
        assert person.surname == "Шевченко"
        assert len(queries.list_live_statements_of(person)) == 1

    def test_refuses_to_change_nothing(self, person: Person, actor: User) -> None:
        with pytest.raises(RuleError, match="Change at least one field"):
            correct(person, actor)

    @pytest.mark.parametrize("surname", [None, "\u200b"])
    def test_refuses_to_take_the_name_away(self, person: Person, actor: User, surname: str | None) -> None:
        with pytest.raises(RuleError, match="Enter a surname or a call sign"):
            correct(person, actor, surname=surname)

    def test_refuses_an_analyst_the_work_of_a_colleague(self, person: Person, factories: SimpleNamespace) -> None:
        with pytest.raises(RuleError, match="A colleague entered this"):
            correct(person, factories.user(), surname="Шевченко")

    def test_tells_beforehand_what_would_be_refused(
        self, person: Person, actor: User, supervisor: User, source: Source, factories: SimpleNamespace
    ) -> None:
        colleague = factories.user()
        state(person, source, colleague, unit="в/ч 0000")
        told = [rules.correctable(person, actor=one) for one in (actor, colleague, supervisor)]
        assert [(one["surname"], one["unit"]) for one in told] == [(True, False), (False, True), (True, True)]

    def test_refuses_before_anything_is_written(
        self, person: Person, actor: User, source: Source, factories: SimpleNamespace
    ) -> None:
        state(person, source, factories.user(), unit="в/ч 0000")
        with pytest.raises(RuleError):
            correct(person, actor, surname="Шевченко", unit="в/ч 1111")
        assert (person.surname, len(queries.list_statements_of(person))) == ("Шевчук", 2)

    def test_lets_a_supervisor_correct_anybodys(self, person: Person, supervisor: User) -> None:
        correct(person, supervisor, surname="Шевченко")
        assert person.surname == "Шевченко"

    def test_refuses_where_nothing_stands(self, person: Person, actor: User, supervisor: User) -> None:
        (statement,) = queries.list_statements_of(person)
        rules.retract_statement(statement, reason="інша особа", actor=supervisor, now=LATER)
        with pytest.raises(RuleError, match="Nothing that was stated stands"):
            correct(person, actor, surname="Шевченко")

    def test_is_entered_in_the_ledger(self, session: Session, person: Person, actor: User) -> None:
        correct(person, actor, surname="Шевченко")
        assert ledger(session)[-1] == "correct statement"


class TestRetractStatement:
    def test_takes_it_out_of_the_identity(self, person: Person, source: Source, supervisor: User) -> None:
        statement = state(person, source, unit="в/ч 0000")
        rules.retract_statement(statement, reason="інша особа", actor=supervisor, now=LATER)
        assert person.unit is None
        assert (statement.retracted_at, statement.retracted_by_id) == (LATER, supervisor.id)
        assert statement.retraction_reason == "інша особа"

    def test_counts_as_a_change_of_the_person(self, person: Person, supervisor: User) -> None:
        (statement,) = queries.list_statements_of(person)
        rules.retract_statement(statement, reason="інша особа", actor=supervisor, now=LATER)
        assert (person.version, person.updated_at) == (2, LATER)

    @pytest.mark.parametrize("reason", ["", "\u200b"])
    def test_is_refused_without_a_reason(self, person: Person, supervisor: User, reason: str) -> None:
        (statement,) = queries.list_statements_of(person)
        with pytest.raises(RuleError, match="Say why"):
            rules.retract_statement(statement, reason=reason, actor=supervisor, now=LATER)

    def test_is_refused_the_second_time(self, person: Person, supervisor: User) -> None:
        (statement,) = queries.list_statements_of(person)
        rules.retract_statement(statement, reason="інша особа", actor=supervisor, now=LATER)
        with pytest.raises(RuleError, match="already"):
            rules.retract_statement(statement, reason="ще раз", actor=supervisor, now=LATER)

    def test_is_entered_in_the_ledger(self, session: Session, person: Person, supervisor: User) -> None:
        (statement,) = queries.list_statements_of(person)
        rules.retract_statement(statement, reason="інша особа", actor=supervisor, now=LATER)
        assert ledger(session)[-1] == "retract statement"


class TestPrefer:
    @pytest.fixture
    def better(self, person: Person, factories: SimpleNamespace) -> PersonStatement:
        return state(person, factories.source(reliability=Reliability.A), surname="Шевченко")

    @pytest.mark.usefixtures("better")
    def test_shows_the_preferred_value_and_settles_the_conflict(self, person: Person, actor: User) -> None:
        chosen = queries.list_statements_of(person)[0]
        rules.prefer(person, "surname", chosen, reason="паспорт", actor=actor, now=LATER)
        assert (person.surname, person.has_conflict, person.version) == ("Шевчук", False, 3)

    def test_may_change_its_mind(self, session: Session, person: Person, better: PersonStatement, actor: User) -> None:
        for chosen in (queries.list_statements_of(person)[0], better):
            rules.prefer(person, "surname", chosen, reason="паспорт", actor=actor, now=LATER)
        assert person.surname == "Шевченко"
        assert len(queries.list_preferences_of(person)) == 1
        assert session.scalar(select(func.count()).select_from(PreferredValue)) == 2

    @pytest.mark.parametrize("reason", ["", "\u200b"])
    def test_is_refused_without_a_reason(self, person: Person, actor: User, reason: str) -> None:
        with pytest.raises(RuleError, match="Say why you prefer"):
            rules.prefer(
                person, "surname", queries.list_statements_of(person)[0], reason=reason, actor=actor, now=LATER
            )

    def test_is_refused_of_a_statement_that_says_nothing_about_it(
        self, person: Person, better: PersonStatement, actor: User
    ) -> None:
        with pytest.raises(RuleError, match="no longer says"):
            rules.prefer(person, "rank", better, reason="паспорт", actor=actor, now=LATER)

    def test_is_refused_of_a_statement_that_does_not_stand(
        self, person: Person, better: PersonStatement, supervisor: User
    ) -> None:
        rules.retract_statement(better, reason="інша особа", actor=supervisor, now=LATER)
        with pytest.raises(RuleError, match="no longer says"):
            rules.prefer(person, "surname", better, reason="паспорт", actor=supervisor, now=LATER)

    def test_is_refused_of_what_is_said_of_somebody_else(
        self, person: Person, actor: User, factories: SimpleNamespace
    ) -> None:
        other = factories.person_statement(surname="Шевчук")
        with pytest.raises(RuleError, match="no longer says"):
            rules.prefer(person, "surname", other, reason="паспорт", actor=actor, now=LATER)

    def test_is_entered_in_the_ledger(
        self, session: Session, person: Person, better: PersonStatement, actor: User
    ) -> None:
        rules.prefer(person, "surname", better, reason="паспорт", actor=actor, now=LATER)
        assert ledger(session)[-1] == "prefer value"


class TestIdentify:
    def test_keeps_a_number_on_a_sources_word(self, person: Person, source: Source, actor: User) -> None:
        identifier = identify(person, source, " аа 123 456 ", actor=actor, issuer="Україна")
        assert (identifier.value, identifier.issuer, identifier.source) == ("АА123456", "Україна", source)
        assert (identifier.recorded_by_id, identifier.recorded_at) == (actor.id, LATER)

    @pytest.mark.parametrize("value", ["1" * 301, "ﬃ" * 300])
    def test_refuses_a_number_that_is_longer_than_its_column(self, person: Person, source: Source, value: str) -> None:
        with pytest.raises(RuleError, match="Shorten this"):
            identify(person, source, value)

    def test_lets_the_list_find_it_and_the_law_see_it(self, person: Person, source: Source) -> None:
        identify(person, source, "Т-7549", kind=IdentifierKind.SERVICE_NUMBER)
        assert queries.list_people(queries.Request(queries.PeopleFilter(text="т7549"))).rows[0].id == person.id
        assert "service_number" not in person.missing

    def test_counts_as_a_change_of_the_person(self, person: Person, source: Source) -> None:
        identify(person, source, "АА1")
        assert (person.version, person.updated_at) == (2, LATER)

    @pytest.mark.parametrize("value", ["", " \u200b"])
    def test_refuses_no_number(self, person: Person, source: Source, value: str) -> None:
        with pytest.raises(RuleError, match="Enter the number"):
            identify(person, source, value)

    def test_refuses_a_number_that_somebody_has(
        self, person: Person, source: Source, factories: SimpleNamespace
    ) -> None:
        owner = factories.person()
        identify(owner, source, "АА1")
        with pytest.raises(RuleError, match="Somebody already has this number") as refused:
            identify(person, source, "аа 1")
        assert refused.value.field == "value"
        assert str(refused.value).startswith(f"{owner.ref}: ")

    def test_a_refusal_loses_nothing_else(
        self, session: Session, person: Person, source: Source, factories: SimpleNamespace
    ) -> None:
        other = factories.person()
        identify(other, source, "АА1")
        with pytest.raises(RuleError):
            identify(person, source, "АА1")
        identify(person, source, "АА2")
        assert ledger(session) == ["register person", "state", "identify", "identify"]
        assert [one.value for one in queries.list_identifiers_of(person)] == ["АА2"]

    @pytest.mark.parametrize("fields", [{"issuer": "РФ"}, {"kind": IdentifierKind.TAX_NUMBER}])
    def test_takes_the_same_number_of_another_kind_or_issuer(
        self, person: Person, source: Source, factories: SimpleNamespace, fields: dict[str, Any]
    ) -> None:
        identify(factories.person(), source, "АА1")
        assert identify(person, source, "АА1", **fields).id

    def test_takes_a_number_that_was_retracted(
        self, person: Person, source: Source, factories: SimpleNamespace
    ) -> None:
        factories.person_identifier(
            kind=IdentifierKind.PASSPORT, value="АА1", retracted_at=NOW, retraction_reason="хибно"
        )
        assert identify(person, source, "АА1").id


class TestRetractIdentifier:
    def test_takes_a_reason_and_happens_once(self, factories: SimpleNamespace, actor: User) -> None:
        number = factories.person_identifier()
        with pytest.raises(RuleError, match="Say why"):
            rules.retract_identifier(number, reason=" ", actor=actor, now=LATER)
        rules.retract_identifier(number, reason="чужий", actor=actor, now=LATER)
        with pytest.raises(RuleError, match="already"):
            rules.retract_identifier(number, reason="чужий", actor=actor, now=LATER)


class TestCohorts:
    def test_tag_on_a_sources_word(
        self, session: Session, person: Person, source: Source, actor: User, factories: SimpleNamespace
    ) -> None:
        cohort = factories.cohort()
        rules.tag(person, cohort, source=source, actor=actor, now=LATER)
        (link,) = queries.list_cohorts_of(person)
        assert (link.cohort, link.source, link.recorded_by_id) == (cohort, source, actor.id)
        assert (person.version, person.updated_at) == (2, LATER)
        assert ledger(session)[-1] == "tag"

    def test_tag_twice_changes_nothing(self, person: Person, source: Source, factories: SimpleNamespace) -> None:
        cohort = factories.cohort()
        for _ in range(2):
            rules.tag(person, cohort, source=source, actor=None, now=LATER)
        assert (person.version, len(queries.list_cohorts_of(person))) == (2, 1)

    def test_untag(self, session: Session, actor: User, factories: SimpleNamespace) -> None:
        link = factories.person_cohort()
        rules.untag(link, actor=actor, now=LATER)
        assert queries.list_cohorts_of(link.person) == []
        assert (link.person.version, ledger(session)) == (2, ["untag"])

    def test_set_those_and_no_others(self, person: Person, actor: User, factories: SimpleNamespace) -> None:
        left, stays, new = (factories.cohort() for _ in range(3))
        for cohort in (left, stays):
            factories.person_cohort(person=person, cohort=cohort)
        source = factories.source()
        rules.set_cohorts(person, [stays, new], source=source, actor=actor, now=LATER)
        links = {link.cohort: link.source is source for link in queries.list_cohorts_of(person)}
        assert links == {stays: False, new: True}

    def test_one_person_carries_one_once(self, factories: SimpleNamespace) -> None:
        link: PersonCohort = factories.person_cohort()
        with pytest.raises(IntegrityError):
            factories.person_cohort(person=link.person, cohort=link.cohort)


class TestDefineCohort:
    def define(self, code: str, actor: User) -> Cohort:
        return rules.define_cohort(code, label_en="one", label_uk="один", actor=actor, now=NOW)

    def test_adds_it_at_the_end(self, session: Session, actor: User) -> None:
        cohort = self.define("kursk_2024", actor)
        assert queries.list_cohorts()[-1] is cohort
        assert ledger(session) == ["define cohort"]

    @pytest.mark.parametrize("code", ["", "a", "2024", "Kursk", "курськ", "a b", "a" * 41, "ab\n"])
    def test_refuses_a_code_that_exports_could_not_show(self, actor: User, code: str) -> None:
        with pytest.raises(RuleError, match="small Latin letters") as refused:
            self.define(code, actor)
        assert refused.value.field == "code"

    def test_refuses_a_code_that_is_taken(self, actor: User) -> None:
        with pytest.raises(RuleError, match="already") as refused:
            self.define("wounded", actor)
        assert refused.value.field == "code"

    def test_may_be_renamed_and_keeps_its_code(self, session: Session, actor: User) -> None:
        cohort = self.define("kursk_2024", actor)
        rules.rename_cohort(cohort, label_en="Kursk", label_uk="Курськ", actor=actor, now=NOW)
        assert (cohort.code, cohort.label("en"), cohort.label("uk")) == ("kursk_2024", "Kursk", "Курськ")
        assert ledger(session) == ["define cohort", "rename cohort"]


class TestConstraints:
    """The database guards what no rule may let through."""

    @pytest.mark.parametrize(
        "fields",
        [
            {"credibility": 0},
            {"credibility": 7},
            {"retracted_at": NOW},
            {"retraction_reason": "хибно"},
            {"surname": "Шевчук", "supersedes_id": 999999},
        ],
    )
    def test_refuse_a_statement(self, factories: SimpleNamespace, fields: dict[str, Any]) -> None:
        with pytest.raises(IntegrityError):
            factories.person_statement(**fields)

    def test_refuse_two_corrections_of_one_statement(self, factories: SimpleNamespace) -> None:
        first = factories.person_statement()
        factories.person_statement(person=first.person, supersedes_id=first.id)
        with pytest.raises(IntegrityError):
            factories.person_statement(person=first.person, supersedes_id=first.id)

    def test_refuse_a_record_merged_into_itself(self, session: Session, factories: SimpleNamespace) -> None:
        person = factories.person()
        person.merged_into_id = person.id
        with pytest.raises(IntegrityError):
            session.flush()


class TestRepresentation:
    """What is printed may reach a log, and names nobody."""

    @pytest.mark.parametrize(
        "factory",
        ["person", "person_statement", "person_identifier", "preferred_value", "person_cohort", "side", "category"],
    )
    def test_names_no_person(self, factories: SimpleNamespace, factory: str) -> None:
        made = getattr(factories, factory)()
        assert "Вигадан" not in repr(made)
        assert repr(made).startswith(f"<{type(made).__name__} ")
