"""In what situation the law puts somebody who is held."""

import pytest

from app.custody.models import CustodyEvent
from app.custody.models import EventKind as K
from app.custody.standing import derive
from app.custody.standing.situation import RULES, situation_of
from app.people.models import Law
from app.people.models import LegalSituation as L
from tests.custody.events import captured, event, exchanged

GC3, GC4, EITHER = Law.PRISONER_OF_WAR, Law.CIVILIAN, Law.EITHER


def situation(law: Law, *events: CustodyEvent) -> L | None:
    return situation_of(derive(events), law)


@pytest.mark.parametrize(
    ("law", "kinds", "found"),
    [
        (GC3, [], L.POW),
        (GC3, [K.CHARGED], L.UNDER_INVESTIGATION),
        (GC3, [K.CHARGED, K.TRIAL], L.ON_TRIAL),
        (GC3, [K.CHARGED, K.TRIAL, K.SENTENCED], L.SENTENCED),
        (GC3, [K.SENTENCED, K.TRIAL], L.SENTENCED),
        (GC3, [K.INTERNMENT], L.POW),
        (GC4, [], L.UNKNOWN),
        (GC4, [K.ARREST], L.HELD_WITHOUT_CHARGE),
        (GC4, [K.ARREST, K.INTERNMENT], L.CIVILIAN_INTERNEE),
        (GC4, [K.ARREST, K.CHARGED], L.UNDER_INVESTIGATION),
        (EITHER, [], L.UNKNOWN),
        (EITHER, [K.ARREST], L.HELD_WITHOUT_CHARGE),
        (EITHER, [K.INTERNMENT], L.UNKNOWN),
    ],
)
def test_follows_the_furthest_proceedings_and_the_law_of_the_category(law: Law, kinds: list[K], found: L) -> None:
    assert situation(law, event(K.SIGHTING, "2022-05"), *(event(kind, "2022-06") for kind in kinds)) is found


def test_is_nothing_for_who_is_not_held() -> None:
    assert situation(GC3) is situation(GC3, captured(), event(K.SENTENCED, "2022-08"), exchanged()) is None


def test_of_an_earlier_captivity_does_not_count() -> None:
    earlier = [captured("2022-05-16"), event(K.SENTENCED, "2022-08"), exchanged("2023-05-25")]
    assert situation(GC3, *earlier, captured("2024-01-10")) is L.POW


def test_every_row_has_an_example_and_the_last_holds_for_all() -> None:
    assert all(rule.example for rule in RULES)
    assert (RULES[-1].kind, RULES[-1].law) == (None, None)
