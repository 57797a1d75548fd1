"""Filters that users keep under names: saved, opened, changed, shared, deleted; the one that the list opens with."""

from html import unescape
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.core import clock
from app.core.errors import RuleError
from app.people.models import ListSettings, SavedFilter
from app.people.rules import saved as rules
from tests.conftest import SignIn
from tests.harness.client import Client


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in()


def save(client: Client, **fields: str) -> int:
    """Save a filter by the form, and give the status of the answer."""
    return client.post("/people/views/new", data={"name": "Зниклі", "query": "status=missing", **fields}).status_code


def saved(session: Session) -> list[SavedFilter]:
    return list(session.scalars(select(SavedFilter).order_by(SavedFilter.position, SavedFilter.id)))


class TestSaving:
    def test_keeps_the_filter_in_the_form_in_which_the_list_writes_it(self, analyst: Client, session: Session) -> None:
        query = "sort=-born&side=rus&side=rus&text=&status=missing&view=7&nonsense=1"
        assert save(analyst, query=query) == 303
        (one,) = saved(session)
        assert (one.name, one.query, one.owner_id) == ("Зниклі", "side=rus&status=missing&sort=-born", analyst.user.id)

    def test_starts_from_the_list(self, analyst: Client) -> None:
        assert 'name="query" value="side=ukr"' in analyst.get("/people/views/new?side=ukr").text

    def test_asks_for_a_name_of_its_own(self, analyst: Client) -> None:
        assert [save(analyst), save(analyst, name="зниклі"), save(analyst, name=" ")] == [303, 422, 422]

    def test_lets_two_users_use_one_name(self, sign_in: SignIn) -> None:
        assert [save(sign_in()), save(sign_in())] == [303, 303]

    def test_ends_at_a_hundred(self, analyst: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rules, "MOST", 1)
        assert [save(analyst), save(analyst, name="Інші")] == [303, 422]

    @pytest.mark.parametrize(("role", "status"), [(Role.ANALYST, 422), (Role.VIEWER, 422), (Role.SUPERVISOR, 303)])
    def test_is_shared_by_supervisors(self, sign_in: SignIn, role: Role, status: int) -> None:
        assert save(sign_in(role), is_shared="y") == status


class TestOpening:
    def test_leads_to_the_address_that_was_saved(self, analyst: Client, factories: SimpleNamespace) -> None:
        one = factories.saved_filter(owner=analyst.user, query="side=ukr&sort=-born", name="Наші")
        answer = analyst.get(f"/people?view={one.id}")
        assert answer.location == f"/people?side=ukr&sort=-born&view={one.id}"
        page = analyst.get(answer.location).text
        assert '<summary class="button">Наші</summary>' in page
        assert ">reset</a>" not in page

    def test_says_that_the_filter_was_changed(self, analyst: Client, factories: SimpleNamespace) -> None:
        one = factories.saved_filter(owner=analyst.user, query="side=ukr", name="Наші")
        page = analyst.get(f"/people?side=ukr&gaps=y&view={one.id}").text
        assert f'action="/people/views/{one.id}/query"' in page
        assert f'<a href="/people?view={one.id}">reset</a>' in page

    def test_of_one_that_others_share_offers_no_saving(self, analyst: Client, factories: SimpleNamespace) -> None:
        one = factories.saved_filter(is_shared=True, query="side=ukr")
        page = analyst.get(f"/people?side=rus&view={one.id}").text
        assert (f"view={one.id}" in page, ">save</button>" in page) == (True, False)

    def test_of_one_that_others_keep_is_nothing(self, analyst: Client, factories: SimpleNamespace) -> None:
        one = factories.saved_filter()
        assert analyst.get(f"/people?view={one.id}").status_code == 404
        assert one.name not in analyst.get("/people").text

    @pytest.mark.parametrize("view", ["x", "²", "9" * 30])
    def test_of_no_number_is_the_list(self, analyst: Client, view: str) -> None:
        assert analyst.get("/people", query_string={"view": view}).status_code == 200

    def test_of_one_for_everybody_is_the_list(self, analyst: Client, factories: SimpleNamespace) -> None:
        one = factories.saved_filter(owner=analyst.user, query="")
        assert analyst.get(f"/people?view={one.id}").status_code == 200


class TestDefault:
    def test_is_what_the_list_opens_with(self, analyst: Client, session: Session, factories: SimpleNamespace) -> None:
        factories.person()
        save(analyst, is_default="y")
        (one,) = saved(session)
        assert analyst.get("/people").location == f"/people?status=missing&view={one.id}"
        page = analyst.get(f"/people?status=missing&view={one.id}").text
        assert 'href="/people?view=0">Clear all' in page
        assert analyst.get("/people?view=0").status_code == 200

    def test_can_be_taken_back(self, analyst: Client, session: Session) -> None:
        save(analyst, is_default="y")
        (one,) = saved(session)
        assert "checked" in analyst.get(f"/people/views/{one.id}/edit").text
        analyst.post(f"/people/views/{one.id}/edit", data={"name": "Зниклі"})
        assert analyst.get("/people").status_code == 200

    def test_is_forgotten_with_its_filter(self, analyst: Client, session: Session) -> None:
        save(analyst, is_default="y")
        (one,) = saved(session)
        analyst.post(f"/people/views/{one.id}/delete")
        assert saved(session) == []
        assert session.get_one(ListSettings, analyst.user.id).saved_filter_id is None


class TestChanging:
    def test_gives_another_name_and_makes_it_the_default(
        self, analyst: Client, session: Session, factories: SimpleNamespace
    ) -> None:
        one = factories.saved_filter(owner=analyst.user)
        analyst.post(f"/people/views/{one.id}/edit", data={"name": "Інша назва", "is_default": "y"})
        session.refresh(one)
        assert one.name == "Інша назва"
        assert session.get_one(ListSettings, analyst.user.id).saved_filter_id == one.id

    def test_lets_no_analyst_share_one_afterwards(self, analyst: Client, factories: SimpleNamespace) -> None:
        one = factories.saved_filter(owner=analyst.user)
        with pytest.raises(RuleError, match="Supervisors share filters"):
            rules.rename_filter(one, name=one.name, is_shared=True, actor=analyst.user, now=clock.now())

    def test_refuses_a_name_that_is_taken(self, analyst: Client, factories: SimpleNamespace) -> None:
        one, other = (factories.saved_filter(owner=analyst.user) for _ in range(2))
        assert analyst.post(f"/people/views/{one.id}/edit", data={"name": other.name}).status_code == 422

    def test_gives_it_another_filter(self, analyst: Client, session: Session, factories: SimpleNamespace) -> None:
        one = factories.saved_filter(owner=analyst.user)
        analyst.post(f"/people/views/{one.id}/query", data={"query": "gaps=y&size=100"})
        session.refresh(one)
        assert one.query == "gaps=y&size=100"

    def test_takes_no_endless_filter(self, analyst: Client, session: Session, factories: SimpleNamespace) -> None:
        one = factories.saved_filter(owner=analyst.user)
        assert analyst.post(f"/people/views/{one.id}/query", data={"query": "x" * 5000}).status_code == 303
        session.refresh(one)
        assert one.query == "status=missing"

    def test_lets_it_change_places(self, analyst: Client, session: Session, factories: SimpleNamespace) -> None:
        names = [factories.saved_filter(owner=analyst.user, position=n).name for n in range(3)]
        for _ in range(2):
            analyst.post(f"/people/views/{saved(session)[1].id}/up")
            analyst.post(f"/people/views/{saved(session)[0].id}/up")
        assert [one.name for one in saved(session)] == names

    @pytest.mark.parametrize("path", ["edit", "query", "up", "delete"])
    def test_is_for_its_owner(self, analyst: Client, factories: SimpleNamespace, path: str) -> None:
        one = factories.saved_filter(is_shared=True)
        assert analyst.post(f"/people/views/{one.id}/{path}", data={"name": "x"}).status_code == 404


def test_the_page_of_saved_filters_lists_ones_own_and_those_shared(analyst: Client, factories: SimpleNamespace) -> None:
    own = factories.saved_filter(owner=analyst.user)
    shared, hidden = factories.saved_filter(is_shared=True), factories.saved_filter()
    page = unescape(analyst.get("/people/views").text)
    assert [one.name in page for one in (own, shared, hidden)] == [True, True, False]
    assert f"/people/views/{shared.id}/edit" not in page


def test_the_page_of_saved_filters_says_that_there_are_none(analyst: Client) -> None:
    assert "There are no saved filters yet" in analyst.get("/people/views").text
