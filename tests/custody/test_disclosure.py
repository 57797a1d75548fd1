"""What of a person's standing may leave the house."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from app.custody import rules
from app.custody.disclosure import Outward, hides_death, outward
from app.custody.models import EventKind
from app.custody.rules import Happening
from app.people.models import CustodyStatus, EndingKind, ExchangeStatus, Person
from app.sources.models import Source, SourceKind
from tests.custody.events import day

pytestmark = pytest.mark.usefixtures("session")

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
K, S = EventKind, CustodyStatus
Tell = Callable[..., Person]


@pytest.fixture
def told(factories: SimpleNamespace) -> Tell:
    """Give a function that makes a person to whom these things happened."""
    icrc = factories.source(kind=SourceKind.ICRC)

    def make(*events: tuple[EventKind, str], by: Source = icrc, **fields: Any) -> Person:
        person: Person = factories.person(**fields)
        for kind, happened in events:
            decided = {"sets_status": S.PRESUMED_DEAD, "note": "рішення"} if kind is K.OVERRIDE else {}
            happening = Happening(kind=kind, source=by, credibility=3, happened=day(happened), **decided)
            rules.record(person, happening, actor=None, now=NOW)
        return person

    return make


class TestOutward:
    def test_tells_of_the_living_what_is_known(self, told: Tell) -> None:
        person = told((K.CAPTURE, "2022-05-16"), (K.EXCHANGE, "2023-05-25"))
        shown = outward(person)
        assert (shown.custody_status, shown.exchange_status) == (S.EXCHANGED, ExchangeStatus.EXCHANGED)
        assert (shown.since, shown.ended, shown.last_known_on) == (person.since, person.ended, date(2023, 5, 25))

    @pytest.mark.parametrize("death", [K.DEATH, K.REMAINS_IDENTIFIED, K.OVERRIDE])
    def test_shows_no_death_before_the_family_knows(self, told: Tell, death: EventKind) -> None:
        shown = outward(told((K.CAPTURE, "2022-05-16"), (death, "2023-01-10")))
        assert shown == Outward(
            S.IN_CAPTIVITY, None, ExchangeStatus.NOT_LISTED, day("2022-05-16"), day("2022-05-16"), None, None
        )

    def test_shows_the_death_once_the_family_knows(self, told: Tell) -> None:
        person = told((K.CAPTURE, "2022-05-16"), (K.DEATH, "2023-01-10"), family_informed_on=date(2023, 2, 1))
        assert (outward(person).custody_status, outward(person).since) == (S.DIED_IN_CAPTIVITY, day("2023-01-10"))

    def test_shows_no_report_of_a_death_either(self, told: Tell, factories: SimpleNamespace) -> None:
        holder = factories.source(kind=SourceKind.DETAINING_POWER)
        person = told((K.CAPTURE, "2022-05-16"), (K.DEATH, "2023-01-10"), by=holder)
        assert (person.reported, outward(person).reported) == (EndingKind.DEATH, None)
        assert outward(person).custody_status is S.IN_CAPTIVITY

    def test_shows_who_died_at_home_as_at_home(self, told: Tell) -> None:
        shown = outward(told((K.CAPTURE, "2022-05-16"), (K.EXCHANGE, "2023-05-25"), (K.KILLED, "2024-01-10")))
        assert (shown.custody_status, shown.exchange_status) == (S.EXCHANGED, ExchangeStatus.EXCHANGED)
        assert (shown.since, shown.ended) == (day("2023-05-25"), day("2023-05-25"))

    def test_shows_the_missing_as_missing(self, told: Tell) -> None:
        shown = outward(told((K.REPORTED_MISSING, "2022-05-01"), (K.KILLED, "2022-05-20")))
        assert (shown.custody_status, shown.since, shown.captured, shown.ended) == (S.MISSING, None, None, None)

    def test_shows_of_whom_nothing_else_is_known_nothing(self, told: Tell) -> None:
        assert outward(told((K.KILLED, "2022-05-20"))).custody_status is S.UNKNOWN

    def test_a_decision_that_somebody_is_dead_before_the_proof_of_it_keeps_the_first_status(self, told: Tell) -> None:
        person = told((K.CAPTURE, "2022-05-16"), (K.OVERRIDE, "2023-01-10"), (K.REMAINS_IDENTIFIED, "2023-06-01"))
        assert (person.custody_status, person.status_before_death) == (S.DECEASED, S.IN_CAPTIVITY)

    def test_a_sign_of_life_takes_the_death_away(self, told: Tell) -> None:
        person = told((K.CAPTURE, "2022-05-16"), (K.DEATH, "2023-01-10"), (K.VISITED_ICRC, "2023-06-01"))
        assert (person.status_before_death, hides_death(person)) == (None, False)
