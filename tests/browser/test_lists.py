"""What hands do with lists: keys, boxes, copying, paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Photograph, Site
from tests.browser.test_accessibility import findings, sideways

SHEETS = re.compile(rb"/Type\s*/Page\b(?!s)")


def focused_row(page: Page) -> int:
    """Give the number of the row in which the focus is, from 0; -1 where it is in none."""
    return int(
        page.evaluate("[...document.querySelectorAll('tbody tr')].indexOf(document.activeElement.closest('tr'))")
    )


class TestKeys:
    def test_of_the_list(self, sign_in: Callable[..., Page]) -> None:
        page = sign_in()
        page.goto("/people")
        page.keyboard.press("/")
        expect(page.locator("#find")).to_be_focused()
        page.keyboard.press("j")
        assert page.locator("#find").input_value() == "j"
        page.locator("h1").click()
        for key, row in (("j", 0), ("j", 1), ("k", 0), ("j", 1)):
            page.keyboard.press(key)
            assert focused_row(page) == row
        page.keyboard.press("x")
        page.wait_for_url("**select=y**")
        expect(page.locator("[name=p]:checked")).to_be_focused()
        assert focused_row(page) == 1
        page.keyboard.press("j")
        page.keyboard.press("x")
        assert page.locator("[name=p]:checked").count() == 2
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/people/P-"))

    def test_of_the_dossier(self, sign_in: Callable[..., Page], site: Site) -> None:
        page = sign_in()
        address = f"/people/{site.first_ref()}"
        page.goto(address)
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#keys")).to_be_hidden()
        for key, end in (("e", "/edit"), ("n", "/events/new")):
            page.goto(address)
            page.keyboard.press(key)
            page.wait_for_url(f"**{end}")
        page.locator("#note").press("Control+Enter")
        expect(page.get_by_role("alert")).to_be_focused()

    def test_open_a_new_record_from_the_list(self, sign_in: Callable[..., Page]) -> None:
        page = sign_in()
        page.goto("/people")
        page.keyboard.press("n")
        page.wait_for_url("**/people/new")

    def test_close_a_menu(self, sign_in: Callable[..., Page]) -> None:
        page = sign_in()
        page.goto("/people")
        menu = page.locator(".table-head details.menu").first
        menu.locator("summary").click()
        page.keyboard.press("Escape")
        expect(menu).not_to_have_attribute("open", "")
        expect(menu.locator("summary")).to_be_focused()

    def test_of_single_letters_rest_where_they_are_switched_off(self, sign_in: Callable[..., Page]) -> None:
        page = sign_in("viewer")
        self.switch(page, is_on=False)
        page.goto("/people")
        for key in ("/", "j", "x", "?"):
            page.keyboard.press(key)
        assert (focused_row(page), page.locator("#keys").is_visible()) == (-1, False)
        expect(page.locator("#find")).not_to_be_focused()
        self.switch(page, is_on=True)

    def switch(self, page: Page, *, is_on: bool) -> None:
        """Switch the keys of a single letter on or off in the settings."""
        page.goto("/settings")
        page.locator("#has_shortcuts").set_checked(is_on)
        page.locator("#has_shortcuts").press("Control+Enter")
        expect(page.locator(f"body[data-shortcuts={'on' if is_on else 'off'}]")).to_be_visible()


class TestManyAtOnce:
    @pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
    def test_are_chosen_checked_changed_and_changed_back(
        self, sign_in: Callable[..., Page], photograph: Photograph, *, scripts: bool
    ) -> None:
        page = sign_in(java_script_enabled=scripts)
        page.goto("/people?side=ukr")
        page.get_by_role("link", name="Вибрати", exact=True).click()
        for row in (0, 1, 2):
            page.locator("[name=p]").nth(row).check()
        page.get_by_role("button", name="Записати подію").click()
        page.locator("#kind").select_option("sighting")
        page.locator("#happened").fill("01.10.2026")
        page.locator("#source_id").select_option(index=1)
        page.locator("#credibility").select_option("2")
        page.get_by_role("button", name="Показати наслідки").click()
        if scripts:
            assert (findings(page), sideways(page)) == ([], 0)
            photograph(page, "many-at-once")
        page.get_by_role("button", name=re.compile("^Зберегти для")).click()
        expect(page.locator(".flash")).to_contain_text("Збережено для")
        page.locator(".flash button").click()
        expect(page.locator(".flash")).to_contain_text("Скасовано")


def test_the_table_is_copied_for_a_spreadsheet(sign_in: Callable[..., Page]) -> None:
    page = sign_in(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/people?columns=name,born&select=y")
    page.get_by_text("Вивантажити").first.click()
    page.locator("[data-copy-table]").click()
    expect(page.locator("[data-copy-table]")).to_have_text("Скопійовано")
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert len(lines) == page.locator("tbody tr").count() + 1
    assert {line.count("\t") for line in lines} == {1}


class TestPaper:
    def test_the_list_goes_over_several_sheets(self, sign_in: Callable[..., Page], site: Site) -> None:
        page = sign_in()
        page.goto("/people")
        expect(page.locator("[data-print]")).to_be_visible()
        assert len(SHEETS.findall(page.pdf(prefer_css_page_size=True))) > 1
        page.emulate_media(media="print")
        assert page.locator("thead").evaluate("head => getComputedStyle(head).display") == "table-header-group"
        for unseen in (".top", ".filters", ".table-head .push", ".table-foot .pager", ".foot"):
            assert page.locator(unseen).first.is_hidden()
        expect(page.locator("[data-sheet]")).to_contain_text("Для внутрішнього користування. Містить персональні дані.")
        expect(page.locator("[data-sheet]")).to_contain_text(re.compile(r"\d\d\.\d\d\.\d{4}.*\d\d:\d\d \(Київ\)"))
        page.goto(f"/people/{site.first_ref()}")
        assert SHEETS.search(page.pdf(prefer_css_page_size=True))

    def test_without_scripts_offers_no_button(self, sign_in: Callable[..., Page]) -> None:
        page = sign_in(java_script_enabled=False)
        page.goto("/people")
        assert page.locator("[data-print]").is_hidden()
