"""Finding and listing sources."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.sources import queries
from app.sources.models import Reliability, SourceKind

pytestmark = pytest.mark.usefixtures("session")


class TestGetSource:
    def test_finds_it_by_its_number(self, factories: SimpleNamespace) -> None:
        source = factories.source()
        assert queries.get_source(source.id) is source

    def test_raises_where_there_is_none(self) -> None:
        with pytest.raises(NotFound):
            queries.get_source(1)


class TestFindSource:
    def test_no_choice_is_no_source(self) -> None:
        assert queries.find_source(None) is None


class TestFindSourceByName:
    def test_finds_the_name_as_it_would_be_kept(self, factories: SimpleNamespace) -> None:
        source = factories.source(name="Список А")
        assert queries.find_source_by_name(" Список\u200b  А") is source

    def test_takes_another_case_for_another_source(self, factories: SimpleNamespace) -> None:
        factories.source(name="Список А")
        assert queries.find_source_by_name("список а") is None


class TestListSources:
    def test_stands_in_the_order_of_the_ukrainian_alphabet(self, factories: SimpleNamespace) -> None:
        for name in ("Їжак", "Ґава", "Дуб", "Abel", "Гай"):
            factories.source(name=name)
        assert [source.name for source in queries.list_sources()] == ["Гай", "Ґава", "Дуб", "Їжак", "Abel"]

    def test_keeps_the_names_that_hold_a_text(self, factories: SimpleNamespace) -> None:
        found = factories.source(name="Лист Мар’яни")
        factories.source(name="Лист Олени")
        assert queries.list_sources("мар'ян") == [found]

    def test_takes_one_query_with_the_sources_that_are_repeated(
        self, factories: SimpleNamespace, query_count: Callable[[], Any]
    ) -> None:
        for _ in range(3):
            factories.source(repeats=factories.source())
        with query_count() as statements:
            assert len([source.repeats for source in queries.list_sources()]) == 6
        assert len(statements) == 1


class TestListChoices:
    def test_puts_the_newest_first(self, factories: SimpleNamespace) -> None:
        older, newer = factories.source(name="А"), factories.source(name="Б")
        assert queries.list_choices() == [(newer.id, "Б"), (older.id, "А")]

    def test_puts_witnesses_last(self, factories: SimpleNamespace) -> None:
        names = ("А", "W-000007-K", "Б", "W-000012-H", "W-список")
        for name in names:
            factories.source(name=name)
        assert [name for _number, name in queries.list_choices()] == ["W-список", "Б", "А", "W-000012-H", "W-000007-K"]


class TestRoots:
    def test_are_the_sources_that_are_repeated_in_the_end(self, factories: SimpleNamespace) -> None:
        first = factories.source()
        second = factories.source(repeats=first)
        third = factories.source(repeats=second)
        assert queries.roots_of([third.id, first.id]) == {first.id: first.id, third.id: first.id}

    def test_a_circle_that_slipped_in_ends(self, factories: SimpleNamespace, session: Session) -> None:
        first = factories.source()
        second = factories.source(repeats=first)
        first.repeats = second
        session.flush()
        assert queries.roots_of([first.id]) == {first.id: first.id}


class TestFilter:
    def test_keeps_the_sources_of_a_kind_and_grade(self, factories: SimpleNamespace) -> None:
        wanted = factories.source(kind=SourceKind.ICRC, reliability=Reliability.A)
        factories.source(kind=SourceKind.ICRC)
        factories.source(reliability=Reliability.A)
        assert queries.list_sources(kind=SourceKind.ICRC, reliability=Reliability.A) == [wanted]
