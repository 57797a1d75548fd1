"""Counts beside the values of the filter: of whom each would find under the other parts, within their time."""

from types import SimpleNamespace

import pytest

from app.people import queries
from app.people.models import CustodyStatus, LegalSituation
from app.people.queries import PeopleFilter
from app.people.queries.listing import facets
from tests.conftest import SignIn

S = CustodyStatus


@pytest.fixture
def some(factories: SimpleNamespace) -> None:
    factories.person(side="ukr", category="civilian", custody_status=S.MISSING)
    factories.person(
        side="ukr", category="conscript", custody_status=S.IN_CAPTIVITY, legal_situation=LegalSituation.POW
    )
    factories.person(side="rus", category="conscript", custody_status=S.IN_CAPTIVITY)
    factories.person()


@pytest.mark.usefixtures("some")
def test_each_value_counts_whom_it_would_find_under_the_other_parts() -> None:
    counts = queries.count_facets(PeopleFilter(sides=("ukr",), statuses=(S.MISSING,)))
    assert counts["side"] == {"ukr": 1}
    assert counts["status"] == {"missing": 1, "in_captivity": 1}
    assert counts["category"] == {"civilian": 1}
    assert queries.count_facets(PeopleFilter())["legal"] == {"pow": 1}


@pytest.mark.usefixtures("session")
def test_what_takes_too_long_stays_without_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "BUDGET", -1)
    assert queries.count_facets(PeopleFilter()) == {}


@pytest.mark.usefixtures("session")
def test_the_page_says_what_took_too_long(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "BUDGET", -1)
    fragment = sign_in().get("/people/facets").text
    assert fragment.count(">…</span></legend>") == len(facets.PARTS)


@pytest.mark.usefixtures("some")
def test_the_page_asks_for_them_and_they_keep_what_is_ticked(sign_in: SignIn) -> None:
    client = sign_in()
    assert 'hx-get="/people/facets?side=ukr"' in client.get("/people?side=ukr").text
    fragment = client.get("/people/facets?side=ukr").text
    assert "<html" not in fragment
    assert 'value="ukr" checked>Ukraine <span class="count">2</span>' in fragment
    assert 'value="missing">missing <span class="count">1</span>' in fragment
