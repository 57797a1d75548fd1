"""Merging two records, and what is refused or asked for."""

from types import SimpleNamespace

import pytest

from app.core.errors import Moved, RuleError
from app.custody import queries as custody
from app.custody.models import EventKind
from app.matching import queries, rules
from app.matching.models import Verdict
from app.matching.rules import Doubt
from app.people import queries as people
from app.people import rules as people_rules
from app.people.models import CustodyStatus, IdentifierKind, Person
from app.people.queries import PeopleFilter
from tests.matching.records import MERGED_ON, merged, supervisor

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def one(factories: SimpleNamespace) -> Person:
    person: Person = factories.person(surname="Коваль", given_name="Іван")
    return person


@pytest.fixture
def other(factories: SimpleNamespace) -> Person:
    person: Person = factories.person(surname="Коваль", given_name="Іван")
    return person


def judged(one: Person, other: Person, verdict: Verdict, factories: SimpleNamespace) -> None:
    rules.judge(one, other, rules.Opinion(verdict, "з документів"), actor=factories.user(), now=MERGED_ON)


class TestMerge:
    def test_shows_no_name_half_in_latin_letters(self, factories: SimpleNamespace) -> None:
        kept = factories.person(surname="Bondar", given_name="Hryhorii")
        other = factories.person(surname="Бондар", given_name="Григорій", patronymic="Омелянович")
        merged(other, kept, factories)
        assert (kept.name, kept.conflicts) == ("Бондар Григорій Омелянович", [])

    def test_leads_on_to_the_record_that_is_kept(self, factories: SimpleNamespace, one: Person, other: Person) -> None:
        merger = merged(other, one, factories)
        assert (other.merged_into_id, merger.kept, merger.merged) == (one.id, one, other)
        with pytest.raises(Moved) as moved:
            people.get_person(other.ref)
        assert (moved.value.ref, people.get_kept(other.ref)) == (one.ref, one)

    def test_leads_a_whole_chain_to_its_end(self, factories: SimpleNamespace, one: Person, other: Person) -> None:
        last = factories.person(surname="Коваль", given_name="Іван")
        merged(one, other, factories)
        merged(other, last, factories)
        assert {one.merged_into_id, other.merged_into_id} == {last.id}
        assert [merger.merged_id for merger in queries.list_mergers_of(last)] == [one.id, other.id]

    def test_reads_the_facts_of_both_together(self, factories: SimpleNamespace, one: Person, other: Person) -> None:
        icrc = factories.source(kind="icrc", reliability="A")
        event = factories.custody_event(person=other, kind=EventKind.VISITED_ICRC, source=icrc, happened="2023-01-01")
        merged(other, one, factories)
        assert (custody.list_events_of(one), event.person_id) == ([event], other.id)
        assert one.custody_status is CustodyStatus.IN_CAPTIVITY

    def test_lets_sources_contradict_each_other(self, factories: SimpleNamespace, one: Person) -> None:
        other = factories.person(surname="Коваль", given_name="Іван", rank="сержант")
        factories.person_statement(person=one, rank="солдат")
        assert rules.conflicts_of(one, other) == ["rank"]
        merged(other, one, factories)
        assert "rank" in one.conflicts

    def test_takes_the_other_out_of_the_list(self, factories: SimpleNamespace, one: Person, other: Person) -> None:
        merged(other, one, factories)
        assert people.count_people(PeopleFilter(text="Коваль")) == 1

    def test_finds_the_person_by_every_name(self, factories: SimpleNamespace, one: Person) -> None:
        merged(factories.person(surname="Вигаданюк", given_name="Іван"), one, factories)
        assert [row.id for row in people.list_people(people.Request(PeopleFilter(text="Вигаданюк"))).rows] == [one.id]

    def test_keeps_the_judgement_that_led_to_it(self, factories: SimpleNamespace, one: Person, other: Person) -> None:
        judged(one, other, Verdict.SAME, factories)
        merger = rules.merge(other, one, reason=None, actor=supervisor(factories), now=MERGED_ON)
        assert merger.judgement == queries.find_judgement_between(one, other)

    def test_leaves_the_version_to_those_who_type(self, factories: SimpleNamespace, one: Person, other: Person) -> None:
        before = (one.version, one.updated_at)
        merged(other, one, factories)
        assert (one.version, one.updated_at) == before


class TestReasons:
    def refusal(self, merging: Person, kept: Person, factories: SimpleNamespace) -> RuleError:
        with pytest.raises(RuleError) as refused:
            rules.merge(merging, kept, reason=" ", actor=supervisor(factories), now=MERGED_ON)
        return refused.value

    def test_are_asked_for_where_nobody_judged(self, factories: SimpleNamespace, one: Person, other: Person) -> None:
        refusal = self.refusal(other, one, factories)
        assert (refusal.field, "Nobody has judged" in str(refusal)) == ("reason", True)

    def test_are_asked_for_where_something_speaks_against_it(self, factories: SimpleNamespace, one: Person) -> None:
        brother = factories.person(surname="Коваль", given_name="Богдан")
        judged(one, brother, Verdict.SAME, factories)
        assert "Something speaks against it" in str(self.refusal(brother, one, factories))
        merged(brother, one, factories, reason="одна людина: паспорт")

    def test_are_asked_for_against_a_judgement(self, factories: SimpleNamespace, one: Person, other: Person) -> None:
        judged(one, other, Verdict.DIFFERENT, factories)
        assert rules.doubts_about(one, other) == [Doubt.JUDGED_DIFFERENT]
        assert "Something speaks against it" in str(self.refusal(other, one, factories))


class TestDoubts:
    def test_are_raised_by_a_contradiction_in_a_chain(
        self, factories: SimpleNamespace, one: Person, other: Person
    ) -> None:
        third = factories.person(surname="Коваль", given_name="Іван")
        judged(one, third, Verdict.SAME, factories)
        judged(third, other, Verdict.DIFFERENT, factories)
        assert rules.doubts_about(one, other) == [Doubt.CONTRADICTION]

    @pytest.mark.parametrize(
        ("values", "doubts"),
        [
            ({}, []),
            ({"surname": "Вигаданюк"}, [Doubt.OTHER_SURNAME]),
            ({"surname": "КОВАЛЬ"}, []),
            ({"given_name": "Богдан"}, [Doubt.OTHER_GIVEN_NAME]),
            ({"patronymic": "Петрович"}, [Doubt.OTHER_PATRONYMIC]),
            ({"born": "1961"}, [Doubt.OTHER_BIRTH]),
            ({"born": "1987"}, []),
            ({"side": "rus"}, [Doubt.OTHER_SIDE]),
            ({"rank": "сержант"}, []),
        ],
        ids=[
            "nothing",
            "another name",
            "another spelling",
            "brothers",
            "namesakes",
            "father and son",
            "a year",
            "sides",
            "a rank",
        ],
    )
    def test_are_raised_by_what_tells_people_apart(
        self, factories: SimpleNamespace, values: dict[str, str], doubts: list[Doubt]
    ) -> None:
        said = {
            "surname": "Коваль",
            "given_name": "Іван",
            "patronymic": "Іванович",
            "born": "1987-03-12",
            "side": "ukr",
        }
        one, other = factories.person(**said, rank="солдат"), factories.person(**(said | values))
        assert rules.doubts_about(one, other) == doubts


class TestImpossible:
    def refused(self, merging: Person, kept: Person, factories: SimpleNamespace) -> str:
        with pytest.raises(RuleError) as refused:
            merged(merging, kept, factories)
        return str(refused.value)

    def test_is_a_record_with_itself(self, factories: SimpleNamespace, one: Person) -> None:
        assert "one and the same record" in self.refused(one, one, factories)

    def test_is_the_same_again(self, factories: SimpleNamespace, one: Person, other: Person) -> None:
        merged(other, one, factories)
        assert "one and the same record" in self.refused(one, other, factories)

    @pytest.mark.parametrize("is_kept", [True, False])
    def test_is_a_record_that_stands_for_nobody(
        self, factories: SimpleNamespace, one: Person, other: Person, *, is_kept: bool
    ) -> None:
        third = factories.person(surname="Коваль", given_name="Іван")
        merged(other, one, factories)
        merging, kept = (third, other) if is_kept else (other, third)
        assert "merged into another meanwhile" in self.refused(merging, kept, factories)

    @pytest.mark.parametrize("is_kept", [True, False])
    def test_is_a_retracted_record(
        self, factories: SimpleNamespace, one: Person, other: Person, *, is_kept: bool
    ) -> None:
        other.retracted_at, other.retraction_reason = MERGED_ON, "помилка"
        pair = (one, other) if is_kept else (other, one)
        assert "was retracted" in self.refused(*pair, factories)


class TestFactsOfAMergedPerson:
    """What is done to a fact of a merged record is done to the person, and stays under the record's own number."""

    def test_a_correction_stays_with_what_it_corrects(
        self, factories: SimpleNamespace, one: Person, other: Person
    ) -> None:
        merged(other, one, factories)
        actor = supervisor(factories)
        people_rules.correct(one, {"surname": "Коваленко"}, {}, actor=actor, now=MERGED_ON.replace(day=2))
        owners = {statement.person_id for statement in people.list_statements_of(one) if statement.supersedes_id}
        assert (owners <= {one.id, other.id}, one.surname) == (True, "Коваленко")

    def test_a_retraction_derives_the_person_anew(self, factories: SimpleNamespace, one: Person, other: Person) -> None:
        statement = factories.person_statement(person=other, rank="сержант")
        merged(other, one, factories)
        before = one.rank
        people_rules.retract_statement(statement, reason="хибно", actor=supervisor(factories), now=MERGED_ON)
        assert (before, one.rank, statement.person_id) == ("сержант", None, other.id)

    def test_a_new_fact_is_the_kept_records(self, factories: SimpleNamespace, one: Person, other: Person) -> None:
        merged(other, one, factories)
        saying = people_rules.Saying(factories.source(), 2, {"rank": "солдат"})
        statement = people_rules.state(other, saying, actor=None, now=MERGED_ON)
        assert (statement.person_id, one.rank) == (one.id, "солдат")

    def test_a_number_of_either_is_the_persons(self, factories: SimpleNamespace, one: Person, other: Person) -> None:
        word = {"kind": IdentifierKind.PASSPORT, "value": "АА1", "source": factories.source()}
        people_rules.identify(other, **word, actor=None, now=MERGED_ON)
        merged(other, one, factories)
        with pytest.raises(RuleError, match=one.ref):
            people_rules.identify(factories.person(), **word, actor=None, now=MERGED_ON)

    def test_one_cohort_carried_twice_is_taken_off_at_once(
        self, factories: SimpleNamespace, one: Person, other: Person
    ) -> None:
        cohort, actor = factories.cohort(), supervisor(factories)
        for person in (one, other):
            factories.person_cohort(person=person, cohort=cohort)
        merged(other, one, factories)
        people_rules.set_cohorts(one, [], source=factories.source(), actor=actor, now=MERGED_ON)
        assert people.list_cohorts_of(one) == []
        people_rules.undo_cohorts(one, actor=actor, now=MERGED_ON)
        assert {link.person_id for link in people.list_cohorts_of(one)} == {one.id, other.id}

    def test_a_choice_between_values_outdoes_those_made_before(
        self, factories: SimpleNamespace, one: Person, other: Person
    ) -> None:
        actor = supervisor(factories)
        own = factories.person_statement(person=one, rank="солдат")
        others = factories.person_statement(person=other, rank="сержант")
        people_rules.prefer(other, "rank", others, reason="паспорт", actor=actor, now=MERGED_ON)
        merged(other, one, factories)
        assert one.rank == "сержант"
        later = MERGED_ON.replace(day=2)
        people_rules.prefer(one, "rank", own, reason="квиток", actor=actor, now=later)
        assert one.rank == "солдат"
        people_rules.undo_preference(one, "rank", actor=actor, now=later)
        assert one.rank == "сержант"

    def test_whoever_watches_either_watches_the_person(
        self, factories: SimpleNamespace, one: Person, other: Person
    ) -> None:
        user = factories.user()
        for person in (one, other):
            people_rules.watch(person, actor=user, now=MERGED_ON)
        merged(other, one, factories)
        assert people.count_people(PeopleFilter(watcher_id=user.id)) == 1
        people_rules.unwatch(one, actor=user, now=MERGED_ON)
        assert people.list_watches_of(user, one) == []
