"""The pages on which events are entered and retracted, and sources are graded anew."""

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.core import dates
from app.custody import queries
from app.custody.models import EventKind
from app.people.models import CustodyStatus, Person
from app.places.models import Place
from app.sources.models import Reliability, Source, SourceKind
from tests.conftest import SignIn
from tests.harness.client import Client


@pytest.fixture
def supervisor(sign_in: SignIn) -> Client:
    return sign_in(Role.SUPERVISOR)


@pytest.fixture
def person(factories: SimpleNamespace) -> Person:
    made: Person = factories.person()
    return made


@pytest.fixture
def icrc(factories: SimpleNamespace) -> Source:
    made: Source = factories.source(kind=SourceKind.ICRC)
    return made


def new_event(person: Person) -> str:
    return f"/people/{person.ref}/events/new"


def told(source: Source, **fields: Any) -> dict[str, Any]:
    return {"kind": "capture", "source_id": source.id, "credibility": 2, **fields}


class TestNewEvent:
    def test_asks_what_happened(self, supervisor: Client, person: Person, icrc: Source) -> None:
        page = supervisor.get(new_event(person))
        assert (page.status_code, icrc.name in page.text) == (200, True)

    def test_moves_the_standing(
        self, supervisor: Client, person: Person, icrc: Source, factories: SimpleNamespace
    ) -> None:
        place, side = factories.place(), factories.side()
        form = told(icrc, happened="16–20.05.2022", place_id=place.id, holder_id=side.id, note="список")
        assert supervisor.post(new_event(person), data=form).location == f"/people/{person.ref}"
        (event,) = queries.list_events_of(person)
        assert (event.place, event.holder, event.note) == (place, side, "список")
        assert (person.custody_status, person.captured) == (
            CustodyStatus.IN_CAPTIVITY,
            dates.parse_edtf("2022-05-16/2022-05-20"),
        )

    def test_adds_a_place_that_is_named_on_the_spot(
        self, supervisor: Client, session: Session, person: Person, icrc: Source
    ) -> None:
        supervisor.post(new_event(person), data=told(icrc, new_place="Вигаданка"))
        place = session.scalars(select(Place)).one()
        assert (place.name, place.needs_review, person.place_id) == ("Вигаданка", True, place.id)

    def test_recognises_a_place_by_any_spelling(
        self, supervisor: Client, person: Person, icrc: Source, factories: SimpleNamespace
    ) -> None:
        place = factories.place(name="Мар’янка")
        supervisor.post(new_event(person), data=told(icrc, new_place="МАР'ЯНКА"))
        assert person.place_id == place.id

    def test_lists_errors_from_the_top_of_the_page(self, supervisor: Client, person: Person, icrc: Source) -> None:
        page = supervisor.post(new_event(person), data=told(icrc, kind="", source_id="")).text
        assert page.index('<a href="#kind">') < page.index('<a href="#source_id">')

    def test_takes_a_decision_with_its_reason(self, supervisor: Client, person: Person, icrc: Source) -> None:
        supervisor.post(
            new_event(person), data=told(icrc, kind="override", sets_status="presumed_dead", note="рішення")
        )
        assert person.custody_status is CustodyStatus.PRESUMED_DEAD

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"kind": ""}, "Choose what happened."),
            ({"source_id": ""}, "Choose the source, or name another one."),
            ({"credibility": ""}, "Say how far you believe these facts."),
            ({"happened": "01.01.2099"}, "This day has not come yet"),
            ({"happened": "колись"}, "date"),
            ({"kind": "override", "note": "рішення"}, "Choose the status that the office decides on."),
            ({"kind": "override", "sets_status": "deceased"}, "Give the reason for the decision."),
            ({"sets_status": "deceased"}, "Only a decision of the office sets a status."),
        ],
    )
    def test_says_what_is_wrong_and_saves_nothing(
        self, supervisor: Client, person: Person, icrc: Source, fields: dict[str, str], sentence: str
    ) -> None:
        answer = supervisor.post(new_event(person), data=told(icrc, **fields) | fields)
        assert (answer.status_code, sentence in answer.text) == (422, True)
        assert list(queries.list_events_of(person)) == []

    def test_does_not_find_nobody(self, supervisor: Client) -> None:
        assert supervisor.get("/people/P-999999/events/new").status_code == 404


class TestRetraction:
    def test_is_confirmed_with_a_reason(self, supervisor: Client, factories: SimpleNamespace) -> None:
        event = factories.custody_event()
        address = f"/events/{event.id}/retract"
        assert supervisor.get(address).status_code == 200
        assert supervisor.post(address).status_code == 422
        assert supervisor.post(address, data={"reason": "інша особа"}).location == f"/people/{event.person.ref}"
        assert event.person.custody_status is CustodyStatus.UNKNOWN

    def test_is_refused_the_second_time(self, supervisor: Client, factories: SimpleNamespace) -> None:
        address = f"/events/{factories.custody_event().id}/retract"
        supervisor.post(address, data={"reason": "інша особа"})
        answer = supervisor.post(address, data={"reason": "ще раз"})
        assert (answer.status_code, "This was retracted already." in answer.text) == (422, True)

    def test_of_nothing_is_not_found(self, supervisor: Client) -> None:
        assert supervisor.get("/events/999/retract").status_code == 404


class TestGrade:
    def test_that_there_is_not_is_refused(self, supervisor: Client, icrc: Source) -> None:
        assert (
            supervisor.post(f"/sources/{icrc.id}/grade", data={"kind": "icrc", "reliability": "X"}).status_code == 422
        )
        assert icrc.reliability is Reliability.C

    def test_shows_the_grade(self, supervisor: Client, icrc: Source) -> None:
        assert supervisor.get(f"/sources/{icrc.id}/grade").status_code == 200

    def test_is_changed_with_all_that_rests_on_it(
        self, supervisor: Client, icrc: Source, factories: SimpleNamespace
    ) -> None:
        person = factories.custody_event(kind=EventKind.CAPTURE, source=icrc).person
        form = {"kind": "open_source", "reliability": "D", "repeats_id": factories.source().id}
        answer = supervisor.post(f"/sources/{icrc.id}/grade", data=form, follow_redirects=True)
        assert "1 person was derived anew" in answer.text
        assert (icrc.reliability, person.custody_status) == (Reliability.D, CustodyStatus.PRESUMED_CAPTIVE)

    def test_refuses_a_source_that_would_repeat_itself(
        self, supervisor: Client, icrc: Source, factories: SimpleNamespace
    ) -> None:
        repost = factories.source(repeats=icrc)
        form = {"kind": "icrc", "reliability": "A", "repeats_id": repost.id}
        answer = supervisor.post(f"/sources/{icrc.id}/grade", data=form)
        assert (answer.status_code, "would then repeat itself" in answer.text) == (422, True)

    def test_of_nothing_is_not_found(self, supervisor: Client) -> None:
        assert supervisor.get("/sources/999/grade").status_code == 404
