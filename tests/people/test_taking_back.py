"""Taking back what was marked by mistake, and saying one thing at a time on whose word and where."""

from types import SimpleNamespace

import pytest

from app.accounts.models import Role
from app.core import clock
from app.core.errors import RuleError
from app.people import rules
from app.people.models import Absence, Person
from app.sources.models import Source
from tests.conftest import SignIn
from tests.harness.client import Client


@pytest.fixture
def supervisor(sign_in: SignIn) -> Client:
    return sign_in(Role.SUPERVISOR)


@pytest.fixture
def source(factories: SimpleNamespace) -> Source:
    made: Source = factories.source()
    return made


@pytest.fixture
def person(supervisor: Client, source: Source) -> Person:
    saying = rules.Saying(source, 2, {"surname": "Вигаданюк"}, {"born": Absence.REFUSED})
    return rules.register(saying, actor=supervisor.user, now=clock.now())


class TestAReasonMarkedByMistake:
    def test_is_taken_back(self, supervisor: Client, person: Person) -> None:
        fields = {"why": "mistake", "surname": "Вигаданюк", "born_absence": ""}
        supervisor.post(f"/people/{person.ref}/edit", data=fields)
        assert (person.absences, person.born) == ({}, None)

    def test_stays_while_it_is_marked(self, supervisor: Client, person: Person) -> None:
        fields = {"why": "mistake", "surname": "Вигаданюк", "rank": "солдат", "born_absence": "refused"}
        supervisor.post(f"/people/{person.ref}/edit", data=fields)
        assert (person.absences, person.rank) == ({"born": "refused"}, "солдат")

    def test_can_be_unmarked_on_the_page(self, supervisor: Client, person: Person) -> None:
        page = supervisor.get(f"/people/{person.ref}/edit").text
        assert page.count('name="born_absence"') == 4
        assert page.count('name="birth_place_absence"') == 3

    def test_is_taken_from_the_statement_that_gave_it(self, supervisor: Client, person: Person, source: Source) -> None:
        later = rules.Saying(source, 1, {"rank": "солдат"})
        rules.state(person, later, actor=supervisor.user, now=clock.now())
        rules.correct(person, {"born": None}, {}, actor=supervisor.user, now=clock.now())
        assert (person.absences, person.rank) == ({}, "солдат")


class TestOneThingAtATime:
    def test_a_source_is_chosen_or_named(self, supervisor: Client, source: Source) -> None:
        fields = {"surname": "Вигаданюк", "credibility": "2", "source_id": source.id, "new_source": "Лист"}
        page = supervisor.post("/people/new", data={**fields, "new_source_kind": "family"})
        assert (page.status_code, "not both" in page.text) == (422, True)

    def test_a_place_is_chosen_or_named(
        self, supervisor: Client, person: Person, source: Source, factories: SimpleNamespace
    ) -> None:
        fields = {"kind": "capture", "credibility": "2", "source_id": source.id}
        places = {"place_id": factories.place().id, "new_place": "Вигадане"}
        page = supervisor.post(f"/people/{person.ref}/events/new", data={**fields, **places})
        assert (page.status_code, "not both" in page.text) == (422, True)


@pytest.mark.parametrize("surname", ["'", "’", " - ", "\u200b", "\u0301"])
def test_what_holds_no_letter_is_no_name(source: Source, surname: str) -> None:
    with pytest.raises(RuleError, match="surname or a call sign"):
        rules.register(rules.Saying(source, 2, {"surname": surname}), actor=None, now=clock.now())
