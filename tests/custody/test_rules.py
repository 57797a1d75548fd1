"""What may be recorded of somebody's captivity, and what follows in their row."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.audit.models import AuditEntry
from app.core.errors import RuleError
from app.custody import queries, rules
from app.custody.models import CustodyEvent, EventKind, Origin
from app.custody.rules import Happening
from app.people.models import Confirmation, CustodyStatus, EndingKind, ExchangeStatus, Person
from app.sources.models import Reliability, Source, SourceKind
from tests.custody.events import day

pytestmark = pytest.mark.usefixtures("session")

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
K, S = EventKind, CustodyStatus


@pytest.fixture
def person(factories: SimpleNamespace) -> Person:
    made: Person = factories.person()
    return made


@pytest.fixture
def icrc(factories: SimpleNamespace) -> Source:
    made: Source = factories.source(kind=SourceKind.ICRC)
    return made


@pytest.fixture
def actor(factories: SimpleNamespace) -> User:
    made: User = factories.user()
    return made


def record(person: Person, kind: EventKind, source: Source, happened: str | None = None, **fields: Any) -> CustodyEvent:
    actor, now = fields.pop("actor", None), fields.pop("now", NOW)
    happening = Happening(kind=kind, source=source, credibility=2, happened=day(happened), **fields)
    return rules.record(person, happening, actor=actor, now=now)


def regrade(source: Source, actor: User, **values: Any) -> int:
    judged = {"kind": source.kind, "reliability": source.reliability, "repeats": source.repeats, **values}
    return rules.regrade(source, **judged, actor=actor, now=NOW)


def last_entry(session: Session) -> AuditEntry:
    session.commit()
    return session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()  # type: ignore[return-value]


class TestRecord:
    def test_writes_where_the_person_stands(self, factories: SimpleNamespace, person: Person, icrc: Source) -> None:
        place = factories.place()
        record(person, K.CAPTURE, icrc, "2022-05", place=place)
        assert (person.custody_status, person.confirmation) == (S.IN_CAPTIVITY, Confirmation.ICRC)
        assert (person.captured, person.since, person.place_id) == (day("2022-05"), day("2022-05"), place.id)

    def test_writes_how_it_ended(self, person: Person, icrc: Source) -> None:
        record(person, K.CAPTURE, icrc, "2022-05")
        record(person, K.EXCHANGE, icrc, "2023-05-25")
        assert (person.ended, person.exchange_status) == (day("2023-05-25"), ExchangeStatus.EXCHANGED)

    def test_writes_what_is_only_reported(self, person: Person, factories: SimpleNamespace) -> None:
        record(person, K.DEATH, factories.source(kind=SourceKind.DETAINING_POWER))
        assert person.reported is EndingKind.DEATH

    def test_keeps_who_recorded_it_and_when(self, person: Person, icrc: Source, actor: User) -> None:
        event = record(person, K.CAPTURE, icrc, actor=actor)
        assert (event.recorded_by_id, event.recorded_at, event.origin) == (actor.id, NOW, Origin.ENTRY)

    def test_keeps_who_holds_the_person(self, person: Person, icrc: Source, factories: SimpleNamespace) -> None:
        side = factories.side()
        assert record(person, K.CAPTURE, icrc, holder=side).holder_id == side.id

    def test_counts_as_a_change_of_the_person(self, person: Person, icrc: Source) -> None:
        version = person.version
        record(person, K.CAPTURE, icrc)
        assert (person.version, person.updated_at) == (version + 1, NOW)

    def test_is_entered_in_the_ledger_with_its_source(
        self, session: Session, person: Person, icrc: Source, actor: User
    ) -> None:
        event = record(person, K.CAPTURE, icrc, "2022-05", actor=actor)
        entry = last_entry(session)
        assert (entry.action, entry.subject_id, entry.person_id) == ("record event", event.id, person.id)
        written = {value.field: value.after for value in entry.values}
        assert (written["kind"], written["happened_edtf"]) == ("capture", "2022-05")
        assert (written["source_id"], written["person_id"]) == (str(icrc.id), str(person.id))


class TestRefusals:
    def test_of_a_day_that_has_not_come(self, person: Person, icrc: Source) -> None:
        with pytest.raises(RuleError, match="has not come") as refused:
            record(person, K.CAPTURE, icrc, "2026-03-02")
        assert refused.value.field == "happened"

    @pytest.mark.parametrize("text", ["2026-03-01", "2026", "2026-03", "../2026-04-01", "2026-02-28/.."])
    def test_but_not_of_one_that_may_have_come(self, person: Person, icrc: Source, text: str) -> None:
        assert record(person, K.CAPTURE, icrc, text).happened == day(text)

    def test_look_at_the_calendar_of_kyiv(self, person: Person, icrc: Source) -> None:
        late = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
        assert record(person, K.CAPTURE, icrc, "2026-03-02", now=late).happened_latest == date(2026, 3, 2)

    def test_of_a_decision_without_a_status(self, person: Person, icrc: Source) -> None:
        with pytest.raises(RuleError, match="Choose the status") as refused:
            record(person, K.OVERRIDE, icrc, note="звірено")
        assert refused.value.field == "sets_status"

    @pytest.mark.parametrize("note", [None, "", " \u200b"])
    def test_of_a_decision_without_a_reason(self, person: Person, icrc: Source, note: str | None) -> None:
        with pytest.raises(RuleError, match="Give the reason") as refused:
            record(person, K.OVERRIDE, icrc, sets_status=S.PRESUMED_DEAD, note=note)
        assert refused.value.field == "note"

    def test_of_a_status_without_a_decision(self, person: Person, icrc: Source) -> None:
        with pytest.raises(RuleError, match="Only a decision") as refused:
            record(person, K.CAPTURE, icrc, sets_status=S.EXCHANGED)
        assert refused.value.field == "sets_status"

    def test_leave_nothing(self, session: Session, person: Person, icrc: Source) -> None:
        with pytest.raises(RuleError):
            record(person, K.CAPTURE, icrc, "2026-03-02")
        assert session.scalars(select(CustodyEvent)).all() == []

    def test_of_nothing_else(self, person: Person, icrc: Source) -> None:
        record(person, K.DEATH, icrc, "2022-06")
        record(person, K.EXCHANGE, icrc, "2023-05-25")
        assert person.custody_status is S.EXCHANGED

    def test_a_decision_with_its_reason_holds(self, person: Person, icrc: Source) -> None:
        record(person, K.OVERRIDE, icrc, sets_status=S.PRESUMED_DEAD, note="рішення суду")
        assert person.custody_status is S.PRESUMED_DEAD


class TestConstraints:
    """The database guards what no rule may let through."""

    @pytest.mark.parametrize(
        "fields",
        [
            {"credibility": 0},
            {"credibility": 7},
            {"kind": K.OVERRIDE, "note": "звірено"},
            {"kind": K.OVERRIDE, "sets_status": S.DECEASED},
            {"sets_status": S.DECEASED},
            {"retracted_at": NOW},
            {"retraction_reason": "хибно"},
            {"happened_earliest": date(2022, 2, 2), "happened_latest": date(2022, 2, 1), "happened_edtf": "2022"},
        ],
    )
    def test_refuse_an_event(self, factories: SimpleNamespace, fields: dict[str, Any]) -> None:
        with pytest.raises(IntegrityError):
            factories.custody_event(**fields)

    def test_refuse_two_corrections_of_one_event(self, factories: SimpleNamespace) -> None:
        event = factories.custody_event()
        factories.custody_event(person=event.person, supersedes_id=event.id)
        with pytest.raises(IntegrityError):
            factories.custody_event(person=event.person, supersedes_id=event.id)


class TestRetract:
    def test_takes_the_event_out_of_the_standing(self, person: Person, icrc: Source, actor: User) -> None:
        event = record(person, K.CAPTURE, icrc, "2022-05")
        rules.retract(event, reason="інша особа", actor=actor, now=NOW)
        assert (person.custody_status, person.captured) == (S.UNKNOWN, None)

    def test_keeps_who_why_and_when(self, person: Person, icrc: Source, actor: User) -> None:
        event = record(person, K.CAPTURE, icrc)
        rules.retract(event, reason="інша особа", actor=actor, now=NOW)
        assert (event.retracted_at, event.retracted_by_id) == (NOW, actor.id)
        assert event.retraction_reason == "інша особа"
        assert list(queries.list_events_of(person)) == [event]
        assert person.custody_status is CustodyStatus.UNKNOWN

    def test_counts_as_a_change_of_the_person(self, person: Person, icrc: Source, actor: User) -> None:
        event = record(person, K.CAPTURE, icrc)
        version = person.version
        rules.retract(event, reason="інша особа", actor=actor, now=NOW + timedelta(days=1))
        assert (person.version, person.updated_at) == (version + 1, NOW + timedelta(days=1))

    def test_is_entered_in_the_ledger(self, session: Session, person: Person, icrc: Source, actor: User) -> None:
        rules.retract(record(person, K.CAPTURE, icrc), reason="інша особа", actor=actor, now=NOW)
        entry = last_entry(session)
        assert (entry.action, entry.person_id) == ("retract event", person.id)
        assert {"retracted_at", "retracted_by_id", "retraction_reason"} == set(entry.digests)

    @pytest.mark.parametrize("reason", ["", " \u200b"])
    def test_is_refused_without_a_reason(self, person: Person, icrc: Source, actor: User, reason: str) -> None:
        with pytest.raises(RuleError, match="Say why"):
            rules.retract(record(person, K.CAPTURE, icrc), reason=reason, actor=actor, now=NOW)

    def test_is_refused_the_second_time(self, person: Person, icrc: Source, actor: User) -> None:
        event = record(person, K.CAPTURE, icrc)
        rules.retract(event, reason="інша особа", actor=actor, now=NOW)
        with pytest.raises(RuleError, match="already"):
            rules.retract(event, reason="ще раз", actor=actor, now=NOW)

    def test_is_refused_of_what_belongs_to_an_exchange(self, person: Person, icrc: Source, actor: User) -> None:
        event = record(person, K.EXCHANGE, icrc, origin=Origin.EXCHANGE)
        with pytest.raises(RuleError, match="reversed there"):
            rules.retract(event, reason="не відбулося", actor=actor, now=NOW)


class TestRegrade:
    def test_derives_the_standing_of_everybody_of_whom_it_speaks(
        self, factories: SimpleNamespace, icrc: Source, actor: User
    ) -> None:
        people = [factories.custody_event(source=icrc).person for _ in range(2)]
        assert regrade(icrc, actor, kind=SourceKind.OPEN_SOURCE) == 2
        assert {person.custody_status for person in people} == {S.PRESUMED_CAPTIVE}

    def test_derives_the_identity_of_everybody_of_whom_it_speaks(self, factories: SimpleNamespace, actor: User) -> None:
        source = factories.source(reliability=Reliability.F)
        person = factories.person(surname="Шевчук", source=factories.source(reliability=Reliability.C))
        factories.person_statement(person=person, surname="Шевченко", source=source)
        regrade(source, actor, reliability=Reliability.A)
        assert person.surname == "Шевченко"

    def test_reaches_those_who_rest_on_a_repost_of_a_repost(self, factories: SimpleNamespace, actor: User) -> None:
        first, other = factories.source(), factories.source()
        repost = factories.source(repeats=factories.source(repeats=first))
        person = factories.custody_event(kind=K.CAPTURE, source=factories.source(kind=SourceKind.ICRC)).person
        for source in (repost, other):
            factories.custody_event(person=person, kind=K.DEATH, happened="2023", source=source, credibility=1)
        assert person.custody_status is S.DIED_IN_CAPTIVITY
        regrade(first, actor, repeats=other)
        assert (person.custody_status, person.reported) == (S.IN_CAPTIVITY, EndingKind.DEATH)

    def test_reaches_the_record_into_which_another_was_merged(
        self, factories: SimpleNamespace, icrc: Source, actor: User
    ) -> None:
        kept = factories.person()
        merged = factories.person(merged_into_id=kept.id)
        factories.custody_event(person=merged, source=icrc)
        assert regrade(icrc, actor, kind=SourceKind.OPEN_SOURCE) == 1
        assert kept.custody_status is S.PRESUMED_CAPTIVE

    def test_leaves_others_alone(self, factories: SimpleNamespace, icrc: Source, actor: User) -> None:
        other = factories.custody_event().person
        other.custody_status = S.ESCAPED
        assert regrade(icrc, actor, kind=SourceKind.FAMILY) == 0
        assert other.custody_status is S.ESCAPED

    def test_is_no_change_of_the_people(self, factories: SimpleNamespace, icrc: Source, actor: User) -> None:
        person = factories.custody_event(source=icrc).person
        version = person.version
        regrade(icrc, actor, kind=SourceKind.OPEN_SOURCE)
        assert person.version == version


class TestRebuild:
    def test_mends_a_row_that_does_not_follow_from_the_facts(self, factories: SimpleNamespace) -> None:
        person = factories.custody_event(person=factories.person(surname="Шевчук")).person
        person.surname, person.custody_status = "Хибно", S.ESCAPED
        rules.rebuild(person)
        assert (person.surname, person.custody_status) == ("Шевчук", S.PRESUMED_CAPTIVE)


class TestRepresentation:
    def test_names_the_kind_and_numbers_only(self, factories: SimpleNamespace) -> None:
        event = factories.custody_event(note="таємне")
        assert repr(event) == f"<CustodyEvent {event.id} capture of {event.person_id}>"
