"""An operation prepared by hand in Ukrainian: planned, its list filled, sent, and answered."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Photograph, Site


def plan(page: Page) -> None:
    """Plan an exchange of one for one."""
    page.goto("/operations")
    page.keyboard.press("n")
    page.locator("#format_id").select_option(label="загальний обмін")
    page.locator("#planned").fill("24.08.2033")
    page.locator("#to_us").fill("1")
    page.locator("#to_them").fill("1")
    page.get_by_label("Туреччина").check()
    page.locator("#note").press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("E-2033-08-24")


def put_on_list(page: Page, ref: str) -> None:
    """Put somebody on the list that is open, by number, with the reason that a doubt asks for."""
    page.get_by_role("link", name="Особи у списку").click()
    page.get_by_role("link", name="Додати особу до списку").click()
    page.locator("#text").fill(ref)
    page.locator("#text").press("Enter")
    page.get_by_label("до нас").check()
    page.locator("#reason").fill("за рішенням наради (вигадана)")
    page.locator("#reason").press("Control+Enter")
    expect(page.get_by_role("cell", name="запропоновано")).to_be_visible()


def take(page: Page, deed: str) -> None:
    """Let everybody on the list take one step, after a look at what it does."""
    page.locator("#deed").select_option(label=deed)
    page.locator("[name=scope]").check()
    page.get_by_role("button", name="Показати наслідки").click()
    page.locator("#reason").press("Control+Enter")


class TestAnOperation:
    def test_is_planned_filled_sent_and_answered(
        self, sign_in: Callable[..., Page], site: Site, photograph: Photograph
    ) -> None:
        page = sign_in("supervisor")
        plan(page)
        put_on_list(page, site.held_ref())
        take(page, "Надіслати запит іншій стороні")
        expect(page.get_by_role("cell", name="запит надіслано")).to_be_visible()
        take(page, "Інша сторона погоджує")
        expect(page.get_by_role("cell", name="погоджено")).to_be_visible()
        page.goto("/operations/E-2033-08-24/claims/new")
        page.locator("#source_id").select_option(label="Звернення родин (демо)")
        page.locator("#ukr_returned").fill("1")
        page.locator("#note").press("Control+Enter")
        expect(page.get_by_role("table")).to_contain_text("Звернення родин (демо)")
        photograph(page, "operation")
        page.goto(f"/people/{site.held_ref()}")
        expect(page.locator("main")).to_contain_text("E-2033-08-24")
