"""Finding people by hand: one invented person typed in three alphabets, and a list pasted from a spreadsheet."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Photograph
from tests.browser.test_accessibility import findings, sideways

#: Somebody of the demo, born on 13.01.1995.
NAME = "Добробережний Йосип Мирославович"
LIST = "\n".join(
    (
        "№\tПІБ\tДата народження\tЗвання",
        f"1\tсолдат {NAME}\t13.01.1995\tсолдат",
        "2\tDobroberezhnyi Yosyp\t1995\t",
        "\t\t\t",
        "3\tНіхтожній Хома Гнатович\t05.05.1990\tсержант",
    )
)


def find(page: Page, typed: str) -> None:
    """Search from wherever one is, by keys alone."""
    page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/search?" in address or "/people/P-" in address)


def first(page: Page) -> Locator:
    """The likeliest of those who were found."""
    return page.locator("table.found tbody tr").first


class TestTheSearch:
    @pytest.mark.parametrize(
        "typed",
        [
            pytest.param("Добробережний Йосип Мирославович", id="Ukrainian"),
            pytest.param("иосиф добробережный", id="Russian, the given name first"),
            pytest.param("Dobroberezhnyi Yosyp", id="Latin"),
            pytest.param("Dobroberezsny Josyp 1995", id="another Latin, with the year"),
            pytest.param("Добробережнй Йосип 13.01.1995", id="a slip, with the day"),
            pytest.param("Дoбpoбepeжний", id="Latin letters inside a Cyrillic word"),
        ],
    )
    def test_finds_a_person_in_whatever_way_they_are_typed(self, sign_in: Callable[..., Page], typed: str) -> None:
        page = sign_in("viewer")
        find(page, typed)
        expect(first(page)).to_contain_text(NAME)
        expect(first(page).locator(".reasons li")).not_to_have_count(0)
        expect(page.locator("#find")).to_have_value(typed)

    def test_is_worked_by_keys_alone(self, sign_in: Callable[..., Page], photograph: Photograph) -> None:
        page = sign_in()
        find(page, "Dobroberezhny Yosyp 1995")
        photograph(page, "search")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/people/P-"))
        expect(page.locator("h1")).to_contain_text(NAME)
        ref = page.url.rsplit("/", 1)[1]
        page.goto("/")
        find(page, ref.lower())
        expect(page.locator("h1")).to_contain_text(NAME)

    def test_leads_on_where_nobody_is_found(self, sign_in: Callable[..., Page]) -> None:
        page = sign_in()
        find(page, "Хома Гнатович Ніхтожній 1990")
        expect(page.locator(".empty")).to_contain_text("Шукали так")
        page.keyboard.press("Escape")
        page.locator(".empty a").click()
        for field, value in (
            ("surname", "Ніхтожній"),
            ("given_name", "Хома"),
            ("patronymic", "Гнатович"),
            ("born", "1990"),
        ):
            expect(page.locator(f"#{field}")).to_have_value(value)


class TestAList:
    @pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
    def test_from_a_spreadsheet_is_looked_up_row_by_row(
        self, sign_in: Callable[..., Page], photograph: Photograph, tmp_path: Path, *, scripts: bool
    ) -> None:
        page = sign_in(java_script_enabled=scripts)
        page.goto("/")
        page.get_by_role("navigation", name="Головне меню").get_by_role("link", name="Звірка").click()
        page.locator("#names").fill(LIST)
        page.get_by_role("button", name="Перевірити", exact=True).click()
        rows = page.locator("table.found tbody tr")
        expect(rows).to_have_count(3)
        expect(rows.nth(0)).to_contain_text("напевно")
        for row in (0, 1):
            expect(rows.nth(row)).to_contain_text(NAME)
        expect(rows.nth(2)).to_contain_text("невідомо")
        if scripts:
            assert (findings(page), sideways(page)) == ([], 0)
            photograph(page, "check-list")
        page.locator("#shown-unknown").check()
        expect(rows.nth(0)).to_be_hidden()
        expect(rows.nth(2)).to_be_visible()
        expect(page.locator("#names")).to_have_value(LIST)
        assert [row["Рядок"] for row in self.download(page, tmp_path)] == ["2", "3", "5"]

    def download(self, page: Page, folder: Path) -> list[dict[str, str]]:
        """Take what was found away."""
        with page.expect_download() as waiting:
            page.get_by_role("button", name="CSV").click()
        path = folder / "check.csv"
        waiting.value.save_as(path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))

    def test_fits_a_telephone_and_keeps_what_was_refused(self, sign_in: Callable[..., Page]) -> None:
        page = sign_in(size=PHONE)
        page.goto("/people/check")
        page.locator("#names").fill("Добрий день!")
        page.get_by_role("button", name="Перевірити", exact=True).click()
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.locator("#names")).to_have_value("Добрий день!")
        page.locator("#names").fill(LIST)
        page.get_by_role("button", name="Перевірити", exact=True).click()
        expect(page.locator("table.found tbody tr")).to_have_count(3)
        assert (findings(page), sideways(page)) == ([], 0)
