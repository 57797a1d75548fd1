"""What is unlikely in the order of somebody's facts: a table, a row a rule; it warns and never forbids."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from app.core.dates import UncertainDate, age_on
from app.custody.effects import EFFECTS, Effect
from app.custody.models import CustodyEvent, EventKind
from app.custody.standing.state import CAPTURES
from app.custody.standing.telling import Life
from app.people.models import GONE, EndingKind, Unlikely

#: Children are to be protected and kept apart (GC IV 24, 50): a capture this young is more likely a wrong date.
YOUNGEST = 14
AZOVSTAL = "azovstal_defender"
#: The garrison left the works on these days; the ICRC registered from 17 May.
LEFT_AZOVSTAL = UncertainDate("2022-05-16/2022-05-20", date(2022, 5, 16), date(2022, 5, 20))
REMAINS = {EventKind.BURIAL, EventKind.REMAINS_TRANSFER, EventKind.REMAINS_IDENTIFIED}


@dataclass(frozen=True)
class Case:
    """What is looked at together: what happened to somebody, when they were born, and their category."""

    life: Life
    born: UncertainDate | None = None
    category: str = ""

    @property
    def events(self) -> list[CustodyEvent]:
        """Give the events that stand, in order."""
        return [step.event for step in self.life.steps]


@dataclass(frozen=True)
class Row:
    """One rule: what is unlikely, how to find it, and an example of it in the words of an analyst."""

    code: Unlikely
    example: str
    holds: Callable[[Case], bool]


def before_birth(case: Case) -> bool:
    """Tell whether anything surely happened before the person was born."""
    return case.born is not None and any(is_before(event.happened, case.born) for event in case.events)


def child_at_capture(case: Case) -> bool:
    """Tell whether the person was surely too young at a capture."""
    ages = [
        age_on(case.born, event.happened.latest)
        for event in case.events
        if case.born and event.kind in CAPTURES and event.happened and event.happened.latest
    ]
    return any(age is not None and age.high is not None and age.high < YOUNGEST for age in ages)


def before_capture(case: Case) -> bool:
    """Tell whether something surely happened in a captivity before the capture with which it began."""
    for captivity in case.life.standing.captivities:
        captures = [event.happened for event in captivity.events if event.kind in CAPTURES and event.happened]
        if captures and any(is_before(event.happened, captures[0]) for event in captivity.events):
            return True
    return False


def ended_before_capture(case: Case) -> bool:
    """Tell whether somebody was surely handed over or let go before anything that says they were held."""
    first = next((event for event in case.events if EFFECTS[event.kind].effect is Effect.ASSERTS), None)
    return first is not None and any(is_before(event.happened, first.happened) for event in case.events if frees(event))


def held_again_without_capture(case: Case) -> bool:
    """Tell whether a captivity after another began without anybody saying how the person was taken again."""
    later = case.life.standing.captivities[1:]
    return any(captivity.events and not CAPTURES & {event.kind for event in captivity.events} for captivity in later)


def alive_after_death(case: Case) -> bool:
    """Tell whether anybody saw the person alive surely after a death that was confirmed."""
    return any(is_contradicted(event, case) for event in confirmed_deaths(case))


def alive_after_remains(case: Case) -> bool:
    """Tell whether anybody saw the person alive surely after their remains were found."""
    return any(is_contradicted(event, case) for event in case.events if event.kind in REMAINS)


def death_before_proof_of_life(case: Case) -> bool:
    """Tell whether a death that is only reported lies surely before the last proof of life."""
    reports = case.life.standing.unconfirmed.get(EndingKind.DEATH, [])
    return any(is_contradicted(event, case) for event in reports)


def azovstal_capture(case: Case) -> bool:
    """Tell whether a defender of Azovstal was captured, as far as anybody says, on none of the days it was left."""
    captures = [event.happened for event in case.events if event.kind in CAPTURES and event.happened]
    return case.category == AZOVSTAL and bool(captures) and not captures[0].overlaps(LEFT_AZOVSTAL)


def confirmed_deaths(case: Case) -> Iterator[CustodyEvent]:
    """Give the events by which the person passed from the living to the dead."""
    was_gone = False
    for step in case.life.steps:
        if step.status in GONE and not was_gone:
            yield step.event
        was_gone = step.status in GONE


def is_contradicted(death: CustodyEvent, case: Case) -> bool:
    """Tell whether anything that only happens to the living surely happened after a death."""
    return any(is_of_the_living(event) and is_before(death.happened, event.happened) for event in case.events)


def is_of_the_living(event: CustodyEvent) -> bool:
    """Tell whether an event of this kind happens to the living alone; a report that somebody is missing is none."""
    row = EFFECTS[event.kind]
    if event.kind is EventKind.REPORTED_MISSING or row.effect is Effect.SETS:
        return False
    return row.ending is not EndingKind.DEATH


def frees(event: CustodyEvent) -> bool:
    """Tell whether an event ends a captivity by letting somebody out of it."""
    ending = EFFECTS[event.kind].ending
    return ending is not None and ending not in {EndingKind.DEATH, EndingKind.FOUND}


def is_before(one: UncertainDate | None, other: UncertainDate | None) -> bool:
    """Tell whether one day surely lies before another, whatever is not known of both."""
    return one is not None and other is not None and (one.latest or date.max) < (other.earliest or date.min)


ROWS = (
    Row(Unlikely.BEFORE_BIRTH, "seen in a colony in 2022, born in 2023", before_birth),
    Row(Unlikely.CHILD_AT_CAPTURE, "captured on 16.05.2022, born in 2010", child_at_capture),
    Row(Unlikely.BEFORE_CAPTURE, "a letter of March, and the capture in May", before_capture),
    Row(Unlikely.ENDED_BEFORE_CAPTURE, "exchanged in 2022, captured in 2023, and nothing before", ended_before_capture),
    Row(
        Unlikely.HELD_AGAIN_WITHOUT_CAPTURE,
        "exchanged in 2023, seen in a colony in 2024, and nobody says how they were taken again",
        held_again_without_capture,
    ),
    Row(Unlikely.ALIVE_AFTER_DEATH, "the ICRC confirms a death in May, and a letter is dated July", alive_after_death),
    Row(
        Unlikely.ALIVE_AFTER_REMAINS,
        "remains identified by DNA in May, and a released prisoner saw the person in July",
        alive_after_remains,
    ),
    Row(
        Unlikely.DEATH_BEFORE_PROOF_OF_LIFE,
        "the holder reports a death in May, and a call reached the family in July",
        death_before_proof_of_life,
    ),
    Row(Unlikely.AZOVSTAL_CAPTURE, "a defender of Azovstal, captured in August 2023", azovstal_capture),
)


def unlikely_in(case: Case) -> list[Unlikely]:
    """Name what is unlikely in somebody's facts, in the order of the table."""
    return [row.code for row in ROWS if row.holds(case)]
