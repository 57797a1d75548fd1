"""Saved filters on the home page: each leads to its list."""

from types import SimpleNamespace

from app.accounts.models import Role
from tests.conftest import SignIn


def test_home_offers_what_one_saved_and_what_is_shared(sign_in: SignIn, factories: SimpleNamespace) -> None:
    analyst = sign_in()
    own = factories.saved_filter(owner=analyst.user, name="Мої зниклі")
    shared = factories.saved_filter(is_shared=True, name="Спільний")
    factories.saved_filter(name="Чужий")
    page = analyst.get("/").text
    assert [f'href="/people?view={one.id}">{one.name}</a>' in page for one in (own, shared)] == [True, True]
    assert "Чужий" not in page


def test_home_offers_none_to_who_sees_no_names_or_has_none(sign_in: SignIn, factories: SimpleNamespace) -> None:
    assert "Saved filters" not in sign_in().get("/").text
    factories.saved_filter(is_shared=True)
    assert "Saved filters" not in sign_in(Role.ADMINISTRATOR).get("/").text
