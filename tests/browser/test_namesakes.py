"""Entering somebody who is on record in another spelling, with the keyboard alone: seen before it is saved."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.accounts import queries as users
from app.core import clock, dates
from app.core.db import db
from app.people import rules
from app.sources.queries import get_source
from tests.browser.conftest import DESK, PHONE, Photograph, Site


@pytest.fixture
def known(site: Site, request: pytest.FixtureRequest) -> str:
    """The number of somebody on record, of a surname that only this test has."""
    surname = "Вигаданчук" + {"enter": "ович", "tell": "енко"}[request.param]
    values = {"surname": surname, "given_name": "Володимир", "born": dates.parse_edtf("1987-03-12"), "rank": "солдат"}
    with site.application.app_context():
        saying = rules.Saying(get_source(1), 2, values)
        person = rules.register(saying, actor=users.get_user("analyst"), now=clock.now())
        db.session.commit()
        return person.ref


def type_in(page: Page, **fields: str) -> None:
    """Type into one field after the other, leaving each by the keyboard."""
    for name, text in fields.items():
        page.locator(f"#{name}").focus()
        page.keyboard.type(text)
        page.keyboard.press("Tab")


def begin(page: Page, surname: str) -> None:
    """Begin a new person, as another source spells the name."""
    page.goto("/people/new")
    page.locator("#source_id").select_option(label="Звернення родин (демо)")
    page.locator("#credibility").select_option("2")
    type_in(page, surname=surname, given_name="Vladimir", born="12.03.1987")


class TestDuplicateAtEntry:
    @pytest.mark.parametrize("known", ["enter"], indirect=True)
    def test_the_same_person_is_seen_before_saving_and_facts_are_added(
        self, sign_in: Callable[..., Page], photograph: Photograph, known: str
    ) -> None:
        page = sign_in()
        begin(page, "Vyhadanchukovych")
        expect(page.locator("#namesakes")).to_contain_text(known)
        expect(page.locator("#namesakes-told")).to_contain_text("1 особа в записах")
        assert page.locator("#born").evaluate("field => field.form.contains(document.activeElement)")
        type_in(page, rank="сержант", service_number="т-990 321")
        expect(page.locator("#namesakes summary")).to_contain_text("звання")
        # The picture marks every field in a way that the next part of the page must not carry on.
        page.wait_for_load_state("networkidle")
        page.locator("#surname").focus()
        photograph(page, "duplicate")
        button = page.get_by_role("button", name=re.compile(f"Це та сама особа.*{known}"))
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("Вигаданчукович")
        expect(page.locator("#service_number")).to_have_value("т-990 321")
        page.locator("#surname").press("Control+Enter")
        expect(page).to_have_url(re.compile(f"/people/{known}$"))
        expect(page.locator("main")).to_contain_text("Т-990321")

    @pytest.mark.parametrize("known", ["tell"], indirect=True)
    @pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
    def test_another_person_is_entered_with_a_reason(
        self, sign_in: Callable[..., Page], known: str, size: dict[str, int]
    ) -> None:
        page = sign_in(size=size)
        begin(page, "Vyhadanchukenko")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.locator(".namesakes")).to_contain_text(known)
        type_in(page, why_another="повний тезка з іншої області")
        page.keyboard.press("Control+Enter")
        expect(page.locator("h1")).to_contain_text("Vyhadanchukenko Vladimir")

    @pytest.mark.parametrize("known", ["enter"], indirect=True)
    def test_is_asked_without_scripts_when_it_is_saved(self, sign_in: Callable[..., Page], known: str) -> None:
        page = sign_in(java_script_enabled=False)
        begin(page, "Vyhadanchukovych")
        page.get_by_role("button", name="Зберегти").click()
        page.get_by_role("button", name=re.compile(f"Це та сама особа.*{known}")).click()
        expect(page.locator("#surname")).to_have_value("Vyhadanchukovych")
        page.get_by_role("button", name="Зберегти").click()
        expect(page).to_have_url(re.compile(f"/people/{known}$"))
