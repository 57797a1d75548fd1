"""The end of a session and the question who it is, in a real browser: nothing that was typed is lost."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import update

from app.accounts.models import UserSession
from app.core import clock
from app.core.db import db
from tests.browser.conftest import Site
from tests.browser.test_accessibility import findings

ALMOST, SOON = "12:50", "00:20"


def test_a_page_says_before_its_session_ends_and_stays_as_it_is(sign_in: Callable[..., Page]) -> None:
    page = sign_in("analyst")
    page.clock.install()
    page.goto("/sources/new")
    page.locator("#name").fill("Вигадана")
    dialog = page.locator("#session-end")
    page.clock.fast_forward(ALMOST)
    expect(dialog).to_be_hidden()
    page.clock.fast_forward(SOON)
    expect(dialog).to_be_visible()
    assert findings(page) == []
    dialog.get_by_role("button").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#name")).to_have_value("Вигадана")
    page.clock.fast_forward(ALMOST)
    expect(dialog).to_be_hidden()


def test_a_page_whose_session_is_over_says_how_to_go_on(sign_in: Callable[..., Page], site: Site) -> None:
    page = sign_in("analyst")
    page.clock.install()
    page.goto("/settings")
    with site.application.app_context():
        db.session.execute(update(UserSession).values(ended_at=clock.now()))
        db.session.commit()
    page.clock.fast_forward("14:00")
    dialog = page.locator("#session-end")
    expect(dialog.get_by_role("status")).to_be_hidden()
    dialog.get_by_role("button").click()
    expect(dialog.get_by_role("status")).to_be_visible()


def test_a_user_is_made_after_the_password_was_asked_for_once_more(sign_in: Callable[..., Page], site: Site) -> None:
    page = sign_in("administrator")
    with site.application.app_context():
        long_ago = clock.now() - timedelta(minutes=6)
        db.session.execute(update(UserSession).values(confirmed_at=long_ago))
        db.session.commit()
    page.goto("/users/new")
    page.locator("#username").fill("n.vyhadana")
    page.locator("#full_name").fill("Н. Вигадана")
    page.locator("#role-1").check()
    page.locator("#full_name").press("Enter")
    assert findings(page) == []
    expect(page.locator("#confirmation")).to_be_focused()
    page.locator("#confirmation").fill(site.passwords["administrator"])
    page.locator("#confirmation").press("Enter")
    expect(page.locator("#one-time")).to_have_text(re.compile("[a-z0-9-]{29}"))
