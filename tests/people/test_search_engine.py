"""Finding people by keys: who is found, in which order, and what is kept for it."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from click.testing import Result
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import dates
from app.names.deciding import STRONG, Verdict
from app.names.scoring import CODES, Reason
from app.people import identity
from app.people.labels import REASONS, REWRITTEN, reason_words
from app.people.models import IdentifierKind, Person, name_keys, name_skeletons
from app.people.refs import ref_of
from app.people.search import building, keeping, people
from app.people.search.asking import understand
from app.people.search.candidates import Commonness, candidates_for, ids_under, neighbours_of
from app.people.search.engine import find
from tests.factories.people import RECORDED
from tests.harness import commands

pytestmark = pytest.mark.usefixtures("session")
TODAY = date(2026, 11, 22)
Obmin = Callable[..., Result]


def found(text: str, **asked: object) -> list[int]:
    """Give who is found, the best first."""
    return [one.person.id for one in people.search(understand(text, today=TODAY), **asked)]


@pytest.fixture
def person(factories: SimpleNamespace) -> Person:
    made: Person = factories.person(
        surname="Ковальський",
        given_name="Володимир",
        patronymic="Юрійович",
        call_sign="Їжак",
        born="1987-03-12",
    )
    factories.person(surname="Мельничук", given_name="Степан", patronymic="Ігорович", born="1990-01-02")
    return made


class TestSearch:
    @pytest.mark.parametrize(
        "text",
        [
            "Ковальський Володимир",
            "володимир ковальський",
            "Ковальский Владимир Юрьевич",
            "Kovalskyi Volodymyr",
            "Kowalski Wladimir",
            "Ковалський Володимир 1987",
            "Ковальський В. Ю.",
            "Ковальський Вова",
            "Ковальський 12.03.1987 р.н.",
            "Koval's'kyj 1987",
            "«Їжак»",
            "Ковал",
            "Ковальськ",
        ],
    )
    def test_finds_somebody_in_any_spelling_script_and_order(self, person: Person, text: str) -> None:
        assert found(text)[0] == person.id

    def test_finds_by_the_number_of_the_record(self, person: Person) -> None:
        assert [one.via for one in people.search(understand(person.ref.lower(), today=TODAY))] == ["reference"]

    @pytest.mark.parametrize("text", ["АА 123-456", "aa123456", "АА123456"])
    def test_finds_by_a_document_blind_to_spaces_and_alphabets(
        self, person: Person, factories: SimpleNamespace, text: str
    ) -> None:
        factories.person_identifier(person=person, kind=IdentifierKind.PASSPORT, value="АА123456")
        (one,) = people.search(understand(text, today=TODAY))
        assert (one.person, one.via, one.score) == (person, "identifier", None)

    @pytest.mark.parametrize("text", ["", "  ", "%", "'", "P-999999-Z", "99999", "Нікогошвілі Зурабій"])
    @pytest.mark.usefixtures("person")
    def test_finds_nobody_where_nobody_is_meant(self, text: str) -> None:
        assert found(text) == []

    def test_takes_a_birth_beside_the_text_before_one_inside(self) -> None:
        asked = understand("Коваль 1990", born=dates.parse_edtf("1987"), today=TODAY)
        assert asked.question.born == (date(1987, 1, 1), date(1987, 12, 31))

    @pytest.mark.parametrize("text", ["Коваль 12.13.1987", "Коваль 01.01.2099"])
    def test_takes_no_day_for_a_birth_that_cannot_be_one(self, text: str) -> None:
        assert understand(text, today=TODAY).question.born is None

    @pytest.mark.usefixtures("person")
    def test_says_why(self) -> None:
        (first, *_) = people.search(understand("Kovalskyi Volodymyr 12.03.1987", today=TODAY))
        assert first.score is not None
        assert {"surname_same", "birth_same"} <= {reason.code for reason in first.score.reasons}
        assert first.score.bits >= STRONG

    def test_puts_the_older_record_of_equals_first(self, factories: SimpleNamespace) -> None:
        twins = [factories.person(surname="Близнюк", given_name="Іван").id for _ in range(3)]
        assert found("Близнюк Іван") == twins
        assert found("Близнюк Іван", limit=2) == twins[:2]

    def test_names_that_begin_so_come_behind_those_that_agree(self, factories: SimpleNamespace) -> None:
        longer, exact = factories.person(surname="Ковальчуківський"), factories.person(surname="Ковальчук")
        assert found("Ковальчук") == [exact.id, longer.id]

    def test_a_record_that_was_retracted_is_not_found(self, person: Person) -> None:
        person.retracted_at, person.retraction_reason = RECORDED, "введено двічі"
        identity.refresh(person)
        assert found("Ковальський Володимир") == found(person.ref) == []

    def test_the_names_of_a_merged_record_lead_to_the_kept_one(
        self, person: Person, factories: SimpleNamespace
    ) -> None:
        merged = factories.person(surname="Іншенко", given_name="Володимир")
        merged.merged_into_id = person.id
        identity.refresh(merged)
        identity.refresh(person)
        assert found("Інщенко Володимир")[0] == found(merged.ref)[0] == person.id
        assert keeping.stored_keys(merged) == set()


class TestCheck:
    def test_says_of_each_row_what_a_machine_makes_of_it(self, person: Person) -> None:
        texts = ["Kovalskyi Volodymyr Yuriiovych 12.03.1987", person.ref, "Нікогошвілі Зурабій"]
        checked = list(people.check(understand(text, today=TODAY) for text in texts))
        assert [one.verdict for one in checked] == [Verdict.SURE, Verdict.SURE, Verdict.UNKNOWN]
        assert [hit.person_id for one in checked[:2] for hit in one.hits[:1]] == [person.id] * 2

    def test_never_accepts_a_brother(self, person: Person) -> None:
        (brother,) = people.check([understand("Ковальський Василь Юрійович 12.03.1987", today=TODAY)])
        assert brother.hits[0].person_id == person.id
        assert brother.verdict is not Verdict.SURE


class TestSimilarTo:
    def test_finds_who_is_on_record_already(self, person: Person) -> None:
        values = {"surname": "Ковальский", "given_name": "Владимир", "latin_name": "Kovalsky Vladimir"}
        assert [hit.person_id for hit in people.similar_to(values)][:1] == [person.id]
        assert [hit.person_id for hit in people.similar_to(values, but=person)] == []

    def test_finds_nobody_by_no_name(self) -> None:
        assert people.similar_to({}) == []


class TestKeeping:
    def test_follows_what_is_stated_and_taken_back(self, person: Person, factories: SimpleNamespace) -> None:
        said = factories.person_statement(person=person, surname="Гончаренко", given_name="Остап", credibility=6)
        assert person.other_names == [["Гончаренко", "Остап", "", ""]]
        assert found("Гончаренко Остап") == [person.id]
        said.retracted_at, said.retraction_reason = RECORDED, "хибно"
        identity.refresh(person)
        assert (person.other_names, found("Гончаренко Остап")) == ([], [])

    def test_writes_a_surname_once_into_the_neighbourhood(self, session: Session, factories: SimpleNamespace) -> None:
        for _ in range(2):
            factories.person(surname="Перебийніс")
        rows = session.execute(select(name_skeletons)).all()
        assert len(rows) == len(set(rows)) > 1

    def test_differs_from_what_the_facts_say_where_somebody_meddled(self, person: Person, session: Session) -> None:
        assert identity.differences_of(person) == []
        session.execute(name_keys.delete())
        session.execute(name_skeletons.delete())
        assert identity.differences_of(person) == ["name_keys", "name_skeletons"]

    def test_a_birth_open_to_one_side_says_nothing(self) -> None:
        assert keeping.bounds(dates.parse_edtf("../1990")) is None


class TestCandidates:
    def test_of_no_keys_are_none(self) -> None:
        assert (ids_under([], most=10), candidates_for([]), neighbours_of([])) == ([], [], {})

    def test_those_under_the_rarest_key_come_first(self, session: Session) -> None:
        rows = [{"key": 1, "person_id": number} for number in (1, 2, 3)] + [{"key": 2, "person_id": 3}]
        session.execute(name_keys.insert(), rows)
        assert ids_under([1, 2], most=3) == [3, 1, 2]
        assert ids_under([1, 2], most=2) == [3, 1]

    def test_of_a_common_key_the_oldest_records_are_read(self, session: Session) -> None:
        session.execute(name_keys.insert(), [{"key": 7, "person_id": number} for number in range(1, 500)])
        assert ids_under([7], most=1000) == list(range(1, 401))

    def test_counts_bearers_once(self, person: Person, query_count: Callable[[], object]) -> None:
        commonness = Commonness()
        (skeleton, *_) = keeping.skeletons_of(person)
        assert commonness(skeleton) == 1
        with query_count() as queries:  # type: ignore[attr-defined]
            assert (commonness(skeleton), len(queries)) == (1, 0)


surnames = st.sampled_from(["Шевчук", "Шевченко", "Shevchuk", "Ковальський", "Kovalsky", "Мельник", "Мельніченко"])
givens = st.sampled_from(["Іван", "Ivan", "Владимир", "Володимир", "Олена", ""])
births = st.none() | st.dates(date(1985, 1, 1), date(1985, 1, 1) + timedelta(400)).map(lambda day: day.isoformat())
registry = st.lists(st.tuples(surnames, givens, births), min_size=1, max_size=8)


class TestRebuild:
    @given(registry)
    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_gives_what_was_kept_fact_by_fact(
        self, factories: SimpleNamespace, session: Session, registry: list[tuple[str, str, str | None]]
    ) -> None:
        for surname, given_name, born in registry:
            told = {"born": born} if born else {}
            factories.person(surname=surname, given_name=given_name or None, **told)
        assert list(building.compare(lambda _count: None)) == []
        kept = session.execute(select(name_keys).order_by(*name_keys.c)).all()
        building.rebuild(lambda _count: None)
        assert session.execute(select(name_keys).order_by(*name_keys.c)).all() == kept


class TestCommands:
    @pytest.fixture
    def obmin(self, app: Flask) -> Obmin:
        return lambda *arguments, **given_: commands.run(app, *arguments, **given_)

    def test_rebuild_makes_the_keys_anew(self, obmin: Obmin, person: Person, session: Session) -> None:
        session.execute(name_keys.delete())
        session.commit()
        assert obmin("names", "rebuild", "--check").exit_code == 1
        assert "2 people rebuilt" in obmin("names", "rebuild").stdout
        assert obmin("names", "rebuild", "--check").exit_code == 0
        assert session.scalar(select(func.count()).select_from(name_keys)), person

    def test_search_prints_a_table_with_reasons(self, obmin: Obmin, person: Person) -> None:
        result = obmin("search", "Kovalskyi", "Volodymyr", "--born", "1987")
        assert result.stdout.startswith(f"{person.ref}\tКовальський Володимир Юрійович\t1987-03-12")
        assert "Year of birth agrees" in result.stdout

    def test_search_answers_a_program(self, obmin: Obmin, person: Person) -> None:
        (one, *_) = json.loads(obmin("search", "Kovalskyi Volodymyr", "--format", "json").stdout)
        assert (one["reference"], one["via"], one["status"]) == (person.ref, "name", "unknown")
        rows = list(csv.DictReader(io.StringIO(obmin("search", person.ref, "--format", "csv").stdout)))
        assert [(row["reference"], row["via"], row["score"]) for row in rows] == [(person.ref, "reference", "")]

    def test_search_says_that_nobody_is_found(self, obmin: Obmin) -> None:
        assert "Nobody like this" in obmin("search", "Нікогошвілі").stderr

    def test_search_refuses_what_is_no_date(self, obmin: Obmin) -> None:
        assert obmin("search", "Коваль", "--born", "учора").exit_code == 2


class TestReasonWords:
    def test_are_there_for_every_code(self) -> None:
        assert set(CODES) == set(REASONS) >= set(REWRITTEN)

    @pytest.mark.parametrize(
        ("reason", "words"),
        [
            (Reason("surname_same", 9, "kovalenko", "коваленко"), "Surname in another spelling: Kovalenko = Коваленко"),
            (Reason("surname_same", 9, "коваленко", "коваленко"), "Surname agrees: Коваленко"),
            (Reason("birth_same", 13, "1987-03-12", "1987-03-12"), "Date of birth agrees"),
            (Reason("birth_year_differs", -8, "1990-03-12", "1984-01-01/1984-12-31"), "Another year of birth (−6)"),
            (Reason("birth_year_near", 5, "1990-03-12", "1991-03-12"), "Year of birth is close (+1)"),
        ],
    )
    def test_name_what_was_compared(self, reason: Reason, words: str) -> None:
        assert reason_words(reason) == words


def test_the_number_of_a_record_is_read_before_any_name(person: Person) -> None:
    assert understand(ref_of(person.id), today=TODAY).question.tokens == ()


def test_a_question_of_a_birth_alone_finds_those_born_then(person: Person) -> None:
    assert [hit.person_id for hit in find(understand("12.03.1987", today=TODAY).question)] == [person.id]
