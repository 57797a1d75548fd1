"""Entering somebody who may be on record already: shown before the record is saved, and nothing typed is lost."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Draft, Role
from app.audit.models import AccessEntry, AuditEntry
from app.core import dates
from app.people import queries
from app.people.models import Person, PersonIdentifier
from app.sources.models import Source
from tests.conftest import SignIn
from tests.harness.client import Client
from tests.harness.pages import posting, read
from tests.input.corpus import STRINGS

#: On record in Ukrainian; the others are the same person as others spell him, and people who are like him.
KNOWN = {"surname": "Коваленчук-Вигаданий", "given_name": "Володимир", "patronymic": "Гнатович", "born": "1987-03-12"}
SAME = {"surname": "Kovalenchuk-Vyhadanyi", "given_name": "Vladimir", "born": "12.03.1987"}


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in(Role.ANALYST)


@pytest.fixture
def source(factories: SimpleNamespace) -> Source:
    made: Source = factories.source()
    return made


@pytest.fixture
def known(factories: SimpleNamespace) -> Person:
    made: Person = factories.person(**KNOWN)
    return made


def typed(source: Source, **fields: Any) -> dict[str, Any]:
    return {"source_id": source.id, "credibility": 2, **fields}


def number_of(session: Session, model: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def seen_in(page: str) -> str:
    """Read what a page or a part of one says of whom it has shown."""
    (found,) = (attributes for tag, attributes in read(page).elements if attributes.get("name") == "seen")
    return found.get("value") or ""


def sent_again(page: str, **fields: Any) -> dict[str, Any]:
    """Give what the form of a page would send, with something typed into it."""
    form = next(form for form in posting(page) if "data-main" in form.attributes)
    return {**form.answers(), **fields}


def looks_at_namesakes(session: Session) -> list[int | None]:
    shown = select(AccessEntry).where(AccessEntry.action == "look at namesake").order_by(AccessEntry.id)
    return [look.person_id for look in session.scalars(shown)]


class TestWhileTyping:
    @pytest.mark.parametrize(
        "described",
        [
            SAME,
            {"surname": "Ковалєнчук-Вигаданий", "given_name": "Володимир"},
            {"surname": "Коваленчук-Выгаданный", "given_name": "Володя", "patronymic": "Игнатович", "born": "1987"},
            {"call_sign": "Кум", "latin_name": "VOLODYMYR KOVALENCHUK-VYHADANYI"},
        ],
    )
    def test_shows_somebody_who_is_on_record_in_another_spelling(
        self, analyst: Client, known: Person, described: dict[str, str]
    ) -> None:
        part = analyst.post("/people/new/namesakes", data=described).text
        assert (known.ref in part, "Коваленчук-Вигаданий Володимир Гнатович" in part) == (True, True)
        assert "1 person on record may be the same" in part

    @pytest.mark.parametrize(
        "described",
        [
            {},
            {"surname": KNOWN["surname"]},
            {"surname": KNOWN["surname"], "rank": "сержант"},
            {"surname": "Зовсім-Іншенко", "given_name": "Володимир", "patronymic": "Гнатович"},
            {"surname": "\x00", "given_name": "Володимир", "born": "колись"},
            {"surname": "Коваленчук-Вигаданий" * 100, "given_name": "Володимир"},
        ],
    )
    def test_shows_nobody_where_too_little_is_told_or_somebody_else(
        self, analyst: Client, session: Session, known: Person, described: dict[str, str]
    ) -> None:
        answer = analyst.post("/people/new/namesakes", data=described)
        assert (answer.status_code, known.ref in answer.text, "<h2>" in answer.text) == (200, False, False)
        assert looks_at_namesakes(session) == []

    def test_marks_what_differs_and_what_is_only_spelled_otherwise(self, analyst: Client, known: Person) -> None:
        part = analyst.post("/people/new/namesakes", data={**SAME, "born": "1986"}).text
        assert "the same, spelled otherwise" in part
        assert re.search(r"Differs:\s*date of birth", part)
        assert known.ref in part

    def test_names_what_is_alike_and_not_equal(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.person(**{**KNOWN, "born": "1987-03-12"})
        part = analyst.post("/people/new/namesakes", data={**KNOWN, "born": "03.12.1987"}).text
        assert re.search(r"Alike, not equal:\s*date of birth\s*</summary>", part)

    def test_shows_whose_the_service_number_is(self, analyst: Client, factories: SimpleNamespace) -> None:
        owner = factories.person_identifier(value="Т-7549").person
        part = analyst.post("/people/new/namesakes", data={"surname": "Іншенко", "service_number": "т 75 49"}).text
        assert (owner.ref in part, "has this service number" in part) == (False, False)
        part = analyst.post("/people/new/namesakes", data={"surname": "Іншенко", "service_number": "т-75 49"}).text
        assert (owner.ref in part, "has this service number" in part) == (True, True)

    def test_shows_once_who_is_found_by_name_and_by_number(
        self, analyst: Client, known: Person, factories: SimpleNamespace
    ) -> None:
        factories.person_identifier(person=known, value="Т-7549")
        part = analyst.post("/people/new/namesakes", data={**SAME, "service_number": "Т-7549"}).text
        assert part.count(f'id="namesake-{known.ref}"') == 1

    def test_records_a_look_once_for_each(self, analyst: Client, session: Session, known: Person) -> None:
        part = analyst.post("/people/new/namesakes", data=SAME).text
        analyst.post("/people/new/namesakes", data={**SAME, "rank": "сержант", "seen": seen_in(part)})
        assert looks_at_namesakes(session) == [known.id]

    @pytest.mark.parametrize("seen", ["", "x", "WzEsWzFdXQ.x", '[1, "a"]', "[1,[1]]"])
    def test_believes_nobody_who_says_by_themselves_whom_they_have_seen(
        self, analyst: Client, session: Session, known: Person, seen: str
    ) -> None:
        analyst.post("/people/new/namesakes", data={**SAME, "seen": seen})
        assert looks_at_namesakes(session) == [known.id]

    def test_believes_nobody_what_somebody_else_has_seen(
        self, analyst: Client, sign_in: SignIn, session: Session, known: Person
    ) -> None:
        part = analyst.post("/people/new/namesakes", data=SAME).text
        sign_in(Role.ANALYST).post("/people/new/namesakes", data={**SAME, "seen": seen_in(part)})
        assert looks_at_namesakes(session) == [known.id] * 2

    def test_is_asked_for_at_once_where_the_form_opens_filled_in(self, analyst: Client) -> None:
        assert 'hx-trigger="change from' in analyst.get("/people/new").text
        assert 'hx-trigger="load, change from' in analyst.get("/people/new?surname=Шевчук").text

    def test_answers_whatever_is_typed(self, analyst: Client, known: Person) -> None:
        names = ("given_name", "latin_name", "born", "category_id", "service_number", "seen")
        for string in STRINGS[::23]:
            described = {"surname": known.surname, **dict.fromkeys(names, string)}
            assert analyst.post("/people/new/namesakes", data=described).status_code == 200, ascii(string)


class TestSaving:
    def test_asks_before_somebody_is_entered_twice_and_keeps_what_was_typed(
        self, analyst: Client, session: Session, known: Person, source: Source
    ) -> None:
        sent = typed(source, **SAME, note="за «списком»\r\nз двох рядків", rank_absence="refused", as_of="05.2022")
        answer = analyst.post("/people/new", data=sent)
        assert (answer.status_code, known.ref in answer.text, number_of(session, Person)) == (409, True, 1)
        kept = sent_again(answer.text)
        assert {name: kept[name] for name in sent} == {name: [str(value)] for name, value in sent.items()}

    def test_asks_for_a_reason_where_the_likeness_is_strong(
        self, analyst: Client, session: Session, known: Person, source: Source
    ) -> None:
        page = analyst.post("/people/new", data=typed(source, **SAME)).text
        assert ("Why is it another person?" in page, 'id="why_another-error"' in page) == (True, False)
        refused = analyst.post("/people/new", data=sent_again(page, why_another="  "))
        assert (refused.status_code, 'id="why_another-error"' in refused.text) == (422, True)
        answer = analyst.post("/people/new", data=sent_again(refused.text, why_another="рідний брат"))
        assert (answer.status_code, number_of(session, Person)) == (303, 2)
        told = session.scalars(select(AuditEntry).where(AuditEntry.action == "register person")).one()
        assert [(one.field, one.after) for one in told.values] == [("distinguished_from", f"{known.ref}: рідний брат")]

    def test_shows_a_weak_likeness_once_and_asks_for_no_reason(
        self, analyst: Client, session: Session, known: Person, source: Source
    ) -> None:
        weak = typed(source, surname=known.surname, given_name=known.given_name)
        page = analyst.post("/people/new", data=weak)
        assert (page.status_code, "Why is it another person?" in page.text) == (409, False)
        assert analyst.post("/people/new", data=sent_again(page.text)).status_code == 303
        assert number_of(session, Person) == 2

    def test_asks_nothing_about_a_weak_likeness_that_was_seen_while_typing(
        self, analyst: Client, known: Person, source: Source
    ) -> None:
        weak = typed(source, surname=known.surname, given_name=known.given_name)
        seen = seen_in(analyst.post("/people/new/namesakes", data=weak).text)
        assert analyst.post("/people/new", data={**weak, "seen": seen}).status_code == 303

    def test_asks_nothing_where_nobody_is_alike(self, analyst: Client, known: Person, source: Source) -> None:
        other = typed(source, surname="Іншенко", given_name="Хома", born="1990")
        assert analyst.post("/people/new", data=other).status_code == 303
        assert known.version == 1

    def test_asks_nothing_before_mistakes_are_corrected(self, analyst: Client, known: Person) -> None:
        answer = analyst.post("/people/new", data=SAME)
        assert (answer.status_code, known.ref in answer.text) == (422, False)

    @pytest.mark.usefixtures("known")
    def test_leads_back_to_the_form_with_all_that_was_typed(
        self, analyst: Client, session: Session, source: Source
    ) -> None:
        page = analyst.post("/people/new", data=typed(source, **SAME)).text
        form = analyst.post("/people/new", data=sent_again(page, why_another="брат", switch_language="en"))
        assert (form.status_code, number_of(session, Person)) == (200, 1)
        kept = sent_again(form.text)
        assert [kept[name] for name in ("surname", "why_another")] == [[SAME["surname"]], ["брат"]]
        assert analyst.post("/people/new", data=kept).status_code == 303

    def test_saves_once_what_is_sent_twice(
        self, analyst: Client, session: Session, known: Person, source: Source
    ) -> None:
        page = analyst.post("/people/new", data=typed(source, **SAME, submission="a" * 32)).text
        again = sent_again(page, why_another="брат")
        assert again["submission"] == ["a" * 32]
        led = [analyst.post("/people/new", data=again).location for _ in range(2)]
        assert (led[0], number_of(session, Person)) == (led[1], 2)
        assert known.version == 1


class TestTheSamePerson:
    @pytest.fixture
    def all_typed(self, source: Source) -> dict[str, Any]:
        """Everything that the form of a new person takes."""
        return typed(
            source,
            **SAME,
            begun_as="new",
            as_of="05.2022",
            note="за списком",
            patronymic="Гнатович",
            call_sign="Кум",
            rank="сержант",
            birth_place_absence="refused",
            service_number="т-75 49",
        )

    def carry_over(self, analyst: Client, person: Person, sent: dict[str, Any]) -> str:
        """Press the button that says that it is the same person."""
        page = analyst.post("/people/new", data=sent).text
        button = next(
            attributes
            for tag, attributes in read(page).elements
            if tag == "button" and person.ref in (attributes.get("formaction") or "")
        )
        told = {str(button["name"]): button["value"]}
        answer = analyst.post(str(button["formaction"]), data=sent_again(page, **told))
        assert answer.status_code == 200
        return answer.text

    def test_carries_over_all_that_was_typed_and_saves_nothing_yet(
        self, analyst: Client, session: Session, known: Person, all_typed: dict[str, Any]
    ) -> None:
        page = self.carry_over(analyst, known, all_typed)
        kept = sent_again(page)
        assert {name: kept[name] for name in all_typed} == {name: [str(value)] for name, value in all_typed.items()}
        assert len(queries.list_statements_of(known)) == 1
        assert (number_of(session, Person), "What you typed is here" in page) == (1, True)

    def test_adds_a_statement_beside_the_others_with_all_that_the_source_says(
        self, analyst: Client, known: Person, source: Source, all_typed: dict[str, Any]
    ) -> None:
        answer = analyst.post(
            f"/people/{known.ref}/statements/new", data=sent_again(self.carry_over(analyst, known, all_typed))
        )
        assert answer.location == f"/people/{known.ref}"
        first, second = queries.list_statements_of(known)
        assert (first.surname, first.retracted_at, first.supersedes_id) == (KNOWN["surname"], None, None)
        assert (second.source, second.credibility, second.note) == (source, 2, "за списком")
        assert (second.surname, second.given_name, second.patronymic) == (SAME["surname"], "Vladimir", "Гнатович")
        assert (second.born, second.as_of) == (dates.parse_edtf("1987-03-12"), dates.parse_edtf("2022-05"))
        assert (second.call_sign, second.rank, second.absences) == ("Кум", "сержант", {"birth_place": "refused"})
        (number,) = queries.list_identifiers_of(known)
        assert (number.value, number.source) == ("Т-7549", source)

    def test_forgets_the_draft_of_the_new_person_once_it_is_saved(
        self, analyst: Client, session: Session, known: Person, all_typed: dict[str, Any]
    ) -> None:
        analyst.post("/drafts", data={**all_typed, "draft_of": "/people/new"})
        page = self.carry_over(analyst, known, all_typed)
        assert number_of(session, Draft) == 1
        analyst.post(f"/people/{known.ref}/statements/new", data=sent_again(page))
        assert number_of(session, Draft) == 0

    def test_leaves_a_number_that_is_on_record_as_it_is(
        self, analyst: Client, session: Session, known: Person, source: Source, factories: SimpleNamespace
    ) -> None:
        factories.person_identifier(person=known, value="Т-7549")
        sent = typed(source, rank="сержант", service_number="т-7549")
        assert analyst.post(f"/people/{known.ref}/statements/new", data=sent).status_code == 303
        assert number_of(session, PersonIdentifier) == 1

    def test_refuses_a_number_that_somebody_else_has(
        self, analyst: Client, known: Person, source: Source, factories: SimpleNamespace
    ) -> None:
        factories.person_identifier(value="Т-7549")
        sent = typed(source, rank="сержант", service_number="т-7549")
        answer = analyst.post(f"/people/{known.ref}/statements/new", data=sent)
        assert (answer.status_code, 'id="service_number-error"' in answer.text) == (422, True)
        assert len(queries.list_statements_of(known)) == 1

    def test_asks_for_something_that_the_source_says(self, analyst: Client, known: Person, source: Source) -> None:
        answer = analyst.post(f"/people/{known.ref}/statements/new", data=typed(source))
        assert (answer.status_code, "Change at least one field" in answer.text) == (422, True)

    def test_can_be_opened_by_itself(self, analyst: Client, known: Person) -> None:
        page = analyst.get(f"/people/{known.ref}/statements/new")
        assert (page.status_code, "What you typed is here" in page.text) == (200, False)
