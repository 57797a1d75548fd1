"""A life as a drawing."""

from datetime import date

from app.custody.models import CustodyEvent
from app.custody.models import EventKind as K
from app.custody.standing import periods
from app.desk.queries.band import Band, band_of, periods_shown
from tests.custody.events import captured, event, exchanged

TODAY = date(2026, 5, 16)
PLACES = {1: "Тернове", 2: "Заріченськ"}


def drawn(*events: CustodyEvent) -> Band | None:
    return band_of(periods(events), PLACES, today=TODAY)


def test_a_life_without_a_day_is_not_drawn() -> None:
    assert drawn() is None
    assert drawn(captured(None)) is None


def test_periods_lie_side_by_side_by_their_days() -> None:
    band = drawn(captured("2022-05-16"), exchanged("2024-05-16"))
    assert [(part.fill, part.x, part.width) for part in band.statuses] == [
        ("held", 0.0, 50.03),
        ("home", 50.03, 49.97),
    ]


def test_a_stronger_word_moves_nobody() -> None:
    sightings = [event(K.SIGHTING, "2022-05-16", place_id=1), event(K.VISITED_ICRC, "2023-05-16", place_id=1)]
    assert [part.text for part in drawn(*sightings, event(K.TRANSFER, "2024-05-16", place_id=2)).places] == [
        "Тернове",
        "Заріченськ",
    ]


def test_a_name_is_written_only_where_it_has_room() -> None:
    band = drawn(captured("2022-05-16"), event(K.TRANSFER, "2026-05-01", place_id=1))
    assert [part.text for part in band.places] == [""]


def test_an_edge_of_which_nobody_knows_the_day_is_pale() -> None:
    band = drawn(captured("2022-05-16"), exchanged("2024-05"))
    assert [part.width > 0 for part in band.doubts] == [True]


def test_years_are_thinned_out() -> None:
    assert [mark.year for mark in drawn(captured("2024-05-16")).years] == [2025, 2026]
    assert len(drawn(captured("1995-05-16")).years) <= 8


def test_what_began_today_is_drawn() -> None:
    assert drawn(captured(TODAY.isoformat())).years == []


def test_the_table_counts_days_as_ranges() -> None:
    shown = periods_shown(periods([captured("2022-05-16/2022-05-20"), exchanged()]), PLACES, today=TODAY)
    assert [(one.days.low, one.days.high) for one in shown] == [(370, 374), (1087, 1087)]
    assert periods_shown(periods([captured(None)]), PLACES, today=TODAY)[0].days is None
