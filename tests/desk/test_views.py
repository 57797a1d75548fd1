"""Home, a person's dossier and history, and the ledger."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from app.accounts.models import Role
from app.custody.models import EventKind
from app.desk import labels
from app.desk.views import ledger
from app.people.models import CustodyStatus, EndingKind, Person
from app.sources.models import SourceKind
from tests.conftest import SignIn
from tests.harness.client import Client


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in(Role.ANALYST)


@pytest.fixture
def person(factories: SimpleNamespace) -> Person:
    """Somebody of whom there is something of everything."""
    made: Person = factories.person(surname="Шевчук", born="1990-05", side="ukr", category="azovstal_defender")
    factories.person_statement(person=made, surname="Шевченко", absences={"rank": "refused"})
    factories.person_identifier(person=made, value="АА123")
    factories.person_cohort(person=made)
    source = factories.source(kind=SourceKind.ICRC, name="МКЧХ, список")
    place, side = factories.place(name="Вигаданка"), factories.side()
    factories.custody_event(person=made, happened="2022-05-16/2022-05-20", source=source, place=place, holder=side)
    factories.custody_event(person=made, kind=EventKind.DEATH, happened="2023")
    return made


class TestHome:
    def test_counts_by_side(self, analyst: Client, factories: SimpleNamespace) -> None:
        factories.person(side="ukr", custody_status=CustodyStatus.MISSING)
        text = analyst.get("/").text
        assert "Ukraine" in text
        assert "status=missing" in text

    def test_names_who_was_changed_last(self, analyst: Client, person: Person) -> None:
        assert person.name in analyst.get("/").text

    def test_names_nobody_to_who_reads_no_records(self, sign_in: SignIn, person: Person) -> None:
        text = sign_in(Role.ADMINISTRATOR).get("/").text
        assert person.name not in text
        assert "Ukraine" in text

    @pytest.mark.parametrize("count", [1, 10])
    def test_takes_the_same_queries_for_any_number_of_people(
        self, analyst: Client, factories: SimpleNamespace, query_count: Callable[[], Any], count: int
    ) -> None:
        for _ in range(count):
            factories.person(side="ukr", category="civilian", reported=EndingKind.DEATH)
        with query_count() as statements:
            analyst.get("/")
        # Those of every page, a count for each queue, and what stands beside them.
        assert len(statements) <= 11 + len(labels.QUEUES)


class TestDossier:
    @pytest.mark.parametrize(
        "text",
        ["Шевчук", "Шевченко", "АА123", "Вигаданка", "МКЧХ, список", "Reported, not confirmed", "refused to say"],
    )
    def test_shows(self, analyst: Client, person: Person, text: str) -> None:
        assert text in analyst.get(f"/people/{person.ref}").text

    def test_of_somebody_of_whom_only_a_call_sign_is_known(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person(surname=None, call_sign="Кум")
        assert "«Кум»" in analyst.get(f"/people/{person.ref}").text

    def test_of_somebody_of_whom_nothing_stands_any_more(
        self, analyst: Client, sign_in: SignIn, factories: SimpleNamespace
    ) -> None:
        statement = factories.person_statement(person=factories.person(), rank="солдат")
        supervisor = sign_in(Role.SUPERVISOR)
        for number in (statement.id - 1, statement.id):
            supervisor.post(f"/statements/{number}/retract", data={"reason": "хибно"})
        assert analyst.get(f"/people/{statement.person.ref}").status_code == 200

    @pytest.mark.parametrize("status", CustodyStatus)
    def test_shows_every_status(self, analyst: Client, factories: SimpleNamespace, status: CustodyStatus) -> None:
        person = factories.person()
        factories.custody_event(person=person, kind=EventKind.OVERRIDE, sets_status=status, note="рішення")
        assert analyst.get(f"/people/{person.ref}").status_code == 200

    def test_of_somebody_released_says_on_whose_word(
        self, analyst: Client, person: Person, factories: SimpleNamespace
    ) -> None:
        office = factories.source(kind=SourceKind.OWN_OFFICE, name="Наша установа")
        factories.custody_event(person=person, kind=EventKind.EXCHANGE, happened="2024-05-01", source=office)
        text = analyst.get(f"/people/{person.ref}").text
        answer = text[text.index("On whose word") : text.index("On which lists")]
        assert "Наша установа" in answer

    def test_has_one_address(self, analyst: Client, person: Person) -> None:
        answer = analyst.get(f"/people/p{person.id}")
        assert (answer.status_code, answer.location) == (301, f"/people/{person.ref}")

    def test_of_a_merged_record_is_that_of_the_one_kept(
        self, analyst: Client, person: Person, factories: SimpleNamespace
    ) -> None:
        merged = factories.person(merged_into_id=person.id)
        assert analyst.get(f"/people/{merged.ref}").location == f"/people/{person.ref}"

    @pytest.mark.parametrize("ref", ["P-999999", "P-000001-A", "хибно"])
    def test_of_nobody_is_not_found(self, analyst: Client, ref: str) -> None:
        assert analyst.get(f"/people/{ref}").status_code == 404

    def test_gives_no_markup_to_what_was_typed(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person(surname="<script>Шевчук</script>")
        text = analyst.get(f"/people/{person.ref}").text
        assert "<script>Шевчук" not in text
        assert "&lt;script&gt;Шевчук" in text

    @pytest.mark.parametrize("facts", [1, 10])
    def test_takes_the_same_queries_for_any_number_of_facts(
        self, analyst: Client, factories: SimpleNamespace, query_count: Callable[[], Any], facts: int
    ) -> None:
        person = factories.person(side="ukr")
        for _ in range(facts):
            source = factories.source(repeats=factories.source())
            factories.person_statement(person=person, source=source, side="rus", recorded_by=factories.user())
            factories.custody_event(person=person, source=source, place=factories.place(), holder=factories.side())
        with query_count() as statements:
            assert analyst.get(f"/people/{person.ref}").status_code == 200
        assert len(statements) <= 18


class TestHistory:
    def test_tells_who_did_what(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        analyst, source = sign_in(Role.ANALYST, full_name="Олена Вигадана"), factories.source(name="Список А")
        answer = analyst.post("/people/new", data={"surname": "Шевчук", "source_id": source.id, "credibility": 2})
        text = analyst.get(f"{answer.location}/history").text
        assert all(told in text for told in ("Олена Вигадана", "entered the person", "Шевчук", "Список А"))

    def test_of_nobody_is_not_found(self, analyst: Client) -> None:
        assert analyst.get("/people/P-999999/history").status_code == 404


class TestLedger:
    def test_tells_everything_to_the_auditor(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        factories.audit_value(field="surname", after="Шевчук")
        text = sign_in(Role.AUDITOR).get("/ledger").text
        assert ("added what a source says" in text, "Шевчук" in text) == (True, True)

    def test_goes_on_to_what_is_older(
        self, sign_in: SignIn, factories: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ledger, "ENTRIES", 2)
        entries = [factories.audit_entry(action=f"verb {number}") for number in range(3)]
        auditor = sign_in(Role.AUDITOR)
        assert f"before={entries[1].id}" in auditor.get("/ledger").text
        assert "verb 0" in auditor.get(f"/ledger?before={entries[1].id}").text

    def test_starts_at_its_end_where_the_address_is_wrong(self, sign_in: SignIn) -> None:
        assert sign_in(Role.AUDITOR).get("/ledger?before=хибно").status_code == 200
