"""What may be done to entries, and what is refused: each rule by a sentence."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import Role, User
from app.audit.models import AuditEntry, AuditValue
from app.compartments.models import Answer
from app.core.errors import RuleError
from app.custody import queries as custody
from app.custody.models import EventKind
from app.exchanges import queries
from app.exchanges.models import AskedBy, Direction, Entry, OperationState, Refusal, State
from app.exchanges.rules import entries as rules
from app.exchanges.rules.entries import Doubt, Place, Word
from app.people.models import CustodyStatus, EndingKind, ExchangeStatus, LastAnswer, Person
from app.sources.models import SourceKind
from tests.custody.events import day
from tests.factories.people import RECORDED

NOW = RECORDED + timedelta(days=60)
TODAY = NOW.date()
#: Who acts, and when; and what adds somebody who is held.
By = dict[str, Any]
Captive = Callable[..., Person]
WHY = Word(reason="so it was decided")


@pytest.fixture
def actor(factories: SimpleNamespace) -> User:
    user: User = factories.user(role=Role.SUPERVISOR)
    return user


@pytest.fixture
def by(actor: User) -> dict[str, Any]:
    return {"actor": actor, "now": NOW}


@pytest.fixture
def captive(factories: SimpleNamespace) -> Callable[..., Person]:
    """Give a function that adds somebody whom the other side, or we, surely hold."""

    def add(side: str = "ukr", happened: str = "2022-05-17", **fields: Any) -> Person:
        person: Person = factories.person(side=side, **fields)
        source = factories.source(kind=SourceKind.ICRC)
        factories.custody_event(person=person, source=source, happened=happened)
        return person

    return add


@pytest.fixture
def proposed(factories: SimpleNamespace, captive: Callable[..., Person]) -> Entry:
    entry: Entry = factories.entry(person=captive())
    return entry


def steps_of(entry: Entry) -> list[tuple[State | None, State]]:
    return [(step.from_state, step.to_state) for step in queries.list_transitions_of(entry)]


class TestPropose:
    def test_puts_somebody_on_our_list(self, factories: SimpleNamespace, captive: Captive, by: By) -> None:
        operation, person = factories.operation(), captive()
        entry = rules.propose(person, Place(operation, Direction.TO_US), Word(), **by)
        assert (entry.state, entry.asked_by, entry.person) == (State.PROPOSED, AskedBy.WE, person)
        assert steps_of(entry) == [(None, State.PROPOSED)]
        assert person.exchange_status is ExchangeStatus.PROPOSED

    def test_says_when_by_whom_and_why(self, factories: SimpleNamespace, captive: Captive, by: By) -> None:
        word = Word(date(2026, 2, 2), factories.source(), "the family asks")
        entry = rules.propose(captive(), Place(factories.operation(), Direction.TO_US), word, **by)
        (step,) = queries.list_transitions_of(entry)
        assert (step.happened, step.source, step.reason) == (word.happened, word.source, word.reason)
        assert (step.recorded_at, step.recorded_by) == (NOW, by["actor"])

    def test_refuses_the_same_person_twice(self, proposed: Entry, by: By) -> None:
        with pytest.raises(RuleError, match="on this list already"):
            rules.propose(proposed.person, Place(proposed.operation, Direction.TO_US), WHY, **by)

    def test_refuses_another_record_of_the_same_person(
        self, factories: SimpleNamespace, proposed: Entry, by: By
    ) -> None:
        merged = factories.merger(kept=proposed.person).merged
        with pytest.raises(RuleError, match="on this list already"):
            rules.propose(merged, Place(proposed.operation, Direction.TO_US), WHY, **by)

    def test_takes_back_onto_the_list_who_had_left_it(
        self, factories: SimpleNamespace, captive: Captive, by: By
    ) -> None:
        left = factories.entry(person=captive(), state=State.WITHDRAWN, asked_by=AskedBy.THEY)
        entry = rules.propose(left.person, Place(left.operation, Direction.TO_US), WHY, **by)
        assert (entry, entry.state, entry.asked_by) == (left, State.PROPOSED, AskedBy.WE)

    def test_refuses_who_had_left_it_in_the_other_direction(
        self, factories: SimpleNamespace, captive: Captive, by: By
    ) -> None:
        left = factories.entry(person=captive(), state=State.WITHDRAWN)
        with pytest.raises(RuleError, match="on this list already"):
            rules.propose(left.person, Place(left.operation, Direction.TO_THEM), WHY, **by)

    @pytest.mark.parametrize("ended", [OperationState.COMPLETED, OperationState.CANCELLED])
    def test_refuses_an_operation_that_has_ended(
        self, factories: SimpleNamespace, captive: Captive, by: By, ended: OperationState
    ) -> None:
        with pytest.raises(RuleError, match="has ended"):
            rules.propose(captive(), Place(factories.operation(state=ended), Direction.TO_US), WHY, **by)

    def test_refuses_a_record_that_was_retracted(self, factories: SimpleNamespace, captive: Captive, by: By) -> None:
        person = captive(retracted_at=RECORDED, retraction_reason="хибно")
        with pytest.raises(RuleError, match="was retracted"):
            rules.propose(person, Place(factories.operation(), Direction.TO_US), WHY, **by)

    def test_refuses_a_day_that_has_not_come(self, factories: SimpleNamespace, captive: Captive, by: By) -> None:
        place, tomorrow = Place(factories.operation(), Direction.TO_US), Word(TODAY + timedelta(days=1))
        with pytest.raises(RuleError, match="has not come yet") as refused:
            rules.propose(captive(), place, tomorrow, **by)
        assert refused.value.field == "happened"

    def test_is_entered_in_the_ledger(
        self, session: Session, factories: SimpleNamespace, captive: Captive, by: By
    ) -> None:
        entry = rules.propose(captive(), Place(factories.operation(), Direction.TO_US), Word(), **by)
        session.commit()
        found = session.query(AuditEntry).filter_by(person_id=entry.person_id, actor_id=by["actor"].id)
        assert {one.action for one in found} == {"put on list", "move entry"}

    def test_lets_the_database_refuse_what_slips_through(self, factories: SimpleNamespace, proposed: Entry) -> None:
        with pytest.raises(IntegrityError):
            factories.entry(operation=proposed.operation, person=proposed.person)


class TestDoubts:
    """What is unlikely is warned of and asks for a reason; nothing of it is refused."""

    def doubts(self, person: Person, factories: SimpleNamespace, **operation: Any) -> list[Doubt]:
        return rules.doubts_about(person, factories.operation(**operation), Direction.TO_US)

    def test_are_none_about_a_confirmed_captive(self, factories: SimpleNamespace, captive: Captive) -> None:
        assert self.doubts(captive(), factories) == []

    def test_know_the_dead(self, factories: SimpleNamespace, captive: Captive) -> None:
        person = captive()
        factories.custody_event(
            person=person, kind=EventKind.DEATH, happened="2023-01-01", source=factories.source(kind=SourceKind.ICRC)
        )
        assert self.doubts(person, factories) == [Doubt.BELIEVED_DEAD]

    def test_know_who_is_said_to_be_dead(self, factories: SimpleNamespace, captive: Captive) -> None:
        person = captive()
        source = factories.source(kind=SourceKind.DETAINING_POWER)
        factories.custody_event(person=person, kind=EventKind.DEATH, happened="2023-01-01", source=source)
        assert self.doubts(person, factories) == [Doubt.BELIEVED_DEAD]

    def test_know_the_missing_whom_nobody_confirms(self, factories: SimpleNamespace) -> None:
        person = factories.person()
        factories.custody_event(person=person, kind=EventKind.REPORTED_MISSING, happened="2023-01-01")
        assert self.doubts(person, factories) == [Doubt.MISSING, Doubt.NOT_CONFIRMED]

    def test_know_who_is_home(self, factories: SimpleNamespace, captive: Captive) -> None:
        person = captive()
        source = factories.source(kind=SourceKind.ICRC)
        factories.custody_event(person=person, kind=EventKind.ESCAPE, happened="2023-01-01", source=source)
        assert self.doubts(person, factories) == [Doubt.RETURNED]

    def test_know_who_stands_on_another_open_list(self, factories: SimpleNamespace, proposed: Entry) -> None:
        assert self.doubts(proposed.person, factories) == [Doubt.ON_OPEN_LIST]

    def test_know_that_a_list_has_ended(self, factories: SimpleNamespace, captive: Captive) -> None:
        person = captive()
        factories.entry(person=person, operation=factories.operation(state=OperationState.COMPLETED))
        assert self.doubts(person, factories) == []

    def test_know_who_was_captured_later(self, factories: SimpleNamespace, captive: Captive) -> None:
        assert self.doubts(captive(), factories, planned=day("2022-05-16")) == [Doubt.CAPTURED_LATER]
        assert self.doubts(captive(), factories, planned=day("2022-05-17")) == []

    def test_know_the_side(self, factories: SimpleNamespace, captive: Captive) -> None:
        person = captive("rus")
        assert self.doubts(person, factories) == [Doubt.WRONG_SIDE]
        assert rules.doubts_about(person, factories.operation(), Direction.TO_THEM) == []

    def test_ask_for_a_reason(self, factories: SimpleNamespace, captive: Captive, by: By) -> None:
        place = Place(factories.operation(), Direction.TO_US)
        with pytest.raises(RuleError, match="say why") as refused:
            rules.propose(captive("rus"), place, Word(reason=" "), **by)
        assert refused.value.field == "reason"

    def test_refuse_nothing_that_has_one(self, factories: SimpleNamespace, captive: Captive, by: By) -> None:
        assert (
            rules.propose(captive("rus"), Place(factories.operation(), Direction.TO_US), WHY, **by).state
            is State.PROPOSED
        )


class TestConsent:
    @pytest.fixture
    def unwilling(self, factories: SimpleNamespace, captive: Captive) -> Person:
        person: Person = captive("rus")
        factories.consent(person=person, answer=Answer.REFUSED, answered="2026-02-01")
        return person

    def test_of_somebody_we_hold_is_respected(self, factories: SimpleNamespace, unwilling: Person, by: By) -> None:
        with pytest.raises(RuleError, match="does not want to return"):
            rules.propose(unwilling, Place(factories.operation(), Direction.TO_THEM), WHY, **by)

    def test_is_no_reason_that_everybody_is_told(self, factories: SimpleNamespace, unwilling: Person) -> None:
        viewer = factories.user(role=Role.VIEWER)
        with pytest.raises(RuleError) as refused:
            rules.propose(unwilling, Place(factories.operation(), Direction.TO_THEM), WHY, actor=viewer, now=NOW)
        assert str(refused.value) == "Not possible now: closed reasons."

    def test_given_anew_opens_the_list(self, factories: SimpleNamespace, unwilling: Person, by: By) -> None:
        factories.consent(person=unwilling, answer=Answer.GIVEN, answered="2026-02-02")
        assert (
            rules.propose(unwilling, Place(factories.operation(), Direction.TO_THEM), WHY, **by).state is State.PROPOSED
        )

    def test_stops_every_step_of_ours(self, factories: SimpleNamespace, unwilling: Person, by: By) -> None:
        on = {"person": unwilling, "direction": Direction.TO_THEM}
        steps = {
            State.PROPOSED: lambda entry: rules.request([entry], WHY, **by),
            State.OFFERED: lambda entry: rules.accept(entry, WHY, **by),
            State.AGREED: lambda entry: rules.make_ready([entry], WHY, **by),
            State.READY: lambda entry: rules.hand_over([entry], WHY, **by),
        }
        for state, step in steps.items():
            entry = factories.entry(state=state, **on)
            with pytest.raises(RuleError, match="does not want to return"):
                step(entry)
            assert entry.state is state

    def test_is_not_asked_of_those_who_come_to_us(self, factories: SimpleNamespace, captive: Captive, by: By) -> None:
        person = captive()
        factories.consent(person=person, answer=Answer.REFUSED, answered="2026-02-01")
        place = Place(factories.operation(), Direction.TO_US)
        assert rules.propose(person, place, WHY, **by).state is State.PROPOSED

    def test_refused_takes_somebody_off_the_list(self, session: Session, proposed: Entry, by: By) -> None:
        rules.refuse_consent([proposed], Word(), **by)
        assert proposed.state is State.CONSENT_REFUSED
        assert proposed.person.exchange_status is ExchangeStatus.WITHDRAWN
        session.commit()
        (step,) = session.query(AuditEntry).filter_by(actor_id=by["actor"].id)
        values = session.query(AuditValue).filter_by(entry_id=step.id).all()
        assert {value.mask for value in values} == {"see consents"}
        assert step.action == "move entry"


class TestOffer:
    def test_records_whom_they_name(self, captive: Captive, proposed: Entry, by: By) -> None:
        place = Place(proposed.operation, Direction.TO_US, instead_of=proposed)
        entry = rules.offer(captive("rus"), place, Word(), **by)
        assert (entry.state, entry.asked_by, entry.instead_of) == (State.OFFERED, AskedBy.THEY, proposed)

    def test_refuses_somebody_of_another_list(
        self, factories: SimpleNamespace, captive: Captive, proposed: Entry, by: By
    ) -> None:
        place = Place(factories.operation(), Direction.TO_US, instead_of=proposed)
        with pytest.raises(RuleError, match="on one list"):
            rules.offer(captive(), place, Word(), **by)

    def test_is_accepted(self, factories: SimpleNamespace, captive: Captive, by: By) -> None:
        entry = factories.entry(person=captive(), state=State.OFFERED, asked_by=AskedBy.THEY)
        rules.accept(entry, Word(), **by)
        assert (entry.state, entry.person.exchange_status) == (State.ACCEPTED, ExchangeStatus.ACCEPTED)

    def test_is_accepted_with_a_reason_where_something_speaks_against_it(
        self, factories: SimpleNamespace, captive: Captive, by: By
    ) -> None:
        entry = factories.entry(person=captive("rus"), state=State.OFFERED)
        with pytest.raises(RuleError, match="say why"):
            rules.accept(entry, Word(), **by)
        rules.accept(entry, WHY, **by)

    def test_is_refused(self, factories: SimpleNamespace, captive: Captive, by: By) -> None:
        entry = factories.entry(person=captive(), state=State.OFFERED)
        rules.refuse([entry], WHY, **by)
        assert entry.person.exchange_status is ExchangeStatus.REFUSED_BY_US


class TestAnswers:
    @pytest.fixture
    def requested(self, factories: SimpleNamespace, captive: Captive) -> Entry:
        entry: Entry = factories.entry(person=captive(), state=State.REQUESTED)
        return entry

    def test_are_asked_for_by_list(self, factories: SimpleNamespace, captive: Captive, proposed: Entry, by: By) -> None:
        factories.entry(person=captive(), operation=proposed.operation, state=State.WITHDRAWN)
        assert rules.request_proposed(proposed.operation, Word(), **by) == 1
        assert (proposed.state, proposed.person.times_waiting) == (State.REQUESTED, 1)

    def test_are_not_asked_for_of_nobody(self, factories: SimpleNamespace, by: By) -> None:
        with pytest.raises(RuleError, match="Nobody on this list waits"):
            rules.request_proposed(factories.operation(), Word(), **by)

    def test_agree(self, requested: Entry, by: By) -> None:
        rules.agree([requested], Word(), **by)
        person = requested.person
        assert (requested.state, person.last_answer) == (State.AGREED, LastAnswer.AGREED)
        assert person.last_answer_on == TODAY

    def test_decline_with_a_kind(self, requested: Entry, by: By) -> None:
        rules.decline([requested], Refusal.DENIES_HOLDING, Word(), **by)
        assert (requested.state, requested.refusal) == (State.DECLINED, Refusal.DENIES_HOLDING)
        (*_, step) = queries.list_transitions_of(requested)
        assert (step.refusal, step.event) == (Refusal.DENIES_HOLDING, None)
        assert requested.person.times_refused == 1

    def test_that_are_changed_forget_the_kind_of_refusal(self, requested: Entry, by: By) -> None:
        rules.decline([requested], Refusal.REFUSED, Word(), **by)
        rules.agree([requested], Word(), **by)
        assert (requested.refusal, requested.person.times_refused) == (None, 0)

    def test_that_somebody_is_dead_are_reported_on_the_timeline(
        self, factories: SimpleNamespace, requested: Entry, by: By
    ) -> None:
        source = factories.source(kind=SourceKind.DETAINING_POWER)
        rules.decline([requested], Refusal.SAYS_DEAD, Word(date(2026, 2, 3), source), **by)
        person = requested.person
        assert (person.custody_status, person.reported) == (CustodyStatus.IN_CAPTIVITY, EndingKind.DEATH)
        (*_, step) = queries.list_transitions_of(requested)
        event = custody.list_events_of(person)[-1]
        assert (step.event, event.source, event.credibility) == (event, source, 6)
        assert event.happened == day("../2026-02-03")

    @pytest.mark.parametrize(
        ("refusal", "kind"),
        [(Refusal.SAYS_RETURNED, EventKind.RELEASE_UNILATERAL), (Refusal.SENTENCED, EventKind.SENTENCED)],
    )
    def test_that_say_something_else_are_recorded_as_well(
        self, factories: SimpleNamespace, requested: Entry, by: By, refusal: Refusal, kind: EventKind
    ) -> None:
        source = factories.source(kind=SourceKind.DETAINING_POWER)
        rules.decline([requested], refusal, Word(source=source), **by)
        assert custody.list_events_of(requested.person)[-1].kind is kind
        assert requested.person.custody_status is CustodyStatus.IN_CAPTIVITY

    @pytest.mark.parametrize("kind", [None, SourceKind.ICRC])
    def test_that_say_so_need_the_word_of_who_holds_the_person(
        self, factories: SimpleNamespace, requested: Entry, by: By, kind: SourceKind | None
    ) -> None:
        source = factories.source(kind=kind) if kind else None
        with pytest.raises(RuleError, match="word of the detaining power") as refused:
            rules.decline([requested], Refusal.SAYS_DEAD, Word(source=source), **by)
        assert refused.value.field == "source"

    def test_that_say_so_are_not_taken_of_those_whom_we_hold(
        self, factories: SimpleNamespace, captive: Captive, by: By
    ) -> None:
        entry = factories.entry(person=captive("rus"), state=State.REQUESTED, direction=Direction.TO_THEM)
        word = Word(source=factories.source(kind=SourceKind.DETAINING_POWER))
        with pytest.raises(RuleError, match="whom the other side holds"):
            rules.decline([entry], Refusal.SAYS_DEAD, word, **by)

    def test_about_somebodys_will_are_masked(self, session: Session, requested: Entry, by: By) -> None:
        rules.decline([requested], Refusal.SAYS_UNWILLING, Word(), **by)
        session.commit()
        (step,) = session.query(AuditEntry).filter_by(actor_id=by["actor"].id)
        assert {value.mask for value in session.query(AuditValue).filter_by(entry_id=step.id)} == {"see consents"}
        assert requested.person.last_answer is LastAnswer.REFUSED

    def test_are_all_taken_or_none(
        self, factories: SimpleNamespace, captive: Captive, requested: Entry, by: By
    ) -> None:
        other = factories.entry(person=captive(), operation=requested.operation)
        with pytest.raises(RuleError, match="meanwhile"):
            rules.agree([requested, other], Word(), **by)


class TestTheDay:
    @pytest.fixture
    def ready(self, factories: SimpleNamespace, captive: Captive) -> Entry:
        entry: Entry = factories.entry(person=captive(), state=State.READY)
        return entry

    def test_is_prepared(self, factories: SimpleNamespace, captive: Captive, by: By) -> None:
        agreed = factories.entry(person=captive(), state=State.AGREED)
        rules.make_ready([agreed], Word(), **by)
        assert agreed.state is State.READY

    def test_moves_the_entry_and_no_status(self, ready: Entry, by: By) -> None:
        rules.hand_over([ready], Word(), **by)
        person = ready.person
        assert (person.exchange_status, person.custody_status) == (
            ExchangeStatus.HANDED_OVER,
            CustodyStatus.IN_CAPTIVITY,
        )

    def test_refuses_a_second_hand_over(self, factories: SimpleNamespace, ready: Entry, by: By) -> None:
        again = factories.entry(person=ready.person, state=State.READY)
        rules.hand_over([ready], Word(), **by)
        with pytest.raises(RuleError, match="handed over already"):
            rules.hand_over([again], Word(), **by)
        with pytest.raises(RuleError, match="handed over already"):
            rules.propose(ready.person, Place(factories.operation(), Direction.TO_US), WHY, **by)

    def test_counts_no_hand_over_of_an_operation_that_was_cancelled(
        self, factories: SimpleNamespace, ready: Entry, by: By
    ) -> None:
        cancelled = factories.operation(state=OperationState.CANCELLED)
        factories.entry(person=ready.person, state=State.HANDED_OVER, operation=cancelled)
        rules.hand_over([ready], Word(), **by)

    def test_hands_over_again_after_a_new_captivity(self, factories: SimpleNamespace, ready: Entry, by: By) -> None:
        rules.hand_over([ready], Word(date(2026, 2, 3)), **by)
        person, source = ready.person, factories.source(kind=SourceKind.OFFICIAL_BODY)
        factories.custody_event(person=person, kind=EventKind.EXCHANGE, happened="2026-02-03", source=source)
        statuses = [person.exchange_status]
        factories.custody_event(person=person, happened="2026-02-10", source=source)
        statuses.append(person.exchange_status)
        assert statuses == [ExchangeStatus.EXCHANGED, ExchangeStatus.NOT_LISTED]
        again = rules.propose(person, Place(factories.operation(), Direction.TO_US), WHY, **by)
        assert (again.state, person.exchange_status) == (State.PROPOSED, ExchangeStatus.PROPOSED)

    def test_records_who_did_not_come(self, ready: Entry, by: By) -> None:
        rules.keep_back([ready], WHY, **by)
        assert ready.person.exchange_status is ExchangeStatus.NOT_DELIVERED

    def test_records_who_came_instead(self, factories: SimpleNamespace, captive: Captive, ready: Entry, by: By) -> None:
        other = factories.entry(person=captive(), operation=ready.operation, state=State.HANDED_OVER)
        rules.substitute(ready, other, WHY, **by)
        assert (ready.state, ready.substituted_by) == (State.SUBSTITUTED, other)

    @pytest.mark.parametrize("wrong", ["self", "direction", "operation", "set aside"])
    def test_refuses_a_substitute_of_another_list(
        self, factories: SimpleNamespace, captive: Captive, ready: Entry, by: By, wrong: str
    ) -> None:
        on: dict[str, Any] = {"person": captive(), "operation": ready.operation, "direction": ready.direction}
        changed: dict[str, Any] = {"direction": Direction.TO_THEM} if wrong == "direction" else {}
        changed |= {"operation": factories.operation()} if wrong == "operation" else {}
        changed |= {"set_aside_for_id": ready.id} if wrong == "set aside" else {}
        other = ready if wrong == "self" else factories.entry(**{**on, **changed})
        with pytest.raises(RuleError, match="same list and direction"):
            rules.substitute(ready, other, WHY, **by)

    def test_takes_back_what_was_ticked_wrongly(
        self, factories: SimpleNamespace, captive: Captive, ready: Entry, by: By
    ) -> None:
        other = factories.entry(person=captive(), operation=ready.operation)
        rules.substitute(ready, other, WHY, **by)
        rules.take_back(ready, WHY, **by)
        assert (ready.state, ready.substituted_by) == (State.READY, None)

    def test_refuses_to_take_back_what_was_confirmed(
        self, factories: SimpleNamespace, captive: Captive, by: By
    ) -> None:
        person = captive()
        event = factories.custody_event(person=person, kind=EventKind.EXCHANGE, happened="2026-02-03")
        entry = factories.entry(person=person, state=State.HANDED_OVER, event_id=event.id)
        with pytest.raises(RuleError, match="reversed there"):
            rules.take_back(entry, WHY, **by)


class TestLeaving:
    def test_remains_as_history(self, proposed: Entry, by: By) -> None:
        rules.withdraw([proposed], WHY, **by)
        assert steps_of(proposed) == [(None, State.PROPOSED), (State.PROPOSED, State.WITHDRAWN)]

    def test_asks_for_a_reason(self, proposed: Entry, by: By) -> None:
        with pytest.raises(RuleError, match="Say why"):
            rules.withdraw([proposed], Word(reason=""), **by)

    def test_is_refused_after_the_end(self, factories: SimpleNamespace, captive: Captive, by: By) -> None:
        ended = factories.entry(person=captive(), operation=factories.operation(state=OperationState.COMPLETED))
        with pytest.raises(RuleError, match="has ended"):
            rules.withdraw([ended], WHY, **by)


class TestFollow:
    def test_tells_who_was_never_answered_of(
        self, session: Session, factories: SimpleNamespace, captive: Captive
    ) -> None:
        entry = factories.entry(person=captive(), state=State.REQUESTED)
        entry.operation.state = OperationState.COMPLETED
        session.flush()
        rules.follow(entry.operation)
        person = entry.person
        assert (person.exchange_status, person.times_silent, person.times_waiting) == (ExchangeStatus.SILENT, 1, 0)
