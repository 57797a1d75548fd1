"""Two records of one person: judged, merged, separated again; a supervisor's whole way, with scripts and without."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from app.accounts import queries as users
from app.core import clock
from app.core.db import db
from app.people import rules as people
from app.people.queries import get_person
from app.sources.queries import get_source
from tests.browser.conftest import PHONE, Photograph, Site, enter_two


@pytest.fixture
def refs(site: Site) -> tuple[str, str]:
    """The numbers of two new records of one person."""
    with site.application.app_context():
        one, other = enter_two()
        db.session.commit()
        return one.ref, other.ref


def add_a_unit(site: Site, ref: str) -> None:
    """Add what a source says, while the records are one: moments are kept to the second, so in the next one."""
    with site.application.app_context():
        person = get_person(ref)
        saying = people.Saying(get_source(2), 2, {"unit": "вигадана бригада"})
        people.state(person, saying, actor=users.get_user("analyst"), now=clock.now() + timedelta(seconds=1))
        db.session.commit()


def merge(page: Page, kept: str, other: str) -> None:
    """Merge from the dossier, by the other record's number."""
    page.goto(f"/people/{kept}/merge")
    page.locator("#other").fill(other)
    page.get_by_role("button", name="Порівняти").click()
    page.get_by_label(f"Залишається {kept}").check()
    page.locator("#reason").fill("одна особа за паспортом")
    page.get_by_role("button", name="Об’єднати", exact=True).click()
    page.wait_for_url(f"**/people/{kept}")


class TestTheWay:
    def test_judge_merge_separate(
        self, sign_in: Callable[..., Page], site: Site, refs: tuple[str, str], photograph: Photograph
    ) -> None:
        kept, other = refs
        page = sign_in("supervisor")
        page.goto(f"/matching/{kept}/{other}")
        page.locator("h1").click()
        page.keyboard.press("s")
        page.wait_for_url(lambda address: f"{kept}/{other}" not in address)
        page.goto(f"/matching/{kept}/{other}")
        page.get_by_role("link", name="Об’єднати записи…").click()
        expect(page.get_by_role("radio", checked=True)).to_have_count(0)
        photograph(page, "merge")
        page.get_by_label(f"Залишається {kept}").check()
        page.get_by_role("button", name="Об’єднати", exact=True).click()
        expect(page.get_by_text(f"Відтепер {other} читається разом із {kept}")).to_be_visible()
        page.goto(f"/people/{other}?lang=uk")
        expect(page).to_have_url(re.compile(f"/people/{kept}"))
        add_a_unit(site, kept)
        page.reload()
        page.get_by_role("link", name=f"Відокремити {other}").click()
        photograph(page, "separate")
        page.get_by_role("checkbox").check()
        page.locator("#reason").fill("брати-близнюки")
        page.get_by_role("button", name="Роз’єднати").click()
        expect(page.locator("h1")).to_contain_text("Дворазний")
        expect(page.get_by_text("вигадана бригада").first).to_be_visible()
        page.goto(f"/people/{kept}")
        expect(page.get_by_text(f"Також записано як {other}")).to_have_count(0)

    def test_undo_takes_a_merger_back(self, sign_in: Callable[..., Page], refs: tuple[str, str]) -> None:
        page = sign_in("supervisor")
        merge(page, *refs)
        page.get_by_role("button", name="Скасувати").click()
        page.goto(f"/people/{refs[1]}")
        expect(page).to_have_url(re.compile(refs[1]))

    def test_works_without_scripts_on_a_phone(self, sign_in: Callable[..., Page], refs: tuple[str, str]) -> None:
        page = sign_in("supervisor", java_script_enabled=False, size=PHONE)
        merge(page, *refs)
        expect(page.get_by_text("Також записано як").first).to_be_visible()
