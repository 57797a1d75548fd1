"""The pages of the places."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from werkzeug.test import TestResponse

from app.accounts.models import Role
from app.places import queries
from app.places.models import Place, PlaceKind
from tests.harness.client import Client


@pytest.fixture
def analyst(sign_in: Callable[..., Client]) -> Client:
    return sign_in(Role.ANALYST)


def create(client: Client, **typed: object) -> TestResponse:
    return client.post("/places/new", data={"name": "Вигаданка", "kind": "colony", **typed})


def update(client: Client, place: Place, **typed: object) -> TestResponse:
    return client.post(f"/places/{place.id}/edit", data={"name": place.name, "kind": place.kind.value, **typed})


class TestListPlaces:
    def test_shows_each_place_with_its_other_names(self, analyst: Client, factories: SimpleNamespace) -> None:
        place = factories.place(name="Вигаданка", kind=PlaceKind.COLONY, region="Вигадана область")
        factories.place_alias(place=place, name="ВК-1")
        page = analyst.get("/places").text
        assert all(text in page for text in ("Вигаданка", "penal colony", "Вигадана область", "ВК-1"))

    def test_keeps_those_of_which_a_name_holds_a_text(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.place(name="Мар’янка")
        factories.place(name="Вигаданка")
        page = analyst.get("/places", query_string={"text": " мар'ян "}).text
        assert "Мар’янка" in page
        assert "Вигаданка" not in page
        assert 'value="мар&#39;ян"' in page

    def test_keeps_those_to_review(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.place(name="Станція", needs_review=True)
        factories.place(name="Вигаданка")
        page = analyst.get("/places?review=1").text
        assert "Станція" in page
        assert "Вигаданка" not in page

    def test_takes_no_notice_of_what_cannot_be_a_name(self, analyst: Client) -> None:
        assert analyst.get("/places?text=%00%E2%80%AE").status_code == 200


class TestNewPlace:
    def test_shows_an_empty_form(self, analyst: Client) -> None:
        assert "Add place" in analyst.get("/places/new").text


class TestCreatePlace:
    def test_adds_a_place_with_a_name_on_each_line(self, analyst: Client) -> None:
        response = create(
            analyst, aliases="ВК-1\r\n\r\n  Колонія   1 \r\n", region="Вигадана область", note="За річкою"
        )
        assert (response.status_code, response.location) == (303, "/places")
        (place,) = queries.list_places()
        assert (place.name, place.kind, place.alias_names) == ("Вигаданка", PlaceKind.COLONY, ["ВК-1", "Колонія 1"])
        assert (place.region, place.note, place.needs_review) == ("Вигадана область", "За річкою", False)

    def test_says_so(self, analyst: Client) -> None:
        create(analyst)
        assert "The place was added." in analyst.get("/places").text

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"name": " "}, "Enter the name of the place."),
            ({"name": "-"}, "Enter a name that has letters or digits."),
            ({"aliases": "ВК-1\n’"}, "Enter a name that has letters or digits."),
            ({"aliases": "а" * 301}, "Shorten this to at most 300 characters."),
            ({"aliases": "ВК\u202e1"}, "hidden mark"),
            ({"kind": "palace"}, "Choose one of the options."),
        ],
    )
    def test_says_what_to_correct_and_keeps_what_was_typed(
        self, analyst: Client, typed: dict[str, str], sentence: str
    ) -> None:
        response = create(analyst, region="Вигадана область", **typed)
        assert response.status_code == 422
        assert all(text in response.text for text in (sentence, "Вигадана область", *typed.get("aliases", "").split()))

    def test_names_the_place_that_goes_by_the_name(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.place(name="Мар’янка")
        response = create(analyst, aliases="мар'янка")
        assert response.status_code == 422
        assert "The place Мар’янка goes by the name мар&#39;янка already." in response.text


class TestEditPlace:
    def test_shows_the_other_names_one_on_each_line(self, analyst: Client, factories: SimpleNamespace) -> None:
        place = factories.place()
        for name in ("ВК-1", "Колонія 1"):
            factories.place_alias(place=place, name=name)
        page = analyst.get(f"/places/{place.id}/edit").text
        assert "ВК-1\nКолонія 1</textarea>" in page.replace("\r\n", "\n")

    @pytest.mark.parametrize("number", ["1", "99999999999999999999"])
    def test_finds_nothing_under_a_number_that_no_place_has(self, analyst: Client, number: str) -> None:
        assert analyst.get(f"/places/{number}/edit").status_code == 404


class TestUpdatePlace:
    def test_saves_a_place_as_looked_at(self, analyst: Client, factories: SimpleNamespace) -> None:
        place = factories.place(needs_review=True)
        response = update(analyst, place, region="Вигадана область")
        assert response.status_code == 303
        assert (place.region, place.needs_review) == ("Вигадана область", False)

    def test_takes_names_away_that_were_deleted(self, analyst: Client, factories: SimpleNamespace) -> None:
        place = factories.place_alias(name="ВК-1").place
        update(analyst, place, aliases="ВК-2")
        assert place.alias_names == ["ВК-2"]

    def test_says_what_to_correct(self, analyst: Client, factories: SimpleNamespace) -> None:
        response = update(analyst, factories.place(), name="")
        assert response.status_code == 422
        assert "Enter the name of the place." in response.text

    def test_changes_nothing_when_refused(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.place(name="Мар’янка")
        place = factories.place(name="Вигаданка", needs_review=True)
        response = update(analyst, place, name="Мар’янка")
        assert response.status_code == 422
        assert "Change place: Вигаданка" in response.text
        assert (place.name, place.needs_review) == ("Вигаданка", True)
