"""Events that were never stored, for tests of what is derived from them; later ones were recorded later."""

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.core import dates
from app.core.dates import UncertainDate
from app.custody.models import CustodyEvent, EventKind
from app.custody.standing import Standing, derive
from app.people.models import CustodyStatus
from app.sources.models import Source, SourceKind

START = datetime(2026, 1, 1, 8, tzinfo=UTC)
numbers = itertools.count(1)


def day(text: str | None) -> UncertainDate | None:
    return dates.parse_edtf(text) if text else None


def event(
    kind: EventKind, happened: str | None = None, by: SourceKind | Source = SourceKind.ICRC, **fields: Any
) -> CustodyEvent:
    """Make an event on the word of a kind of source (of a source of its own), or of a source."""
    number = next(numbers)
    return CustodyEvent(
        id=number,
        kind=kind,
        happened=day(happened),
        source=by if isinstance(by, Source) else Source(kind=by),
        recorded_at=fields.pop("recorded_at", START + timedelta(hours=number)),
        credibility=fields.pop("credibility", 3),
        **fields,
    )


def decision(status: CustodyStatus, happened: str | None = None, **fields: Any) -> CustodyEvent:
    """Make a decision of the office."""
    return event(
        EventKind.OVERRIDE, happened, SourceKind.OWN_OFFICE, sets_status=status, note="рішення установи", **fields
    )


def captured(happened: str | None = "2022-05-16", by: SourceKind | Source = SourceKind.ICRC) -> CustodyEvent:
    return event(EventKind.CAPTURE, happened, by)


def exchanged(happened: str | None = "2023-05-25", by: SourceKind | Source = SourceKind.OWN_OFFICE) -> CustodyEvent:
    return event(EventKind.EXCHANGE, happened, by)


def status_of(*events: CustodyEvent, on: date | None = None, known_at: datetime | None = None) -> CustodyStatus:
    return derive(events, on=on, known_at=known_at).status


def told(*events: CustodyEvent) -> Standing:
    return derive(events)
