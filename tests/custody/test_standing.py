"""What follows from a person's events: rules on examples, with nothing stored."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.core.dates import UncertainDate
from app.custody.effects import CONFIRM_ENDINGS
from app.custody.models import CustodyEvent, EventKind
from app.custody.standing import Captivity, Note, order
from app.people.models import Confirmation, CustodyStatus, EndingKind, ExchangeStatus
from app.sources.models import Source, SourceKind
from tests.custody.events import captured, day, decision, event, exchanged, status_of, told

S, K, BY = CustodyStatus, EventKind, SourceKind
WEAK = sorted(set(SourceKind) - CONFIRM_ENDINGS, key=lambda kind: kind.value)


def source(kind: SourceKind = BY.WITNESS, repeats: Source | None = None) -> Source:
    return Source(kind=kind, repeats=repeats)


def died(happened: str | None = "2023-05-25", by: SourceKind | Source = BY.ICRC, credibility: int = 3) -> CustodyEvent:
    return event(K.DEATH, happened, by, credibility=credibility)


class TestOfNothing:
    def test_nothing_is_known(self) -> None:
        standing = told()
        assert (standing.status, standing.confirmation, standing.since) == (S.UNKNOWN, Confirmation.NONE, None)
        assert (standing.captivity, standing.place_id, standing.reported) == (None, None, None)
        assert standing.exchange_status is ExchangeStatus.NOT_LISTED


class TestOrder:
    def test_is_that_of_the_latest_day(self) -> None:
        later, sooner = event(K.SIGHTING, "2022-05"), event(K.SIGHTING, "2022-05-30")
        assert sorted([later, sooner], key=order) == [sooner, later]

    def test_of_one_latest_day_is_that_of_the_earliest(self) -> None:
        exact, month = event(K.SIGHTING, "2022-05-31"), event(K.SIGHTING, "2022-05")
        assert sorted([exact, month], key=order) == [month, exact]

    def test_of_the_same_days_is_that_of_the_kinds(self) -> None:
        end, begin = exchanged("2022-05-31"), captured("2022-05-31")
        assert sorted([end, begin], key=order) == [begin, end]

    def test_of_the_same_kind_is_that_of_the_record(self) -> None:
        first, second = event(K.CALL, "2022-05-31"), event(K.CALL, "2022-05-31")
        assert sorted([second, first], key=order) == [first, second]

    def test_of_the_same_moment_is_that_of_the_numbers(self) -> None:
        moment = datetime(2026, 1, 1, tzinfo=UTC)
        first, second = (event(K.CALL, recorded_at=moment) for _ in range(2))
        assert sorted([second, first], key=order) == [first, second]

    @pytest.mark.parametrize("text", ["../2022-05-20", "2022-05-20/.."])
    def test_takes_an_open_date_by_its_known_bound(self, text: str) -> None:
        before, it, after = event(K.CALL, "2022-05-19"), event(K.CALL, text), event(K.CALL, "2022-05-21")
        assert sorted([after, it, before], key=order) == [before, it, after]

    def test_the_undated_come_first(self) -> None:
        dated, undated = event(K.CALL, "../1900"), event(K.SENTENCED)
        assert sorted([dated, undated], key=order) == [undated, dated]

    def test_an_undated_capture_does_not_undo_a_dated_exchange(self) -> None:
        assert status_of(exchanged(), captured(None)) is S.EXCHANGED


class TestCaptivity:
    def test_opens_with_what_asserts_it(self) -> None:
        standing = told(captured())
        assert standing.open_captivity is standing.captivity is standing.captivities[0]

    def test_counts_what_asserts_it_again(self) -> None:
        standing = told(captured(), event(K.CALL, "2022-08"))
        assert [len(captivity.events) for captivity in standing.captivities] == [2]

    def test_of_somebody_reported_missing_before_overrides_it(self) -> None:
        assert status_of(event(K.REPORTED_MISSING, "2022-04"), captured(by=BY.FAMILY)) is S.PRESUMED_CAPTIVE

    def test_becomes_sure_by_a_later_word(self) -> None:
        assert status_of(captured(by=BY.FAMILY), event(K.VISITED_ICRC, "2022-08")) is S.IN_CAPTIVITY

    def test_stays_sure_after_a_weaker_word(self) -> None:
        assert status_of(captured(), event(K.SIGHTING, "2022-08", BY.FAMILY)) is S.IN_CAPTIVITY

    def test_ends_with_its_ending(self) -> None:
        standing = told(captured(), exchanged())
        assert standing.captivity is not None
        assert (standing.captivity.ended, standing.open_captivity) == (day("2023-05-25"), None)

    def test_opens_anew_after_a_return(self) -> None:
        standing = told(captured(), exchanged(), captured("2024-01-10"))
        assert standing.status is S.IN_CAPTIVITY
        assert [captivity.captured for captivity in standing.captivities] == [day("2022-05-16"), day("2024-01-10")]

    def test_opened_anew_stands_on_its_own_words(self) -> None:
        standing = told(captured(), exchanged(), captured("2024-01-10", BY.FAMILY))
        assert (standing.status, standing.confirmation) == (S.PRESUMED_CAPTIVE, Confirmation.FAMILY_OR_WITNESS)

    def test_opened_anew_may_end_again(self) -> None:
        standing = told(captured(), exchanged(), captured("2024-01-10"), exchanged("2024-06-01"))
        assert [captivity.ended for captivity in standing.captivities] == [day("2023-05-25"), day("2024-06-01")]

    def test_opens_after_a_death_that_was_declared(self) -> None:
        assert status_of(died("2022-06"), event(K.SIGHTING, "2023-01", BY.RELEASED_PRISONER)) is S.PRESUMED_CAPTIVE

    def test_does_not_open_by_a_letter_that_comes_after_the_return(self) -> None:
        letter = event(K.CORRESPONDENCE, "2023-06-01")
        standing = told(captured(), exchanged(), letter)
        assert standing.notes == {letter.id: Note.OPENS_NOTHING}
        assert len(standing.captivities) == 1

    @pytest.mark.parametrize("ending", [died(), event(K.FOUND_ALIVE, "2023-05-25")])
    def test_does_not_open_by_a_letter_where_none_had_been(self, ending: CustodyEvent) -> None:
        letter = event(K.CORRESPONDENCE, "2023-06-01")
        assert told(ending, letter).notes == {letter.id: Note.OPENS_NOTHING}

    def test_opens_by_a_letter_after_somebody_went_missing(self) -> None:
        assert status_of(event(K.LAST_CONTACT, "2022-04"), event(K.CORRESPONDENCE, "2022-06")) is S.IN_CAPTIVITY

    def test_does_not_open_by_a_letter_when_a_returned_person_goes_missing(self) -> None:
        missing, letter = event(K.REPORTED_MISSING, "2024-01"), event(K.CORRESPONDENCE, "2024-03")
        assert status_of(captured(), exchanged(), missing, letter) is S.MISSING


class TestMissing:
    def test_is_whoever_is_reported_while_no_captivity_is_open(self) -> None:
        standing = told(event(K.REPORTED_MISSING, "2022-04-12", BY.FAMILY))
        assert (standing.status, standing.since) == (S.MISSING, day("2022-04-12"))

    def test_is_not_whoever_is_held(self) -> None:
        standing = told(captured(), event(K.LAST_CONTACT, "2022-06"))
        assert (standing.status, standing.since) == (S.IN_CAPTIVITY, day("2022-05-16"))

    def test_has_no_confirmation(self) -> None:
        assert told(event(K.REPORTED_MISSING, "2022-04-12")).confirmation is Confirmation.NONE


class TestConfirmation:
    def test_is_that_of_the_strongest_source(self) -> None:
        standing = told(captured(by=BY.FAMILY), event(K.SIGHTING, "2022-06", BY.RELEASED_PRISONER))
        assert standing.confirmation is Confirmation.RELEASED_PRISONER

    def test_is_not_raised_by_what_does_not_assert_captivity(self) -> None:
        assert told(captured(by=BY.FAMILY), event(K.CONSENT_GIVEN, "2022-06")).confirmation is (
            Confirmation.FAMILY_OR_WITNESS
        )

    def test_is_kept_when_the_captivity_has_ended(self) -> None:
        assert told(captured(), exchanged()).confirmation is Confirmation.ICRC

    def test_names_the_newest_of_the_strongest_events(self) -> None:
        visit = event(K.VISITED_ICRC, "2022-08")
        captivity = told(captured(), visit, event(K.CALL, "2022-09", BY.FAMILY)).captivity
        assert captivity is not None
        assert captivity.strongest is visit

    def test_of_no_event_is_none(self) -> None:
        assert (Captivity().confirmation, Captivity().strongest) == (Confirmation.NONE, None)

    def test_counts_reposts_of_one_source_once(self) -> None:
        channel = source(BY.OPEN_SOURCE)
        repost = source(BY.OPEN_SOURCE, repeats=channel)
        captivity = told(captured(by=channel), captured(by=repost), captured(by=BY.FAMILY)).captivity
        assert captivity is not None
        assert captivity.sources == 2


class TestCaptured:
    def test_is_the_day_of_the_capture(self) -> None:
        assert told(event(K.CALL, "2022-05-10"), captured()).since == day("2022-05-16")

    def test_is_the_day_of_an_arrest(self) -> None:
        assert told(event(K.ARREST, "2022-03")).since == day("2022-03")

    def test_is_the_first_of_two_captures(self) -> None:
        assert told(captured(), captured("2022-05-20", BY.FAMILY)).since == day("2022-05-16")

    @pytest.mark.parametrize("capture", [[], [captured(None)]])
    def test_is_by_the_first_day_in_captivity_where_no_day_is_known(self, capture: list[CustodyEvent]) -> None:
        sightings = [event(K.SIGHTING, "2022-08"), event(K.SIGHTING, "2022-07-01/..")]
        assert told(*capture, *sightings).since == UncertainDate("../2022-08-31", None, date(2022, 8, 31))

    def test_is_unknown_where_no_event_has_a_day(self) -> None:
        standing = told(captured(None))
        assert (standing.status, standing.since) == (S.IN_CAPTIVITY, None)

    def test_is_unknown_where_only_a_day_after_it_is_known(self) -> None:
        captivity = told(event(K.SIGHTING, "2022-07-01/..")).captivity
        assert captivity is not None
        assert captivity.captured is None


class TestPlace:
    def test_is_where_the_newest_event_that_names_one_has_it(self) -> None:
        first, second = event(K.TRANSFER, "2022-06", place_id=1), event(K.TRANSFER, "2022-07", place_id=2)
        standing = told(second, first, event(K.CALL, "2022-08"))
        assert (standing.place_id, standing.placed_by) == (2, second)

    def test_is_nowhere_after_the_captivity(self) -> None:
        standing = told(event(K.TRANSFER, "2022-06", place_id=1), exchanged())
        assert (standing.place_id, standing.placed_by) == (None, None)

    def test_is_not_where_a_consent_was_given(self) -> None:
        assert told(captured(), event(K.CONSENT_GIVEN, "2022-06", place_id=1)).place_id is None

    def test_of_an_earlier_captivity_is_not_that_of_the_next(self) -> None:
        returned = event(K.ESCAPE, "2023", BY.OWN_OFFICE)
        assert told(event(K.TRANSFER, "2022-06", place_id=1), returned, captured("2024")).place_id is None


class TestEvidence:
    """An ending needs the ICRC, an official body, forensics or the own office, or two who are credible."""

    @pytest.mark.parametrize("kind", sorted(CONFIRM_ENDINGS, key=str))
    def test_one_of_those_who_know_is_enough(self, kind: SourceKind) -> None:
        assert status_of(captured(), exchanged(by=kind)) is S.EXCHANGED

    @pytest.mark.parametrize("kind", WEAK)
    def test_one_other_is_not(self, kind: SourceKind) -> None:
        ending = event(K.EXCHANGE, "2023-05-25", kind, credibility=1)
        standing = told(captured(), ending)
        assert (standing.status, standing.reported) == (S.IN_CAPTIVITY, EndingKind.EXCHANGE)
        assert standing.notes == {ending.id: Note.NOT_CONFIRMED}

    def test_a_death_that_only_the_detaining_power_states_is_reported(self) -> None:
        first, again = (died(text, BY.DETAINING_POWER, credibility=1) for text in ("2023-05", "2023-06"))
        again.source = first.source
        standing = told(captured(), first, again)
        assert (standing.status, standing.reported) == (S.IN_CAPTIVITY, EndingKind.DEATH)

    def test_two_independent_credible_sources_are_enough(self) -> None:
        standing = told(captured(), died("2023-05", BY.FAMILY, 2), died("2023-06", BY.WITNESS, 1))
        assert (standing.status, standing.since) == (S.DIED_IN_CAPTIVITY, day("2023-06"))
        assert (standing.reported, standing.notes) == (None, {})

    @pytest.mark.parametrize(("one", "other"), [(2, 3), (3, 2), (3, 3), (6, 1)])
    def test_two_sources_of_which_one_is_doubtful_are_not(self, one: int, other: int) -> None:
        reports = [died("2023-05", BY.FAMILY, one), died("2023-06", BY.WITNESS, other)]
        assert status_of(captured(), *reports) is S.IN_CAPTIVITY

    def test_a_repost_counts_once(self) -> None:
        channel = source()
        repost = source(repeats=source(repeats=channel))
        assert status_of(captured(), died("2023-05", channel, 1), died("2023-06", repost, 1)) is S.IN_CAPTIVITY

    def test_one_source_twice_counts_once(self) -> None:
        channel = source()
        assert status_of(captured(), died("2023-05", channel, 1), died("2023-06", channel, 1)) is S.IN_CAPTIVITY

    def test_two_sources_of_different_endings_confirm_neither(self) -> None:
        escape = event(K.ESCAPE, "2023-06", BY.WITNESS, credibility=1)
        standing = told(captured(), died("2023-05", BY.FAMILY, 1), escape)
        assert (standing.status, list(standing.unconfirmed)) == (S.IN_CAPTIVITY, [EndingKind.DEATH, EndingKind.ESCAPE])

    def test_a_reported_death_is_verified_before_any_other_ending(self) -> None:
        escape = event(K.ESCAPE, "2023-06", BY.WITNESS, credibility=1)
        assert told(captured(), died("2023-05", BY.FAMILY, 1), escape).reported is EndingKind.DEATH

    def test_what_was_reported_is_forgotten_when_another_ending_holds(self) -> None:
        assert told(captured(), died("2023-01", BY.FAMILY), exchanged()).reported is None

    def test_a_report_after_the_ending_agrees_with_it(self) -> None:
        standing = told(captured(), exchanged(), exchanged("2023-06-01", BY.OPEN_SOURCE))
        assert (standing.status, standing.reported, standing.notes) == (S.EXCHANGED, None, {})
        assert standing.since == day("2023-05-25")

    def test_of_somebody_missing_is_reported_too(self) -> None:
        standing = told(event(K.REPORTED_MISSING, "2022-04"), died("2022-05", BY.DETAINING_POWER))
        assert (standing.status, standing.reported) == (S.MISSING, EndingKind.DEATH)


class TestDeath:
    def test_in_an_open_captivity_is_a_death_in_captivity(self) -> None:
        assert status_of(captured(), event(K.KILLED, "2023")) is S.DIED_IN_CAPTIVITY

    def test_outside_captivity_is_not(self) -> None:
        assert status_of(captured(), exchanged(), died("2024-02")) is S.DECEASED

    @pytest.mark.parametrize("kind", [K.BURIAL, K.REMAINS_TRANSFER, K.REMAINS_IDENTIFIED, K.DEATH])
    def test_in_captivity_stays_so_when_the_body_comes_home(self, kind: EventKind) -> None:
        standing = told(captured(), died(), event(kind, "2024-02"))
        assert (standing.status, standing.since) == (S.DIED_IN_CAPTIVITY, day("2023-05-25"))

    @pytest.mark.parametrize("status", [S.DECEASED, S.DIED_IN_CAPTIVITY])
    def test_that_the_office_decided_on_stays_when_the_body_comes_home(self, status: CustodyStatus) -> None:
        assert status_of(decision(status, "2023"), event(K.BURIAL, "2024-02")) is status

    def test_confirms_what_was_presumed(self) -> None:
        assert status_of(decision(S.PRESUMED_DEAD, "2023"), died("2024-02")) is S.DECEASED

    def test_does_not_hold_somebody_who_comes_home(self) -> None:
        assert status_of(captured(), died("2022-08"), exchanged()) is S.EXCHANGED


class TestEitherSide:
    """An ending whose days may lie on either side of another event is not overridden by it."""

    def test_a_sighting_that_may_be_older_does_not_undo_an_exchange(self) -> None:
        sighting = event(K.SIGHTING, "2023-05", BY.RELEASED_PRISONER)
        standing = told(captured(), exchanged(), sighting)
        assert standing.status is S.EXCHANGED
        assert standing.notes == {sighting.id: Note.EITHER_SIDE}

    def test_a_sighting_that_is_newer_for_sure_does(self) -> None:
        assert status_of(captured(), exchanged(), event(K.SIGHTING, "2023-06")) is S.IN_CAPTIVITY

    @pytest.mark.parametrize("kind", [K.REPORTED_MISSING, K.DEATH])
    def test_neither_a_disappearance_nor_another_ending_undoes_it(self, kind: EventKind) -> None:
        other = event(kind, "2023-05")
        standing = told(captured(), exchanged(), other)
        assert (standing.status, standing.notes) == (S.EXCHANGED, {other.id: Note.EITHER_SIDE})

    def test_another_word_for_the_same_ending_only_agrees(self) -> None:
        standing = told(captured(), exchanged(), exchanged("2023-05", BY.ICRC))
        assert (standing.since, standing.notes) == (day("2023-05-25"), {})

    def test_it_counts_towards_the_captivity_that_ended(self) -> None:
        standing = told(captured(by=BY.FAMILY), exchanged(), event(K.VISITED_ICRC, "2023-05"))
        assert [captivity.confirmation for captivity in standing.captivities] == [Confirmation.ICRC]

    def test_it_makes_the_captivity_that_must_have_ended(self) -> None:
        standing = told(exchanged(), event(K.SIGHTING, "2023-05", BY.FAMILY))
        assert standing.status is S.EXCHANGED
        assert [captivity.ended for captivity in standing.captivities] == [day("2023-05-25")]

    def test_two_of_them_make_one(self) -> None:
        sightings = [event(K.SIGHTING, "2023-05", BY.FAMILY), event(K.CALL, "2023-05", BY.FAMILY)]
        assert [len(captivity.events) for captivity in told(exchanged(), *sightings).captivities] == [2]

    def test_an_undated_ending_may_lie_after_everything(self) -> None:
        assert status_of(exchanged(None), captured()) is S.EXCHANGED

    @pytest.mark.parametrize("text", ["2023-04-01/..", "2023-05-24/2023-05-25"])
    def test_an_open_or_long_date_of_the_ending_reaches_as_far(self, text: str) -> None:
        assert status_of(captured(), exchanged(text), event(K.SIGHTING, "2023-05-25/2023-06-01")) is S.EXCHANGED

    def test_a_decision_of_the_office_is_overridden_in_its_order(self) -> None:
        assert status_of(decision(S.DECEASED, "2023-05"), event(K.VISITED_ICRC, "2023-05-31")) is S.IN_CAPTIVITY

    def test_consent_is_no_event_that_could_override(self) -> None:
        assert told(captured(), exchanged(), event(K.CONSENT_GIVEN, "2023-05")).notes == {}


class TestDecision:
    def test_into_captivity_opens_one(self) -> None:
        standing = told(decision(S.IN_CAPTIVITY, "2022-06"))
        assert standing.open_captivity is not None
        assert (standing.since, standing.confirmation) == (day("2022-06"), Confirmation.NONE)

    def test_about_a_captive_leaves_the_captivity_open(self) -> None:
        assert len(told(captured(by=BY.FAMILY), decision(S.IN_CAPTIVITY, "2022-06")).captivities) == 1

    @pytest.mark.parametrize("status", [S.EXCHANGED, S.PRESUMED_DEAD, S.MISSING, S.UNKNOWN])
    def test_out_of_captivity_ends_it(self, status: CustodyStatus) -> None:
        standing = told(captured(), decision(status, "2023-01"))
        assert standing.captivity is not None
        assert (standing.open_captivity, standing.captivity.ended) == (None, day("2023-01"))

    def test_is_not_moved_by_a_weaker_word(self) -> None:
        family = event(K.CALL, "2022-08", BY.FAMILY)
        assert status_of(captured(by=BY.FAMILY), decision(S.IN_CAPTIVITY, "2022-06"), family) is S.IN_CAPTIVITY

    def test_to_doubt_a_sure_word_is_not_moved_by_a_weaker_one(self) -> None:
        family = event(K.CALL, "2022-08", BY.FAMILY)
        assert status_of(captured(), decision(S.PRESUMED_CAPTIVE, "2022-06"), family) is S.PRESUMED_CAPTIVE

    def test_is_moved_by_a_sure_one(self) -> None:
        visit = event(K.VISITED_ICRC, "2022-08")
        assert status_of(decision(S.PRESUMED_CAPTIVE, "2022-06"), visit) is S.IN_CAPTIVITY

    def test_puts_an_end_to_what_was_reported(self) -> None:
        assert told(captured(), died("2023", BY.FAMILY), decision(S.EXCHANGED, "2024")).reported is None

    def test_without_a_status_does_nothing(self) -> None:
        broken = decision(S.DECEASED, "2024")
        broken.sets_status = None
        assert status_of(captured(), broken) is S.IN_CAPTIVITY


class TestExchangeStatus:
    def test_is_exchanged_while_the_custody_status_is(self) -> None:
        assert told(captured(), exchanged()).exchange_status is ExchangeStatus.EXCHANGED

    def test_is_not_listed_after_a_new_capture(self) -> None:
        standing = told(captured(), exchanged(), captured("2024"))
        assert standing.exchange_status is ExchangeStatus.NOT_LISTED


class TestOn:
    """As of a day: what has surely happened by then."""

    EVENTS = (captured("2022-05-16"), event(K.SIGHTING, "2022-09"), exchanged("2023-05-25"))

    @pytest.mark.parametrize(
        ("on", "status"),
        [
            (date(2022, 5, 15), S.UNKNOWN),
            (date(2022, 5, 16), S.IN_CAPTIVITY),
            (date(2023, 5, 24), S.IN_CAPTIVITY),
            (date(2023, 5, 25), S.EXCHANGED),
        ],
    )
    def test_counts_what_happened_by_that_day(self, on: date, status: CustodyStatus) -> None:
        assert status_of(*self.EVENTS, on=on) is status

    @pytest.mark.parametrize(("on", "status"), [(date(2022, 5, 30), S.UNKNOWN), (date(2022, 5, 31), S.IN_CAPTIVITY)])
    def test_counts_an_uncertain_day_from_its_latest(self, on: date, status: CustodyStatus) -> None:
        assert status_of(captured("2022-05"), on=on) is status

    @pytest.mark.parametrize("text", ["../2022-05-16", "2022-05-16/.."])
    @pytest.mark.parametrize(("on", "status"), [(date(2022, 5, 15), S.UNKNOWN), (date(2022, 5, 16), S.IN_CAPTIVITY)])
    def test_counts_an_open_date_by_its_known_bound(self, text: str, on: date, status: CustodyStatus) -> None:
        assert status_of(captured(text), on=on) is status

    def test_always_counts_what_has_no_day(self) -> None:
        assert status_of(captured(None), on=date(1900, 1, 1)) is S.IN_CAPTIVITY


class TestKnownAt:
    """As we knew it at a moment."""

    NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
    LATER = NOON + timedelta(hours=1)

    def test_leaves_out_what_was_recorded_later(self) -> None:
        late = event(K.EXCHANGE, "2022-08", recorded_at=self.LATER)
        assert status_of(captured(), late, known_at=self.NOON) is S.IN_CAPTIVITY

    def test_counts_what_was_recorded_at_that_moment(self) -> None:
        assert status_of(event(K.CAPTURE, recorded_at=self.NOON), known_at=self.NOON) is S.IN_CAPTIVITY

    @pytest.mark.parametrize(("at", "status"), [(NOON, S.UNKNOWN), (LATER, S.IN_CAPTIVITY)])
    def test_leaves_out_what_was_retracted_by_then(self, at: datetime, status: CustodyStatus) -> None:
        assert status_of(event(K.CAPTURE, retracted_at=at), known_at=self.NOON) is status

    def test_now_leaves_out_all_that_was_retracted(self) -> None:
        assert status_of(event(K.CAPTURE, retracted_at=self.LATER)) is S.UNKNOWN

    def test_counts_a_correction_from_its_own_moment(self) -> None:
        wrong = exchanged()
        right = event(K.TRANSFER, "2023-05-25", supersedes_id=wrong.id, recorded_at=self.LATER)
        assert status_of(wrong, right, known_at=self.NOON) is S.EXCHANGED
        assert status_of(wrong, right) is S.IN_CAPTIVITY
