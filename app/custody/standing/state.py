"""Where a person stands, as it is built up event by event: the captivities, what is reported, and what is noted."""

import enum
from dataclasses import dataclass, field
from datetime import date, datetime

from app.core.dates import UncertainDate
from app.custody.effects import CONFIRMS
from app.custody.models import CustodyEvent, EventKind
from app.people.models import GONE, Confirmation, CustodyStatus, EndingKind, ExchangeStatus
from app.sources.rules import root_of

RANKS = {kind: rank for rank, kind in enumerate(EventKind)}
CAPTURES = {EventKind.CAPTURE, EventKind.ARREST}


class Note(enum.Enum):
    """Why an event does not move the status, said beside it on the timeline."""

    NOT_CONFIRMED = "not_confirmed"
    OPENS_NOTHING = "opens_nothing"
    EITHER_SIDE = "either_side"


@dataclass
class Captivity:
    """One time in captivity: the events that assert it, and what ended it."""

    events: list[CustodyEvent] = field(default_factory=list)
    ended_by: CustodyEvent | None = None

    @property
    def ended(self) -> UncertainDate | None:
        """Give the day that ended it."""
        return self.ended_by.happened if self.ended_by else None

    @property
    def confirmation(self) -> Confirmation:
        """Give the strongest word that asserts the captivity."""
        return max((CONFIRMS[event.source.kind] for event in self.events), default=Confirmation.NONE)

    @property
    def strongest(self) -> CustodyEvent | None:
        """Give the event with the strongest word, the newest of several."""
        return max(self.events, key=lambda event: (CONFIRMS[event.source.kind].rank, order(event)), default=None)

    @property
    def sources(self) -> int:
        """Count the independent sources that assert it: a source and those that repeat it are one."""
        return len({root_of(event.source) for event in self.events})

    @property
    def captured(self) -> UncertainDate | None:
        """Give the day of the capture or arrest; where none is known, "by" the first day known to be in captivity."""
        taken = [event.happened for event in self.events if event.kind in CAPTURES]
        dated = [day for day in taken if day is not None]
        if dated:
            return dated[0]
        known = [event.happened.latest for event in self.events if event.happened and event.happened.latest]
        return UncertainDate(f"../{known[0].isoformat()}", None, known[0]) if known else None


@dataclass
class Standing:
    """Where a person stands: custody status and confirmation, since when and where, and what is only reported.

    It is built up event by event by `derive`, which hands it out when the last one is told.
    """

    status: CustodyStatus = CustodyStatus.UNKNOWN
    #: The last status that was not one of the dead.
    status_alive: CustodyStatus = CustodyStatus.UNKNOWN
    since: UncertainDate | None = None
    place_id: int | None = None
    placed_by: CustodyEvent | None = None
    #: The ending or decision that gave the present status, if one did.
    ending: CustodyEvent | None = None
    captivities: list[Captivity] = field(default_factory=list)
    unconfirmed: dict[EndingKind, list[CustodyEvent]] = field(default_factory=dict)
    notes: dict[int, Note] = field(default_factory=dict)

    @property
    def captivity(self) -> Captivity | None:
        """Give the latest captivity, open or ended."""
        return self.captivities[-1] if self.captivities else None

    @property
    def open_captivity(self) -> Captivity | None:
        """Give the captivity that the person is in."""
        return self.captivity if self.captivity and self.captivity.ended_by is None else None

    @property
    def confirmation(self) -> Confirmation:
        """Give on whose word the latest captivity stands."""
        return self.captivity.confirmation if self.captivity else Confirmation.NONE

    @property
    def reported(self) -> EndingKind | None:
        """Give the ending that was reported last and is not confirmed; a death before any other."""
        return EndingKind.DEATH if EndingKind.DEATH in self.unconfirmed else next(reversed(self.unconfirmed), None)

    @property
    def status_before_death(self) -> CustodyStatus | None:
        """Give the status that somebody dead had last while they were not; nothing for the living."""
        return self.status_alive if self.status in GONE else None

    @property
    def exchange_status(self) -> ExchangeStatus:
        """Give the exchange status as far as events tell it: exchanged, or on no list."""
        return ExchangeStatus.EXCHANGED if self.status is CustodyStatus.EXCHANGED else ExchangeStatus.NOT_LISTED


def order(event: CustodyEvent) -> tuple[date, date, int, datetime, int]:
    """Order events by latest day, earliest day, kind, record and number; the undated come first."""
    latest, earliest = event.happened.sort_bounds if event.happened else (date.min, date.min)
    return (latest, earliest, RANKS[event.kind], event.recorded_at, event.id)


def counts_on(event: CustodyEvent, day: date) -> bool:
    """Tell whether an event has surely happened by a day: its latest day has come, or its known one if it is open."""
    return event.happened is None or event.happened.sort_bounds[0] <= day
