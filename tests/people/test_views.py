"""The pages about people."""

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.core import dates
from app.people import queries
from app.people.models import IdentifierKind, Person, PersonStatement
from app.sources.models import Source, SourceKind
from tests.conftest import SignIn
from tests.factories.people import RECORDED
from tests.harness.client import Client


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in(Role.ANALYST)


@pytest.fixture
def source(factories: SimpleNamespace) -> Source:
    made: Source = factories.source()
    return made


@pytest.fixture
def person(factories: SimpleNamespace) -> Person:
    made: Person = factories.person(surname="Шевчук", rank="солдат")
    return made


def word(source: Source, **fields: Any) -> dict[str, Any]:
    """Give the fields of a form that speaks on a source's word."""
    return {"source_id": source.id, "credibility": 2, **fields}


def only_person(session: Session) -> Person:
    return session.scalars(select(Person)).one()


def page_of(person: Person, page: str = "") -> str:
    return f"/people/{person.ref}{page}"


class TestNewPerson:
    def test_asks_who_somebody_is(self, analyst: Client, source: Source) -> None:
        page = analyst.get("/people/new")
        assert page.status_code == 200
        assert source.name in page.text

    def test_takes_the_surname_of_a_search(self, analyst: Client) -> None:
        assert 'value="Шевчук"' in analyst.get("/people/new?surname=Шевчук").text

    def test_saves_and_leads_to_the_record(self, analyst: Client, session: Session, source: Source) -> None:
        form = word(source, surname="Шевчук", born="травень 1990", born_absence="", sex="male")
        answer = analyst.post("/people/new", data=form)
        person = only_person(session)
        assert (answer.status_code, answer.location) == (303, page_of(person))
        assert (person.name, person.born, person.created_by_id) == (
            "Шевчук",
            dates.parse_edtf("1990-05"),
            analyst.user.id,
        )

    def test_saves_the_service_number_with_it(self, analyst: Client, session: Session, source: Source) -> None:
        analyst.post("/people/new", data=word(source, call_sign="Кум", service_number="т 7549"))
        (identifier,) = queries.list_identifiers_of(only_person(session))
        assert (identifier.kind, identifier.value) == (IdentifierKind.SERVICE_NUMBER, "Т7549")

    def test_adds_a_source_that_is_named_on_the_spot(self, analyst: Client, session: Session) -> None:
        form = {"surname": "Шевчук", "new_source": "Список А", "new_source_kind": "family", "credibility": 3}
        analyst.post("/people/new", data=form)
        assert session.scalars(select(Source)).one().kind is SourceKind.FAMILY

    def test_keeps_why_a_value_is_not_there(self, analyst: Client, session: Session, source: Source) -> None:
        analyst.post("/people/new", data=word(source, surname="Шевчук", born_absence="refused"))
        assert only_person(session).absences == {"born": "refused"}

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"given_name": "Іван"}, "Enter a surname or a call sign."),
            ({"surname": "\u200b \u2060"}, "Enter a surname or a call sign."),
            ({"source_id": ""}, "Enter a surname or a call sign."),
            ({"surname": "Шевчук", "born": "31.02.1990"}, "02.1990 has only 28 days"),
            ({"surname": "Шевчук", "source_id": ""}, "Choose the source, or name another one."),
            ({"surname": "Шевчук", "source_id": "", "new_source": "Б"}, "Choose who speaks in the new source."),
            ({"surname": "Шевчук", "credibility": ""}, "Say how far you believe these facts."),
            ({"surname": "Шевчук", "category_id": "999"}, "Choose one of the options."),
            ({"surname": "Шев\u202eчук"}, "changes the reading direction"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_the_input(
        self, analyst: Client, session: Session, source: Source, fields: dict[str, str], sentence: str
    ) -> None:
        answer = analyst.post("/people/new", data=word(source, rank="сержант", **fields) | fields)
        assert answer.status_code == 422
        assert sentence in answer.text
        assert 'value="сержант"' in answer.text
        assert session.scalar(select(func.count()).select_from(Person)) == 0

    def test_saves_nothing_where_the_number_is_somebodys(
        self, analyst: Client, session: Session, source: Source, factories: SimpleNamespace
    ) -> None:
        factories.person_identifier(value="Т7549")
        answer = analyst.post("/people/new", data=word(source, surname="Шевчук", service_number="Т 7549"))
        assert answer.status_code == 422
        assert '<a href="#service_number">P-' in answer.text
        assert "Somebody already has this number" in answer.text
        assert session.scalar(select(func.count()).select_from(Person)) == 1

    def test_speaks_the_other_language_and_saves_nothing(
        self, analyst: Client, session: Session, source: Source
    ) -> None:
        answer = analyst.post("/people/new", data=word(source, surname="Шевчук", switch_language="uk"))
        assert (answer.status_code, 'value="Шевчук"' in answer.text, 'lang="uk"' in answer.text) == (200, True, True)
        assert session.scalar(select(func.count()).select_from(Person)) == 0


class TestEditPerson:
    def test_shows_what_is_known(self, analyst: Client, person: Person) -> None:
        assert 'value="солдат"' in analyst.get(page_of(person, "/edit")).text

    def test_corrects_a_mistake(self, analyst: Client, session: Session, source: Source) -> None:
        analyst.post("/people/new", data=word(source, surname="Шевчк"))
        person = only_person(session)
        answer = analyst.post(page_of(person, "/edit"), data={"why": "mistake", "surname": "Шевчук"})
        assert (answer.location, person.surname) == (page_of(person), "Шевчук")
        assert len(queries.list_live_statements_of(person)) == 1

    def test_adds_what_a_source_says(self, analyst: Client, person: Person, source: Source) -> None:
        form = word(source, why="source", surname="Шевченко", rank="солдат")
        analyst.post(page_of(person, "/edit"), data=form)
        assert person.conflicts == ["surname"]
        assert [one.rank for one in queries.list_live_statements_of(person)] == ["солдат", None]

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"surname": "Шевченко", "rank": "солдат"}, "Choose why you change this."),
            ({"why": "mistake", "surname": "Шевченко", "rank": "солдат"}, "A colleague entered this."),
            ({"why": "mistake", "surname": "Шевчук", "rank": "солдат"}, "Change at least one field, or cancel."),
            ({"why": "source", "surname": "Шевченко", "rank": "солдат"}, "Choose the source, or name another one."),
        ],
    )
    def test_says_what_is_wrong(self, analyst: Client, person: Person, fields: dict[str, str], sentence: str) -> None:
        answer = analyst.post(page_of(person, "/edit"), data=fields)
        assert (answer.status_code, sentence in answer.text) == (422, True)
        assert person.surname == "Шевчук"

    def test_lets_no_source_take_back_a_value(self, analyst: Client, person: Person, source: Source) -> None:
        answer = analyst.post(page_of(person, "/edit"), data=word(source, why="source", surname="Шевчук", rank=""))
        assert (answer.status_code, "A source cannot take back a value" in answer.text) == (422, True)

    def test_leaves_alone_what_the_form_shows(
        self, analyst: Client, factories: SimpleNamespace, source: Source
    ) -> None:
        person = factories.person(surname="Шевчук", born="1990-05", sex="male", category="civilian", side="ukr")
        shown = {"surname": "Шевчук", "born": "05.1990", "category_id": person.category_id, "side_id": person.side_id}
        analyst.post(page_of(person, "/edit"), data=word(source, why="source", sex="male", rank="солдат", **shown))
        said = queries.list_live_statements_of(person)[-1]
        assert (said.surname, said.born, said.sex, said.category_id, said.side_id) == (None,) * 5

    def test_does_not_find_nobody(self, analyst: Client) -> None:
        assert analyst.get("/people/P-999999/edit").status_code == 404


class TestIdentifier:
    def test_is_added(self, analyst: Client, person: Person, source: Source) -> None:
        form = word(source, kind="passport", value="аа 123", issuer="Україна")
        assert analyst.post(page_of(person, "/identifiers/new"), data=form).location == page_of(person)
        assert [one.value for one in queries.list_identifiers_of(person)] == ["АА123"]

    def test_is_asked_for(self, analyst: Client, person: Person) -> None:
        assert "Enter the number" in analyst.post(page_of(person, "/identifiers/new")).text
        assert analyst.get(page_of(person, "/identifiers/new")).status_code == 200

    def test_of_somebody_else_is_refused(
        self, analyst: Client, person: Person, source: Source, factories: SimpleNamespace
    ) -> None:
        factories.person_identifier(kind=IdentifierKind.PASSPORT, value="АА123")
        answer = analyst.post(page_of(person, "/identifiers/new"), data=word(source, kind="passport", value="АА123"))
        assert (answer.status_code, "Somebody already has this number" in answer.text) == (422, True)


class TestCohortsOfAPerson:
    def test_are_shown_ticked(self, analyst: Client, person: Person, factories: SimpleNamespace) -> None:
        factories.person_cohort(person=person)
        assert analyst.get(page_of(person, "/cohorts")).text.count("checked") == 1

    def test_are_set(self, analyst: Client, person: Person, source: Source, factories: SimpleNamespace) -> None:
        factories.person_cohort(person=person)
        chosen = factories.cohort()
        answer = analyst.post(page_of(person, "/cohorts"), data=word(source, cohorts=[chosen.id]))
        assert answer.location == page_of(person)
        assert [link.cohort for link in queries.list_cohorts_of(person)] == [chosen]

    def test_need_a_source(self, analyst: Client, person: Person, factories: SimpleNamespace) -> None:
        answer = analyst.post(page_of(person, "/cohorts"), data={"cohorts": [factories.cohort().id]})
        assert (answer.status_code, queries.list_cohorts_of(person)) == (422, [])

    def test_that_are_not_in_the_vocabulary_are_refused(self, analyst: Client, person: Person, source: Source) -> None:
        assert analyst.post(page_of(person, "/cohorts"), data=word(source, cohorts=["999"])).status_code == 422


class TestPreferredValue:
    @pytest.fixture
    def other(self, person: Person, factories: SimpleNamespace) -> PersonStatement:
        made: PersonStatement = factories.person_statement(person=person, surname="Шевченко", credibility=6)
        return made

    def test_is_chosen_from_what_sources_say(self, analyst: Client, person: Person, other: PersonStatement) -> None:
        page = analyst.get(page_of(person, "/prefer/surname"))
        assert all(text in page.text for text in ("Шевчук", "Шевченко", other.source.name))

    def test_is_kept_with_its_reason(self, analyst: Client, person: Person, other: PersonStatement) -> None:
        form = {"statement_id": other.id, "reason": "паспорт"}
        assert analyst.post(page_of(person, "/prefer/surname"), data=form).location == page_of(person)
        assert (person.surname, person.has_conflict) == ("Шевченко", False)

    @pytest.mark.parametrize("fields", [{}, {"reason": "паспорт"}, {"statement_id": "999", "reason": "паспорт"}])
    def test_needs_a_statement_and_a_reason(
        self, analyst: Client, person: Person, other: PersonStatement, fields: dict[str, str]
    ) -> None:
        assert analyst.post(page_of(person, "/prefer/surname"), data=fields).status_code == 422
        assert person.surname != other.surname

    def test_is_of_a_field_of_an_identity(self, analyst: Client, person: Person) -> None:
        assert analyst.get(page_of(person, "/prefer/custody_status")).status_code == 404


class TestRetraction:
    def test_is_confirmed_with_a_reason(self, sign_in: SignIn, person: Person) -> None:
        supervisor = sign_in(Role.SUPERVISOR)
        (statement,) = queries.list_statements_of(person)
        address = f"/statements/{statement.id}/retract"
        assert "Шевчук" in supervisor.get(address).text
        assert supervisor.post(address).status_code == 422
        assert supervisor.post(address, data={"reason": "інша особа"}).location == page_of(person)
        assert statement.retraction_reason == "інша особа"

    def test_of_what_was_retracted_is_refused(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        statement = factories.person_statement(retracted_at=RECORDED, retraction_reason="хибно")
        answer = sign_in(Role.SUPERVISOR).post(f"/statements/{statement.id}/retract", data={"reason": "ще раз"})
        assert (answer.status_code, "This was retracted already." in answer.text) == (422, True)

    def test_of_nothing_is_not_found(self, sign_in: SignIn) -> None:
        supervisor = sign_in(Role.SUPERVISOR)
        assert supervisor.get("/statements/999/retract").status_code == 404
        assert supervisor.post("/statements/999/retract", data={"reason": "хибно"}).status_code == 404


class TestCohortVocabulary:
    def test_is_listed(self, analyst: Client) -> None:
        assert "at Azovstal" in analyst.get("/cohorts").text

    def test_grows_and_is_renamed(self, sign_in: SignIn) -> None:
        administrator = sign_in(Role.ADMINISTRATOR)
        assert administrator.get("/cohorts/new").status_code == 200
        administrator.post("/cohorts/new", data={"code": "kursk_2024", "label_en": "Kursk", "label_uk": "Курськ"})
        cohort = queries.list_cohorts()[-1]
        assert (cohort.code, "Kursk" in administrator.get(f"/cohorts/{cohort.id}/edit").text) == ("kursk_2024", True)
        administrator.post(f"/cohorts/{cohort.id}/edit", data={"label_en": "Kursk front", "label_uk": "Курськ"})
        assert cohort.label_en == "Kursk front"

    @pytest.mark.parametrize("code", ["", "Курськ", "wounded"])
    def test_says_what_is_wrong(self, sign_in: SignIn, code: str) -> None:
        form = {"code": code, "label_en": "Kursk", "label_uk": "Курськ"}
        assert sign_in(Role.ADMINISTRATOR).post("/cohorts/new", data=form).status_code == 422

    def test_needs_both_names(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        address = f"/cohorts/{factories.cohort().id}/edit"
        assert sign_in(Role.ADMINISTRATOR).post(address, data={"label_en": "one"}).status_code == 422


class TestPeopleList:
    def test_shows_everybody_in_the_order_of_the_alphabet(self, analyst: Client, factories: SimpleNamespace) -> None:
        for surname in ("Їжак", "Ґава", "Abel"):
            factories.person(surname=surname)
        text = analyst.get("/people").text
        assert text.index("Ґава") < text.index("Їжак") < text.index("Abel")

    def test_shows_whom_the_address_asks_for(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.person(surname="Шевчук", category="civilian")
        factories.person(surname="Бойко", category="conscript")
        text = analyst.get("/people?category=civilian").text
        assert ("Шевчук" in text, "Бойко" in text) == (True, False)

    @pytest.mark.parametrize(
        "query",
        [
            "text=шевч",
            "side=ukr",
            "status=missing&status=in_captivity",
            "confirmation=icrc",
            "cohort=wounded",
            "captured_from=2022&captured_to=2023",
            "gaps=y",
            "conflicts=y",
            "reported=y",
            "sort=-updated",
            "sort=born&size=100",
            "after=P-000001",
            "before=P-000001&first=51",
        ],
    )
    def test_takes_every_part_of_an_address(self, analyst: Client, person: Person, query: str) -> None:
        assert analyst.get(f"/people?{query}").status_code == 200, person

    @pytest.mark.parametrize(
        "query", ["side=xxx", "captured_from=хибно", "place=x", "sort=xxx", "size=7", "after=xxx", "status=xxx"]
    )
    def test_is_not_put_out_by_what_an_address_has_wrong(self, analyst: Client, person: Person, query: str) -> None:
        answer = analyst.get(f"/people?{query}")
        assert (answer.status_code, person.name in answer.text) == (200, True)

    def test_says_what_it_shows_with_an_address_without_it(self, analyst: Client) -> None:
        text = analyst.get("/people?side=ukr&status=missing&gaps=y").text
        assert 'href="/people?status=missing&amp;gaps=y"' in text

    def test_leaves_blanks_out_of_its_address(self, analyst: Client) -> None:
        assert analyst.get("/people?text=&side=ukr&place=").location == "/people?side=ukr"

    def test_offers_to_add_somebody_to_whom_that_is_open(self, sign_in: SignIn) -> None:
        assert [("/people/new" in sign_in(role).get("/people").text) for role in (Role.ANALYST, Role.VIEWER)] == [
            True,
            False,
        ]

    def test_goes_on_page_by_page(self, analyst: Client, session: Session) -> None:
        told = {"created_at": RECORDED, "updated_at": RECORDED, "category_id": queries.get_category(None).id}
        session.add_all(Person(name=f"Особа {number:02}", sort_key=f"{number:02}", **told) for number in range(60))
        session.flush()
        first = session.scalars(select(Person).order_by(Person.sort_key)).all()
        text = analyst.get(f"/people?after={first[49].ref}&first=51").text
        assert ("Особа 49" in text, "Особа 50" in text, "51–60 of 60" in text) == (False, True, True)
