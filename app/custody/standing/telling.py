"""Deriving where a person stands: each event, in order, does what its kind's row in the table of effects says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from app.core import facts
from app.custody.effects import (
    CONFIRM_ENDINGS,
    CONFIRMS,
    CREDIBLE,
    EFFECTS,
    INDEPENDENT_SOURCES,
    NEVER_HELD,
    STATUS_AFTER,
    Effect,
)
from app.custody.models import CustodyEvent, EventKind
from app.custody.standing.state import Captivity, Note, Standing, counts_on, order
from app.people.models import DEAD, GONE, HELD, Confirmation, CustodyStatus, EndingKind
from app.sources.rules import root_of


@dataclass(frozen=True)
class Step:
    """Where a person stood after one event was told."""

    event: CustodyEvent
    status: CustodyStatus
    confirmation: Confirmation
    place_id: int | None
    captivity: Captivity | None


@dataclass(frozen=True)
class Life:
    """Everything that the events of a person tell, in order, and where they stand in the end."""

    standing: Standing
    steps: list[Step]


def derive(events: Iterable[CustodyEvent], *, on: date | None = None, known_at: datetime | None = None) -> Standing:
    """Derive where a person stands: as of a day (`on`), from what we knew at a moment (`known_at`); by default, of all.

    Each event that stands is told in order, and does what its kind's row in `effects.EFFECTS` says.
    """
    return life_of(events, on=on, known_at=known_at).standing


def life_of(events: Iterable[CustodyEvent], *, on: date | None = None, known_at: datetime | None = None) -> Life:
    """Tell every event that stands and counts, in order, and note after each where the person stood then."""
    told = [event for event in facts.live(events, known_at=known_at) if on is None or counts_on(event, on)]
    standing, steps = Standing(), []
    for event in sorted(told, key=order):
        tell(standing, event)
        if standing.status not in GONE:
            standing.status_alive = standing.status
        steps.append(step_of(standing, event))
    return Life(standing, steps)


def step_of(standing: Standing, event: CustodyEvent) -> Step:
    """Note where a person stands just after an event."""
    return Step(event, standing.status, standing.confirmation, standing.place_id, standing.open_captivity)


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
    return was_held or standing.status not in (*NEVER_HELD, *HELD)


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
