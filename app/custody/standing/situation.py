"""In what situation the law puts somebody who is held: a table, and the first row that holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.custody.models import CustodyEvent, EventKind
from app.custody.standing.state import Standing
from app.people.models import HELD, Law, LegalSituation


@dataclass(frozen=True)
class Rule:
    """One row: what must have happened in the present captivity, to whom, and the situation that follows."""

    situation: LegalSituation
    example: str
    #: None: nothing need have happened.
    kind: EventKind | None = None
    #: None: whatever law covers the person.
    law: Law | None = None

    def holds(self, kinds: set[EventKind], law: Law) -> bool:
        """Tell whether this row is about somebody."""
        return (self.kind is None or self.kind in kinds) and self.law in {None, law}


#: The first row that holds decides. Proceedings come first: a prisoner of war may be sentenced (GC III 99-108).
RULES = (
    Rule(LegalSituation.SENTENCED, "sentenced to 12 years; an appeal changes nothing yet", EventKind.SENTENCED),
    Rule(LegalSituation.ON_TRIAL, "the first hearing was held", EventKind.TRIAL),
    Rule(LegalSituation.UNDER_INVESTIGATION, "a charge was served", EventKind.CHARGED),
    Rule(LegalSituation.POW, "a conscript: a prisoner of war by law (GC III 4)", law=Law.PRISONER_OF_WAR),
    Rule(
        LegalSituation.CIVILIAN_INTERNEE,
        "a civilian interned in a camp (GC IV 42, 78)",
        EventKind.INTERNMENT,
        Law.CIVILIAN,
    ),
    Rule(
        LegalSituation.HELD_WITHOUT_CHARGE,
        "a civilian detained at a checkpoint, and nothing since",
        EventKind.ARREST,
        Law.CIVILIAN,
    ),
    Rule(
        LegalSituation.HELD_WITHOUT_CHARGE,
        "somebody of unknown category was arrested, and nothing since",
        EventKind.ARREST,
        Law.EITHER,
    ),
    Rule(LegalSituation.UNKNOWN, "a civilian seen in a colony: nobody says on what ground"),
)


def situation_of(standing: Standing, law: Law) -> LegalSituation | None:
    """Give the legal situation of somebody who is held, from the present captivity alone; of others, nothing."""
    if standing.status not in HELD or standing.open_captivity is None:
        return None
    kinds = kinds_of(standing.open_captivity.events)
    return next(rule.situation for rule in RULES if rule.holds(kinds, law))


def kinds_of(events: Iterable[CustodyEvent]) -> set[EventKind]:
    """Gather what has happened."""
    return {event.kind for event in events}
