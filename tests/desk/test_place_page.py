"""The page of a place: who is believed to be there, since when, on whose word, and how old that knowledge is."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from app.accounts.models import Role
from app.core import dates
from app.custody.models import EventKind
from app.desk import queries
from app.desk.queries import Held
from app.desk.queries import place as place_queries
from app.places.models import Place
from app.sources.models import SourceKind
from tests.harness.client import Client

TODAY, NOW = date(2026, 3, 1), datetime(2026, 3, 1, 9, tzinfo=UTC)
K = EventKind


@pytest.fixture
def place(factories: SimpleNamespace) -> Place:
    made: Place = factories.place(name="Мар’янівка")
    return made


def held(place: Place, after: int | None = None) -> list[Held]:
    return list(queries.get_place_page(place, after=after, today=TODAY).held)


class TestWhoIsThere:
    def test_since_when_and_how_old_the_newest_word_is(self, factories: SimpleNamespace, place: Place) -> None:
        person = factories.person(surname="Бук")
        for text, source in (("2025-07", factories.source()), ("2026-02-01", factories.source(kind=SourceKind.ICRC))):
            factories.custody_event(person=person, kind=K.SIGHTING, happened=text, place=place, source=source)
        (one,) = held(place)
        assert (one.person.id, one.since, one.age) == (person.id, dates.parse_edtf("../2025-07-31"), 28)
        assert (one.told.source.kind, one.told.happened) == (SourceKind.ICRC, dates.parse("01.02.2026"))

    def test_is_nobody_who_was_moved_or_came_home(self, factories: SimpleNamespace, place: Place) -> None:
        moved, home = factories.person(), factories.person()
        icrc = factories.source(kind=SourceKind.ICRC)
        for person in (moved, home):
            factories.custody_event(person=person, happened="2025-01", place=place, source=icrc)
        factories.custody_event(person=moved, kind=K.TRANSFER, happened="2025-02", place=factories.place(), source=icrc)
        factories.custody_event(person=home, kind=K.EXCHANGE, happened="2025-03", source=icrc)
        assert held(place) == []

    def test_who_came_back_is_there_since_then(self, factories: SimpleNamespace, place: Place) -> None:
        person, other = factories.person(), factories.place()
        for text, where in (("2025-01", place), ("2025-02", other), ("2025-03", place), ("2025-04", None)):
            factories.custody_event(person=person, kind=K.SIGHTING, happened=text, place=where)
        (one,) = held(place)
        assert one.since == dates.parse("03.2025")
        assert one.told.happened == dates.parse("03.2025")

    def test_what_was_corrected_or_retracted_tells_nothing(self, factories: SimpleNamespace, place: Place) -> None:
        person = factories.person()
        factories.custody_event(person=person, kind=K.SIGHTING, happened="2025-01-01", place=place)
        wrong = factories.custody_event(person=person, kind=K.SIGHTING, happened="2025-05-01", place=place)
        factories.custody_event(
            person=person, kind=K.SIGHTING, happened="2024-05-01", place=factories.place(), supersedes_id=wrong.id
        )
        factories.custody_event(
            person=person, kind=K.SIGHTING, place=place, happened="2025-06-01", retracted_at=NOW, retraction_reason="ні"
        )
        assert held(place)[0].told.happened == dates.parse("01.01.2025")

    def test_a_word_about_this_month_is_of_today(self, factories: SimpleNamespace, place: Place) -> None:
        factories.custody_event(kind=K.SIGHTING, happened="2026-03", place=place)
        assert held(place)[0].age == 0

    def test_a_day_that_nobody_knows_has_no_age(self, factories: SimpleNamespace, place: Place) -> None:
        factories.custody_event(kind=K.SIGHTING, place=place)
        (one,) = held(place)
        assert (one.since, one.age) == (None, None)

    def test_a_merged_records_word_counts(self, factories: SimpleNamespace, place: Place) -> None:
        kept = factories.person()
        merged = factories.person(merged_into_id=kept.id)
        factories.custody_event(person=kept, kind=K.SIGHTING, happened="2025-01-01", place=place)
        factories.custody_event(person=merged, kind=K.SIGHTING, happened="2025-02-01", place=place)
        (one,) = held(place)
        assert one.told.happened == dates.parse("01.02.2025")

    def test_a_word_that_is_not_there_is_none(self, factories: SimpleNamespace, place: Place) -> None:
        factories.person(place_id=place.id)
        (one,) = held(place)
        assert (one.since, one.told, one.age) == (None, None, None)

    def test_goes_on_behind_a_person(
        self, factories: SimpleNamespace, place: Place, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(place_queries, "SIZE", 1)
        first, second = (factories.person(surname=name, place_id=place.id) for name in ("Бук", "Явір"))
        page = queries.get_place_page(place, after=None, today=TODAY)
        assert (page.total, page.people.has_next, page.held[0].person.id) == (2, True, first.id)
        assert [one.person.id for one in held(place, after=first.id)] == [second.id]


class TestThePages:
    def test_shows_people_places_and_words(
        self, sign_in: Callable[..., Client], factories: SimpleNamespace, place: Place
    ) -> None:
        place.region, place.note = "Донецька область", "Ворота з боку річки"
        factories.place_alias(place=place, name="Колонія № 5")
        event = factories.custody_event(kind=K.SIGHTING, happened="2025-07", place=place)
        factories.custody_event(kind=K.SIGHTING, place=place)
        page = sign_in(Role.VIEWER).get(f"/places/{place.id}").text
        said = (
            "Мар’янівка",
            "Донецька область",
            "Колонія № 5",
            "річки",
            event.person.ref,
            "Jul 2025",
            event.source.name,
        )
        assert [words for words in said if words not in page] == []
        assert f"/people?place={place.id}" in page

    def test_says_so_where_nobody_is(self, sign_in: Callable[..., Client], place: Place) -> None:
        place.needs_review = True
        page = sign_in(Role.ANALYST).get(f"/places/{place.id}").text
        assert "Nobody on record is believed to be here now." in page
        assert "to review" in page

    def test_the_list_counts_people_and_says_when_somebody_told_last(
        self, factories: SimpleNamespace, place: Place
    ) -> None:
        for text in ("2025-07-01", "2025-08-01", None):
            factories.custody_event(kind=K.SIGHTING, happened=text, place=place)
        factories.custody_event(kind=K.EXCHANGE, happened="2026-01-01", place=place)
        empty = factories.place()
        known = queries.known_of([place, empty])
        assert (known[place.id].people, known[place.id].told_on) == (3, date(2025, 8, 1))
        assert (known[empty.id].people, known[empty.id].told_on) == (0, None)

    def test_the_list_shows_both(
        self, sign_in: Callable[..., Client], factories: SimpleNamespace, place: Place
    ) -> None:
        factories.custody_event(kind=K.SIGHTING, happened="2025-07-01", place=place)
        page = sign_in(Role.VIEWER).get("/places").text
        assert "days ago" in page
        assert f"/places/{place.id}" in page

    def test_take_as_many_queries_for_many_people_as_for_few(
        self, factories: SimpleNamespace, place: Place, query_count: Callable[[], Any]
    ) -> None:
        counts = []
        for _round in range(2):
            for _number in range(4):
                factories.custody_event(kind=K.SIGHTING, happened="2025-07", place=place)
            with query_count() as statements:
                held(place)
                queries.known_of([place])
            counts.append(len(statements))
        assert counts[0] == counts[1]
