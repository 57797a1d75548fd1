"""What the busiest pages may cost: a number of queries that nothing recorded changes, and kilobytes."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from app.accounts.models import Role
from app.people.models import Person
from tests.conftest import QueryCount, SignIn
from tests.harness.client import Client

#: One for the session with its user, and what the page itself reads; a dossier's is written down once more.
LIST, HOME, DOSSIER = 9, 20, 15
KILOBYTES = 40


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in(Role.ANALYST)


@pytest.fixture
def enter(factories: SimpleNamespace) -> Callable[[int], Person]:
    """Enter somebody, as names are long on average, with a number of facts."""

    def make(facts: int = 1) -> Person:
        person: Person = factories.person(
            surname="Вигаданенко", given_name="Володимир", patronymic="Олександрович", born="1990-05-11",
            side="ukr", category="contract",
        )  # fmt: skip
        for _ in range(facts):
            factories.person_statement(person=person)
            factories.custody_event(person=person, happened="2022-05-16/2022-05-20", place=factories.place())
            factories.person_cohort(person=person)
        return person

    return make


@pytest.mark.parametrize("people", [1, 12])
def test_the_list_and_home_take_the_same_queries_for_any_number(
    analyst: Client, enter: Callable[[int], Person], query_count: QueryCount, people: int
) -> None:
    for _ in range(people):
        enter(1)
    for path, budget in (("/people", LIST), ("/", HOME)):
        with query_count() as statements:
            analyst.get(path)
        assert len(statements) <= budget, path


@pytest.mark.parametrize("facts", [1, 10])
def test_a_dossier_takes_the_same_queries_for_any_number_of_facts(
    analyst: Client, enter: Callable[[int], Person], query_count: QueryCount, facts: int
) -> None:
    person = enter(facts)
    with query_count() as statements:
        analyst.get(f"/people/{person.ref}")
    assert len(statements) <= DOSSIER


@pytest.mark.parametrize("language", ["uk", "en"])
def test_a_page_of_fifty_people_is_small(analyst: Client, enter: Callable[[int], Person], language: str) -> None:
    for _ in range(51):
        enter(0)
    page = analyst.get("/people", query_string={"side": "ukr", "category": "contract", "lang": language})
    assert page.text.count("<tr><td>") == 50
    assert len(page.data) <= KILOBYTES * 1000
