"""The columns of the people list: chosen in the address, kept as a user's own, ordered by, and drawn."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from sqlalchemy.orm import Session

from app.people import labels, queries
from app.people.models import Confirmation, CustodyStatus, ExchangeStatus, LegalSituation, ListSettings, Sex
from app.people.views.cells import CELLS
from tests.conftest import SignIn
from tests.harness.client import Client

HEAD = re.compile(r"<th scope=\"col\"[^>]*>\s*(?:<a [^>]*>)?([^<]+)")


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in()


def heads(page: str) -> list[str]:
    return [unescape(text).strip().removesuffix("\N{NO-BREAK SPACE}") for text in HEAD.findall(page)]


def cells(page: str) -> list[str]:
    """Give the cells of the only row, without their markup."""
    (row,) = re.findall(r"<tr>(<t[dh].*?)(?=<tr>|</tbody>)", page.partition("<tbody>")[2], re.DOTALL)
    found = re.split(r"<t[dh][^>]*>", row)[1:]
    return [unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in found]


def every_cell(client: Client) -> dict[str, str]:
    """Give what each column says of the only person."""
    page = client.get(f"/people?columns={','.join(queries.COLUMNS)}").text
    return dict(zip(queries.COLUMNS, cells(page), strict=True))


class TestChoice:
    def test_is_read_from_the_address_in_its_order(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.person(surname="Шевчук", rank="сержант")
        page = analyst.get("/people?columns=rank,name,number").text
        assert heads(page) == ["Rank", "Surname, given name, patronymic", "Number"]
        assert cells(page)[:2] == ["сержант", "Шевчук"]

    def test_always_holds_the_name(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.person()
        assert heads(analyst.get("/people?columns=rank,unit").text)[0] == "Surname, given name, patronymic"

    @pytest.mark.parametrize("columns", ["nonsense", "name,name,nonsense", "", ",,"])
    def test_takes_what_it_knows(self, analyst: Client, factories: SimpleNamespace, columns: str) -> None:
        factories.person()
        assert analyst.get("/people", query_string={"columns": columns}, follow_redirects=True).status_code == 200

    def test_is_kept_by_links_of_the_list(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.person(side="ukr")
        page = analyst.get("/people?side=ukr&columns=name,rank&density=roomy").text
        assert 'href="/people?columns=name%2Crank&amp;density=roomy"' in page
        assert '<input type="hidden" name="columns" value="name,rank">' in page
        assert '<table class="list roomy">' in page


def test_every_column_has_a_title_and_cells() -> None:
    assert list(labels.COLUMNS) == list(queries.COLUMNS)
    assert set(CELLS) == set(queries.COLUMNS)


def test_every_order_has_a_title() -> None:
    assert set(queries.KEYS) <= set(labels.COLUMNS)


class TestCells:
    def test_say_all_that_a_row_knows(self, analyst: Client, factories: SimpleNamespace) -> None:
        place = factories.place(name="Вигаданка")
        person = factories.person(
            surname="Шевчук", sex=Sex.FEMALE, born="1990-05", side="ukr", category="conscript", rank="лейтенант"
        )
        factories.custody_event(person=person, happened="2022-05-16", place=place)
        person.legal_situation, person.last_known_on = LegalSituation.SENTENCED, None
        person.confirmation, person.exchange_status = Confirmation.ICRC, ExchangeStatus.NOT_LISTED
        person.custody_status, person.ended = CustodyStatus.EXCHANGED, person.captured
        shown = every_cell(analyst)
        assert shown["number"] == person.ref
        assert (shown["name"], shown["sex"], shown["born"]) == ("Шевчук", "female", "May 1990")
        assert (shown["side"], shown["category"], shown["rank"]) == ("Ukraine", "conscript", "лейтенант")
        assert (shown["legal"], shown["known"], shown["days"]) == ("sentenced", "", "0")
        assert (shown["place"], shown["captured"]) == ("Вигаданка", "16 May 2022")

    def test_are_blank_where_nothing_is_known(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person(surname=None, call_sign=None, latin_name=None)
        person.name = ""
        shown = every_cell(analyst)
        assert shown["name"] == person.ref
        assert {shown[name] for name in ("sex", "born", "side", "rank", "unit", "since", "legal", "place", "days")} == {
            ""
        }

    def test_hold_no_markup_of_what_was_typed(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.person(surname="<b>Шевчук</b>", rank="<i>капрал</i>")
        page = analyst.get("/people?columns=name,rank").text
        assert ("<b>Шевчук" in page, "<i>капрал" in page) == (False, False)


@pytest.mark.parametrize("sort", queries.KEYS)
def test_every_order_leads_to_a_page(analyst: Client, factories: SimpleNamespace, sort: str) -> None:
    for _ in range(2):
        factories.person()
    columns = ",".join(queries.COLUMNS)
    for order, said in ((sort, "ascending"), (f"-{sort}", "descending")):
        assert f'aria-sort="{said}"' in analyst.get(f"/people?sort={order}&columns={columns}").text


class TestPageOfColumns:
    def order(self, page: str) -> list[str]:
        return re.findall(r'name="order" value="(\w+)"', page)

    def ticked(self, page: str) -> list[str]:
        return re.findall(r'name="column" value="(\w+)" checked', page)

    def test_starts_from_what_the_list_shows(self, analyst: Client) -> None:
        page = analyst.get("/people/columns?columns=name,rank&side=ukr").text
        assert self.ticked(page) == ["name", "rank"]
        assert self.order(page)[:2] == ["name", "rank"]
        assert set(self.order(page)) == set(queries.COLUMNS)
        assert 'name="query" value="side=ukr"' in page

    @pytest.mark.parametrize(("button", "first"), [("up", ["rank", "name"]), ("down", ["name", "number"])])
    def test_moves_a_column_without_a_script(self, analyst: Client, button: str, first: list[str]) -> None:
        fields = {"order": ["name", "rank", "number"], "column": ["rank"], button: "rank"}
        page = analyst.post("/people/columns", data=fields).text
        assert self.order(page)[:2] == first
        assert self.ticked(page) == [name for name in self.order(page) if name in {"name", "rank"}]

    def test_leads_to_the_list(self, analyst: Client) -> None:
        fields = {"order": ["rank", "name"], "column": ["rank"], "density": "roomy", "query": "side=ukr", "show": "y"}
        answer = analyst.post("/people/columns", data=fields)
        assert answer.location == "/people?side=ukr&columns=rank%2Cname&density=roomy"

    def test_keeps_them_as_the_users_own(self, analyst: Client, session: Session, factories: SimpleNamespace) -> None:
        factories.person()
        for columns in (["unit"], ["rank"]):
            fields = {"order": [*columns, "name"], "column": columns, "density": "roomy", "keep": "y"}
            analyst.post("/people/columns", data=fields)
        page = analyst.get("/people").text
        assert heads(page) == ["Rank", "Surname, given name, patronymic"]
        assert '<table class="list roomy">' in page
        assert session.get_one(ListSettings, analyst.user.id).columns == "rank,name"
        assert self.ticked(analyst.get("/people/columns").text) == ["rank", "name"]
