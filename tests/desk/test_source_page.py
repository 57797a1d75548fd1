"""The page of one source: of whom it speaks, whom it repeats, and what its grade means."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from app.accounts.models import Role
from app.custody.models import EventKind
from app.desk import queries
from app.desk.queries import Agreement
from app.desk.queries import source as source_queries
from app.people.models import Person
from app.sources.labels import MEANINGS
from app.sources.models import Reliability, Source, SourceKind
from tests.harness.client import Client

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def source(factories: SimpleNamespace) -> Source:
    made: Source = factories.source(name="Список А", kind=SourceKind.ICRC, reliability=Reliability.B)
    return made


def names(source: Source, after: int | None = None) -> list[tuple[str, int, int]]:
    page = queries.get_source_page(source, after=after)
    return [(row.name, row.statements, row.events) for row in page.people]


class TestOfWhomItSpeaks:
    def test_counts_statements_and_events_that_stand(self, factories: SimpleNamespace, source: Source) -> None:
        person = factories.person(surname="Бук", source=source)
        factories.custody_event(person=person, source=source)
        factories.custody_event(person=person, source=source, retracted_at=NOW, retraction_reason="хибно")
        factories.person(surname="Явір", source=source)
        factories.person(surname="Граб")
        assert names(source) == [("Бук", 1, 1), ("Явір", 1, 0)]

    def test_counts_a_correction_in_the_place_of_what_it_corrects(
        self, factories: SimpleNamespace, source: Source
    ) -> None:
        person = factories.person(surname="Бук")
        wrong = factories.custody_event(person=person, source=source)
        factories.custody_event(person=person, source=source, supersedes_id=wrong.id)
        assert names(source) == [("Бук", 0, 1)]

    def test_names_the_record_that_is_kept(self, factories: SimpleNamespace, source: Source) -> None:
        kept = factories.person(surname="Бук")
        factories.person(surname="Бук", source=source, merged_into_id=kept.id)
        assert names(source) == [("Бук", 1, 0)]
        assert queries.get_source_page(source).total == 1

    def test_leaves_out_retracted_records(self, factories: SimpleNamespace, source: Source) -> None:
        factories.person(source=source, retracted_at=NOW, retraction_reason="введено двічі")
        assert names(source) == []

    def test_goes_on_behind_a_person(
        self, factories: SimpleNamespace, source: Source, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(source_queries, "SIZE", 1)
        first, second = (factories.person(surname=name, source=source) for name in ("Бук", "Явір"))
        page = queries.get_source_page(source)
        assert ([row.id for row in page.people], page.people.has_next, page.total) == ([first.id], True, 2)
        further = queries.get_source_page(source, after=first.id).people
        assert ([row.id for row in further], further.has_next, further.has_previous) == ([second.id], False, True)

    def test_starts_again_behind_somebody_who_is_not_there(self, factories: SimpleNamespace, source: Source) -> None:
        factories.person(surname="Бук", source=source)
        assert names(source, after=987_654) == [("Бук", 1, 0)]


class TestThePage:
    def test_says_what_the_grade_means_and_who_repeats_it(
        self, sign_in: Callable[..., Client], factories: SimpleNamespace, source: Source
    ) -> None:
        first = factories.source(name="Перше слово")
        source.repeats = first
        factories.source(name="Передрук", repeats=source)
        factories.attachment(source=source, title="Аркуш 7")
        person = factories.person(surname="Бук", source=source)
        page = sign_in(Role.VIEWER).get(f"/sources/{source.id}").text
        said = (
            "Список А",
            "B: usually reliable",
            str(MEANINGS[Reliability.B]),
            "This word alone is enough.",
            "Перше слово",
            "Передрук",
            "Аркуш 7",
            person.ref,
        )
        assert [words for words in said if words not in page] == []
        assert "Attach a file" not in page

    def test_says_so_where_nothing_rests_on_it(
        self, sign_in: Callable[..., Client], factories: SimpleNamespace
    ) -> None:
        page = sign_in(Role.SUPERVISOR).get(f"/sources/{factories.source().id}").text
        assert "Nothing on record rests on this source." in page
        assert "Only reported on this word alone" in page
        assert "Attach a file" in page
        assert "Grade this source" in page

    def test_every_letter_has_its_meaning(self) -> None:
        assert set(MEANINGS) == set(Reliability)

    def test_it_takes_as_many_queries_for_many_people_as_for_few(
        self,
        sign_in: Callable[..., Client],
        factories: SimpleNamespace,
        source: Source,
        query_count: Callable[[], Any],
    ) -> None:
        client = sign_in(Role.VIEWER)
        counts = []
        for _round in range(2):
            for _number in range(5):
                factories.person(source=source)
                factories.attachment(source=source)
            with query_count() as statements:
                client.get(f"/sources/{source.id}")
            counts.append(len(statements))
        assert counts[0] == counts[1]


class TestTheDossier:
    @pytest.fixture
    def person(self, factories: SimpleNamespace, source: Source) -> Person:
        made: Person = factories.person(surname="Бук", source=source)
        return made

    def test_counts_a_source_and_those_that_repeat_it_once(
        self, factories: SimpleNamespace, source: Source, person: Person
    ) -> None:
        repost = factories.source(repeats=factories.source(repeats=source))
        factories.person_statement(person=person, surname="Бук", source=repost)
        dossier = queries.get_dossier(person, today=date(2026, 3, 1))
        assert dossier.agreement["surname"] == Agreement(1, 1)
        assert dossier.sources == 1
        factories.person_statement(person=person, surname="БУК")
        dossier = queries.get_dossier(person, today=date(2026, 3, 1))
        assert dossier.agreement["surname"] == Agreement(2, 2)
        assert dossier.sources == 2

    def test_lists_the_files_of_the_sources_that_speak_of_the_person(
        self, sign_in: Callable[..., Client], factories: SimpleNamespace, source: Source, person: Person
    ) -> None:
        event = factories.custody_event(person=person, kind=EventKind.SIGHTING)
        factories.attachment(source=source, title="Аркуш 7")
        factories.attachment(source=event.source, title="Світлина 3")
        factories.attachment(title="Чужий аркуш")
        page = sign_in(Role.VIEWER).get(f"/people/{person.ref}").text
        assert [title in page for title in ("Аркуш 7", "Світлина 3", "Чужий аркуш")] == [True, True, False]
