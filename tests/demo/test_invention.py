"""Invented people: always the same, never in the future, and as varied as a first look needs."""

import random
from datetime import date

import pytest

from app.core import dates
from app.custody.models import EventKind
from app.demo import invention
from app.demo.rules import SOURCES

PEOPLE = list(invention.invent())


class TestInvent:
    def test_invents_the_same_people_every_time(self) -> None:
        assert list(invention.invent()) == PEOPLE

    def test_fewer_are_the_first_of_more(self) -> None:
        assert list(invention.invent(7)) == PEOPLE[:7]

    def test_leaves_the_dice_of_others_alone(self) -> None:
        state = random.getstate()
        list(invention.invent(3))
        assert random.getstate() == state

    def test_gives_nobody_the_number_of_another(self) -> None:
        numbers = [person.identifier for person in PEOPLE if person.identifier]
        assert len(set(numbers)) == len(numbers)

    def test_gives_everybody_a_surname(self) -> None:
        assert all(person.values["surname"] for person in PEOPLE)

    @pytest.mark.parametrize("kind", [person.events[0].kind for person in PEOPLE if person.category == "civilian"][:3])
    def test_civilians_are_not_captured_but_arrested(self, kind: str) -> None:
        assert kind in {"arrest", "reported_missing"}

    def test_shows_both_sides_and_every_category(self) -> None:
        for side, categories in invention.CATEGORIES.items():
            invented = {person.category for person in PEOPLE if person.side == side}
            assert invented == {name for name, _weight in categories}


class TestEvents:
    EVENTS = [event for person in PEOPLE for event in person.events]  # noqa: RUF012 - a table of the test

    def test_never_lie_in_the_future(self) -> None:
        days = [dates.parse(event.when, newest_short_year=99) for event in self.EVENTS]
        assert max(day.earliest for day in days if day.earliest) <= invention.LAST_DAY

    def test_begin_after_the_invasion(self) -> None:
        days = [dates.parse(event.when, newest_short_year=99) for event in self.EVENTS]
        assert min(day.earliest for day in days if day.earliest) >= date(2022, 3, 1)

    def test_are_of_kinds_and_sources_that_there_are(self) -> None:
        assert {event.kind for event in self.EVENTS} <= {kind.value for kind in EventKind}
        assert {event.source for event in self.EVENTS} <= set(SOURCES)

    def test_end_well_for_some_and_badly_for_others(self) -> None:
        assert {event.kind for event in self.EVENTS} >= {"exchange", "death", "sighting", "reported_missing"}
