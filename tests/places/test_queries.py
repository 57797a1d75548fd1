"""Finding and listing places."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.places import queries

pytestmark = pytest.mark.usefixtures("session")


class TestGetPlace:
    def test_finds_it_by_its_number(self, factories: SimpleNamespace) -> None:
        place = factories.place()
        assert queries.get_place(place.id) is place

    def test_raises_where_there_is_none(self) -> None:
        with pytest.raises(NotFound):
            queries.get_place(1)


class TestFindPlace:
    def test_no_choice_is_no_place(self) -> None:
        assert queries.find_place(None) is None


class TestFindPlaceByName:
    @pytest.mark.parametrize("written", ["Мар’янка", "МАР'ЯНКА", "лісна"])
    def test_finds_it_under_any_of_its_names(self, factories: SimpleNamespace, written: str) -> None:
        place = factories.place(name="Мар’янка")
        factories.place_alias(place=place, name="Лісна")
        assert queries.find_place_by_name(written) is place

    def test_does_not_take_a_part_of_a_name_for_the_name(self, factories: SimpleNamespace) -> None:
        factories.place(name="Мар’янка")
        assert queries.find_place_by_name("Мар’я") is None


class TestListPlaces:
    def test_stands_in_the_order_of_the_ukrainian_alphabet(self, factories: SimpleNamespace) -> None:
        for name in ("Їжакове", "Ґавине", "Дубове", "Abelstadt", "Гайове"):
            factories.place(name=name)
        names = [place.name for place in queries.list_places()]
        assert names == ["Гайове", "Ґавине", "Дубове", "Їжакове", "Abelstadt"]

    @pytest.mark.parametrize("text", ["мар'ян", "ЛІСН", " марянка "])
    def test_keeps_the_places_of_which_a_name_holds_a_text(self, factories: SimpleNamespace, text: str) -> None:
        found = factories.place(name="Мар’янка")
        factories.place_alias(place=found, name="Лісна")
        factories.place(name="Вигаданка")
        assert queries.list_places(text) == [found]

    @pytest.mark.parametrize("text", ["%", "_", "\\"])
    def test_takes_no_character_for_a_pattern(self, factories: SimpleNamespace, text: str) -> None:
        factories.place(name="Вигаданка")
        assert queries.list_places(text) == []

    def test_finds_none_by_a_text_longer_than_any_name(self, factories: SimpleNamespace) -> None:
        factories.place()
        assert queries.list_places("а" * 100_000) == []

    def test_keeps_those_to_review(self, factories: SimpleNamespace) -> None:
        flagged = factories.place(needs_review=True)
        factories.place()
        assert queries.list_places(only_review=True) == [flagged]

    def test_takes_two_queries_with_the_other_names(
        self, factories: SimpleNamespace, session: Session, query_count: Callable[[], Any]
    ) -> None:
        for _ in range(3):
            factories.place_alias()
        session.expire_all()
        with query_count() as statements:
            assert [len(place.alias_names) for place in queries.list_places()] == [1, 1, 1]
        assert len(statements) == 2


class TestListChoices:
    def test_stands_in_the_order_of_the_ukrainian_alphabet(self, factories: SimpleNamespace) -> None:
        later, sooner = factories.place(name="Дубове"), factories.place(name="Ґавине")
        assert queries.list_choices() == [(sooner.id, "Ґавине"), (later.id, "Дубове")]


def test_places_that_an_import_added_are_counted(factories: SimpleNamespace) -> None:
    factories.place(needs_review=True)
    factories.place()
    assert queries.count_places_to_review() == 1
