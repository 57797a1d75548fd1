"""Entering somebody and changing what is known of them: what the law asks beside the form, and what is kept."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.models import Role
from app.core import dates
from app.people import queries, refs
from app.people.models import Absence, Category, Person
from app.sources.models import Source
from tests.conftest import SignIn
from tests.harness.client import Client


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in(Role.ANALYST)


@pytest.fixture
def source(factories: SimpleNamespace) -> Source:
    made: Source = factories.source()
    return made


def word(source: Source, **fields: Any) -> dict[str, Any]:
    """Give the fields of a form that speaks on a source's word."""
    return {"source_id": source.id, "credibility": 2, **fields}


def asked_in(page: str) -> dict[str, bool]:
    """Read what the law asks, and whether it is lacking."""
    section = page.partition('<section id="asked"')[2].partition("</section>")[0]
    lines = section.split("<li>")[1:]
    return {re.findall(r"<a [^>]*>([^<]+)</a>", line)[0]: "lacking" in line for line in lines}


def number_of(session: Session, model: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def category(session: Session, code: str) -> int:
    return session.scalars(select(Category.id).where(Category.code == code)).one()


class TestWhatTheLawAsks:
    @pytest.mark.parametrize(
        ("code", "asks", "law"),
        [
            ("conscript", "Service number", "Geneva Convention III"),
            ("civilian", "Last residence", "Geneva Convention IV"),
        ],
    )
    def test_follows_the_category(self, analyst: Client, session: Session, code: str, asks: str, law: str) -> None:
        shown = self.show_again(analyst, category_id=category(session, code))
        assert asks in asked_in(shown)
        assert f"<small>{law}</small>" in shown

    def test_of_an_unknown_category_is_what_both_conventions_ask(self, analyst: Client) -> None:
        asked = asked_in(analyst.get("/people/new").text)
        assert ("Surname" in asked, "Rank" in asked, "Nationality" in asked) == (True, False, False)

    def test_sees_what_is_typed(self, analyst: Client, session: Session) -> None:
        typed = {"surname": "Шевчук", "patronymic": "Іванович", "born": "1990", "service_number": "Т7549"}
        asked = asked_in(self.show_again(analyst, category_id=category(session, "conscript"), **typed))
        assert [name for name, is_lacking in asked.items() if not is_lacking] == [
            "Surname",
            "Father&#39;s first name",
            "Date of birth",
            "Service number",
        ]

    def test_takes_a_refusal_for_no_answer(self, analyst: Client) -> None:
        assert asked_in(self.show_again(analyst, born_absence="refused"))["Date of birth"]

    def test_is_not_put_out_by_a_category_that_there_is_not(self, analyst: Client) -> None:
        asked = asked_in(self.show_again(analyst, category_id="999"))
        assert "Rank" not in asked

    def test_is_asked_anew_at_each_change(self, analyst: Client) -> None:
        page = analyst.get("/people/new").text
        assert 'hx-post="/people/new"' in page
        assert '"switch_language": "en"' in page

    def test_counts_a_number_that_is_on_record(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person(category="conscript")
        assert asked_in(analyst.get(f"/people/{person.ref}/edit").text)["Service number"]
        factories.person_identifier(person=person)
        assert not asked_in(analyst.get(f"/people/{person.ref}/edit").text)["Service number"]

    def test_saves_nothing(self, analyst: Client, session: Session) -> None:
        self.show_again(analyst, surname="Шевчук")
        assert number_of(session, Person) == 0

    @staticmethod
    def show_again(client: Client, **typed: Any) -> str:
        answer = client.post("/people/new", data={**typed, "switch_language": "en"})
        assert answer.status_code == 200
        return answer.text


class TestNewPerson:
    def test_saves_somebody_of_whom_only_a_call_sign_is_known(
        self, analyst: Client, session: Session, source: Source
    ) -> None:
        answer = analyst.post("/people/new", data=word(source, call_sign="Кум"), follow_redirects=True)
        assert session.scalars(select(Person)).one().name == "«Кум»"
        assert "is saved. Now add what happened." in answer.text

    @pytest.mark.parametrize("name", ["   ", "\u200b", "\u2060\ufeff", "\u00a0"])
    @pytest.mark.parametrize("field", ["surname", "call_sign"])
    def test_takes_nothing_visible_for_no_name(
        self, analyst: Client, session: Session, source: Source, field: str, name: str
    ) -> None:
        answer = analyst.post("/people/new", data=word(source, rank="сержант", **{field: name}))
        assert (answer.status_code, 'href="#surname"' in answer.text) == (422, True)
        assert ('role="alert"' in answer.text, 'value="сержант"' in answer.text) == (True, True)
        assert number_of(session, Person) == 0

    @pytest.mark.parametrize("reason", Absence)
    def test_keeps_each_reason_why_a_value_is_not_there(
        self, analyst: Client, session: Session, source: Source, reason: Absence
    ) -> None:
        analyst.post("/people/new", data=word(source, surname="Шевчук", rank_absence=reason.value))
        assert session.scalars(select(Person)).one().absences == {"rank": reason.value}

    def test_needs_no_reason_for_a_value_that_is_there(self, analyst: Client, session: Session, source: Source) -> None:
        analyst.post("/people/new", data=word(source, surname="Шевчук", rank="солдат", rank_absence="refused"))
        assert session.scalars(select(Person)).one().absences == {}

    def test_refuses_a_reason_that_there_is_not(self, analyst: Client, session: Session, source: Source) -> None:
        answer = analyst.post("/people/new", data=word(source, surname="Шевчук", rank_absence="forgotten"))
        assert (answer.status_code, number_of(session, Person)) == (422, 0)

    def test_says_how_a_date_was_understood(self, analyst: Client, source: Source) -> None:
        answer = analyst.post("/people/new", data=word(source, born="травень 1990"))
        assert re.search(r'id="born-echo" aria-live="polite">[^<]*May 1990', answer.text)
        assert 'value="травень 1990"' in answer.text

    def test_keeps_the_day_of_which_the_source_speaks_and_its_words(
        self, analyst: Client, session: Session, source: Source
    ) -> None:
        analyst.post("/people/new", data=word(source, surname="Шевчук", as_of="05.2022", note="за списком"))
        (said,) = queries.list_statements_of(session.scalars(select(Person)).one())
        assert (said.as_of, said.note, said.credibility) == (dates.parse("05.2022"), "за списком", 2)

    def test_keeps_not_even_a_new_source_where_the_number_is_somebodys(
        self, analyst: Client, session: Session, factories: SimpleNamespace
    ) -> None:
        factories.person_identifier(value="Т7549")
        before = [number_of(session, model) for model in (Person, Source)]
        named = {"new_source": "Список А", "new_source_kind": "family", "credibility": "3"}
        answer = analyst.post("/people/new", data={"surname": "Шевчук", "service_number": "Т7549", **named})
        assert (answer.status_code, 'value="Список А"' in answer.text) == (422, True)
        assert [number_of(session, model) for model in (Person, Source)] == before

    def test_takes_a_source_that_is_named_and_known_for_that_source(
        self, analyst: Client, session: Session, factories: SimpleNamespace
    ) -> None:
        factories.source(name="Список А")
        named = {"new_source": "Список А", "new_source_kind": "family", "credibility": "3"}
        analyst.post("/people/new", data={"surname": "Шевчук", **named})
        assert number_of(session, Source) == 1


class TestEditPerson:
    @pytest.fixture
    def person(self, factories: SimpleNamespace) -> Person:
        made: Person = factories.person(surname="Шевчук", rank="солдат", absences={"born": "unknown"})
        return made

    @staticmethod
    def edit(client: Client, person: Person, **fields: Any) -> TestResponse:
        return client.post(f"/people/{person.ref}/edit", data={"surname": "Шевчук", "rank": "солдат", **fields})

    def test_shows_why_values_are_not_there(self, analyst: Client, person: Person) -> None:
        page = analyst.get(f"/people/{person.ref}/edit").text
        assert re.search(r'<input checked[^>]*name="born_absence"[^>]*value="unknown"', page)

    CLOSED = r'<input checked[^>]*value="source"', r'<input disabled[^>]*value="mistake"'

    def test_does_not_offer_to_correct_what_a_colleague_entered(
        self, sign_in: SignIn, analyst: Client, person: Person
    ) -> None:
        address = f"/people/{person.ref}/edit"
        for pattern in self.CLOSED:
            assert re.search(pattern, analyst.get(address).text)
            assert not re.search(pattern, sign_in(Role.SUPERVISOR).get(address).text)

    def test_names_the_fields_that_a_colleague_entered(
        self, analyst: Client, person: Person, source: Source, factories: SimpleNamespace
    ) -> None:
        factories.person_statement(person=person, source=source, unit="в/ч 0000", recorded_by_id=analyst.user.id)
        page = analyst.get(f"/people/{person.ref}/edit").text
        assert "Only a supervisor corrects what a colleague entered: Surname, " in page
        assert not re.search(r"<input disabled", page)

    def test_lets_a_supervisor_correct_what_a_colleague_entered(self, sign_in: SignIn, person: Person) -> None:
        answer = self.edit(sign_in(Role.SUPERVISOR), person, why="mistake", rank="сержант", born_absence="unknown")
        assert (answer.status_code, person.rank, person.has_conflict) == (303, "сержант", False)
        assert len(queries.list_statements_of(person)) == 2

    def test_lets_a_supervisor_empty_a_field(self, sign_in: SignIn, person: Person) -> None:
        self.edit(sign_in(Role.SUPERVISOR), person, why="mistake", rank="", born_absence="unknown")
        assert queries.list_live_statements_of(person)[0].rank is None

    def test_lets_a_source_say_why_nobody_knows(self, analyst: Client, person: Person, source: Source) -> None:
        answer = self.edit(analyst, person, **word(source, why="source", rank="", rank_absence="refused"))
        assert answer.status_code == 303
        assert queries.list_live_statements_of(person)[-1].absences["rank"] == "refused"

    def test_refuses_a_source_that_says_nothing_new(self, analyst: Client, person: Person, source: Source) -> None:
        answer = self.edit(analyst, person, **word(source, why="source", born_absence="unknown"))
        assert (answer.status_code, "Change at least one field, or cancel." in answer.text) == (422, True)
        assert len(queries.list_statements_of(person)) == 1

    def test_refuses_a_mistake_that_would_leave_no_name(self, sign_in: SignIn, person: Person) -> None:
        answer = self.edit(sign_in(Role.SUPERVISOR), person, why="mistake", surname="\u200b")
        assert (answer.status_code, 'href="#surname"' in answer.text) == (422, True)

    def test_speaks_the_other_language_and_changes_nothing(self, analyst: Client, person: Person) -> None:
        answer = self.edit(analyst, person, why="source", rank="капітан", switch_language="uk")
        assert (answer.status_code, 'value="капітан"' in answer.text) == (200, True)
        assert ('<html lang="uk"' in answer.text, person.rank) == (True, "солдат")

    def test_counts_as_a_change_once(self, analyst: Client, person: Person, source: Source) -> None:
        before = person.version
        self.edit(analyst, person, **word(source, why="source", rank="сержант", unit="в/ч 0000"))
        assert person.version == before + 1


class TestAddresses:
    PAGES = ("", "/edit", "/history", "/identifiers/new", "/cohorts", "/prefer/surname", "/events/new")

    @pytest.mark.parametrize("page", PAGES)
    def test_a_wrong_check_letter_finds_nobody(self, analyst: Client, factories: SimpleNamespace, page: str) -> None:
        person = factories.person()
        wrong = next(letter for letter in refs.CHECK_LETTERS if letter != refs.check_letter(person.id))
        assert analyst.get(f"/people/{person.ref[:-1]}{wrong}{page}").status_code == 404
        assert analyst.get(f"/people/{person.ref}{page}").status_code == 200

    @pytest.mark.parametrize("page", PAGES[1:])
    def test_take_a_number_as_it_is_read_out(self, analyst: Client, factories: SimpleNamespace, page: str) -> None:
        assert analyst.get(f"/people/p-{factories.person().id}{page}").status_code == 200

    @pytest.mark.parametrize("page", ["/edit", "/identifiers/new", "/cohorts", "/prefer/surname", "/events/new"])
    def test_are_not_found_for_nobody_when_sent(self, analyst: Client, page: str) -> None:
        assert analyst.post(f"/people/P-999999{page}", data={"surname": "Шевчук"}).status_code == 404
