"""The sheet in a browser: each row saved by itself, nothing lost, and no witness named."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.models import Role
from app.audit.models import AccessEntry
from app.custody.models import CustodyEvent
from app.debriefings import queries
from app.debriefings.models import Debriefing, DebriefingRow
from tests.harness.client import Client

KEY = "0123456789abcdef" * 2


@pytest.fixture
def analyst(sign_in: Callable[..., Client]) -> Client:
    return sign_in(Role.ANALYST)


@pytest.fixture
def sheet(factories: SimpleNamespace) -> Debriefing:
    made: Debriefing = factories.debriefing(witness=factories.witness(name="Хома Вигаданюк"))
    return made


def send(client: Client, sheet: Debriefing, **typed: str) -> TestResponse:
    return client.post(f"/debriefings/{sheet.id}", data={"who": "Бук", "how": "saw", **typed})


def rows(session: Session) -> list[DebriefingRow]:
    return list(session.scalars(select(DebriefingRow).order_by(DebriefingRow.id)))


def looks(session: Session, action: str) -> list[AccessEntry]:
    return list(session.scalars(select(AccessEntry).where(AccessEntry.action == action).order_by(AccessEntry.id)))


class TestOpening:
    def test_by_a_person_is_a_look_at_the_witness(
        self, analyst: Client, factories: SimpleNamespace, session: Session
    ) -> None:
        """Whoever opens a sheet for a person learns as which number that person has testified before."""
        person = factories.person(surname="Вигаданюк")
        witness = factories.witness(name="Хома Вигаданюк", person=person)
        analyst.post("/debriefings/new", data={"person": person.ref})
        assert session.scalars(select(Debriefing)).one().witness_id == witness.id
        (look,) = looks(session, "look at witness")
        assert (look.subject_id, look.person_id, look.actor_id) == (witness.id, None, analyst.user.id)

    @pytest.mark.parametrize("by", ["name", "person", "witness"])
    def test_leads_to_the_sheet(self, analyst: Client, factories: SimpleNamespace, session: Session, by: str) -> None:
        said = {
            "name": "Хома Вигаданюк",
            "person": factories.person(surname="Вигаданюк").ref,
            "witness": factories.witness(name="Хома Вигаданюк").ref,
        }
        response = analyst.post("/debriefings/new", data={by: said[by], "interviewer": "О. Вигадана"})
        sheet = session.scalars(select(Debriefing)).one()
        assert (response.status_code, response.location) == (303, f"/debriefings/{sheet.id}")
        page = analyst.get(response.location).text
        assert (sheet.witness.ref in page, "О. Вигадана" in page, "Вигаданюк" in page) == (True, True, False)

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({}, "Say who testifies in one way"),
            ({"witness": "W-12-A"}, "no number of a witness"),
            ({"witness": "W-999999"}, "There is no witness of this number."),
            ({"person": "P-12-A"}, "no number of a person"),
            ({"person": "P-999999"}, "There is nobody of this number."),
        ],
    )
    def test_says_what_to_correct(self, analyst: Client, typed: dict[str, str], sentence: str) -> None:
        response = analyst.post("/debriefings/new", data=typed)
        assert response.status_code == 422
        assert sentence in response.text

    def test_asks_who_testifies(self, analyst: Client) -> None:
        assert "one of the three is enough" in analyst.get("/debriefings/new").text


class TestRows:
    def test_each_is_saved_by_itself(self, analyst: Client, sheet: Debriefing) -> None:
        for who in ("Бук", "Граб"):
            response = send(analyst, sheet, who=who, place="Оленівка", health="кашляє", is_serious="y")
            assert (response.status_code, response.location) == (303, f"/debriefings/{sheet.id}#row")
        page = analyst.get(f"/debriefings/{sheet.id}").text
        assert all(words in page for words in ("Бук", "Граб", "Оленівка", "кашляє", "serious"))
        assert page.count("not identified") == 2

    def test_one_that_is_sent_twice_is_saved_once(self, analyst: Client, sheet: Debriefing, session: Session) -> None:
        for _ in range(2):
            assert send(analyst, sheet, submission=KEY).status_code == 303
        assert len(rows(session)) == 1

    def test_a_chosen_person_is_identified_at_once(
        self, analyst: Client, sheet: Debriefing, factories: SimpleNamespace, session: Session
    ) -> None:
        person = factories.person(surname="Бук")
        send(analyst, sheet, person_id=str(person.id))
        assert rows(session)[0].person_id == person.id
        assert session.scalars(select(CustodyEvent)).one().person_id == person.id

    def test_a_number_in_the_place_of_words_is_that_person(
        self, analyst: Client, sheet: Debriefing, factories: SimpleNamespace, session: Session
    ) -> None:
        person = factories.person(surname="Бук")
        send(analyst, sheet, who=person.ref)
        assert rows(session)[0].person_id == person.id

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"who": ""}, "Enter of whom the witness speaks"),
            ({"how": "guessed"}, "Choose one of the options."),
            ({"person_id": "987654"}, "There is nobody of this number."),
            ({"who": "P-999999"}, "There is nobody of this number."),
        ],
    )
    def test_what_is_refused_keeps_what_was_typed(
        self, analyst: Client, sheet: Debriefing, session: Session, typed: dict[str, str], sentence: str
    ) -> None:
        response = send(analyst, sheet, place="Оленівка", **typed)
        assert response.status_code == 422
        assert sentence in response.text
        assert 'value="Оленівка"' in response.text
        assert rows(session) == []

    def test_nonsense_in_the_place_of_a_person_is_nobody(
        self, analyst: Client, sheet: Debriefing, session: Session
    ) -> None:
        assert send(analyst, sheet, person_id="x").status_code == 303
        assert rows(session)[0].person_id is None

    def test_a_row_offers_those_whom_it_may_mean(
        self, analyst: Client, sheet: Debriefing, factories: SimpleNamespace
    ) -> None:
        person = factories.person(surname="Бук")
        send(analyst, sheet, who="бук")
        assert f'value="{person.ref}"' in analyst.get(f"/debriefings/{sheet.id}").text

    def test_they_are_offered_while_the_words_are_typed(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person(surname="Бук")
        offered = analyst.get("/debriefings/people", query_string={"who": "бу"}).text
        assert f'value="{person.id}"' in offered
        assert analyst.get("/debriefings/people", query_string={"who": " "}).text.strip() == ""
        assert analyst.get("/debriefings/people").status_code == 200

    def test_a_look_at_the_sheet_is_noted(self, analyst: Client, sheet: Debriefing, session: Session) -> None:
        analyst.get(f"/debriefings/{sheet.id}")
        (look,) = looks(session, "look at debriefing")
        assert (look.subject_id, look.actor_id) == (sheet.id, analyst.user.id)

    def test_a_refused_row_shows_the_sheet_and_is_a_look_too(
        self, analyst: Client, sheet: Debriefing, session: Session
    ) -> None:
        assert send(analyst, sheet, who="").status_code == 422
        assert [look.subject_id for look in looks(session, "look at debriefing")] == [sheet.id]

    def test_searching_while_typing_is_noted_without_the_words(self, analyst: Client, session: Session) -> None:
        analyst.get("/debriefings/people", query_string={"who": "Вигаданюк"})
        analyst.get("/debriefings/people", query_string={"who": " "})
        (look,) = looks(session, "search")
        assert set(look.details) == {"words", "count"}
        assert "Вигаданюк" not in str(look.details)

    @pytest.mark.parametrize("words", ["\0", "а" * 70_000, "\u202eкуб"])
    def test_words_that_no_row_holds_mean_nobody(
        self, analyst: Client, sheet: Debriefing, factories: SimpleNamespace, words: str
    ) -> None:
        row = factories.debriefing_row(debriefing=sheet)
        for address, name in (("/debriefings/people", "who"), (f"/debriefings/rows/{row.id}", "text")):
            assert analyst.get(address, query_string={name: words}).status_code == 200


class TestOneRow:
    @pytest.fixture
    def row(self, factories: SimpleNamespace, sheet: Debriefing) -> DebriefingRow:
        made: DebriefingRow = factories.debriefing_row(debriefing=sheet, who="Бук")
        return made

    def test_is_searched_for_and_identified(
        self, analyst: Client, row: DebriefingRow, factories: SimpleNamespace, session: Session
    ) -> None:
        person = factories.person(surname="Явір")
        page = analyst.get(f"/debriefings/rows/{row.id}", query_string={"text": "яв"}).text
        assert person.ref in page
        response = analyst.post(f"/debriefings/rows/{row.id}/identify", data={"person": person.ref})
        session.refresh(row)
        assert response.location == f"/debriefings/{row.debriefing_id}#row-{row.id}"
        assert row.person_id == person.id
        assert "It is somebody else" in analyst.get(f"/debriefings/rows/{row.id}").text

    @pytest.mark.parametrize("number", ["", "Бук", "P-999999"])
    def test_needs_a_number(self, analyst: Client, row: DebriefingRow, number: str) -> None:
        response = analyst.post(f"/debriefings/rows/{row.id}/identify", data={"person": number})
        assert response.status_code == 422

    def test_becomes_a_new_person(self, analyst: Client, row: DebriefingRow, session: Session) -> None:
        response = analyst.post(f"/debriefings/rows/{row.id}/person", data={"known_as": "call_sign"})
        session.refresh(row)
        assert response.status_code == 303
        assert (row.person.call_sign, row.person.surname) == ("Бук", None)
        assert analyst.post(f"/debriefings/rows/{row.id}/person", data={}).status_code == 422

    def test_is_taken_off_and_retracted(
        self, analyst: Client, row: DebriefingRow, factories: SimpleNamespace, session: Session
    ) -> None:
        person = factories.person()
        analyst.post(f"/debriefings/rows/{row.id}/identify", data={"person": person.ref})
        assert analyst.post(f"/debriefings/rows/{row.id}/separate", data={"reason": ""}).status_code == 422
        analyst.post(f"/debriefings/rows/{row.id}/separate", data={"reason": "інший"})
        assert analyst.post(f"/debriefings/rows/{row.id}/retract", data={"reason": ""}).status_code == 422
        analyst.post(f"/debriefings/rows/{row.id}/retract", data={"reason": "двічі"})
        session.refresh(row)
        assert (row.person_id, row.retraction_reason) == (None, "двічі")
        for address in (f"/debriefings/rows/{row.id}", f"/debriefings/{row.debriefing_id}"):
            assert "Retracted: двічі" in analyst.get(address).text

    def test_is_nothing_where_there_is_none(self, analyst: Client) -> None:
        assert analyst.get("/debriefings/rows/7").status_code == 404
        assert analyst.get("/debriefings/7").status_code == 404


class TestLists:
    def test_name_witnesses_by_number_and_count_rows(
        self, analyst: Client, sheet: Debriefing, factories: SimpleNamespace
    ) -> None:
        factories.debriefing_row(debriefing=sheet)
        factories.debriefing_row(debriefing=sheet, person=factories.person())
        page = analyst.get("/debriefings").text
        assert (sheet.witness.ref in page, "Вигаданюк" in page, "1 row to identify" in page) == (True, False, True)
        assert queries.count_rows_of([sheet])[sheet.id][1:] == (2, 1)

    def test_say_what_to_do_where_there_is_nothing(self, analyst: Client) -> None:
        assert "There are no debriefings yet" in analyst.get("/debriefings").text
        assert "Every row is identified" in analyst.get("/debriefings/unidentified").text

    def test_go_on_on_further_pages(
        self, analyst: Client, sheet: Debriefing, factories: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(queries, "SIZE", 1)
        first, second = (factories.debriefing_row(debriefing=sheet) for _ in range(2))
        newer = factories.debriefing()
        assert f"after={first.id}" in analyst.get("/debriefings/unidentified").text
        assert second.who in analyst.get("/debriefings/unidentified", query_string={"after": first.id}).text
        assert f"before={newer.id}" in analyst.get("/debriefings").text
        assert sheet.witness.ref in analyst.get("/debriefings", query_string={"before": newer.id}).text

    def test_rows_that_tell_of_health_are_a_look(
        self, analyst: Client, sheet: Debriefing, factories: SimpleNamespace, session: Session
    ) -> None:
        factories.debriefing_row(debriefing=sheet, health="кашляє")
        row = factories.debriefing_row(debriefing=sheet)
        assert "кашляє" in analyst.get("/debriefings/unidentified").text
        assert [look.details for look in looks(session, "look at debriefing")] == [{"count": 2}]
        analyst.post(f"/debriefings/rows/{row.id}/identify", data={"person": ""})
        assert [look.subject_id for look in looks(session, "look at debriefing")] == [None, sheet.id]

    @pytest.mark.parametrize("role", ["viewer", "administrator", "auditor"])
    def test_are_for_those_who_enter(self, sign_in: Callable[..., Client], sheet: Debriefing, role: str) -> None:
        client = sign_in(role)
        for address in ("/debriefings", "/debriefings/unidentified", f"/debriefings/{sheet.id}"):
            assert client.get(address).status_code == 403

    def test_the_witness_is_named_to_nobody_here(
        self, sign_in: Callable[..., Client], sheet: Debriefing, factories: SimpleNamespace
    ) -> None:
        row = factories.debriefing_row(debriefing=sheet)
        for role in ("analyst", "supervisor"):
            client: Any = sign_in(role)
            for address in ("/debriefings", f"/debriefings/{sheet.id}", f"/debriefings/rows/{row.id}"):
                assert "Вигаданюк" not in client.get(address).text
