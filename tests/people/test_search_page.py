"""The search box and what it finds: by name in any spelling, by birth, by number; and what it tells of itself."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.audit.models import AccessEntry
from app.core.dates import parse
from app.people.models import EndingKind, IdentifierKind, Person
from tests.conftest import SignIn
from tests.harness.client import Client

NAMES = re.compile(r'<th scope="row"><a href="/people/([^"]+)">([^<]+)</a>')


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in(Role.ANALYST)


@pytest.fixture
def yakiv(factories: SimpleNamespace) -> Person:
    """Somebody invented."""
    told = {"surname": "Вербозвук", "given_name": "Яків", "patronymic": "Гнатович"}
    return factories.person_statement(**told, call_sign="Одуд", born=parse("12.03.1987")).person


def found_by(client: Client, typed: str) -> list[str]:
    """The names that a search shows, in their order."""
    return [unescape(name) for _ref, name in NAMES.findall(client.get("/search", query_string={"text": typed}).text)]


class TestFinds:
    @pytest.mark.parametrize(
        "typed",
        [
            "Вербозвук Яків Гнатович",
            "яків вербозвук",
            "Вербозвук Яков Игнатович",
            "Verbozvuk Yakiv",
            "Werbosvuk",
            "Вербозвук",
            "Вербозук Яків",
            "Вербозвук 1987",
            "Verbozvuk Yakiv 12.03.1987",
            "Вepбозвук Яків",
            "7. ст. солдат Вербозвук Яків, 12.03.1987 р.н.",
            "Одуд",
        ],
    )
    def test_by_what_people_type(self, analyst: Client, yakiv: Person, factories: SimpleNamespace, typed: str) -> None:
        factories.person_statement(surname="Інакший", given_name="Хома")
        assert found_by(analyst, typed)[:1] == [yakiv.name]

    def test_by_whom_a_record_was_called_before(
        self, analyst: Client, yakiv: Person, factories: SimpleNamespace
    ) -> None:
        factories.person_statement(person=yakiv, surname="Сухолист", given_name="Яків")
        assert yakiv.name in found_by(analyst, "Сухолист")

    def test_and_says_why_in_words_and_where_they_stand(self, analyst: Client, yakiv: Person) -> None:
        page = analyst.get("/search?text=Verbozvuk+1987").text
        assert "12 Mar 1987" in page
        assert 'class="custody custody-unknown"' in page
        assert '<ul class="reasons"><li><span class="sign sign-same" aria-hidden="true">=</span>' in page
        assert yakiv.ref in page

    def test_but_no_place(self, analyst: Client, yakiv: Person, factories: SimpleNamespace) -> None:
        yakiv.place = factories.place(name="Потаємна колонія")
        yakiv.reported = EndingKind.DEATH
        page = analyst.get("/search?text=Verbozvuk").text
        assert "Потаємна" not in page
        assert "death: not confirmed" in page

    def test_nobody_of_whom_more_differs_than_agrees(self, analyst: Client, yakiv: Person) -> None:
        assert found_by(analyst, f"{yakiv.patronymic} 1950") == []

    def test_nobody_who_was_retracted(self, analyst: Client, yakiv: Person) -> None:
        yakiv.retracted_at, yakiv.retraction_reason = yakiv.created_at, "помилка"
        assert found_by(analyst, "Вербозвук") == []


class TestNumbers:
    @pytest.mark.parametrize("spelt", ["{ref}", "{lower}", "P-{id}", "P {id}", "Р-{id}"])
    def test_of_a_record_lead_straight_to_it(self, analyst: Client, yakiv: Person, spelt: str) -> None:
        typed = spelt.format(ref=yakiv.ref, lower=yakiv.ref.lower(), id=yakiv.id)
        assert analyst.get("/search", query_string={"text": typed}).location == f"/people/{yakiv.ref}"

    def test_of_a_document_lead_straight_to_whose_it_is(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person_identifier(kind=IdentifierKind.SERVICE_NUMBER, value="Т-990001").person
        for typed in ("Т-990001", "т-990 001"):
            assert analyst.get("/search", query_string={"text": typed}).location == f"/people/{person.ref}", typed

    def test_that_are_nobodys_say_so(self, analyst: Client) -> None:
        response = analyst.get("/search?text=P-999999")
        assert response.status_code == 200
        assert "P-999999 as the number of a record" in response.text


class TestNobody:
    def test_is_told_with_what_was_tried_and_offered_to_be_entered(self, analyst: Client) -> None:
        page = analyst.get("/search", query_string={"text": "Яків Гнатович Вербозвук 1987"}).text
        assert "Nobody like this is on record" in page
        assert "with the birth 1987 and without it" in page
        address = unescape(re.findall(r'href="(/people/new\?[^"]+)"', page)[0])
        form = analyst.get(address).text
        for field, value in (
            ("surname", "Вербозвук"),
            ("given_name", "Яків"),
            ("patronymic", "Гнатович"),
            ("born", "1987"),
        ):
            assert re.search(rf'<input[^>]* id="{field}"[^>]* value="{value}"', form), field

    def test_is_not_offered_to_who_may_not_enter(self, sign_in: SignIn) -> None:
        assert "/people/new" not in sign_in(Role.VIEWER).get("/search?text=nobodyiscalledthis").text


def test_letters_of_another_alphabet_are_told(analyst: Client) -> None:
    page = analyst.get("/search", query_string={"text": "Вepбозвук"}).text
    assert "it was read as “Вербозвук”" in unescape(page)


def test_a_blank_search_says_what_can_be_typed(analyst: Client) -> None:
    for address in ("/search", "/search?text=", "/search?text=+"):
        assert "with a slip too" in analyst.get(address).text


def test_what_is_too_long_is_refused_and_kept(analyst: Client) -> None:
    page = analyst.get("/search", query_string={"text": "ї" * 301}).text
    assert "Shorten this to at most 300 characters." in page
    assert "ї" * 301 in page


def test_more_are_shown_on_demand(analyst: Client, factories: SimpleNamespace) -> None:
    for _ in range(25):
        factories.person_statement(surname="Вербозвук", given_name="Яків")
    page = analyst.get("/search?text=Вербозвук").text
    assert len(NAMES.findall(page)) == 20
    more = unescape(re.findall(r'href="(/search\?[^"]*more=y)"', page)[0])
    assert len(NAMES.findall(analyst.get(more).text)) == 25
    assert "Show more" not in analyst.get(more).text


class TestTraces:
    @pytest.mark.usefixtures("yakiv")
    def test_a_search_is_noted_without_its_words(self, analyst: Client, session: Session) -> None:
        analyst.get("/search?text=Вербозвук")
        analyst.get("/search?text=ВЕРБОЗВУК")
        first, second = session.scalars(select(AccessEntry).order_by(AccessEntry.id))
        assert (first.action, first.actor_id, first.details["count"]) == ("search", analyst.user.id, 1)
        assert first.details["words"] == second.details["words"]
        assert "вербозвук" not in str(first.details).casefold()

    def test_one_that_leads_straight_is_noted_too(self, analyst: Client, yakiv: Person, session: Session) -> None:
        analyst.get(f"/search?text={yakiv.ref}")
        (entry,) = session.scalars(select(AccessEntry))
        assert (entry.action, entry.details["count"]) == ("search", 1)

    @pytest.mark.usefixtures("yakiv")
    def test_no_log_holds_the_words(
        self, analyst: Client, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
    ) -> None:
        with caplog.at_level("DEBUG"):
            analyst.get("/search?text=Вербозвук+Яків")
            analyst.get("/search?text=Verbozvuk")
        assert [record.endpoint for record in caplog.records if hasattr(record, "endpoint")]
        logged = " ".join(str(vars(record)) for record in caplog.records) + "".join(capfd.readouterr())
        assert not re.search("вербозвук|verbozvuk|%D0%92", logged, re.IGNORECASE)


class TestTheBox:
    def test_stands_on_every_page_of_who_may_read(self, sign_in: SignIn) -> None:
        for role in (Role.VIEWER, Role.ANALYST, Role.SUPERVISOR):
            assert 'action="/search"' in sign_in(role).get("/settings").text

    def test_is_not_there_for_others(self, sign_in: SignIn) -> None:
        for role in (Role.ADMINISTRATOR, Role.AUDITOR):
            assert 'action="/search"' not in sign_in(role).get("/settings").text

    def test_keeps_what_was_typed(self, analyst: Client) -> None:
        assert re.search(r'id="find"[^>]*value="Коваль &#34;x"', analyst.get('/search?text=Коваль+"x').text)
