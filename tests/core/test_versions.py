"""Two people change one record at once: the second sees what the first did, decides, and loses nothing."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from app.accounts.models import Role
from app.core.db import db
from app.people.models import Person
from app.places.models import Place
from app.sources.models import Source
from tests.harness.client import Client
from tests.harness.pages import answers_in

SignIn = Callable[..., Client]

PLACE = {"name": "СІЗО-2", "kind": "unknown"}


def save(client: Client, address: str, opened: dict[str, Any], **changed: object) -> TestResponse:
    return client.post(address, data={**opened, **changed})


class TestAPlaceThatTwoPeopleChange:
    @pytest.fixture
    def address(self, factories: SimpleNamespace) -> str:
        return f"/places/{factories.place(name='СІЗО', region='Курська').id}/edit"

    @pytest.fixture
    def olena(self, sign_in: SignIn) -> Client:
        return sign_in(Role.ANALYST)

    @pytest.fixture
    def answer(self, sign_in: SignIn, olena: Client, address: str) -> TestResponse:
        """What Olena gets, who opened the page before Petro saved it and saves after him."""
        opened, petro = answers_in(olena.get(address).text), sign_in(Role.ANALYST)
        assert save(petro, address, answers_in(petro.get(address).text), name="СІЗО-1", note="Петро").status_code == 303
        return save(olena, address, opened, name="СІЗО-2", region="Орловська")

    def test_is_not_saved_by_the_second(self, answer: TestResponse) -> None:
        assert answer.status_code == 409
        assert db.session.scalars(sa.select(Place.name)).one() == "СІЗО-1"

    def test_is_shown_field_by_field(self, answer: TestResponse) -> None:
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))
        assert "Name of the place when you opened it: СІЗО Theirs, on record now СІЗО-1 Mine СІЗО-2" in words
        assert "Region when you opened it: Курська Theirs, on record now Курська Mine Орловська" in words
        assert "Note when you opened it: nothing Theirs, on record now Петро Mine nothing" in words

    def test_shows_only_what_differs(self, answer: TestResponse) -> None:
        assert sorted(re.findall(r'id="differs-(\w+)"', answer.text)) == ["name", "note", "region"]

    def test_offers_first_what_each_of_them_changed(self, answer: TestResponse) -> None:
        chosen = answers_in(answer.text)
        assert [chosen[f"choose-{name}"] for name in ("name", "region", "note")] == ["mine", "mine", "theirs"]

    @pytest.mark.parametrize(
        ("choices", "saved"),
        [
            ({}, ("СІЗО-2", "Орловська", "Петро")),
            ({"choose-name": "theirs", "choose-region": "theirs"}, ("СІЗО-1", "Курська", "Петро")),
            ({"name": "СІЗО-4"}, ("СІЗО-4", "Орловська", "Петро")),
            ({"choose-name": "anew", "name": "СІЗО-3", "choose-note": "mine"}, ("СІЗО-3", "Орловська", None)),
        ],
    )
    def test_is_finished_from_there(
        self, olena: Client, address: str, answer: TestResponse, choices: dict[str, str], saved: tuple[object, ...]
    ) -> None:
        assert save(olena, address, answers_in(answer.text), **choices).status_code == 303
        place = db.session.scalars(sa.select(Place)).one()
        assert (place.name, place.region, place.note) == saved

    def test_is_compared_again_when_a_third_comes_between(
        self, sign_in: SignIn, olena: Client, address: str, answer: TestResponse
    ) -> None:
        iryna = sign_in(Role.ANALYST)
        save(iryna, address, answers_in(iryna.get(address).text), name="СІЗО-9")
        again = save(olena, address, answers_in(answer.text))
        assert again.status_code == 409
        assert "СІЗО-9" in again.text

    def test_keeps_the_version_while_the_form_is_corrected(self, olena: Client, sign_in: SignIn, address: str) -> None:
        opened, petro = answers_in(olena.get(address).text), sign_in(Role.ANALYST)
        save(petro, address, answers_in(petro.get(address).text), name="СІЗО-1")
        refused = save(olena, address, opened, name="")
        assert refused.status_code == 422
        assert save(olena, address, answers_in(refused.text), name="СІЗО-2").status_code == 409

    @pytest.mark.parametrize("version", ["x", "WyIiLHt9XQ.AAAA", "\u200b1", "[]"])
    def test_is_compared_when_nobody_knows_what_was_seen(self, olena: Client, address: str, version: str) -> None:
        opened = answers_in(olena.get(address).text)
        assert save(olena, address, opened, version=version, name="СІЗО-2").status_code == 409

    def test_says_when_both_did_the_same(self, olena: Client, sign_in: SignIn, address: str) -> None:
        opened, petro = answers_in(olena.get(address).text), sign_in(Role.ANALYST)
        save(petro, address, answers_in(petro.get(address).text), name="СІЗО-1")
        answer = save(olena, address, opened, name="СІЗО-1")
        assert answer.status_code == 409
        assert "What you entered is what stands there now." in answer.text


class TestAPersonThatTwoPeopleChange:
    @pytest.fixture
    def person(self, factories: SimpleNamespace) -> Person:
        return factories.person_statement(surname="Шевчук", given_name="Іван").person

    def test_is_compared_in_words(self, sign_in: SignIn, person: Person) -> None:
        address, olena, petro = f"/people/{person.ref}/edit", sign_in(Role.SUPERVISOR), sign_in(Role.SUPERVISOR)
        opened = answers_in(olena.get(address).text)
        theirs = {"why": "mistake", "born": "16.05.1990", "sex": "male"}
        assert save(petro, address, answers_in(petro.get(address).text), **theirs).status_code == 303
        answer = save(olena, address, opened, why="mistake", born="17.05.1990", born_absence="", rank_absence="refused")
        assert answer.status_code == 409
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))
        assert "Date of birth when you opened it: nothing Theirs, on record now 16 May 1990 Mine 17.05.1990" in words
        assert "Sex when you opened it: nothing Theirs, on record now male Mine nothing" in words
        assert "Rank: why there is no value" in words
        resolved = save(olena, address, answers_in(answer.text))
        assert resolved.status_code == 303
        db.session.expire_all()
        assert (person.born.edtf, person.sex.value, person.absences) == ("1990-05-17", "male", {"rank": "refused"})

    def test_is_not_stale_because_something_happened_to_them(
        self, sign_in: SignIn, person: Person, factories: SimpleNamespace
    ) -> None:
        address, olena = f"/people/{person.ref}/edit", sign_in(Role.SUPERVISOR)
        opened = answers_in(olena.get(address).text)
        factories.custody_event(person=person)
        assert save(olena, address, opened, why="mistake", surname="Шевченко").status_code == 303

    def test_is_stale_when_another_statement_came(
        self, sign_in: SignIn, person: Person, factories: SimpleNamespace
    ) -> None:
        address, olena = f"/people/{person.ref}/edit", sign_in(Role.SUPERVISOR)
        opened = answers_in(olena.get(address).text)
        factories.person_statement(person=person, surname="Шевчук", rank="сержант")
        assert save(olena, address, opened, why="mistake", surname="Шевченко").status_code == 409

    def test_carries_cohorts_that_two_people_set(
        self, sign_in: SignIn, person: Person, factories: SimpleNamespace
    ) -> None:
        wounded, women = factories.cohort(label_en="Hurt"), factories.cohort(label_en="Ladies")
        word = {"source_id": str(factories.source().id), "credibility": "2"}
        address, olena, petro = f"/people/{person.ref}/cohorts", sign_in(Role.ANALYST), sign_in(Role.ANALYST)
        opened = answers_in(olena.get(address).text)
        save(petro, address, answers_in(petro.get(address).text), cohorts=[str(wounded.id)], **word)
        answer = save(olena, address, opened, cohorts=[str(women.id)], **word)
        assert answer.status_code == 409
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))
        assert "Cohorts when you opened it: nothing Theirs, on record now Hurt Mine Ladies" in words

    def test_may_not_retract_what_was_retracted_meanwhile(
        self, sign_in: SignIn, person: Person, factories: SimpleNamespace
    ) -> None:
        statement = factories.person_statement(person=person, surname="Шевчук")
        address, olena, petro = f"/statements/{statement.id}/retract", sign_in("supervisor"), sign_in("supervisor")
        opened = answers_in(olena.get(address).text)
        assert save(petro, address, answers_in(petro.get(address).text), reason="хибно").status_code == 303
        answer = save(olena, address, opened, reason="хибно")
        assert answer.status_code == 409
        assert "Somebody changed this while you were looking at it" in answer.text

    def test_may_not_retract_an_event_that_was_retracted_meanwhile(
        self, sign_in: SignIn, person: Person, factories: SimpleNamespace
    ) -> None:
        event = factories.custody_event(person=person)
        address, olena, petro = f"/events/{event.id}/retract", sign_in("supervisor"), sign_in("supervisor")
        opened = answers_in(olena.get(address).text)
        assert save(petro, address, answers_in(petro.get(address).text), reason="хибно").status_code == 303
        assert save(olena, address, opened, reason="хибно").status_code == 409


class TestOtherRecords:
    def test_a_source_and_its_grade(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        source, olena = factories.source(name="Список"), sign_in(Role.SUPERVISOR)
        for address, first, second in (
            (f"/sources/{source.id}/edit", {"note": "А"}, {"note": "Б"}),
            (f"/sources/{source.id}/grade", {"reliability": "B"}, {"reliability": "C"}),
        ):
            opened = answers_in(olena.get(address).text)
            assert save(olena, address, answers_in(olena.get(address).text), **first).status_code == 303
            assert save(olena, address, opened, **second).status_code == 409
        assert db.session.get_one(Source, source.id).reliability.value == "B"

    def test_a_cohort(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        address, olena = f"/cohorts/{factories.cohort(label_en='Hurt').id}/edit", sign_in(Role.SUPERVISOR)
        opened = answers_in(olena.get(address).text)
        assert save(olena, address, answers_in(olena.get(address).text), label_en="Wounded").status_code == 303
        assert save(olena, address, opened, label_en="Injured").status_code == 409

    def test_a_choice_between_statements(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        one = factories.person_statement(surname="Шевчук")
        other = factories.person_statement(person=one.person, surname="Шевченко")
        address, olena = f"/people/{one.person.ref}/prefer/surname", sign_in(Role.SUPERVISOR)
        opened, again = (answers_in(olena.get(address).text) for _ in range(2))
        assert save(olena, address, opened, statement_id=str(one.id), reason="паспорт").status_code == 303
        assert save(olena, address, again, statement_id=str(other.id), reason="список").status_code == 409
