"""What holds for every history: the standing can be derived, in whatever order its events were recorded."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.custody.models import CustodyEvent, EventKind
from app.custody.standing import Standing, derive, order
from app.people.models import DEAD, HELD, CustodyStatus, ExchangeStatus
from app.sources.models import Source, SourceKind
from tests.custody.events import START, day

DAYS = [
    None,
    "2022",
    "2022-05",
    "2022-05-16",
    "2022-05-20",
    "2022-06/2022-08",
    "../2022-06",
    "2022-07-01/..",
    "2023-05-25",
    "2023-05",
    "2023",
    "2024-01-10",
]
ROOT = Source(kind=SourceKind.OPEN_SOURCE)
SOURCES = [ROOT, Source(kind=SourceKind.OPEN_SOURCE, repeats=ROOT), *(Source(kind=kind) for kind in SourceKind)]

FEW = settings(max_examples=40)

moments = st.none() | st.integers(min_value=0, max_value=12).map(lambda hour: START + timedelta(hours=hour))


@st.composite
def histories(draw: st.DrawFn) -> list[CustodyEvent]:
    """Give events in the order of their record: some of them correct an earlier one, some were retracted."""
    events: list[CustodyEvent] = []
    for number in range(1, draw(st.integers(min_value=1, max_value=9)) + 1):
        kind = draw(st.sampled_from(EventKind))
        event = CustodyEvent(
            id=number,
            kind=kind,
            happened=day(draw(st.sampled_from(DAYS))),
            place_id=draw(st.none() | st.integers(min_value=1, max_value=2)),
            source=draw(st.sampled_from(SOURCES)),
            credibility=draw(st.integers(min_value=1, max_value=6)),
            sets_status=draw(st.sampled_from(CustodyStatus)) if kind is EventKind.OVERRIDE else None,
            recorded_at=START + timedelta(hours=number),
            retracted_at=draw(moments),
            supersedes_id=draw(st.none() | st.integers(min_value=1, max_value=number - 1)) if number > 1 else None,
        )
        events.append(event)
    return events


def is_distinct(events: list[CustodyEvent]) -> bool:
    """Tell whether no two events have the same days and kind, so that their own order says all."""
    return len({order(event)[:3] for event in events}) == len(events)


def uncorrected(events: list[CustodyEvent]) -> list[CustodyEvent]:
    for event in events:
        event.supersedes_id = event.retracted_at = None
    return events


def outcome(standing: Standing) -> list[object]:
    """Give all that a row stores, and how the timeline explains it."""
    stays = [(captivity.captured, captivity.ended, captivity.confirmation) for captivity in standing.captivities]
    where = [standing.place_id, standing.since, standing.reported, standing.exchange_status]
    return [standing.status, stays, where, sorted(note.value for note in standing.notes.values())]


class TestDerive:
    @given(histories(), st.none() | st.dates(date(2022, 1, 1), date(2024, 12, 31)), moments)
    def test_never_fails(self, events: list[CustodyEvent], on: date | None, known_at: object) -> None:
        assert derive(events, on=on, known_at=known_at).status in CustodyStatus

    @FEW
    @given(histories())
    def test_has_a_captivity_open_exactly_while_the_person_is_held(self, events: list[CustodyEvent]) -> None:
        standing = derive(events)
        assert (standing.open_captivity is not None) == (standing.status in HELD)

    @FEW
    @given(histories())
    def test_holds_nobody_in_a_place_who_is_not_held(self, events: list[CustodyEvent]) -> None:
        standing = derive(events)
        assert standing.place_id is None or standing.status in HELD

    @FEW
    @given(histories())
    def test_has_only_its_last_captivity_open(self, events: list[CustodyEvent]) -> None:
        assert all(captivity.ended_by for captivity in derive(events).captivities[:-1])

    @FEW
    @given(histories())
    def test_calls_exchanged_exactly_who_was_exchanged(self, events: list[CustodyEvent]) -> None:
        standing = derive(events)
        assert (standing.exchange_status is ExchangeStatus.EXCHANGED) == (standing.status is CustodyStatus.EXCHANGED)

    @FEW
    @given(histories())
    def test_reports_no_death_of_the_dead(self, events: list[CustodyEvent]) -> None:
        standing = derive(events)
        assert standing.status not in DEAD or standing.reported is None or standing.reported.value != "death"

    @given(histories().map(uncorrected).filter(is_distinct), st.data())
    def test_does_not_depend_on_the_order_of_recording(self, events: list[CustodyEvent], data: st.DataObject) -> None:
        before = outcome(derive(events))
        for number, event in enumerate(data.draw(st.permutations(events)), 1):
            event.id, event.recorded_at = number, START + timedelta(hours=number)
        assert outcome(derive(events)) == before

    @FEW
    @given(histories(), st.data())
    def test_does_not_depend_on_the_order_of_reading(self, events: list[CustodyEvent], data: st.DataObject) -> None:
        assert outcome(derive(data.draw(st.permutations(events)))) == outcome(derive(events))

    @FEW
    @given(histories(), moments.filter(bool))
    def test_of_what_we_knew_is_that_of_the_record_as_it_was(
        self, events: list[CustodyEvent], known_at: datetime
    ) -> None:
        then = outcome(derive(events, known_at=known_at))
        recorded = [event for event in events if event.recorded_at <= known_at]
        for event in recorded:
            event.retracted_at = event.retracted_at if event.retracted_at and event.retracted_at <= known_at else None
        assert outcome(derive(recorded)) == then
