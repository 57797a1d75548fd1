"""A person's standing, derived from events: pure functions, and the one that writes it to the person's row."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from app.core import facts
from app.core.dates import UncertainDate
from app.custody import queries
from app.custody.effects import (
    CONFIRM_ENDINGS,
    CONFIRMS,
    CREDIBLE,
    DEAD,
    EFFECTS,
    HELD,
    INDEPENDENT_SOURCES,
    NEVER_HELD,
    STATUS_AFTER,
    Effect,
)
from app.custody.models import CustodyEvent, EventKind
from app.people.models import Confirmation, CustodyStatus, EndingKind, ExchangeStatus, Person
from app.sources.rules import root_of

KINDS = list(EventKind)


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
        taken = [event.happened for event in self.events if event.kind in {EventKind.CAPTURE, EventKind.ARREST}]
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
        """Give the ending that was reported last and is not confirmed."""
        return next(reversed(self.unconfirmed), None)

    @property
    def exchange_status(self) -> ExchangeStatus:
        """Give the exchange status as far as events tell it: exchanged, or on no list."""
        return ExchangeStatus.EXCHANGED if self.status is CustodyStatus.EXCHANGED else ExchangeStatus.NOT_LISTED


def order(event: CustodyEvent) -> tuple[date, date, int, datetime, int]:
    """Order events by latest day, earliest day, kind, record and number; the undated come first."""
    latest, earliest = event.happened.sort_bounds if event.happened else (date.min, date.min)
    return (latest, earliest, KINDS.index(event.kind), event.recorded_at, event.id)


def counts_on(event: CustodyEvent, day: date) -> bool:
    """Tell whether an event has surely happened by a day: its latest day has come, or its known one if it is open."""
    return event.happened is None or event.happened.sort_bounds[0] <= day


def derive(events: Iterable[CustodyEvent], *, on: date | None = None, known_at: datetime | None = None) -> Standing:
    """Derive where a person stands: as of a day (`on`), from what we knew at a moment (`known_at`); by default, of all.

    Each event that stands is told in order, and does what its kind's row in `effects.EFFECTS` says.
    """
    told = [event for event in facts.live(events, known_at=known_at) if on is None or counts_on(event, on)]
    standing = Standing()
    for event in sorted(told, key=order):
        tell(standing, event)
    return standing


def tell(standing: Standing, event: CustodyEvent) -> None:
    """Let one event do to a standing what its kind does."""
    effect = EFFECTS[event.kind].effect
    if effect is Effect.SETS:
        decide(standing, event)
    elif effect is Effect.NOTHING:
        return
    elif standing.ending is not None and may_lie_on_either_side(standing.ending, event):
        stand_beside(standing, standing.ending, event)
    elif effect is Effect.ASSERTS:
        assert_captivity(standing, event)
    elif effect is Effect.ENDS:
        end(standing, event)
    elif standing.open_captivity is None:
        standing.status, standing.since, standing.ending = CustodyStatus.MISSING, event.happened, None


def may_lie_on_either_side(ending: CustodyEvent, event: CustodyEvent) -> bool:
    """Tell whether an ending may lie on either side of an event; such an ending is not overridden. A decision is."""
    if ending.kind is EventKind.OVERRIDE:
        return False
    return ending.happened is None or event.happened is None or ending.happened.overlaps(event.happened)


def stand_beside(standing: Standing, ending: CustodyEvent, event: CustodyEvent) -> None:
    """Note that an event may lie on either side of the ending, and count it towards the captivity that was ended.

    Another word for the same ending only agrees with it.
    """
    row = EFFECTS[event.kind]
    if row.ending is not None and row.ending is EFFECTS[ending.kind].ending:
        return
    standing.notes[event.id] = Note.EITHER_SIDE
    if row.effect is Effect.ASSERTS:
        if standing.captivity is None or standing.captivity.ended_by is not ending:
            standing.captivities.append(Captivity(ended_by=ending))
        standing.captivities[-1].events.append(event)


def assert_captivity(standing: Standing, event: CustodyEvent) -> None:
    """Count an event towards the open captivity, or open one; after an ended captivity only some kinds do.

    What the office decided on is moved by a word that is sure, and by no weaker one.
    """
    if standing.open_captivity is None:
        if has_ended(standing) and not EFFECTS[event.kind].opens_again:
            standing.notes[event.id] = Note.OPENS_NOTHING
            return
        standing.captivities.append(Captivity())
        standing.since, standing.ending = event.happened, None
        standing.place_id = standing.placed_by = None
    captivity = standing.captivities[-1]
    captivity.events.append(event)
    standing.since = captivity.captured or standing.since
    if standing.ending is None or is_sure(CONFIRMS[event.source.kind]):
        is_confirmed = is_sure(captivity.confirmation)
        standing.status = CustodyStatus.IN_CAPTIVITY if is_confirmed else CustodyStatus.PRESUMED_CAPTIVE
        standing.ending = None
    if event.place_id is not None:
        standing.place_id, standing.placed_by = event.place_id, event


def is_sure(confirmation: Confirmation) -> bool:
    """Tell whether a word is enough to be sure that somebody is held."""
    return confirmation.rank >= Confirmation.DETAINING_POWER.rank


def has_ended(standing: Standing) -> bool:
    """Tell whether a captivity has ended, or a decision has put an end to the question."""
    was_held = bool(standing.captivities) and standing.open_captivity is None
    return was_held or standing.status not in NEVER_HELD | HELD


def end(standing: Standing, event: CustodyEvent) -> None:
    """End or reverse a captivity if the word is good enough; else the status stays and the ending is only reported."""
    ending = EFFECTS[event.kind].ending
    if ending is None or agrees_with_ending(standing, ending):
        return
    reports = [*standing.unconfirmed.pop(ending, []), event]
    if event.source.kind not in CONFIRM_ENDINGS and not is_corroborated(reports):
        standing.unconfirmed[ending] = reports
        standing.notes[event.id] = Note.NOT_CONFIRMED
        return
    for report in reports:
        standing.notes.pop(report.id, None)
    close(standing, event, status_after(standing, ending))


def agrees_with_ending(standing: Standing, ending: EndingKind) -> bool:
    """Tell whether a report only repeats how things ended: nobody is handed over twice without a new captivity."""
    if standing.open_captivity is not None:
        return False
    if ending is EndingKind.DEATH:
        return standing.status in DEAD
    return standing.ending is not None and EFFECTS[standing.ending.kind].ending is ending


def is_corroborated(reports: Iterable[CustodyEvent]) -> bool:
    """Tell whether enough independent sources, each credible enough, report the same ending."""
    return len({root_of(one.source) for one in reports if one.credibility <= CREDIBLE}) >= INDEPENDENT_SOURCES


def status_after(standing: Standing, ending: EndingKind) -> CustodyStatus:
    """Give the status that an ending leads to: who dies while held died in captivity."""
    if ending is EndingKind.DEATH:
        return CustodyStatus.DIED_IN_CAPTIVITY if standing.open_captivity else CustodyStatus.DECEASED
    return STATUS_AFTER[ending]


def close(standing: Standing, event: CustodyEvent, status: CustodyStatus) -> None:
    """Close what is open and let an ending hold; nothing stays reported, and the person is held nowhere."""
    if standing.open_captivity is not None:
        standing.open_captivity.ended_by = event
    standing.status, standing.since, standing.ending = status, event.happened, event
    standing.place_id = standing.placed_by = None
    standing.unconfirmed.clear()


def decide(standing: Standing, event: CustodyEvent) -> None:
    """Set the status that the office decided on; a decision that somebody is held opens a captivity."""
    status = event.sets_status
    if status is None:
        return
    if status not in HELD:
        close(standing, event, status)
        return
    if standing.open_captivity is None:
        standing.captivities.append(Captivity())
    standing.status, standing.since, standing.ending = status, event.happened, event


def refresh(person: Person) -> Standing:
    """Write where a person stands, from the events of everybody merged into them; no other function writes it."""
    standing = derive(queries.list_events_of(person))
    captivity = standing.captivity
    person.custody_status = standing.status
    person.confirmation = standing.confirmation
    person.reported = standing.reported
    person.exchange_status = standing.exchange_status
    person.place_id = standing.place_id
    person.since = standing.since
    person.captured = captivity.captured if captivity else None
    person.ended = captivity.ended if captivity else None
    return standing
