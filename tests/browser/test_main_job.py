"""The main job, done by hand in Ukrainian: enter a captive, add what happened, find them, take the report away."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Photograph, Site


def enter_person(page: Page) -> None:
    """Type a new record with the keyboard's own save."""
    page.goto("/people/new")
    page.locator("#source_id").select_option(label="Звернення родин (демо)")
    page.locator("#credibility").select_option("2")
    page.locator("#surname").fill("Вигаданюк-Ясний")
    page.locator("#given_name").fill("Лук’ян")
    page.locator("#patronymic").fill("Гнатович")
    page.locator("#born").fill("травень 1987")
    page.locator("#born").blur()
    expect(page.locator("#born-echo")).to_contain_text("31.05.1987")
    page.locator("#category_id").select_option(label="захисник «Азовсталі»")
    page.locator("#side_id").select_option(label="Україна")
    page.locator("#rank").fill("сержант")
    page.locator("#service_number").fill("т-990 001")


def add_event(page: Page, kind: str, when: str, source: str, *, credibility: str = "1", place: str = "") -> None:
    """Add one fact to the timeline of the dossier that is open."""
    page.get_by_role("link", name="Додати подію").first.click()
    page.locator("#kind").select_option(kind)
    page.locator("#happened").fill(when)
    page.locator("#source_id").select_option(label=source)
    page.locator("#credibility").select_option(credibility)
    if place:
        page.locator("#place_id").select_option(label=place)
    page.locator("#note").press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("Вигаданюк-Ясний")


class TestTheMainJob:
    def test_a_captive_is_entered_followed_found_and_reported(
        self, sign_in: Callable[..., Page], photograph: Photograph, tmp_path: Path
    ) -> None:
        page = sign_in()
        enter_person(page)
        photograph(page, "entering")
        page.locator("#surname").press("Control+Enter")
        expect(page.locator("h1")).to_contain_text("Вигаданюк-Ясний Лук’ян Гнатович")
        add_event(page, "capture", "16-20.05.2022", "Звернення родин (демо)", credibility="3", place="Маріуполь")
        expect(page.locator("main")).to_contain_text("ймовірно в полоні")
        add_event(page, "registered_icrc", "14.09.2022", "Повідомлення МКЧХ (демо)")
        expect(page.locator("main")).to_contain_text("МКЧХ")
        photograph(page, "dossier")
        page.goto("/people?text=ВИГАДАНЮК-ЯСНИЙ+Лук'ян&status=in_captivity")
        expect(page.get_by_role("link", name="Вигаданюк-Ясний Лук’ян Гнатович")).to_be_visible()
        rows = self.download(page, tmp_path)
        assert [row["surname"] for row in rows] == ["Вигаданюк-Ясний"]
        assert rows[0]["born"] == "1987-05"
        assert rows[0]["custody_status"] == "in_captivity"
        assert rows[0]["service_number"] == "Т-990001"

    def download(self, page: Page, folder: Path) -> list[dict[str, str]]:
        """Take the register of what the list shows, as programs read it."""
        page.get_by_text("Вивантажити").first.click()
        with page.expect_download() as waiting:
            page.locator("a[href*='register.csv'][href*='comma']").first.click()
        path = folder / "register.csv"
        waiting.value.save_as(path)
        assert re.fullmatch(r"obmin-internal-register-\d{4}-\d\d-\d\d\.csv", waiting.value.suggested_filename)
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def test_mistakes_are_named_and_nothing_typed_is_lost(self, sign_in: Callable[..., Page]) -> None:
        page = sign_in()
        page.goto("/people/new")
        page.locator("#given_name").fill("Хома")
        page.locator("#born").fill("31.04.1979")
        page.locator("#given_name").press("Control+Enter")
        summary = page.get_by_role("alert")
        expect(summary).to_be_focused()
        expect(page).to_have_title(re.compile("^Помилка"))
        summary.get_by_role("link", name=re.compile("04.1979")).click()
        expect(page.locator("#born")).to_be_focused()
        assert page.locator("#given_name").input_value() == "Хома"

    def test_the_language_button_keeps_what_is_typed(self, sign_in: Callable[..., Page]) -> None:
        page = sign_in()
        page.goto("/people/new")
        page.locator("#surname").fill("Вигаданюк")
        page.get_by_role("button", name="English").click()
        expect(page.get_by_label("Surname")).to_have_value("Вигаданюк")
        assert page.get_by_role("alert").count() == 0

    def test_everything_works_without_scripts(self, sign_in: Callable[..., Page]) -> None:
        page = sign_in(java_script_enabled=False)
        enter_without_scripts(page)
        expect(page.locator("h1")).to_contain_text("«Сойка»")


class TestThePolicy:
    def test_is_kept_where_a_stretched_field_is_replaced(self, sign_in: Callable[..., Page]) -> None:
        page = sign_in()
        page.goto("/people/new")
        page.evaluate("document.querySelector('#surname').style.height = '9em'")
        page.evaluate("htmx.swap('form[data-main]', '<input id=surname value=new>', {swapStyle: 'innerHTML'})")
        expect(page.locator("#surname")).to_have_value("new")


def enter_without_scripts(page: Page) -> None:
    """Enter a half-known person: a call sign is enough, on the word of a source that is named on the spot."""
    page.goto("/people/new")
    page.locator("#call_sign").fill("Сойка")
    page.locator("summary", has_text="Інше джерело").click()
    page.locator("#new_source").fill("Лист від родини № 5 (вигаданий)")
    page.locator("#new_source_kind").select_option("family")
    page.locator("#credibility").select_option("3")
    page.get_by_role("button", name="Зберегти").click()


class TestPictures:
    def test_the_pages_of_the_readme(self, sign_in: Callable[..., Page], photograph: Photograph, site: Site) -> None:
        page = sign_in()
        for name, path in {"home": "/", "people": "/people?side=ukr", "report": "/reports/standing"}.items():
            page.goto(path)
            photograph(page, name)
        telephone = sign_in(size=PHONE)
        telephone.goto(f"/people/{site.first_ref()}")
        assert photograph(telephone, "telephone").stat().st_size > 0

    def test_the_ledger_of_the_guide(self, sign_in: Callable[..., Page], photograph: Photograph, site: Site) -> None:
        reader = sign_in()
        reader.goto(f"/people/{site.first_ref()}")
        page = sign_in("auditor")
        page.goto(f"/ledger?person={site.first_ref()}")
        expect(page.locator("table.ledger")).to_contain_text(site.first_ref())
        assert photograph(page, "ledger").stat().st_size > 0
        page.goto("/ledger?show=looks")
        expect(page.locator("table.ledger")).to_contain_text("відкрито досьє")
