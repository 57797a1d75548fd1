"""Separating two records, with what was entered meanwhile assigned by hand."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.compartments import queries as compartments
from app.compartments import rules as guarded
from app.compartments.models import HealthObservation, HealthState, Relation, Relative
from app.core.db import db
from app.core.errors import RuleError
from app.custody import queries as custody
from app.custody import rules as custody_rules
from app.custody.models import CustodyEvent, EventKind, Origin
from app.debriefings import rules as debriefings
from app.debriefings.models import How
from app.debriefings.queries import find_witness_who_is
from app.matching import queries, rules
from app.matching.models import Merger
from app.people import queries as people
from app.people import rules as people_rules
from app.people.models import IdentifierKind, PersonStatement
from tests.matching.records import MERGED_ON, merged, supervisor

pytestmark = pytest.mark.usefixtures("session")
LATER = MERGED_ON + timedelta(days=1)
LATEST = MERGED_ON + timedelta(days=2)


class Pair:
    """Two records that were merged, and what is entered about them since."""

    def __init__(self, factories: SimpleNamespace) -> None:
        self.factories, self.actor = factories, supervisor(factories)
        self.kept = factories.person(surname="Коваль", given_name="Іван")
        self.leaves = factories.person(surname="Коваль", given_name="Іван")
        self.source = factories.source(kind="icrc", reliability="A")
        self.merger: Merger = merged(self.leaves, self.kept, factories)

    @property
    def by(self) -> dict[str, Any]:
        return {"actor": self.actor, "now": LATER}

    def state(self, **values: Any) -> PersonStatement:
        return people_rules.state(self.kept, people_rules.Saying(self.source, 2, values), **self.by)

    def record(self, kind: EventKind = EventKind.VISITED_ICRC, **rest: Any) -> CustodyEvent:
        return custody_rules.record(self.kept, custody_rules.Happening(kind, self.source, 2, **rest), **self.by)

    def separate(self, *goes: Any, now: datetime = LATEST) -> None:
        keys = [f"{fact.__tablename__}-{fact.id}" for fact in goes]
        rules.unmerge(self.merger, goes=keys, reason="брати", actor=self.actor, now=now)

    def added(self) -> list[Any]:
        return [one.fact for one in rules.added_since(self.merger)]


@pytest.fixture
def pair(factories: SimpleNamespace) -> Pair:
    return Pair(factories)


class TestUnmerge:
    def test_lets_the_record_stand_for_itself(self, pair: Pair) -> None:
        pair.separate()
        assert people.get_person(pair.leaves.ref) is pair.leaves
        assert (pair.merger.undone_at, pair.merger.undoing_reason) == (LATEST, "брати")

    def test_asks_for_a_reason(self, pair: Pair) -> None:
        with pytest.raises(RuleError, match="two people"):
            rules.unmerge(pair.merger, goes=(), reason=" ", actor=pair.actor, now=LATEST)

    def test_is_done_once(self, pair: Pair) -> None:
        pair.separate()
        with pytest.raises(RuleError, match="separated already"):
            pair.separate()

    def test_gives_the_right_record_back_from_a_chain(self, pair: Pair, factories: SimpleNamespace) -> None:
        last = factories.person(surname="Коваль", given_name="Іван")
        onward = rules.merge(pair.kept, last, reason="одна особа", actor=pair.actor, now=LATER)
        rules.unmerge(onward, goes=(), reason="брати", actor=pair.actor, now=LATEST)
        assert (pair.kept.merged_into_id, pair.leaves.merged_into_id) == (None, pair.kept.id)

    def test_lets_records_be_merged_again(self, pair: Pair, factories: SimpleNamespace) -> None:
        pair.separate()
        again = merged(pair.leaves, pair.kept, factories)
        assert queries.list_mergers_of(pair.kept) == [again]

    def test_refuses_what_somebody_changed_meanwhile(self, pair: Pair) -> None:
        statement = pair.state(rank="солдат")
        people_rules.retract_statement(statement, reason="хибно", **pair.by)
        with pytest.raises(RuleError, match="Somebody changed this"):
            pair.separate(statement)


class TestWhatWasEnteredMeanwhile:
    def test_is_listed_whole(self, pair: Pair, factories: SimpleNamespace) -> None:
        number = people_rules.identify(
            pair.kept, kind=IdentifierKind.PASSPORT, value="АА1", source=pair.source, **pair.by
        )
        people_rules.tag(pair.kept, factories.cohort(), source=pair.source, **pair.by)
        mother = guarded.Saying(pair.source, 2, {"relation": Relation.MOTHER, "name": "Вигадана Мати"})
        relative = guarded.record(Relative, pair.kept, mother, **pair.by)
        found = {*map(id, pair.added())}
        wanted = {*map(id, (pair.state(rank="солдат"), number, pair.record(), relative))}
        wanted |= {*map(id, people.list_cohorts_of(pair.kept))}
        assert {*map(id, pair.added())} == wanted
        assert found < wanted

    def test_leaves_out_what_was_there_before(self, pair: Pair) -> None:
        assert pair.added() == []

    def test_leaves_out_what_goes_with_an_older_fact(self, pair: Pair) -> None:
        people_rules.correct(pair.kept, {"surname": "Коваленко"}, {}, **pair.by)
        assert pair.added() == []

    def test_leaves_out_what_an_exchange_reverses(self, pair: Pair) -> None:
        pair.record(EventKind.EXCHANGE, origin=Origin.EXCHANGE)
        assert pair.added() == []

    def test_is_what_was_entered_since_the_whole_chain_was_one(self, pair: Pair, factories: SimpleNamespace) -> None:
        first = pair.state(rank="солдат")
        last = factories.person(surname="Коваль", given_name="Іван")
        people_rules.state(last, people_rules.Saying(pair.source, 2, {"rank": "сержант"}), **pair.by)
        rules.merge(pair.kept, last, reason="одна особа", actor=pair.actor, now=LATER)
        after = people_rules.state(
            last, people_rules.Saying(pair.source, 2, {"unit": "1 бригада"}), actor=None, now=LATEST
        )
        assert pair.added() == [first, after]


class TestHandingOver:
    def test_retracts_here_and_records_there(self, pair: Pair) -> None:
        statement = pair.state(rank="солдат")
        pair.separate(statement)
        [there] = people.list_live_statements_of(pair.leaves)[1:]
        assert (there.rank, there.source, there.credibility) == ("солдат", pair.source, 2)
        assert (pair.kept.rank, pair.leaves.rank) == (None, "солдат")
        assert statement.retraction_reason == f"{pair.leaves.ref} ≠ {pair.kept.ref}: брати"

    def test_keeps_the_rest_here(self, pair: Pair) -> None:
        pair.state(rank="солдат")
        pair.separate()
        assert (pair.kept.rank, pair.leaves.rank) == ("солдат", None)

    def test_takes_what_was_corrected_along(self, pair: Pair) -> None:
        wrong = pair.record(note="уперше")
        right = custody_rules.correct(
            wrong, custody_rules.Happening(EventKind.SIGHTING, pair.source, 2), actor=pair.actor, now=LATER
        )
        pair.separate(right)
        assert pair.kept.last_known_on is None
        assert [event.retracted_at for event in custody.list_events_of(pair.kept)] == [LATEST, LATEST]
        assert [event.kind for event in custody.list_events_of(pair.leaves)] == [EventKind.SIGHTING]

    def test_hands_a_number_over(self, pair: Pair) -> None:
        word = {"kind": IdentifierKind.PASSPORT, "value": "АА1", "source": pair.source}
        pair.separate(people_rules.identify(pair.kept, **word, **pair.by))
        assert people.find_owner_of(IdentifierKind.PASSPORT, issuer="", value="АА1") is pair.leaves

    def test_hands_a_cohort_over(self, pair: Pair, factories: SimpleNamespace) -> None:
        people_rules.tag(pair.kept, cohort := factories.cohort(), source=pair.source, **pair.by)
        pair.separate(*people.list_cohorts_of(pair.kept))
        assert people.list_cohorts_of(pair.kept) == []
        assert [link.cohort for link in people.list_cohorts_of(pair.leaves)] == [cohort]

    def test_hands_over_what_only_some_may_see(self, pair: Pair) -> None:
        said = {"condition": HealthState.SERIOUSLY_ILL, "observed": None, "note": "лікарня"}
        fact = guarded.record(HealthObservation, pair.kept, guarded.Saying(pair.source, 2, said), **pair.by)
        pair.separate(fact)
        [there] = compartments.list_facts_of(HealthObservation, pair.leaves)
        assert (there.condition, there.note, there.is_serious) == (HealthState.SERIOUSLY_ILL, "лікарня", True)
        assert (pair.kept.health_due_on, pair.leaves.health_due_on is None) == (None, False)

    def test_lets_a_witness_be_the_other_person(self, pair: Pair) -> None:
        witness = guarded.add_witness(name="Вигаданий Іван", person=pair.kept, **pair.by)
        corrected = guarded.correct_witness(
            witness, name="Вигаданий Іван", contact="лист", note=None, actor=pair.actor, now=LATER
        )
        assert pair.added() == [corrected]
        pair.separate(corrected)
        found = compartments.get_witness(witness.ref)
        assert (found.person, found.contact, found.source) == (pair.leaves, "лист", witness.source)
        assert find_witness_who_is(pair.kept) is None
        assert find_witness_who_is(pair.leaves) is found

    def test_leaves_a_witness_where_nobody_ticks(self, pair: Pair) -> None:
        witness = guarded.add_witness(name="Вигаданий Іван", person=pair.kept, **pair.by)
        pair.separate()
        assert find_witness_who_is(pair.kept) is witness

    def test_hands_a_witness_over_once(self, pair: Pair, factories: SimpleNamespace) -> None:
        third = merged(factories.person(), pair.kept, factories)
        witness = guarded.add_witness(name="Вигаданий Іван", person=pair.kept, **pair.by)
        pair.separate(witness)
        assert rules.added_since(third) == []

    def test_lets_the_row_of_a_debriefing_follow(self, pair: Pair) -> None:
        sheet = debriefings.open_debriefing(name="Вигаданий Свідок", **pair.by)
        words = debriefings.Words("Коваль", How.SAW, health="поранений")
        row = debriefings.take_down(sheet, words, **pair.by)
        debriefings.identify(row, pair.kept, **pair.by)
        pair.separate(row.event, row.health_observation)
        assert (row.person, row.event.person, row.health_observation.person) == (pair.leaves,) * 3

    def test_takes_back_choices_of_what_goes(self, pair: Pair, factories: SimpleNamespace) -> None:
        others = factories.person_statement(person=pair.leaves, unit="1 бригада")
        people_rules.prefer(pair.kept, "unit", others, reason="документ", **pair.by)
        pair.separate()
        assert people.list_preferences_of(pair.kept) == []


class TestUndo:
    def test_takes_back_what_was_just_merged(self, pair: Pair) -> None:
        actor = pair.merger.recorded_by
        assert actor is not None
        rules.undo_merger(pair.merger, actor=actor, now=MERGED_ON + timedelta(minutes=9))
        assert (pair.leaves.merged_into_id, pair.merger.undoing_reason) == (None, "undone")

    def test_is_offered_for_ten_minutes(self, pair: Pair) -> None:
        actor = pair.merger.recorded_by
        assert actor is not None
        with pytest.raises(RuleError, match="ten minutes"):
            rules.undo_merger(pair.merger, actor=actor, now=LATER)

    def test_is_refused_once_somebody_built_on_it(self, pair: Pair) -> None:
        actor = pair.merger.recorded_by
        assert actor is not None
        pair.state(rank="солдат")
        with pytest.raises(RuleError, match="built on this"):
            rules.undo_merger(pair.merger, actor=actor, now=MERGED_ON + timedelta(minutes=9))


def test_the_history_of_the_person_tells_of_both(factories: SimpleNamespace) -> None:
    pair = Pair(factories)
    pair.separate()
    db.session.commit()
    verbs = ("merge records", "lead record on", "separate records")
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action.in_(verbs)).order_by(AuditEntry.id))
    told = [(entry.action, entry.person_id) for entry in entries]
    kept, leaves = pair.kept.id, pair.leaves.id
    assert told == [
        ("merge records", kept),
        ("lead record on", leaves),
        ("separate records", kept),
        ("lead record on", leaves),
    ]
