"""The pages of the sources."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.models import Role
from app.core import dates
from app.sources import queries
from app.sources.models import Reliability, Source, SourceKind
from tests.harness.client import Client


@pytest.fixture
def analyst(sign_in: Callable[..., Client]) -> Client:
    return sign_in(Role.ANALYST)


def create(client: Client, **typed: object) -> TestResponse:
    answers = {"name": "Список А", "kind": "witness", "reliability": "C", "repeats_id": ""}
    return client.post("/sources/new", data={**answers, **typed})


def update(client: Client, source: Source, **typed: object) -> TestResponse:
    return client.post(f"/sources/{source.id}/edit", data=typed)


class TestListSources:
    def test_shows_each_source_with_its_grade(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.source(name="Список А", kind=SourceKind.ICRC, reliability=Reliability.B)
        page = analyst.get("/sources").text
        assert all(text in page for text in ("Список А", "B: usually reliable", "ICRC"))

    def test_keeps_those_that_hold_a_text(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.source(name="Лист Мар’яни")
        factories.source(name="Лист Олени")
        page = analyst.get("/sources", query_string={"text": " мар'ян "}).text
        assert "Лист Мар’яни" in page
        assert "Лист Олени" not in page
        assert 'value="мар&#39;ян"' in page

    def test_says_what_to_do_where_there_are_none(self, analyst: Client) -> None:
        assert "There are no sources yet" in analyst.get("/sources").text


class TestNewSource:
    def test_offers_the_sources_that_may_be_repeated(self, analyst: Client, factories: SimpleNamespace) -> None:
        source = factories.source(name="Список А")
        assert f'<option value="{source.id}">Список А</option>' in analyst.get("/sources/new").text

    def test_starts_with_a_reliability_that_cannot_be_judged(self, analyst: Client) -> None:
        assert '<option selected value="F">' in analyst.get("/sources/new").text


class TestCreateSource:
    def test_adds_a_source(self, analyst: Client, factories: SimpleNamespace) -> None:
        repeated = factories.source()
        response = create(analyst, repeats_id=repeated.id, published="травень 2022", address="арк. 12", note="Копія")
        assert (response.status_code, response.location) == (303, "/sources")
        source = queries.find_source_by_name("Список А")
        assert source is not None
        assert (source.kind, source.reliability, source.repeats) == (SourceKind.WITNESS, Reliability.C, repeated)
        assert (source.published, source.address, source.note) == (dates.parse("2022-05"), "арк. 12", "Копія")

    def test_says_so(self, analyst: Client) -> None:
        create(analyst)
        assert "The source was added." in analyst.get("/sources").text

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"name": " \u200b "}, "Enter the name of the source."),
            ({"kind": ""}, "Choose who speaks in this source."),
            ({"kind": "rumour"}, "Choose one of the options."),
            ({"repeats_id": "7"}, "Choose one of the options."),
            ({"published": "31.04.2022"}, "30"),
        ],
    )
    def test_says_what_to_correct(self, analyst: Client, typed: dict[str, str], sentence: str) -> None:
        response = create(analyst, **typed)
        assert response.status_code == 422
        assert sentence in response.text

    def test_keeps_what_was_typed_when_the_name_is_taken(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.source(name="Список А")
        response = create(analyst, note="Копія")
        assert response.status_code == 422
        assert "There is a source with this name already" in response.text
        assert "Копія" in response.text

    def test_saves_nothing_when_only_the_language_is_switched(self, analyst: Client) -> None:
        response = create(analyst, switch_language="uk")
        assert response.status_code == 200
        assert "Список А" in response.text
        assert queries.list_sources() == []


class TestEditSource:
    def test_shows_what_is_noted(self, analyst: Client, factories: SimpleNamespace) -> None:
        source = factories.source(name="Список А", published=dates.parse("16.05.2022"), note="Копія")
        page = analyst.get(f"/sources/{source.id}/edit").text
        assert all(text in page for text in ('value="Список А"', "16 May 2022", "Копія"))

    @pytest.mark.parametrize("number", ["1", "99999999999999999999"])
    def test_finds_nothing_under_a_number_that_no_source_has(self, analyst: Client, number: str) -> None:
        assert analyst.get(f"/sources/{number}/edit").status_code == 404


class TestUpdateSource:
    def test_saves_what_is_noted_and_leaves_the_grade(
        self, analyst: Client, factories: SimpleNamespace, session: Session
    ) -> None:
        source = factories.source(reliability=Reliability.B)
        response = update(analyst, source, name="Список Б", reliability="A")
        session.refresh(source)
        assert response.status_code == 303
        assert (source.name, source.reliability) == ("Список Б", Reliability.B)

    def test_says_what_to_correct(self, analyst: Client, factories: SimpleNamespace) -> None:
        response = update(analyst, factories.source(), name="")
        assert response.status_code == 422
        assert "Enter the name of the source." in response.text

    def test_refuses_the_name_of_another_source(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.source(name="Список А")
        source = factories.source(name="Список Б")
        response = update(analyst, source, name="Список А")
        assert response.status_code == 422
        assert "There is a source with this name already" in response.text
        assert "Change source: Список Б" in response.text


class TestFilter:
    def test_finds_by_kind_grade_and_name(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.source(name="Список А", kind=SourceKind.ICRC, reliability=Reliability.A)
        factories.source(name="Список Б", kind=SourceKind.ICRC)
        page = analyst.get("/sources", query_string={"text": "список", "kind": "icrc", "reliability": "A"}).text
        assert ("Список А" in page, "Список Б" in page) == (True, False)

    def test_an_answer_that_is_not_offered_filters_nothing(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.source(name="Список А")
        assert "Список А" in analyst.get("/sources", query_string={"kind": "rumour", "text": "\x00"}).text

    def test_says_what_to_do_where_nothing_matches(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.source(name="Список А")
        assert "No source matches" in analyst.get("/sources", query_string={"kind": "icrc"}).text
