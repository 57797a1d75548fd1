"""Lives as periods: contiguous, ending where the person stands, and on any day what deriving as of that day gives."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.custody.models import CustodyEvent
from app.custody.models import EventKind as K
from app.custody.standing import Span, derive, periods
from app.people.models import Confirmation
from app.people.models import CustodyStatus as S
from app.sources.models import SourceKind
from tests.custody.events import captured, decision, event, exchanged
from tests.custody.test_properties import histories

BY = SourceKind


def statuses(spans: list[Span]) -> list[S]:
    return [span.custody_status for span in spans]


def bounds(span: Span) -> tuple[str | None, str | None]:
    return (span.began.edtf if span.began else None, span.ended.edtf if span.ended else None)


def told(span: Span | None) -> tuple[S, Confirmation, int | None]:
    nothing = (S.UNKNOWN, Confirmation.NONE, None)
    return (span.custody_status, span.confirmation, span.place_id) if span else nothing


class TestPeriods:
    def test_somebody_of_whom_nothing_is_known_has_none(self) -> None:
        assert periods([]) == periods([event(K.CONSENT_GIVEN, "2023")]) == []

    def test_a_life_runs_from_capture_to_return(self) -> None:
        spans = periods([captured("2022-05-16"), exchanged("2023-05-25")])
        assert statuses(spans) == [S.IN_CAPTIVITY, S.EXCHANGED]
        assert [bounds(span) for span in spans] == [("2022-05-16", "2023-05-25"), ("2023-05-25", None)]

    def test_a_transfer_begins_a_period(self) -> None:
        spans = periods([captured(), event(K.TRANSFER, "2022-08", place_id=2)])
        assert [(span.place_id, bounds(span)[0]) for span in spans] == [(None, "2022-05-16"), (2, "2022-08")]

    def test_a_stronger_word_begins_a_period(self) -> None:
        spans = periods([captured(by=BY.FAMILY), event(K.REGISTERED_ICRC, "2022-07-01")])
        assert [span.confirmation for span in spans] == [Confirmation.FAMILY_OR_WITNESS, Confirmation.ICRC]
        assert statuses(spans) == [S.PRESUMED_CAPTIVE, S.IN_CAPTIVITY]

    def test_what_changes_nothing_begins_none(self) -> None:
        assert len(periods([captured(), event(K.CORRESPONDENCE, "2022-09"), event(K.CALL, "2022-10")])) == 1

    def test_uncertain_ends_stay_uncertain(self) -> None:
        spans = periods([captured("2022-05-16/2022-05-20"), exchanged("2023-05")])
        assert bounds(spans[0]) == ("2022-05-16/2022-05-20", "2023-05")

    def test_without_a_capture_a_captivity_began_by_its_first_day(self) -> None:
        assert bounds(periods([event(K.SIGHTING, "2022-07-01")])[0]) == ("../2022-07-01", None)

    def test_a_capture_on_a_later_word_is_bounded_by_the_first_day_known(self) -> None:
        spans = periods([event(K.SIGHTING, "2022-07-01"), captured("2022")])
        assert bounds(spans[0]) == ("2022-01-01/2022-07-01", None)

    def test_a_capture_and_a_sighting_on_one_day_began_on_it(self) -> None:
        spans = periods([event(K.SIGHTING, "2022-05-16"), captured("2022-05-16/2022-06")])
        assert bounds(spans[0]) == ("2022-05-16", None)

    def test_a_capture_after_a_sighting_cannot_bound_it(self) -> None:
        assert bounds(periods([event(K.SIGHTING, "2022-07-01"), captured("2022-09")])[0]) == ("../2022-07-01", None)

    def test_a_captivity_that_somebody_was_seen_in_on_no_known_day_began_by_the_first_known(self) -> None:
        spans = periods([event(K.SIGHTING, by=BY.FAMILY), event(K.VISITED_ICRC, "2022-07-01")])
        assert bounds(spans[0]) == ("../2022-07-01", "2022-07-01")

    def test_a_decision_that_somebody_is_held_opens_on_its_day(self) -> None:
        assert bounds(periods([decision(S.PRESUMED_CAPTIVE, "2022-09-01")])[0]) == ("2022-09-01", None)

    def test_captivities_are_numbered(self) -> None:
        spans = periods([captured(), exchanged(), captured("2024-01-10", BY.FAMILY)])
        assert [span.captivity for span in spans] == [1, None, 2]

    def test_the_first_period_of_a_captivity_opens_it(self) -> None:
        spans = periods([captured(), event(K.TRANSFER, "2022-08", place_id=2), exchanged()])
        assert [span.opens_captivity for span in spans] == [True, False, False]

    def test_says_which_periods_change_the_status(self) -> None:
        spans = periods([captured(), event(K.TRANSFER, "2022-08", place_id=2), exchanged()])
        assert [span.changes_status for span in spans] == [True, False, True]

    def test_a_captivity_known_beside_its_end_alone_lasted_up_to_it(self) -> None:
        spans = periods([exchanged("2023-05-25"), event(K.SIGHTING, "2023-05", BY.FAMILY)])
        assert statuses(spans) == [S.PRESUMED_CAPTIVE, S.EXCHANGED, S.EXCHANGED]
        assert bounds(spans[0]) == ("../2023-05-31", "2023-05-25")
        assert (spans[0].captivity, spans[0].opens_captivity) == (1, True)

    def test_a_sure_captivity_known_beside_its_end_was_one(self) -> None:
        spans = periods([exchanged("2023-05-25"), event(K.VISITED_ICRC, "2023-05")])
        assert spans[0].custody_status is S.IN_CAPTIVITY

    def test_a_captivity_beside_an_end_that_another_had_decided_on(self) -> None:
        spans = periods(
            [
                decision(S.REPATRIATED, "2023-05-01"),
                event(K.REPATRIATION_MEDICAL, "2023-05-25"),
                event(K.SIGHTING, "2023-05", BY.FAMILY),
            ]
        )
        assert statuses(spans)[:2] == [S.PRESUMED_CAPTIVE, S.REPATRIATED]


def span_on(spans: Iterable[Span], day: date) -> Span | None:
    """Give the period that counts on a day; before the first, nothing was known."""
    return next((span for span in spans if span.counts_from <= day < span.counts_to), None)


class TestEveryHistory:
    @given(histories())
    def test_is_contiguous(self, events: list[CustodyEvent]) -> None:
        spans = periods(events)
        assert [span.number for span in spans] == list(range(1, len(spans) + 1))
        for span, following in pairwise(spans):
            assert (span.ended, span.counts_to) == (following.began, following.counts_from)

    @given(histories())
    def test_ends_where_the_person_stands(self, events: list[CustodyEvent]) -> None:
        standing, spans = derive(events), periods(events)
        stands = (standing.status, standing.confirmation, standing.place_id)
        assert told(spans[-1] if spans else None) == stands
        assert not spans or (spans[-1].ended, spans[-1].counts_to) == (None, date.max)

    @given(histories(), st.dates(date(2022, 1, 1), date(2024, 12, 31)))
    def test_tells_of_any_day_what_deriving_as_of_it_gives(self, events: list[CustodyEvent], on: date) -> None:
        standing = derive(events, on=on)
        assert told(span_on(periods(events), on)) == (standing.status, standing.confirmation, standing.place_id)

    @given(histories())
    def test_counts_each_day_once(self, events: list[CustodyEvent]) -> None:
        spans = periods(events)
        for edge in {span.counts_from for span in spans}:
            assert len([span for span in spans if span.counts_from <= edge < span.counts_to]) <= 1

    @given(histories())
    def test_holds_every_captivity_once(self, events: list[CustodyEvent]) -> None:
        opened = [span.captivity or 0 for span in periods(events) if span.opens_captivity]
        assert sorted(opened) == list(range(1, len(derive(events).captivities) + 1))

    @given(histories())
    def test_nothing_begins_after_it_counts(self, events: list[CustodyEvent]) -> None:
        for span in periods(events):
            assert span.began is None or span.captivity or span.began.sort_bounds[0] == span.counts_from
