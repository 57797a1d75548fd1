"""The pages of a list: who sees what of it, how somebody comes onto it, and the steps that some take together."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.audit.models import AccessEntry
from app.compartments.models import Answer
from app.core.db import db
from app.exchanges import queries
from app.exchanges.models import AskedBy, Direction, Entry, OperationState, Refusal, State
from app.people.models import ExchangeStatus
from app.sources.models import SourceKind
from tests.conftest import QueryCount, SignIn
from tests.harness.client import Client


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in(Role.ANALYST)


@pytest.fixture
def entry(factories: SimpleNamespace) -> Entry:
    person = factories.person(surname="Вигаданий", given_name="Іван", side="ukr")
    factories.custody_event(person=person, source=factories.source(kind=SourceKind.ICRC), happened="2022-05-17")
    made: Entry = factories.entry(person=person)
    return made


def list_of(entry: Entry) -> str:
    return f"/operations/{entry.operation.code}/entries"


def step(entry: Entry, deed: str, *more: Entry) -> str:
    chosen = "".join(f"&entry={one.id}" for one in (entry, *more))
    return f"{list_of(entry)}/step?deed={deed}{chosen}"


class TestList:
    def test_shows_who_stands_where(self, analyst: Client, entry: Entry) -> None:
        text = analyst.get(list_of(entry)).text
        assert all(word in text for word in ("Вигаданий", entry.person.ref, "proposed", "to us"))

    def test_is_for_those_who_read_records(self, sign_in: SignIn, entry: Entry) -> None:
        answers = {role: sign_in(role).get(list_of(entry)).status_code for role in Role}
        assert {role for role, status in answers.items() if status == 200} == {
            *(Role.VIEWER, Role.ANALYST, Role.SUPERVISOR)
        }

    def test_offers_no_steps_to_who_only_reads(self, sign_in: SignIn, entry: Entry) -> None:
        assert "See what it does" not in sign_in(Role.VIEWER).get(list_of(entry)).text

    def test_offers_no_steps_after_the_end(self, analyst: Client, entry: Entry) -> None:
        entry.operation.state = OperationState.COMPLETED
        db.session.commit()
        assert "See what it does" not in analyst.get(list_of(entry)).text

    @pytest.mark.parametrize(("query", "is_found"), [("state=proposed", True), ("state=agreed", False)])
    def test_is_filtered_by_state(self, analyst: Client, entry: Entry, query: str, *, is_found: bool) -> None:
        assert (entry.person.ref in analyst.get(f"{list_of(entry)}?{query}").text) is is_found

    @pytest.mark.parametrize(("query", "is_found"), [("direction=to_us", True), ("direction=to_them", False)])
    def test_is_filtered_by_direction(self, analyst: Client, entry: Entry, query: str, *, is_found: bool) -> None:
        text = analyst.get(f"{list_of(entry)}?{query}").text
        assert (entry.person.ref in text, "remove" in text) == (is_found, True)

    def test_says_that_nobody_stands_on_it_yet(self, analyst: Client, factories: SimpleNamespace) -> None:
        operation = factories.operation()
        db.session.commit()
        assert "Nobody stands on this list yet" in analyst.get(f"/operations/{operation.code}/entries").text

    def test_of_an_unknown_operation_is_not_found(self, analyst: Client) -> None:
        assert analyst.get("/operations/E-1999-01-01/entries").status_code == 404

    def test_notes_the_look(self, analyst: Client, entry: Entry) -> None:
        analyst.get(list_of(entry))
        looks = db.session.scalars(select(AccessEntry).where(AccessEntry.action == "look at list")).all()
        assert [(look.subject_id, look.details) for look in looks] == [(entry.operation_id, {"count": 1})]

    def test_costs_the_same_however_long_it_is(
        self, analyst: Client, entry: Entry, factories: SimpleNamespace, query_count: QueryCount
    ) -> None:
        address = list_of(entry)
        db.session.commit()
        with query_count() as short:
            analyst.get(address)
        for _ in range(5):
            factories.entry(operation=entry.operation)
        db.session.commit()
        with query_count() as long:
            analyst.get(address)
        assert len(long) == len(short)


class TestConsent:
    """That somebody does not want to return is told to nobody but who sees consents."""

    @pytest.fixture
    def unwilling(self, factories: SimpleNamespace, entry: Entry) -> Entry:
        factories.entry_transition(
            entry=entry, from_state=State.PROPOSED, to_state=State.CONSENT_REFUSED, reason="сказала сестра"
        )
        db.session.commit()
        return entry

    @pytest.mark.parametrize("page", ["list", "entry", "dossier", "history"])
    def test_is_told_to_no_viewer(self, sign_in: SignIn, unwilling: Entry, page: str) -> None:
        pages = {
            "list": list_of(unwilling),
            "entry": f"/entries/{unwilling.id}",
            "dossier": f"/people/{unwilling.person.ref}",
            "history": f"/people/{unwilling.person.ref}/history",
        }
        text = sign_in(Role.VIEWER).get(pages[page]).text
        assert not [word for word in ("want to return", "consent_refused", "сказала сестра") if word in text]

    @pytest.mark.parametrize("page", ["list", "entry", "dossier"])
    def test_is_closed_reasons_to_a_viewer_and_told_to_who_may_see_it(
        self, sign_in: SignIn, unwilling: Entry, page: str
    ) -> None:
        pages = {
            "list": list_of(unwilling),
            "entry": f"/entries/{unwilling.id}",
            "dossier": f"/people/{unwilling.person.ref}",
        }
        assert "closed reasons" in sign_in(Role.VIEWER).get(pages[page]).text
        assert "does not want to return" in sign_in(Role.ANALYST).get(pages[page]).text

    def test_is_no_filter_of_a_viewer(self, sign_in: SignIn, unwilling: Entry) -> None:
        text = sign_in(Role.VIEWER).get(f"{list_of(unwilling)}?state=consent_refused").text
        assert (unwilling.person.ref in text, "does not want to return" in text) == (True, False)

    def test_said_by_the_other_side_is_no_kind_of_refusal_that_all_read(
        self, sign_in: SignIn, factories: SimpleNamespace
    ) -> None:
        entry = factories.entry(state=State.DECLINED, refusal=Refusal.SAYS_UNWILLING)
        db.session.commit()
        for address in (list_of(entry), f"/entries/{entry.id}", f"/people/{entry.person.ref}"):
            assert "want to return" not in sign_in(Role.VIEWER).get(address).text

    def test_stops_the_list_on_its_page(self, analyst: Client, factories: SimpleNamespace, entry: Entry) -> None:
        person = factories.person(side="rus")
        factories.consent(person=person, answer=Answer.REFUSED)
        db.session.commit()
        answer = analyst.post(
            f"{list_of(entry)}/new/{person.ref}", data={"direction": "to_them", "asked_by": "we", "reason": "так"}
        )
        assert (answer.status_code, "does not want to return (GC III 109, 118)" in answer.text) == (422, True)


class TestEntryPage:
    def test_tells_every_step(self, analyst: Client, factories: SimpleNamespace, entry: Entry) -> None:
        source = factories.source(name="Лист іншої сторони", kind=SourceKind.DETAINING_POWER)
        factories.entry_transition(
            entry=entry, from_state=State.PROPOSED, to_state=State.REQUESTED, reason="перший запит", source=source
        )
        db.session.commit()
        text = analyst.get(f"/entries/{entry.id}").text
        assert all(
            word in text for word in ("перший запит", "Лист іншої сторони", "asked for", "The other side agrees")
        )

    def test_says_that_another_one_stands(self, analyst: Client, factories: SimpleNamespace, entry: Entry) -> None:
        aside = factories.entry(operation=entry.operation, set_aside_for_id=entry.id)
        db.session.commit()
        text = analyst.get(f"/entries/{aside.id}").text
        assert ("another entry stands here" in text, "Ask the other side" in text) == (True, False)

    def test_names_who_came_instead_and_instead_of_whom(
        self, analyst: Client, factories: SimpleNamespace, entry: Entry
    ) -> None:
        other = factories.entry(operation=entry.operation, instead_of=entry, substituted_by=entry)
        db.session.commit()
        assert analyst.get(f"/entries/{other.id}").text.count(f"/entries/{entry.id}") == 2

    def test_brings_back_who_had_left(self, analyst: Client, factories: SimpleNamespace) -> None:
        left = factories.entry(state=State.WITHDRAWN)
        db.session.commit()
        assert "Put back on the list" in analyst.get(f"/entries/{left.id}").text

    def test_of_nobody_is_not_found(self, analyst: Client) -> None:
        assert analyst.get("/entries/999999").status_code == 404


class TestPuttingOnTheList:
    def test_finds_somebody_by_name(self, analyst: Client, entry: Entry) -> None:
        text = analyst.get(f"{list_of(entry)}/new?text=Vyhadanyi").text
        assert f"{list_of(entry)}/new/{entry.person.ref}" in text

    def test_leads_on_from_a_number(self, analyst: Client, entry: Entry) -> None:
        answer = analyst.get(f"{list_of(entry)}/new?text={entry.person.ref}")
        assert answer.location == f"{list_of(entry)}/new/{entry.person.ref}"

    def test_says_that_there_is_nobody(self, analyst: Client, entry: Entry) -> None:
        assert "Nobody like this" in analyst.get(f"{list_of(entry)}/new?text=Щзхкун").text
        assert "Number or name" in analyst.get(f"{list_of(entry)}/new").text

    def test_warns_of_what_speaks_against_it(self, analyst: Client, entry: Entry, factories: SimpleNamespace) -> None:
        other = factories.operation()
        db.session.commit()
        text = analyst.get(f"/operations/{other.code}/entries/new/{entry.person.ref}").text
        assert "stands on another list that is open" in text

    def test_asks_for_a_reason_then_saves(self, analyst: Client, entry: Entry, factories: SimpleNamespace) -> None:
        operation = factories.operation()
        db.session.commit()
        address = f"/operations/{operation.code}/entries/new/{entry.person.ref}"
        sent = {"direction": "to_us", "asked_by": "we"}
        refused = analyst.post(address, data=sent)
        assert (refused.status_code, "say why this person is listed" in refused.text) == (422, True)
        saved = analyst.post(address, data={**sent, "reason": "просить родина", "happened": "05.01.2026"})
        assert (saved.status_code, saved.location) == (303, f"/operations/{operation.code}/entries")
        made = queries.find_entry_in(operation, entry.person)
        assert made is not None
        assert (made.state, made.asked_by) == (State.PROPOSED, AskedBy.WE)

    def test_records_whom_the_other_side_offers_and_instead_of_whom(
        self, analyst: Client, entry: Entry, factories: SimpleNamespace
    ) -> None:
        person = factories.person()
        db.session.commit()
        sent = {"direction": "to_us", "asked_by": "they", "instead_of": entry.id}
        analyst.post(f"{list_of(entry)}/new/{person.ref}", data=sent)
        made = queries.find_entry_in(entry.operation, person)
        assert made is not None
        assert (made.state, made.direction, made.instead_of) == (State.OFFERED, Direction.TO_US, entry)

    def test_wants_a_whole_day(self, analyst: Client, entry: Entry, factories: SimpleNamespace) -> None:
        person = factories.person()
        db.session.commit()
        sent = {"direction": "to_us", "asked_by": "they", "happened": "01.2026"}
        answer = analyst.post(f"{list_of(entry)}/new/{person.ref}", data=sent)
        assert (answer.status_code, "Choose one day" in answer.text) == (422, True)


class TestSteps:
    def test_show_who_takes_them_and_who_stays(self, analyst: Client, entry: Entry, factories: SimpleNamespace) -> None:
        agreed = factories.entry(operation=entry.operation, state=State.AGREED)
        db.session.commit()
        text = analyst.get(step(entry, "request", agreed)).text
        assert "1 person takes this step" in text
        assert "1 person stays as they are" in text
        assert entry.state is State.PROPOSED

    def test_are_taken_together(self, analyst: Client, entry: Entry, factories: SimpleNamespace) -> None:
        other = factories.entry(operation=entry.operation)
        db.session.commit()
        answer = analyst.post(step(entry, "request", other), data={})
        assert (answer.status_code, answer.location) == (303, list_of(entry))
        assert "Saved for 2 people" in analyst.get(answer.location).text
        assert [entry.state, other.state] == [State.REQUESTED, State.REQUESTED]

    def test_are_taken_by_all_whom_the_filter_finds(
        self, analyst: Client, entry: Entry, factories: SimpleNamespace
    ) -> None:
        other = factories.entry(operation=entry.operation, direction=Direction.TO_THEM)
        db.session.commit()
        address = f"{list_of(entry)}/step?deed=request&scope=all&direction=to_us"
        answer = analyst.post(address, data={})
        assert answer.location == f"{list_of(entry)}?direction=to_us"
        assert [entry.state, other.state] == [State.REQUESTED, State.PROPOSED]

    def test_are_taken_by_nobody_where_the_filter_is_not_understood(self, analyst: Client, entry: Entry) -> None:
        answer = analyst.get(f"{list_of(entry)}/step?deed=request&scope=all&state=nonsense")
        assert "Choose at least one person" in analyst.get(answer.location).text

    @pytest.mark.parametrize("deed", ["agree", "hand_over"])
    def test_that_nobody_can_take_lead_back(self, analyst: Client, entry: Entry, deed: str) -> None:
        assert analyst.get(step(entry, deed)).location == list_of(entry)

    @pytest.mark.parametrize("deed", ["", "propose", "nonsense"])
    def test_that_are_none_are_not_found(self, analyst: Client, entry: Entry, deed: str) -> None:
        assert analyst.get(step(entry, deed)).status_code == 404

    def test_are_not_taken_on_what_somebody_else_has_moved(
        self, analyst: Client, entry: Entry, factories: SimpleNamespace
    ) -> None:
        text = analyst.get(step(entry, "withdraw")).text
        version = text.split('name="version"')[1].split('value="')[1].split('"')[0]
        factories.entry_transition(entry=entry, from_state=State.PROPOSED, to_state=State.REQUESTED)
        entry.version += 1
        db.session.commit()
        answer = analyst.post(step(entry, "withdraw"), data={"reason": "так", "version": version})
        assert (answer.status_code, "Somebody changed this" in answer.text) == (409, True)

    def test_ask_what_the_other_side_says(self, analyst: Client, entry: Entry, factories: SimpleNamespace) -> None:
        factories.entry_transition(entry=entry, from_state=State.PROPOSED, to_state=State.REQUESTED)
        db.session.commit()
        refused = analyst.post(step(entry, "decline"), data={})
        assert (refused.status_code, "Choose what they say" in refused.text) == (422, True)
        analyst.post(step(entry, "decline"), data={"refusal": "denies_holding"})
        assert entry.refusal is Refusal.DENIES_HOLDING

    def test_ask_who_came_instead(self, analyst: Client, entry: Entry, factories: SimpleNamespace) -> None:
        factories.entry_transition(entry=entry, to_state=State.READY)
        other = factories.entry(operation=entry.operation, state=State.READY)
        db.session.commit()
        refused = analyst.post(step(entry, "substitute"), data={})
        assert (refused.status_code, "Choose who came instead" in refused.text) == (422, True)
        analyst.post(step(entry, "substitute"), data={"by": other.id})
        assert (entry.state, entry.substituted_by) == (State.SUBSTITUTED, other)
        analyst.post(step(entry, "take_back"), data={})
        assert entry.state is State.READY

    def test_that_are_looked_at_one_by_one_are_taken_by_one(
        self, analyst: Client, entry: Entry, factories: SimpleNamespace
    ) -> None:
        offered = [factories.entry(operation=entry.operation, state=State.OFFERED) for _ in range(2)]
        db.session.commit()
        answer = analyst.post(step(*offered[:1], "accept", *offered[1:]), data={"reason": "так"})
        assert (answer.status_code, "one by one" in answer.text) == (422, True)
        analyst.post(step(offered[0], "accept"), data={"reason": "так"})
        assert [one.state for one in offered] == [State.ACCEPTED, State.OFFERED]


class TestDossier:
    def test_tells_the_history_of_lists(self, analyst: Client, entry: Entry, factories: SimpleNamespace) -> None:
        for state, operation in ((State.DECLINED, OperationState.COMPLETED), (State.REQUESTED, OperationState.DRAFT)):
            refusal = Refusal.REFUSED if state is State.DECLINED else None
            made = factories.entry(
                person=entry.person, state=State.REQUESTED, operation=factories.operation(state=operation)
            )
            if refusal:
                factories.entry_transition(entry=made, to_state=state, refusal=refusal)
        db.session.commit()
        text = analyst.get(f"/people/{entry.person.ref}").text
        assert "asked 2, refused 1, silent 0, waiting 1" in text
        assert entry.operation.code in text
        assert "last answer:" in text

    def test_says_where_the_person_stands(self, analyst: Client, entry: Entry) -> None:
        db.session.commit()
        assert entry.person.exchange_status is ExchangeStatus.PROPOSED
        assert "exchange-proposed" in analyst.get(f"/people/{entry.person.ref}").text
