"""Judging pairs by the keyboard: the queue, the two records, a word where it is needed, undo; and without scripts."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from sqlalchemy import delete, select

from app.core import clock
from app.core.db import db
from app.matching.models import Judgement, Pair, Verdict
from app.people.models import Person
from tests.browser.conftest import Photograph, Site


def let_wait(site: Site) -> list[int]:
    """Have three pairs of the demo wait: the browser's tests share one, and each database is served once."""
    with site.application.app_context():
        people = db.session.scalars(select(Person.id).order_by(Person.id).limit(6)).all()
        db.session.execute(delete(Pair).where(Pair.one_id.in_(people), Pair.other_id.in_(people)))
        now = clock.now()
        made = [
            Pair(one_id=one, other_id=other, score=90 + number, reasons=[], found_at=now, scored_at=now)
            for number, (one, other) in enumerate(zip(people[::2], people[1::2], strict=True))
        ]
        db.session.add_all(made)
        db.session.commit()
        return [pair.id for pair in made][::-1]


def verdict_of(site: Site, pair_id: int) -> Verdict | None:
    with site.application.app_context():
        return db.session.get_one(Pair, pair_id).verdict


def forget(site: Site, pairs: list[int]) -> None:
    """Leave the demo to the other tests as it was."""
    with site.application.app_context():
        found = [db.session.get_one(Pair, number) for number in pairs]
        for pair in found:
            both = (Judgement.one_id == pair.one_id, Judgement.other_id == pair.other_id)
            for judgement in db.session.scalars(select(Judgement).where(*both).order_by(Judgement.id.desc())):
                db.session.delete(judgement)
                db.session.flush()
            db.session.delete(pair)
        db.session.commit()


class TestByKeyboard:
    def test_one_pair_after_the_other(self, sign_in: Callable[..., Page], site: Site, photograph: Photograph) -> None:
        page = sign_in()
        page.get_by_role("link", name="Пари записів, які можуть бути однією людиною").click()
        expect(page.locator("h1")).to_have_text("Дублікати")
        photograph(page, "duplicates")
        page.keyboard.press("n")
        expect(page.locator("h1")).to_have_text("Одна людина?")
        photograph(page, "pair")
        first, second, third = pairs = let_wait(site)
        page.goto("/matching")
        page.keyboard.press("n")
        expect(page.locator("h1")).to_have_text("Одна людина?")
        self.judge(page, "d")
        assert verdict_of(site, first) is Verdict.DIFFERENT
        page.keyboard.press("u")
        expect(page.locator("#reason")).to_be_focused()
        page.keyboard.type("бракує дати, sdu")
        before = page.url
        page.keyboard.press("Control+Enter")
        page.wait_for_url(lambda address: address != before)
        assert verdict_of(site, second) is Verdict.UNSURE
        self.judge(page, "s")
        assert verdict_of(site, third) is Verdict.SAME
        page.get_by_role("button", name="Скасувати").first.click()
        expect(page.locator("main")).to_contain_text("Поле за полем")
        assert verdict_of(site, third) is None
        forget(site, pairs)

    def judge(self, page: Page, key: str) -> None:
        """Press a key, and wait for the next pair."""
        before = page.url
        page.keyboard.press(key)
        page.wait_for_url(lambda address: address != before)
        expect(page.locator("body")).to_contain_text(re.compile("Збережено"))

    def test_keys_are_letters_while_somebody_types(self, sign_in: Callable[..., Page], site: Site) -> None:
        pairs = let_wait(site)
        page = sign_in()
        page.goto("/matching")
        page.keyboard.press("n")
        page.locator("#reason").fill("")
        page.locator("#reason").press_sequentially("sud")
        expect(page.locator("#reason")).to_have_value("sud")
        assert [verdict_of(site, pair) for pair in pairs] == [None] * 3
        forget(site, pairs)


def test_a_pair_is_judged_without_scripts(sign_in: Callable[..., Page], site: Site) -> None:
    pairs = let_wait(site)
    page = sign_in(java_script_enabled=False)
    page.goto("/matching")
    page.get_by_role("link", name="Розглянути першу").click()
    page.get_by_role("button", name=re.compile("Не певно")).click()
    expect(page.get_by_role("alert")).to_contain_text("чого бракує")
    page.get_by_label(re.compile("Причина або примітка")).fill("брати")
    page.get_by_role("button", name=re.compile("Різні люди")).click()
    expect(page.locator("h1")).to_have_text("Одна людина?")
    assert verdict_of(site, pairs[0]) is Verdict.DIFFERENT
    forget(site, pairs)
