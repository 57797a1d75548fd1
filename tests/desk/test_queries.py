"""What pages of many domains gather."""

import ast
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.core.dates import Range
from app.custody.models import EventKind
from app.custody.standing import Note
from app.desk import labels, queries
from app.desk.queries import Agreement, Dossier
from app.people.models import Absence, CustodyStatus, IdentifierKind, Person
from app.sources.models import Source, SourceKind
from tests.harness.source import modules, name_of_call

pytestmark = pytest.mark.usefixtures("session")

TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
S, K = CustodyStatus, EventKind


@pytest.fixture
def person(factories: SimpleNamespace) -> Person:
    made: Person = factories.person(category="conscript")
    return made


@pytest.fixture
def icrc(factories: SimpleNamespace) -> Source:
    made: Source = factories.source(kind=SourceKind.ICRC)
    return made


def dossier(person: Person) -> Dossier:
    return queries.get_dossier(person, today=TODAY)


class TestCountBySide:
    def test_names_every_side_though_nobody_is_on_it(self) -> None:
        counts = queries.count_by_side()
        assert [(one.side.code, one.total) for one in counts if one.side] == [("ukr", 0), ("rus", 0)]

    def test_adds_up_by_side_and_group(self, factories: SimpleNamespace) -> None:
        for side in ("ukr", "ukr", "rus"):
            for status in (S.IN_CAPTIVITY, S.MISSING, S.UNKNOWN):
                factories.person(side=side, custody_status=status)
        counts = queries.count_by_side()
        assert [one.total for one in counts] == [6, 3]
        assert [one.groups["held"] for one in counts] == [2, 1]
        assert [one.groups["missing"] for one in counts] == [4, 2]

    def test_counts_those_whose_side_nobody_knows_apart(self, factories: SimpleNamespace) -> None:
        factories.person()
        last = queries.count_by_side()[-1]
        assert (last.side, last.total) == (None, 1)

    def test_leaves_out_merged_and_retracted_records(self, factories: SimpleNamespace) -> None:
        kept = factories.person(side="ukr")
        factories.person(side="ukr", merged_into_id=kept.id)
        factories.person(side="ukr", retracted_at=NOW, retraction_reason="введено двічі")
        assert queries.count_by_side()[0].total == 1

    def test_has_each_status_in_one_group(self) -> None:
        grouped = [status for statuses in queries.GROUPS.values() for status in statuses]
        assert sorted(grouped, key=list(S).index) == list(S)

    def test_takes_two_queries(self, factories: SimpleNamespace, query_count: Callable[[], Any]) -> None:
        for side in ("ukr", "rus", None):
            factories.person(side=side)
        with query_count() as statements:
            queries.count_by_side()
        assert len(statements) == 2


class TestGroups:
    def test_have_names(self) -> None:
        assert set(queries.GROUPS) == set(labels.GROUPS)


class TestTimeline:
    def test_has_the_newest_first(self, factories: SimpleNamespace, person: Person) -> None:
        older, newer = (factories.custody_event(person=person, happened=text) for text in ("2022-05-16", "2022-05-20"))
        assert [one.event for one in dossier(person).timeline] == [newer, older]

    def test_says_what_does_not_move_the_status_and_why(
        self, factories: SimpleNamespace, person: Person, icrc: Source
    ) -> None:
        factories.custody_event(person=person, source=icrc)
        factories.custody_event(person=person, kind=K.DEATH, happened="2023")
        assert [one.note for one in dossier(person).timeline] == [Note.NOT_CONFIRMED, None]

    def test_keeps_what_no_longer_stands_and_marks_it(self, factories: SimpleNamespace, person: Person) -> None:
        factories.custody_event(person=person, retracted_at=NOW, retraction_reason="хибно")
        assert [one.stands for one in dossier(person).timeline] == [False]


class TestStays:
    def test_count_the_days_of_each_captivity(self, factories: SimpleNamespace, person: Person, icrc: Source) -> None:
        for kind, text in ((K.CAPTURE, "2022-05-16"), (K.EXCHANGE, "2022-05-26"), (K.CAPTURE, "2026-02-27")):
            factories.custody_event(person=person, kind=kind, happened=text, source=icrc)
        assert [stay.days for stay in dossier(person).stays] == [Range(10, 10), Range(2, 2)]

    def test_give_days_as_a_range_where_dates_are_uncertain(self, factories: SimpleNamespace, person: Person) -> None:
        factories.custody_event(person=person, happened="2026-02")
        assert [stay.days for stay in dossier(person).stays] == [Range(1, 28)]

    def test_count_no_days_from_a_day_that_nobody_knows(self, factories: SimpleNamespace, person: Person) -> None:
        factories.custody_event(person=person)
        assert [stay.days for stay in dossier(person).stays] == [None]

    def test_count_no_days_to_an_end_whose_day_nobody_knows(
        self, factories: SimpleNamespace, person: Person, icrc: Source
    ) -> None:
        factories.custody_event(person=person, kind=K.EXCHANGE, source=icrc)
        factories.custody_event(person=person, happened="2022-05-16")
        assert [stay.days for stay in dossier(person).stays] == [None]


class TestHolder:
    def test_is_whom_the_newest_event_that_says_so_names(self, factories: SimpleNamespace, person: Person) -> None:
        first, second = factories.side(), factories.side()
        for text, side in (("2022-05", first), ("2022-06", second), ("2022-07", None)):
            factories.custody_event(person=person, kind=K.SIGHTING, happened=text, holder=side)
        assert dossier(person).holder is second

    def test_is_nobody_after_the_captivity(self, factories: SimpleNamespace, person: Person, icrc: Source) -> None:
        factories.custody_event(person=person, happened="2022-05", holder=factories.side())
        factories.custody_event(person=person, kind=K.EXCHANGE, happened="2023", source=icrc)
        assert dossier(person).holder is None

    def test_is_nobody_of_whom_nothing_is_told(self, person: Person) -> None:
        assert dossier(person).holder is None


class TestAge:
    def test_is_that_of_today(self, factories: SimpleNamespace) -> None:
        assert dossier(factories.person(born="1990-03-01")).age == Range(36, 36)

    def test_of_the_dead_is_that_of_the_day_they_died(self, factories: SimpleNamespace, icrc: Source) -> None:
        person = factories.person(born="1990-03-01")
        factories.custody_event(person=person, kind=K.DEATH, happened="2022-06", source=icrc)
        assert dossier(person).age == Range(32, 32)

    def test_of_the_dead_is_that_of_today_where_the_day_is_unknown(
        self, factories: SimpleNamespace, icrc: Source
    ) -> None:
        person = factories.person(born="1990-03-01")
        factories.custody_event(person=person, kind=K.DEATH, source=icrc)
        assert dossier(person).age == Range(36, 36)

    def test_is_unknown_with_the_date_of_birth(self, person: Person) -> None:
        assert dossier(person).age is None


class TestIdentity:
    def test_shows_what_sources_say_where_they_contradict_each_other(
        self, factories: SimpleNamespace, person: Person
    ) -> None:
        worse, better = (
            factories.person_statement(person=person, rank="солдат", credibility=credibility) for credibility in (4, 2)
        )
        better.rank = "сержант"
        (conflict,) = dossier(person).conflicts
        assert (conflict.field, conflict.statements) == ("rank", [better, worse])

    def test_marks_what_no_longer_stands(self, factories: SimpleNamespace, person: Person) -> None:
        wrong = factories.person_statement(person=person, rank="солдат")
        factories.person_statement(person=person, rank="сержант", supersedes_id=wrong.id, source=wrong.source)
        assert dossier(person).superseded == {wrong.id}

    def test_counts_the_sources_that_say_something_and_agree(self, factories: SimpleNamespace) -> None:
        person = factories.person(surname="Шевчук", rank="солдат", credibility=1)
        source = factories.source()
        for surname in ("ШЕВЧУК", "Шевченко"):
            factories.person_statement(person=person, surname=surname, source=source)
        wrong = factories.person_statement(person=person, rank="солдат")
        factories.person_statement(person=person, unit="в/ч 0000", supersedes_id=wrong.id, source=wrong.source)
        agreement = dossier(person).agreement
        assert agreement == {"surname": Agreement(2, 2), "rank": Agreement(1, 1), "unit": Agreement(1, 1)}
        assert dossier(person).sources == 3

    def test_says_why_values_are_not_there(self, factories: SimpleNamespace) -> None:
        assert dossier(factories.person(absences={"born": "refused"})).absences == {"born": Absence.REFUSED}

    def test_follows_a_preference(self, factories: SimpleNamespace) -> None:
        person = factories.person(surname="Шевчук", credibility=1)
        chosen = factories.person_statement(person=person, surname="Шевченко", credibility=6)
        factories.preferred_value(statement=chosen)
        assert dossier(person).identity.values["surname"] == "Шевченко"

    def test_says_what_the_law_asks_and_what_is_missing(self, factories: SimpleNamespace, person: Person) -> None:
        factories.person_identifier(person=person, kind=IdentifierKind.SERVICE_NUMBER)
        shown = dossier(person)
        assert shown.asked == 9
        assert [asked.field for asked in shown.missing] == [
            "given_name",
            "father_name",
            "mother_maiden_name",
            "born",
            "birth_place",
            "rank",
            "side_id",
        ]

    def test_holds_numbers_and_cohorts(self, factories: SimpleNamespace, person: Person) -> None:
        number, cohort = factories.person_identifier(person=person), factories.person_cohort(person=person)
        (shown,) = dossier(person).numbers
        assert (shown.value, shown.sources, list(dossier(person).cohorts)) == (number.value, [number.source], [cohort])

    def test_show_a_number_that_two_records_have_once(self, factories: SimpleNamespace, person: Person) -> None:
        merged = factories.person(merged_into_id=person.id)
        for holder, issuer in ((person, ""), (merged, "Україна")):
            factories.person_identifier(person=holder, value="АА123", issuer=issuer, kind=IdentifierKind.PASSPORT)
        factories.person_identifier(person=merged, value="АА124", kind=IdentifierKind.PASSPORT)
        one, another = dossier(person).numbers
        assert (one.value, one.issuers, len(one.sources)) == ("АА123", ["Україна"], 2)
        assert another.value == "АА124"


class TestCost:
    @pytest.mark.parametrize("facts", [3, 30])
    def test_takes_the_same_queries_for_any_number_of_facts(
        self, factories: SimpleNamespace, session: Session, query_count: Callable[[], Any], facts: int
    ) -> None:
        number = self.somebody(factories, facts)
        session.expire_all()
        person = session.get_one(Person, number)
        with query_count() as statements:
            self.read(dossier(person))
        assert len(statements) == 11

    @staticmethod
    def somebody(factories: SimpleNamespace, facts: int) -> int:
        person = factories.person(category="civilian", side="ukr")
        for _ in range(facts // 3):
            source, place, by = factories.source(repeats=factories.source()), factories.place(), factories.user()
            factories.person_statement(person=person, source=source, rank="солдат", recorded_by=by)
            factories.custody_event(person=person, source=source, place=place, recorded_by=by, holder=factories.side())
            factories.person_cohort(person=person, source=source)
        return int(person.id)

    @staticmethod
    def read(shown: Dossier) -> None:
        """Look at everything that the page shows."""
        for one in shown.timeline:
            assert all((one.event.source.name, one.event.place.name, one.event.holder, one.event.recorded_by))
        assert len([statement.source.name for statement in shown.statements]) > 1
        assert all(statement.recorded_by for statement in shown.statements[1:])
        assert all((link.cohort.code, link.source.name) for link in shown.cohorts)
        assert (shown.stays[0].captivity.sources, shown.person.category.code) == (len(shown.timeline), "civilian")


class TestNamesOfUsers:
    def test_are_by_their_numbers(self, factories: SimpleNamespace) -> None:
        user = factories.user(full_name="Олена Вигадана")
        assert queries.names_of_users() == {user.id: "Олена Вигадана"}


class TestNamesIn:
    def entry(self, factories: SimpleNamespace, field: str, before: int | None, after: int | None) -> AuditEntry:
        held = [str(number) if number else None for number in (before, after)]
        made: AuditEntry = factories.audit_value(field=field, before=held[0], after=held[1]).entry
        return made

    def test_names_what_the_ledger_refers_to(self, factories: SimpleNamespace) -> None:
        one, other = factories.source(name="Список А"), factories.source(name="Список Б")
        entry = self.entry(factories, "source_id", one.id, other.id)
        names = queries.names_in([entry], "en")
        assert [names["source_id", str(source.id)] for source in (one, other)] == ["Список А", "Список Б"]

    @pytest.mark.parametrize(("locale", "name"), [("uk", "РФ"), ("en", "Russian Federation")])
    def test_speaks_the_readers_language(self, factories: SimpleNamespace, locale: str, name: str) -> None:
        number = factories.person(side="rus").side_id
        entry = self.entry(factories, "side_id", None, number)
        assert queries.names_in([entry], locale)["side_id", str(number)] == name

    def test_leaves_out_what_is_gone(self, factories: SimpleNamespace) -> None:
        assert queries.names_in([self.entry(factories, "source_id", 999, None)], "en") == {}

    def test_of_nothing_asks_nothing(self, query_count: Callable[[], Any]) -> None:
        with query_count() as statements:
            assert queries.names_in([], "en") == {}
        assert statements == []


class TestActions:
    def test_have_words_for_everything_that_the_ledger_may_hold(self) -> None:
        calls = [node for module in modules() for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
        recorded = {
            node.args[0].value
            for node in calls
            if name_of_call(node) == "audit.record" and isinstance(node.args[0], ast.Constant)
        }
        assert recorded <= set(labels.ACTIONS)
