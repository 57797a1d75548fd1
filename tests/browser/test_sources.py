"""A debriefing typed by keyboard, the same without scripts, and a file that comes and goes as it was."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Photograph, Site
from tests.core import pictures


def open_sheet(page: Page) -> None:
    page.goto("/debriefings/new")
    page.locator("#name").fill("Хома Вигаданюк")
    page.locator("#interviewer").fill("О. Вигадана")
    page.get_by_role("button", name="Відкрити аркуш").click()
    expect(page.locator("h1")).to_contain_text("W-")


def surname_of(page: Page, site: Site) -> str:
    page.goto(f"/people/{site.first_ref()}")
    return page.locator("h1").inner_text().split()[0]


class TestTheSheet:
    def test_enter_saves_a_row_and_the_next_is_ready(
        self, sign_in: Callable[..., Page], site: Site, photograph: Photograph
    ) -> None:
        page = sign_in()
        surname = surname_of(page, site)
        open_sheet(page)
        who = page.locator("#who")
        expect(who).to_be_focused()
        page.keyboard.type("лисий з Одеси")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("Оленівка")
        page.keyboard.press("Enter")
        expect(page.locator(".sheet-row")).to_have_count(1)
        expect(who).to_have_value("")
        expect(who).to_be_focused()
        page.keyboard.type(surname)
        offered = page.locator("#offered").get_by_role("radio")
        expect(offered.nth(1)).to_be_visible()
        offered.nth(1).check()
        who.press("Enter")
        expect(page.locator(".sheet-row")).to_have_count(2)
        expect(page.locator(".sheet-row").nth(1).get_by_role("link", name=surname).first).to_be_visible()
        photograph(page, "debriefing")

    def test_a_row_that_is_refused_says_why_and_keeps_what_was_typed(self, sign_in: Callable[..., Page]) -> None:
        page = sign_in()
        open_sheet(page)
        page.locator("#place").fill("Оленівка")
        page.locator("#place").press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.locator("#place")).to_have_value("Оленівка")

    def test_works_without_scripts(self, sign_in: Callable[..., Page]) -> None:
        page = sign_in(java_script_enabled=False)
        open_sheet(page)
        for name in ("Перший Вигаданий", "Другий Вигаданий"):
            page.locator("#who").fill(name)
            page.locator("#who").press("Enter")
        assert page.locator(".sheet-row").count() == 2

    def test_a_row_becomes_a_person(self, sign_in: Callable[..., Page]) -> None:
        page = sign_in()
        open_sheet(page)
        page.locator("#who").fill("«Вигадана Сойка»")
        page.locator("#who").press("Enter")
        page.get_by_role("link", name="Встановити особу").click()
        page.get_by_label("позивний", exact=True).check()
        page.get_by_role("button", name="Внести як нову особу").click()
        page.get_by_role("link", name="«Вигадана Сойка»", exact=True).click()
        expect(page.locator("h1")).to_have_text("«Вигадана Сойка»")


class TestFiles:
    def test_a_file_goes_out_as_it_came_in(
        self, sign_in: Callable[..., Page], tmp_path: Path, photograph: Photograph
    ) -> None:
        letter = tmp_path / "лист.pdf"
        letter.write_bytes(pictures.pdf(b"x" * 700_000))
        page = sign_in()
        page.goto("/sources")
        page.get_by_role("link", name="Звернення родин (демо)").click()
        page.get_by_role("link", name="Долучити файл").click()
        page.locator("#file").set_input_files(letter)
        page.locator("#title").fill("Лист, арк. 1")
        page.locator("#kind").select_option("letter")
        page.get_by_role("button", name="Долучити").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Лист, арк. 1").click()
        assert download.value.path().read_bytes() == letter.read_bytes()
        assert download.value.suggested_filename.startswith("attachment-")
        photograph(page, "source")
