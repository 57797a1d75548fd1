"""Two records on one list that are read as one: whose entry stands, and what comes back when they are separated."""

from types import SimpleNamespace
from typing import Any

import pytest

from app.accounts.models import Role
from app.core.errors import RuleError
from app.custody.models import EventKind
from app.exchanges import queries
from app.exchanges.models import Entry, State
from app.exchanges.rules import entries as rules
from app.matching import rules as matching
from app.people.models import ExchangeStatus
from tests.conftest import SignIn
from tests.exchanges.test_entry_rules import NOW, By


@pytest.fixture
def by(factories: SimpleNamespace) -> dict[str, Any]:
    return {"actor": factories.user(role=Role.SUPERVISOR), "now": NOW}


@pytest.fixture
def pair(factories: SimpleNamespace) -> tuple[Entry, Entry]:
    """Two people on one list: one asked for, the other agreed to."""
    one = factories.entry(state=State.REQUESTED, on="2026-01-01")
    return one, factories.entry(operation=one.operation, state=State.AGREED, on="2026-01-02")


class TestMerging:
    def test_asks_whose_entry_stands(self, pair: tuple[Entry, Entry], by: By) -> None:
        kept, merged = pair
        with pytest.raises(RuleError, match="choose whose entry stands") as refused:
            matching.merge(merged.person, kept.person, reason="одна особа", **by)
        assert refused.value.field == "stands"

    @pytest.mark.parametrize("chosen", [0, 1])
    def test_lets_one_stand_and_keeps_the_steps_of_the_other(
        self, pair: tuple[Entry, Entry], by: By, chosen: int
    ) -> None:
        stays, goes = pair[chosen], pair[1 - chosen]
        person = pair[0].person
        matching.merge(pair[1].person, person, stands=stays.person, reason="одна особа", **by)
        assert (stays.set_aside_for_id, goes.set_aside_for_id) == (None, stays.id)
        assert person.exchange_status is ExchangeStatus(stays.state.value)
        assert len(queries.list_transitions_of(goes)) == 1
        assert queries.find_entry_in(stays.operation, person) is stays
        assert set(queries.list_entries_of(person)) == set(pair)

    def test_moves_nobody_who_was_set_aside(self, pair: tuple[Entry, Entry], by: By) -> None:
        kept, merged = pair
        matching.merge(merged.person, kept.person, stands=kept.person, reason="одна особа", **by)
        with pytest.raises(RuleError, match="other one's entry stands"):
            rules.make_ready([merged], rules.Word(), **by)

    def test_asks_nothing_of_two_on_different_lists(self, factories: SimpleNamespace, by: By) -> None:
        kept, merged = factories.entry(), factories.entry()
        matching.merge(merged.person, kept.person, reason="одна особа", **by)
        assert (kept.set_aside_for_id, merged.set_aside_for_id) == (None, None)

    def test_sets_no_confirmed_hand_over_aside(self, factories: SimpleNamespace, by: By) -> None:
        kept, person = factories.entry(), factories.person()
        event = factories.custody_event(person=person, kind=EventKind.EXCHANGE, happened="2026-01-01")
        over = factories.entry(operation=kept.operation, person=person, state=State.HANDED_OVER, event_id=event.id)
        with pytest.raises(RuleError, match="their entry stands"):
            matching.merge(person, kept.person, stands=kept.person, reason="одна особа", **by)
        assert over.set_aside_for_id is None


class TestSeparating:
    def test_lets_the_other_entry_stand_again(self, pair: tuple[Entry, Entry], by: By) -> None:
        kept, merged = pair
        merger = matching.merge(merged.person, kept.person, stands=kept.person, reason="одна особа", **by)
        matching.unmerge(merger, goes=(), reason="різні люди", **by)
        assert (kept.set_aside_for_id, merged.set_aside_for_id) == (None, None)
        assert merged.person.exchange_status is ExchangeStatus.AGREED
        assert kept.person.exchange_status is ExchangeStatus.REQUESTED

    def test_is_undone_with_the_merger(self, pair: tuple[Entry, Entry], by: By) -> None:
        kept, merged = pair
        merger = matching.merge(merged.person, kept.person, stands=merged.person, reason="одна особа", **by)
        matching.undo_merger(merger, **by)
        assert kept.set_aside_for_id is None

    def test_leaves_one_entry_to_those_who_stay_together(
        self, factories: SimpleNamespace, pair: tuple[Entry, Entry], by: By
    ) -> None:
        first, second = pair
        third = factories.entry(operation=first.operation, state=State.OFFERED)
        mergers = [
            matching.merge(second.person, first.person, stands=first.person, reason="одна особа", **by),
            matching.merge(first.person, third.person, stands=third.person, reason="одна особа", **by),
        ]
        assert [one.set_aside_for_id for one in (first, second, third)] == [third.id, first.id, None]
        matching.unmerge(mergers[0], goes=(), reason="різні люди", **by)
        assert [one.set_aside_for_id for one in (first, second, third)] == [third.id, None, None]


class TestPage:
    def test_asks_whose_entry_stands_only_of_two_on_one_list(
        self, sign_in: SignIn, factories: SimpleNamespace, pair: tuple[Entry, Entry]
    ) -> None:
        supervisor, (one, other), stranger = sign_in(Role.SUPERVISOR), pair, factories.person()
        text = supervisor.get(f"/people/{one.person.ref}/merge/{other.person.ref}").text
        assert "Whose entry stands" in text
        assert "Whose entry stands" not in supervisor.get(f"/people/{one.person.ref}/merge/{stranger.ref}").text

    def test_merges_with_the_entry_that_was_chosen(self, sign_in: SignIn, pair: tuple[Entry, Entry]) -> None:
        supervisor, (one, other) = sign_in(Role.SUPERVISOR), pair
        address, sent = f"/people/{one.person.ref}/merge/{other.person.ref}", {"reason": "одна особа"}
        refused = supervisor.post(address, data={**sent, "kept": one.person_id})
        assert (refused.status_code, "choose whose entry stands" in refused.text) == (422, True)
        supervisor.post(address, data={**sent, "kept": one.person_id, "stands": other.person_id})
        assert (one.set_aside_for_id, other.set_aside_for_id) == (other.id, None)
