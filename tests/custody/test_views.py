"""The pages on which events are entered and retracted, and sources are graded anew."""

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select
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


def number_of(session: Session, model: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


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

    @pytest.mark.parametrize(
        ("fields", "anchor"),
        [
            ({"happened": "01.01.2099"}, "happened"),
            ({"happened": "31.02.2022"}, "happened"),
            ({"kind": "override", "note": "рішення"}, "sets_status"),
            ({"kind": "override", "sets_status": "deceased", "note": "\u200b"}, "note"),
            ({"place_id": "999"}, "place_id"),
            ({"holder_id": "999"}, "holder_id"),
        ],
    )
    def test_leads_to_the_field_that_is_wrong_and_keeps_the_rest(
        self, supervisor: Client, person: Person, icrc: Source, fields: dict[str, str], anchor: str
    ) -> None:
        answer = supervisor.post(new_event(person), data=told(icrc, new_place="Вигаданка", **fields) | fields)
        assert (answer.status_code, f'<a href="#{anchor}">' in answer.text) == (422, True)
        assert 'value="Вигаданка"' in answer.text

    def test_keeps_neither_place_nor_source_of_what_was_refused(
        self, supervisor: Client, session: Session, person: Person
    ) -> None:
        before = number_of(session, Source)
        named = {"new_source": "Список А", "new_source_kind": "family", "credibility": "3"}
        form = {"kind": "capture", "happened": "01.01.2099", "new_place": "Вигаданка", **named}
        assert supervisor.post(new_event(person), data=form).status_code == 422
        assert (number_of(session, Source), number_of(session, Place)) == (before, 0)

    def test_takes_a_day_that_nobody_knows(self, supervisor: Client, person: Person, icrc: Source) -> None:
        supervisor.post(new_event(person), data=told(icrc))
        assert [event.happened for event in queries.list_events_of(person)] == [None]

    def test_says_how_the_day_was_understood(self, supervisor: Client, person: Person) -> None:
        answer = supervisor.post(new_event(person), data={"happened": "травень 2022"})
        assert "May 2022 (1 May – 31 May 2022)" in answer.text

    def test_speaks_the_other_language_and_saves_nothing(
        self, supervisor: Client, person: Person, icrc: Source
    ) -> None:
        answer = supervisor.post(new_event(person), data=told(icrc, note="за списком", switch_language="uk"))
        assert (answer.status_code, "за списком" in answer.text) == (200, True)
        assert list(queries.list_events_of(person)) == []

    def test_is_not_asked_of_a_viewer(self, sign_in: SignIn, person: Person, icrc: Source) -> None:
        viewer = sign_in(Role.VIEWER)
        assert viewer.get(new_event(person)).status_code == 403
        assert viewer.post(new_event(person), data=told(icrc)).status_code == 403
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

    def test_keeps_the_event_struck_through_with_its_reason(
        self, supervisor: Client, factories: SimpleNamespace
    ) -> None:
        event = factories.custody_event()
        answer = supervisor.post(f"/events/{event.id}/retract", data={"reason": "інша особа"}, follow_redirects=True)
        assert "Retracted. It stays in the history, with your reason." in answer.text
        assert ('<li class="void">' in answer.text, "Retracted: інша особа" in answer.text) == (True, True)

    def test_is_the_supervisors_alone(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        event, analyst = factories.custody_event(), sign_in(Role.ANALYST)
        assert analyst.post(f"/events/{event.id}/retract", data={"reason": "хибно"}).status_code == 403
        assert event.retracted_at is None

    def test_is_not_done_by_the_language_button(self, supervisor: Client, factories: SimpleNamespace) -> None:
        event = factories.custody_event()
        answer = supervisor.post(f"/events/{event.id}/retract", data={"reason": "хибно", "switch_language": "uk"})
        assert (answer.status_code, event.retracted_at) == (200, None)

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

    @pytest.mark.parametrize(("people", "told"), [(0, "0 people were"), (1, "1 person was"), (3, "3 people were")])
    def test_says_how_many_people_follow(
        self, supervisor: Client, icrc: Source, factories: SimpleNamespace, people: int, *, told: str
    ) -> None:
        for _ in range(people):
            factories.custody_event(source=icrc)
        form = {"kind": "icrc", "reliability": "B"}
        answer = supervisor.post(f"/sources/{icrc.id}/grade", data=form, follow_redirects=True)
        assert f"Saved. {told} derived anew." in answer.text

    def test_changes_whose_word_is_shown(self, supervisor: Client, icrc: Source, factories: SimpleNamespace) -> None:
        person = factories.person(surname="Шевчук", source=factories.source(reliability=Reliability.B))
        factories.person_statement(person=person, surname="Шевченко", source=icrc)
        assert person.surname == "Шевчук"
        supervisor.post(f"/sources/{icrc.id}/grade", data={"kind": "icrc", "reliability": "A"})
        assert person.surname == "Шевченко"

    def test_offers_every_source_but_itself_to_repeat(
        self, supervisor: Client, icrc: Source, factories: SimpleNamespace
    ) -> None:
        other = factories.source()
        page = supervisor.get(f"/sources/{icrc.id}/grade").text
        assert (f'value="{other.id}"' in page, f'<option value="{icrc.id}"' in page) == (True, False)

    def test_is_not_changed_by_the_language_button(self, supervisor: Client, icrc: Source) -> None:
        form = {"kind": "icrc", "reliability": "A", "switch_language": "uk"}
        assert supervisor.post(f"/sources/{icrc.id}/grade", data=form).status_code == 200
        assert icrc.reliability is Reliability.C

    def test_refuses_a_source_that_would_repeat_itself(
        self, supervisor: Client, icrc: Source, factories: SimpleNamespace
    ) -> None:
        repost = factories.source(repeats=icrc)
        form = {"kind": "icrc", "reliability": "A", "repeats_id": repost.id}
        answer = supervisor.post(f"/sources/{icrc.id}/grade", data=form)
        assert (answer.status_code, "would then repeat itself" in answer.text) == (422, True)

    def test_of_nothing_is_not_found(self, supervisor: Client) -> None:
        assert supervisor.get("/sources/999/grade").status_code == 404
