"""Records that are merged, separated and added to at the same moment: one winner, and nobody's facts lost."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import sqlalchemy as sa

from app.compartments import rules as records
from app.core.db import db
from app.custody import queries as custody
from app.matching.models import Merger
from app.people import queries as people
from app.people.models import Person
from tests.journeys.conftest import AT_ONCE, Answer, Browser, House, at_once

Opened = Callable[[Browser, str], dict[str, object]]


class Two:
    """Two records of one person, and forms that are open on them."""

    def __init__(self, house: House, opened: Opened) -> None:
        self.house, self.opened, self.browser = house, opened, house.browser()
        with house.factories() as factories:
            made = [factories.person(surname="Разомний") for _ in range(2)]
            self.ids, self.refs = [one.id for one in made], [one.ref for one in made]
            self.word = {"source_id": str(factories.source(kind="icrc").id), "credibility": "2"}

    @property
    def merging(self) -> str:
        return f"/people/{self.refs[0]}/merge/{self.refs[1]}"

    def ask(self, address: str, sent: dict[str, object]) -> Callable[[], Answer]:
        return partial(Browser(self.house.address, self.browser.cookie).post, address, sent)

    def merge(self, kept: int) -> Callable[[], Answer]:
        form = self.opened(self.browser, self.merging)
        return self.ask(self.merging, {**form, "kept": self.ids[kept], "reason": "одна особа"})

    def add(self, number: int, day: int) -> Callable[[], Answer]:
        address = f"/people/{self.refs[number]}/events/new"
        sent = {**self.opened(self.browser, address), **self.word, "kind": "sighting", "happened": f"1{day}.05.2022"}
        return self.ask(address, sent)

    def separate(self) -> Callable[[], Answer]:
        with self.house.application.app_context():
            merger = db.session.scalars(sa.select(Merger.id).where(Merger.merged_id.in_(self.ids))).one()
        address = f"/mergers/{merger}/separate"
        return self.ask(address, {**self.opened(self.browser, address), "reason": "дві особи"})

    def differences(self) -> list[str]:
        found = {people.kept(db.session.get_one(Person, number)) for number in self.ids}
        return [name for person in found for name in records.differences_of(person)]


def statuses(answers: list[Answer]) -> Counter[int]:
    return Counter(answer.status for answer in answers)


class TestMergersAtOnce:
    def test_one_direction_wins(self, house: House, opened: Opened) -> None:
        two = Two(house, opened)
        answers = at_once([two.merge(number % 2) for number in range(AT_ONCE)])
        assert statuses(answers)[303] == 1
        assert set(statuses(answers)) <= {303, 308, 409, 422}
        with house.application.app_context():
            holding = sa.select(Merger).where(Merger.merged_id.in_(two.ids), Merger.undone_at.is_(None))
            assert len(db.session.scalars(holding).all()) == 1
            assert two.differences() == []


class TestFactsBesideAMerger:
    def test_are_all_kept_and_all_derived(self, house: House, opened: Opened) -> None:
        two = Two(house, opened)
        adding = [two.add(number % 2, number) for number in range(AT_ONCE - 1)]
        answers = at_once([two.merge(0), *adding])
        merged, added = answers[0].status, statuses(answers[1:])
        assert (merged in {303, 409}, set(added) <= {303, 308}) == (True, True)
        with house.application.app_context():
            everybody = [db.session.get_one(Person, number) for number in two.ids]
            kept = {people.kept(person) for person in everybody}
            assert sum(len(custody.list_events_of(person)) for person in kept) == added[303]
            assert two.differences() == []

    def test_are_all_kept_beside_a_separation(self, house: House, opened: Opened) -> None:
        two = Two(house, opened)
        assert two.merge(0)().status == 303
        answers = at_once([two.separate(), *[two.add(0, number) for number in range(AT_ONCE - 1)]])
        assert answers[0].status in {303, 409, 422}
        assert statuses(answers[1:]) == {303: AT_ONCE - 1}
        with house.application.app_context():
            kept = db.session.get_one(Person, two.ids[0])
            assert len(custody.list_events_of(kept)) == AT_ONCE - 1
            assert two.differences() == []
