"""The people list as a reader meets it: its chips, headers, pages, and what an empty one says."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.people import queries
from app.people.models import CustodyStatus, EndingKind, Person
from tests.conftest import SignIn
from tests.factories.people import RECORDED
from tests.harness.client import Client

NAMES = re.compile(r'<th scope="row"><a href="/people/[^"]+">([^<]+)</a>')
CHIP = re.compile(r'<a class="chip" href="([^"]+)">\s*([^<]+?)\s*<')


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in(Role.ANALYST)


@pytest.fixture
def crowd(session: Session) -> list[str]:
    """A hundred and twenty people, by name."""
    told = {"created_at": RECORDED, "updated_at": RECORDED, "category_id": queries.get_category(None).id}
    names = [f"Особа {number:03}" for number in range(120)]
    session.add_all(Person(name=name, sort_key=name[-3:], **told) for name in names)
    session.flush()
    return names


def names_in(page: str) -> list[str]:
    return NAMES.findall(page)


def chips_in(page: str) -> dict[str, str]:
    return {unescape(text): unescape(address) for address, text in CHIP.findall(page)}


def link(page: str, relation: str) -> str | None:
    """Give the address of the next or the previous page."""
    found = re.search(rf'href="([^"]+)" rel="{relation}"', page)
    return unescape(found[1]) if found else None


def walk(client: Client, address: str | None, relation: str) -> Iterator[str]:
    """Go from page to page as long as there is one."""
    while address:
        page = client.get(address).text
        yield page
        address = link(page, relation)


class TestChips:
    def test_say_each_part_of_the_filter_in_words(self, analyst: Client) -> None:
        page = analyst.get("/people?text=шев&side=ukr&status=missing&captured_from=2022-05&gaps=y").text
        assert list(chips_in(page)) == [
            "Name, number, call sign: шев",
            "Side: Ukraine",
            "Custody status: missing",
            "Captured from: May 2022 (1 May – 31 May 2022)",
            "lacks what the law asks",
        ]

    def test_lead_to_the_list_without_that_part(self, analyst: Client) -> None:
        chips = chips_in(analyst.get("/people?side=ukr&side=rus&sort=-born").text)
        assert chips["Side: Ukraine"] == "/people?side=rus&sort=-born"

    def test_lead_to_more_people(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.person(surname="Шевчук", side="ukr")
        factories.person(surname="Бойко", side="rus")
        page = analyst.get("/people?side=ukr").text
        assert names_in(page) == ["Шевчук"]
        assert names_in(analyst.get(chips_in(page)["Side: Ukraine"]).text) == ["Бойко", "Шевчук"]

    def test_are_none_without_a_filter(self, analyst: Client) -> None:
        page = analyst.get("/people?sort=-born").text
        assert (chips_in(page), "Clear all" in page) == ({}, False)


class TestFilters:
    def test_show_what_the_address_asks_for(self, analyst: Client, factories: SimpleNamespace) -> None:
        place = factories.place(name="Вигаданка")
        page = analyst.get(f"/people?text=шев&status=missing&confirmation=icrc&place={place.id}&conflicts=y").text
        assert f'<option value="{place.id}" selected>Вигаданка</option>' in page
        assert '<option value="icrc" selected>' in page
        assert '<input type="checkbox" name="status" value="missing" checked>' in page
        assert '<input id="conflicts" type="checkbox" name="conflicts" value="y" checked>' in page

    @pytest.mark.parametrize("typed", ["31.02.2022", "колись", "2023/2022"])
    def test_that_are_no_dates_filter_nothing_and_are_told(
        self, analyst: Client, factories: SimpleNamespace, typed: str
    ) -> None:
        factories.person(surname="Шевчук")
        answer = analyst.get("/people", query_string={"captured_from": typed})
        assert (answer.status_code, names_in(answer.text)) == (200, ["Шевчук"])
        assert 'class="flash error" role="alert"' in answer.text
        assert '<a href="#captured_from">Captured from: ' in answer.text
        assert f'value="{typed}"' in answer.text

    def test_that_are_wrong_are_never_exported(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.person()
        assert "/reports/register.csv" not in analyst.get("/people?captured_from=колись").text

    @pytest.mark.parametrize(("query", "names"), [("captured_from=2023", ["Бойко"]), ("captured_to=2022", ["Шевчук"])])
    def test_between_days_reach_to_the_end_of_the_year(
        self, analyst: Client, factories: SimpleNamespace, query: str, names: list[str]
    ) -> None:
        for surname, day in (("Шевчук", "2022-12-31"), ("Бойко", "2023-01-01")):
            factories.custody_event(person=factories.person(surname=surname), happened=day)
        assert names_in(analyst.get(f"/people?{query}").text) == names


class TestHeaders:
    def header(self, page: str, label: str) -> tuple[str, str]:
        """Give how a column is sorted, and where its header leads."""
        pattern = rf'<th scope="col"\s+role="columnheader"([^>]*)>\s*<a href="([^"]+)">{label}'
        found = re.search(pattern, page)
        assert found is not None
        return found[1].strip(), unescape(found[2])

    @pytest.mark.parametrize(
        ("sort", "direction", "leads_to"),
        [
            ("born", 'aria-sort="ascending"', "-born"),
            ("-born", 'aria-sort="descending"', "born"),
            ("name", "", "born"),
        ],
    )
    def test_say_and_turn_the_order(
        self, analyst: Client, factories: SimpleNamespace, sort: str, direction: str, leads_to: str
    ) -> None:
        factories.person(side="ukr")
        page = analyst.get(f"/people?side=ukr&sort={sort}").text
        assert self.header(page, "Born") == (direction, f"/people?side=ukr&sort={leads_to}")

    def test_lead_to_the_list_in_that_order(self, analyst: Client, factories: SimpleNamespace) -> None:
        for surname, born in (("А", "1990"), ("Б", "1980"), ("В", "2000")):
            factories.person(surname=surname, born=born)
        page = analyst.get(self.header(analyst.get("/people").text, "Born")[1]).text
        assert names_in(page) == ["Б", "А", "В"]
        assert names_in(analyst.get(self.header(page, "Born")[1]).text) == ["В", "А", "Б"]


class TestPages:
    def test_forward_and_back_cover_everybody_once(self, analyst: Client, crowd: list[str]) -> None:
        forward = list(walk(analyst, "/people", "next"))
        assert [name for page in forward for name in names_in(page)] == crowd
        back = list(walk(analyst, link(forward[-1], "prev"), "prev"))
        assert [names_in(page) for page in reversed(back)] == [names_in(page) for page in forward[:-1]]

    @pytest.mark.usefixtures("crowd")
    def test_say_which_rows_they_show(self, analyst: Client) -> None:
        pages = list(walk(analyst, "/people", "next"))
        shown = [re.findall(r"<b>(\d+–\d+ of \d+)</b>", page) for page in pages]
        assert shown == [["1–50 of 120"], ["51–100 of 120"], ["101–120 of 120"]]

    @pytest.mark.usefixtures("crowd")
    def test_keep_filter_order_and_size(self, analyst: Client) -> None:
        address = link(analyst.get("/people?gaps=y&sort=-name&size=100").text, "next")
        assert address is not None
        assert address.startswith("/people?gaps=y&sort=-name&size=100&after=P-")

    @pytest.mark.parametrize(("size", "rows"), [(100, 100), (200, 120), (7, 50)])
    @pytest.mark.usefixtures("crowd")
    def test_have_the_rows_that_are_offered(self, analyst: Client, size: int, rows: int) -> None:
        assert len(names_in(analyst.get(f"/people?size={size}").text)) == rows

    def test_are_not_offered_where_one_is_enough(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.person()
        page = analyst.get("/people").text
        assert ('class="pager"' in page, 'class="sizes"' in page) == (False, False)


class TestEmpty:
    @pytest.mark.parametrize(("role", "may_add"), [(Role.ANALYST, True), (Role.VIEWER, False)])
    def test_says_that_nobody_is_on_record(self, sign_in: SignIn, role: Role, *, may_add: bool) -> None:
        page = sign_in(role).get("/people").text
        assert "There are no people on record yet" in page
        assert ('href="/people/new"' in page) is may_add

    def test_says_that_nobody_matches(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.person(side="ukr")
        assert "Nobody matches these filters" in analyst.get("/people?side=rus").text

    def test_leads_back_from_beyond_the_end(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person(side="ukr")
        page = analyst.get(f"/people?side=ukr&after={person.ref}").text
        assert "There is nobody beyond this place in the list" in page
        assert 'href="/people?side=ukr">Go to the start' in page


class TestRows:
    @pytest.mark.parametrize(("category", "said"), [("civilian", "unlawfully held"), ("conscript", "in captivity")])
    def test_say_of_civilians_that_they_are_unlawfully_held(
        self, analyst: Client, factories: SimpleNamespace, category: str, said: str
    ) -> None:
        factories.person(category=category, custody_status=CustodyStatus.IN_CAPTIVITY)
        (row,) = re.findall(r"<tr><td>.*?(?=<tr>|</tbody>)", analyst.get("/people").text, re.DOTALL)
        assert said in row

    def test_say_what_is_reported_and_not_confirmed(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.person(reported=EndingKind.DEATH)
        assert "death: not confirmed" in analyst.get("/people").text

    def test_name_by_number_who_has_no_name(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person(surname=None, unit="в/ч 0000")
        assert names_in(analyst.get("/people").text) == [person.ref]

    def test_give_no_markup_to_what_was_typed(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.person(surname="<b>Шевчук</b>")
        assert "<b>Шевчук" not in analyst.get("/people", query_string={"text": "<b>Шевчук"}).text

    @pytest.mark.parametrize("people", [1, 30])
    def test_take_the_same_queries_for_any_number(
        self, analyst: Client, factories: SimpleNamespace, query_count: Callable[[], Any], people: int
    ) -> None:
        for _ in range(people):
            factories.person(side="ukr", category="civilian")
        with query_count() as statements:
            analyst.get("/people")
        assert len(statements) <= 11


class TestExport:
    @pytest.mark.parametrize(("role", "offers"), [(Role.ANALYST, True), (Role.SUPERVISOR, True), (Role.VIEWER, False)])
    def test_is_not_offered_to_a_viewer(
        self, sign_in: SignIn, factories: SimpleNamespace, role: Role, *, offers: bool
    ) -> None:
        factories.person()
        assert ("/reports/register.csv" in sign_in(role).get("/people").text) is offers

    def test_keeps_the_filter(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.person(side="ukr")
        page = analyst.get("/people?side=ukr&sort=-name").text
        assert 'href="/reports/register.csv?side=ukr&amp;sort=-name&amp;separator=comma"' in page
