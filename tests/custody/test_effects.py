"""The table of the derivation: what each kind of event does to the custody status, each with an example."""

from typing import NamedTuple

import pytest

from app.custody.effects import CONFIRM_ENDINGS, CONFIRMS, EFFECTS, ENTERED, STATUS_AFTER, Effect, right_to
from app.custody.models import EventKind
from app.people.models import Confirmation, CustodyStatus, EndingKind
from app.sources.models import SourceKind
from tests.custody.events import captured, decision, event, exchanged, status_of

S, K = CustodyStatus, EventKind


class Outcome(NamedTuple):
    """The status after an event that the ICRC tells: of somebody unknown, of a captive, of somebody exchanged."""

    unknown: CustodyStatus
    captive: CustodyStatus
    exchanged: CustodyStatus


OPENS = Outcome(S.IN_CAPTIVITY, S.IN_CAPTIVITY, S.IN_CAPTIVITY)
ASSERTS = Outcome(S.IN_CAPTIVITY, S.IN_CAPTIVITY, S.EXCHANGED)
MISSING = Outcome(S.MISSING, S.IN_CAPTIVITY, S.MISSING)
NOTHING = Outcome(S.UNKNOWN, S.IN_CAPTIVITY, S.EXCHANGED)
DIES = Outcome(S.DECEASED, S.DIED_IN_CAPTIVITY, S.DECEASED)


def ends(status: CustodyStatus) -> Outcome:
    return Outcome(status, status, status)


OUTCOMES = {
    K.CAPTURE: OPENS,
    K.ARREST: OPENS,
    K.CAPTIVITY_CONFIRMED: OPENS,
    K.REGISTERED_ICRC: OPENS,
    K.VISITED_ICRC: OPENS,
    K.SIGHTING: OPENS,
    K.TRANSFER: OPENS,
    K.INTERNMENT: ASSERTS,
    K.HOSPITAL_IN: ASSERTS,
    K.HOSPITAL_OUT: ASSERTS,
    K.CORRESPONDENCE: ASSERTS,
    K.CALL: ASSERTS,
    K.HEALTH_REPORT: ASSERTS,
    K.MEDICAL_COMMISSION: ASSERTS,
    K.CHARGED: ASSERTS,
    K.TRIAL: ASSERTS,
    K.SENTENCED: ASSERTS,
    K.LAST_CONTACT: MISSING,
    K.REPORTED_MISSING: MISSING,
    K.EXCHANGE: ends(S.EXCHANGED),
    K.REPATRIATION_MEDICAL: ends(S.REPATRIATED),
    K.RELEASE_UNILATERAL: ends(S.RELEASED),
    K.NEUTRAL_ACCOMMODATION: ends(S.NEUTRAL_COUNTRY),
    K.ESCAPE: ends(S.ESCAPED),
    K.FOUND_ALIVE: ends(S.FOUND_NOT_CAPTIVE),
    K.DEATH: DIES,
    K.KILLED: DIES,
    K.BURIAL: DIES,
    K.REMAINS_TRANSFER: DIES,
    K.REMAINS_IDENTIFIED: DIES,
    K.CONSENT_GIVEN: NOTHING,
    K.CONSENT_REFUSED: NOTHING,
    K.BIRTH: NOTHING,
}


class TestEffects:
    def test_has_a_row_for_every_kind(self) -> None:
        assert set(EFFECTS) == set(EventKind)

    def test_every_kind_has_an_outcome_here(self) -> None:
        assert {*OUTCOMES, K.OVERRIDE} == set(EventKind)

    @pytest.mark.parametrize("kind", EventKind)
    def test_every_row_has_an_example(self, kind: EventKind) -> None:
        assert EFFECTS[kind].example

    def test_no_two_rows_share_an_example(self) -> None:
        assert len({row.example for row in EFFECTS.values()}) == len(EFFECTS)

    @pytest.mark.parametrize("kind", EventKind)
    def test_only_an_ending_names_how_things_end(self, kind: EventKind) -> None:
        assert (EFFECTS[kind].ending is not None) == (EFFECTS[kind].effect is Effect.ENDS)

    @pytest.mark.parametrize("kind", [kind for kind, row in EFFECTS.items() if row.opens_again])
    def test_only_what_asserts_captivity_opens_it_again(self, kind: EventKind) -> None:
        assert EFFECTS[kind].effect is Effect.ASSERTS

    def test_every_ending_but_death_has_its_status(self) -> None:
        assert set(STATUS_AFTER) == set(EndingKind) - {EndingKind.DEATH}


@pytest.mark.parametrize("kind", OUTCOMES)
class TestOutcome:
    def test_of_somebody_of_whom_nothing_is_known(self, kind: EventKind) -> None:
        assert status_of(event(kind, "2024-01-10")) is OUTCOMES[kind].unknown

    def test_of_a_captive(self, kind: EventKind) -> None:
        assert status_of(captured(), event(kind, "2024-01-10")) is OUTCOMES[kind].captive

    def test_of_somebody_who_was_exchanged(self, kind: EventKind) -> None:
        assert status_of(captured(), exchanged(), event(kind, "2024-01-10")) is OUTCOMES[kind].exchanged


@pytest.mark.parametrize("status", CustodyStatus)
class TestDecision:
    def test_gives_somebody_unknown_the_status_it_names(self, status: CustodyStatus) -> None:
        assert status_of(decision(status, "2024-01-10")) is status

    def test_gives_a_captive_the_status_it_names(self, status: CustodyStatus) -> None:
        assert status_of(captured(), decision(status, "2024-01-10")) is status

    def test_gives_somebody_exchanged_the_status_it_names(self, status: CustodyStatus) -> None:
        assert status_of(captured(), exchanged(), decision(status, "2024-01-10")) is status


class TestConfirms:
    @pytest.mark.parametrize(
        ("kind", "confirmation", "status"),
        [
            (SourceKind.FAMILY, Confirmation.FAMILY_OR_WITNESS, S.PRESUMED_CAPTIVE),
            (SourceKind.WITNESS, Confirmation.FAMILY_OR_WITNESS, S.PRESUMED_CAPTIVE),
            (SourceKind.OPEN_SOURCE, Confirmation.OPEN_SOURCE, S.PRESUMED_CAPTIVE),
            (SourceKind.RELEASED_PRISONER, Confirmation.RELEASED_PRISONER, S.PRESUMED_CAPTIVE),
            (SourceKind.DETAINING_POWER, Confirmation.DETAINING_POWER, S.IN_CAPTIVITY),
            (SourceKind.OFFICIAL_BODY, Confirmation.DETAINING_POWER, S.IN_CAPTIVITY),
            (SourceKind.FORENSIC, Confirmation.DETAINING_POWER, S.IN_CAPTIVITY),
            (SourceKind.ICRC, Confirmation.ICRC, S.IN_CAPTIVITY),
            (SourceKind.OWN_OFFICE, Confirmation.IN_PERSON, S.IN_CAPTIVITY),
        ],
    )
    def test_each_kind_of_source(self, kind: SourceKind, confirmation: Confirmation, status: CustodyStatus) -> None:
        assert CONFIRMS[kind] is confirmation
        assert status_of(captured(by=kind)) is status

    def test_knows_every_kind_of_source(self) -> None:
        assert set(CONFIRMS) == set(SourceKind)

    def test_confirmation_grows_in_the_order_of_the_design(self) -> None:
        assert sorted(Confirmation) == [
            Confirmation.NONE,
            Confirmation.FAMILY_OR_WITNESS,
            Confirmation.OPEN_SOURCE,
            Confirmation.RELEASED_PRISONER,
            Confirmation.DETAINING_POWER,
            Confirmation.ICRC,
            Confirmation.IN_PERSON,
        ]

    def test_the_detaining_power_confirms_no_ending(self) -> None:
        assert {
            SourceKind.ICRC,
            SourceKind.OFFICIAL_BODY,
            SourceKind.FORENSIC,
            SourceKind.OWN_OFFICE,
        } == CONFIRM_ENDINGS


class TestMasks:
    @pytest.mark.parametrize("field", ["kind", "note", "happened", "retraction_reason"])
    def test_an_answer_on_returning_is_masked_as_a_whole(self, field: str) -> None:
        assert right_to(field, EventKind.CONSENT_REFUSED) == "see consents"

    @pytest.mark.parametrize(
        ("field", "right"), [("note", "see health"), ("retraction_reason", "see health"), ("kind", None)]
    )
    def test_of_an_event_of_health_what_it_tells_is_masked(self, field: str, right: str | None) -> None:
        assert right_to(field, EventKind.HOSPITAL_IN) == right

    def test_of_other_events_nothing_is(self) -> None:
        assert right_to("note", EventKind.CAPTURE) is None

    def test_an_answer_on_returning_is_no_longer_entered_as_an_event(self) -> None:
        assert set(EventKind) - set(ENTERED) == {EventKind.CONSENT_GIVEN, EventKind.CONSENT_REFUSED}
