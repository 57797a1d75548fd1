"""What comes twice, or eight times at once, over a real server: one record, one winner, and nobody's facts lost."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import sqlalchemy as sa

from app.accounts.models import Submission
from app.core.db import db
from app.custody import queries as custody
from app.custody import standing
from app.people import queries as people
from app.people.models import Person, PersonStatement
from app.sources.models import Source
from tests.journeys.conftest import AT_ONCE, Browser, House, at_once

Opened = Callable[[Browser, str], dict[str, object]]


def count(house: House, what: type, **fields: object) -> int:
    with house.application.app_context():
        return db.session.query(what).filter_by(**fields).count()


def source_id(house: House) -> str:
    with house.factories() as factories:
        return str(factories.source().id)


class TestAFormThatIsSentOften:
    def test_makes_one_record_when_it_is_sent_twice(self, house: House, opened: Opened) -> None:
        browser = house.browser()
        sent = {**opened(browser, "/sources/new"), "name": "Двічі", "kind": "icrc"}
        answers = [browser.post("/sources/new", sent) for _ in range(2)]
        assert [(answer.status, answer.location) for answer in answers] == [(303, "/sources")] * 2
        assert count(house, Source, name="Двічі") == 1

    def test_makes_one_record_when_it_is_sent_eight_times_at_once(self, house: House, opened: Opened) -> None:
        browser, word = house.browser(), {"source_id": source_id(house), "credibility": "2"}
        sent = {**opened(browser, "/people/new"), "surname": "Вісімраз", **word}
        answers = at_once([partial(Browser(house.address, browser.cookie).post, "/people/new", sent)] * AT_ONCE)
        assert [answer.status for answer in answers] == [303] * AT_ONCE
        assert len({answer.location for answer in answers}) == 1
        assert count(house, PersonStatement, surname="Вісімраз") == 1
        assert count(house, Submission, key=sent["submission"]) == 1

    def test_leads_to_the_place_of_a_name_that_only_one_may_have(self, house: House, opened: Opened) -> None:
        browser = house.browser()
        sent = {**opened(browser, "/sources/new"), "name": "Вісім", "kind": "icrc"}
        answers = at_once([partial(Browser(house.address, browser.cookie).post, "/sources/new", sent)] * AT_ONCE)
        assert [(answer.status, answer.location) for answer in answers] == [(303, "/sources")] * AT_ONCE
        assert count(house, Source, name="Вісім") == 1


class TestStaleEditsAtOnce:
    def edit(self, house: House, opened: Opened, *, one_page: bool) -> list[int]:
        with house.factories() as factories:
            address = f"/people/{factories.person_statement(surname='Шевчук').person.ref}/edit"
        browser = house.browser()
        forms = [opened(browser, address) for _ in range(1 if one_page else AT_ONCE)] * (AT_ONCE if one_page else 1)
        sent = [{**form, "why": "mistake", "surname": f"Шевч{number}"} for number, form in enumerate(forms)]
        asks = [partial(Browser(house.address, browser.cookie).post, address, one) for one in sent]
        return sorted(answer.status for answer in at_once(asks))

    def test_one_wins_and_the_others_are_told(self, house: House, opened: Opened) -> None:
        assert self.edit(house, opened, one_page=False) == [303] + [409] * (AT_ONCE - 1)

    def test_one_wins_when_all_came_from_one_page(self, house: House, opened: Opened) -> None:
        assert self.edit(house, opened, one_page=True) == [303] + [409] * (AT_ONCE - 1)

    def test_corrections_that_say_nothing_of_a_version_come_one_after_the_other(
        self, house: House, opened: Opened
    ) -> None:
        with house.factories() as factories:
            person = factories.person_statement(surname="Шевчук").person
            number, address = person.id, f"/people/{person.ref}/edit"
        browser = house.browser()
        form = {**opened(browser, address), "why": "mistake"}
        del form["version"]
        sent = [{**form, "submission": f"{one:032x}", "surname": f"Шевчун{one}"} for one in range(1, AT_ONCE + 1)]
        asks = [partial(Browser(house.address, browser.cookie).post, address, one) for one in sent]
        assert [answer.status for answer in at_once(asks)] == [303] * AT_ONCE
        with house.application.app_context():
            kept = db.session.get_one(Person, number)
            corrections = [one for one in people.list_statements_of(kept) if one.supersedes_id is not None]
            assert len(corrections) == AT_ONCE
            assert kept.surname == corrections[-1].surname

    def test_eight_names_for_one_place(self, house: House, opened: Opened) -> None:
        with house.factories() as factories:
            address = f"/places/{factories.place().id}/edit"
        browser = house.browser()
        sent = [{**opened(browser, address), "name": f"СІЗО {number}"} for number in range(AT_ONCE)]
        asks = [partial(Browser(house.address, browser.cookie).post, address, one) for one in sent]
        assert Counter(answer.status for answer in at_once(asks)) == {303: 1, 409: AT_ONCE - 1}


class TestFactsAtOnce:
    def test_events_that_are_added_at_once_are_all_derived(self, house: House, opened: Opened) -> None:
        with house.factories() as factories:
            person = factories.person_statement().person
            number, address = person.id, f"/people/{person.ref}/events/new"
            word = {"source_id": str(factories.source(kind="icrc").id), "credibility": "2"}
        browser = house.browser()
        kinds = ["capture", "transfer", "sighting", "confirmed", "visited", "letter", "sentenced", "exchange"]
        sent = [
            {**opened(browser, address), **word, "kind": kind, "happened": f"1{day}.05.2022"}
            for day, kind in enumerate(kinds)
        ]
        asks = [partial(Browser(house.address, browser.cookie).post, address, one) for one in sent]
        answers = at_once(asks)
        with house.application.app_context():
            kept = db.session.get_one(Person, number)
            saved = [answer.status for answer in answers].count(303)
            assert saved == len(custody.list_events_of(kept)) > 1
            before = {column: getattr(kept, column) for column in ("custody_status", "confirmation", "version")}
            standing.refresh(kept)
            assert {column: getattr(kept, column) for column in before} == before
            assert kept.version == saved + 1

    def test_numbers_that_are_added_at_once_are_all_kept(self, house: House, opened: Opened) -> None:
        with house.factories() as factories:
            person = factories.person_statement(surname="Разом").person
            number, address = person.id, f"/people/{person.ref}/identifiers/new"
        browser, source = house.browser(), source_id(house)
        page = opened(browser, address)
        sent = [
            {**page, "submission": f"{one:032x}", "kind": "service_number", "value": f"ЮЮ-{number}{one}",
             "source_id": source, "credibility": "2"}
            for one in range(AT_ONCE)
        ]  # fmt: skip
        asks = [partial(Browser(house.address, browser.cookie).post, address, one) for one in sent]
        assert [answer.status for answer in at_once(asks)] == [303] * AT_ONCE
        with house.application.app_context():
            kept = db.session.get_one(Person, number)
            assert len(people.list_identifiers_of(kept)) == AT_ONCE
            assert db.session.scalar(sa.select(Person.version).where(Person.id == number)) == AT_ONCE + 1
