"""The pages on which an event is corrected, and the buttons that take back what was just saved."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from app.core import clock
from app.custody import queries
from app.custody.models import CustodyEvent, EventKind
from app.people import queries as people
from app.people.models import CustodyStatus, Person
from app.sources.models import Source, SourceKind
from tests.harness.client import Client

SignIn = Callable[..., Client]


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in("analyst")


@pytest.fixture
def supervisor(sign_in: SignIn) -> Client:
    return sign_in("supervisor")


@pytest.fixture
def source(factories: SimpleNamespace) -> Source:
    made: Source = factories.source(kind=SourceKind.ICRC)
    return made


@pytest.fixture
def event(analyst: Client, source: Source, factories: SimpleNamespace) -> CustodyEvent:
    made: CustodyEvent = factories.custody_event(
        kind=EventKind.CAPTURE,
        source=source,
        happened="2022-05-16",
        recorded_by_id=analyst.user.id,
        recorded_at=clock.now(),
    )
    return made


def answers(source: Source, **changes: str) -> dict[str, str]:
    told = {"kind": "capture", "happened": "16.05.2022", "source_id": str(source.id), "credibility": "3"}
    return {**told, **changes}


class TestCorrection:
    def test_shows_the_event_as_it_was_typed(self, analyst: Client, event: CustodyEvent) -> None:
        page = analyst.get(f"/events/{event.id}/correct").text
        assert "Correct event" in page
        assert 'value="16 May 2022"' in page

    def test_replaces_it_and_offers_to_undo_that(self, analyst: Client, event: CustodyEvent, source: Source) -> None:
        answer = analyst.post(f"/events/{event.id}/correct", data=answers(source, happened="20.05.2022"))
        correction = queries.get_standing_event(event.id)
        page = analyst.get(answer.location).text
        assert (answer.status_code, correction.happened.edtf) == (303, "2022-05-20")
        assert f"/events/{correction.id}/undo" in page
        assert "What stood here before" in page

    def test_that_changes_nothing_is_refused(self, analyst: Client, event: CustodyEvent, source: Source) -> None:
        answer = analyst.post(f"/events/{event.id}/correct", data=answers(source))
        assert (answer.status_code, "Change at least one field" in answer.text) == (422, True)

    def test_meets_a_colleagues(self, analyst: Client, supervisor: Client, event: CustodyEvent, source: Source) -> None:
        opened = analyst.get(f"/events/{event.id}/correct")
        version = opened.text.split('name="version"')[1].split('value="')[1].split('"')[0]
        supervisor.post(f"/events/{event.id}/correct", data=answers(source, happened="20.05.2022"))
        mine = answers(source, happened="18.05.2022", version=version)
        answer = analyst.post(f"/events/{event.id}/correct", data=mine)
        assert answer.status_code == 409
        assert "20 May 2022" in answer.text

    def test_of_a_colleagues_work_is_not_offered(self, sign_in: SignIn, event: CustodyEvent) -> None:
        page = sign_in("analyst").get(f"/people/{event.person.ref}").text
        assert f"/events/{event.id}/correct" not in page


class TestUndo:
    def test_takes_back_what_was_just_added(self, analyst: Client, source: Source, factories: SimpleNamespace) -> None:
        person = factories.person()
        page = analyst.get(analyst.post(f"/people/{person.ref}/events/new", data=answers(source)).location).text
        (event,) = queries.list_events_of(person)
        assert f"/events/{event.id}/undo" in page
        answer = analyst.post(f"/events/{event.id}/undo")
        assert "Undone." in analyst.get(answer.location).text
        assert person.custody_status is CustodyStatus.UNKNOWN

    def test_says_why_it_cannot_be(self, supervisor: Client, event: CustodyEvent) -> None:
        answer = supervisor.post(f"/events/{event.id}/undo")
        assert "Only who saved this can undo it." in supervisor.get(answer.location).text
        assert event.retracted_at is None

    def test_takes_a_retraction_back(self, supervisor: Client, event: CustodyEvent) -> None:
        answer = supervisor.post(f"/events/{event.id}/retract", data={"reason": "інша особа"})
        assert f"/events/{event.id}/retract/undo" in supervisor.get(answer.location).text
        supervisor.post(f"/events/{event.id}/retract/undo")
        assert event.retracted_at is None


class TestWarnings:
    def test_an_impossible_order_is_said_at_once_and_stays(
        self, analyst: Client, event: CustodyEvent, source: Source
    ) -> None:
        told = answers(source, kind="call", happened="03.2022")
        answer = analyst.post(f"/people/{event.person.ref}/events/new", data=told)
        sentence = "something in captivity is dated before the capture"
        assert f"Saved, but look again: {sentence}" in analyst.get(answer.location).text
        assert f"Unlikely: {sentence}" in " ".join(analyst.get(answer.location).text.split())

    def test_a_birth_that_makes_it_impossible_is_said_at_once(
        self, analyst: Client, event: CustodyEvent, source: Source
    ) -> None:
        page = analyst.get(f"/people/{event.person.ref}/edit").text
        version = page.split('name="version"')[1].split('value="')[1].split('"')[0]
        told = {"why": "source", "born": "2015", "source_id": str(source.id), "credibility": "3", "version": version}
        answer = analyst.post(f"/people/{event.person.ref}/edit", data={**told, "surname": event.person.surname or ""})
        assert answer.status_code == 303, answer.text
        assert "Saved, but look again: under 14" in analyst.get(answer.location).text

    def test_a_reported_ending_offers_to_be_confirmed(
        self, analyst: Client, event: CustodyEvent, factories: SimpleNamespace
    ) -> None:
        weak = factories.source(kind=SourceKind.FAMILY)
        death = factories.custody_event(
            person=event.person, kind=EventKind.DEATH, source=weak, happened="2023-05-10", place=factories.place()
        )
        assert f"events/new?confirms={death.id}" in analyst.get(f"/people/{event.person.ref}").text
        form = analyst.get(f"/people/{event.person.ref}/events/new?confirms={death.id}").text
        assert 'value="10 May 2023"' in form
        assert '<option selected value="death">' in form

    def test_a_wrong_number_confirms_nothing(self, analyst: Client, event: CustodyEvent) -> None:
        assert analyst.get(f"/people/{event.person.ref}/events/new?confirms=999999").status_code == 200


class TestPerson:
    def test_entered_by_mistake_is_taken_back_and_restored(
        self, analyst: Client, supervisor: Client, source: Source
    ) -> None:
        told = {"surname": "Помилюк", "source_id": str(source.id), "credibility": "3"}
        answer = analyst.post("/people/new", data=told)
        ref = answer.location.rpartition("/")[2]
        assert f"/people/{ref}/undo" in analyst.get(answer.location).text
        analyst.post(f"/people/{ref}/undo")
        assert "entered by mistake" in analyst.get(f"/people/{ref}").text
        assert ref not in analyst.get("/people").text
        assert "Restore" not in analyst.get(f"/people/{ref}").text
        assert "Restore" in supervisor.get(f"/people/{ref}").text
        supervisor.post(f"/people/{ref}/restore")
        assert found(ref).name == "Помилюк"

    def test_retracted_for_a_reason_says_it(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person(retracted_at=clock.now(), retraction_reason="двійник")
        assert "This record was retracted: двійник" in analyst.get(f"/people/{person.ref}").text


def found(ref: str) -> Person:
    return people.get_person(ref)


class TestOfPeople:
    """Each save about who somebody is offers to be undone, and the button does what it says."""

    def undo(self, client: Client, location: str, address: str) -> None:
        assert address in client.get(location).text
        assert client.post(address).status_code == 303

    def test_of_a_number(self, analyst: Client, source: Source, factories: SimpleNamespace) -> None:
        person = factories.person()
        told = {"kind": "passport", "value": "АА1", "source_id": str(source.id), "credibility": "3"}
        answer = analyst.post(f"/people/{person.ref}/identifiers/new", data=told)
        (number,) = people.list_identifiers_of(person)
        self.undo(analyst, answer.location, f"/identifiers/{number.id}/undo")
        assert not people.list_identifiers_of(person)

    def test_of_cohorts(self, analyst: Client, source: Source, factories: SimpleNamespace) -> None:
        person, cohort = factories.person(), factories.cohort()
        told = {"cohorts": [str(cohort.id)], "source_id": str(source.id), "credibility": "3"}
        answer = analyst.post(f"/people/{person.ref}/cohorts", data=told)
        self.undo(analyst, answer.location, f"/people/{person.ref}/cohorts/undo")
        assert not people.list_cohorts_of(person)

    def test_of_a_choice(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person(surname="Шевчук")
        other = factories.person_statement(person=person, surname="Шевченко")
        told = {"statement_id": str(other.id), "reason": "паспорт"}
        answer = analyst.post(f"/people/{person.ref}/prefer/surname", data=told)
        self.undo(analyst, answer.location, f"/people/{person.ref}/prefer/surname/undo")
        assert people.find_preference_of(person, "surname") is None

    def test_of_a_retraction(self, supervisor: Client, factories: SimpleNamespace) -> None:
        statement = factories.person_statement(rank="солдат")
        answer = supervisor.post(f"/statements/{statement.id}/retract", data={"reason": "хибно"})
        self.undo(supervisor, answer.location, f"/statements/{statement.id}/retract/undo")
        assert statement.retracted_at is None

    def test_of_a_statement(self, analyst: Client, factories: SimpleNamespace) -> None:
        statement = factories.person_statement(rank="солдат", recorded_by_id=analyst.user.id, recorded_at=clock.now())
        assert analyst.post(f"/statements/{statement.id}/undo").status_code == 303
        assert statement.person.rank is None
