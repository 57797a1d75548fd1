"""Gathering what is on record of two people, to be read side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.accounts.permissions import Right
from app.core import facts
from app.custody import effects, standing
from app.custody import queries as custody
from app.custody.models import CustodyEvent
from app.people import identity
from app.people import queries as people
from app.people.models import Person, PersonCohort, PersonIdentifier, PersonStatement


@dataclass(frozen=True)
class Side:
    """What is on record of one of two people."""

    person: Person
    identity: identity.Derived
    #: What sources say of who the person is and still stands, the newest first.
    statements: Sequence[PersonStatement]
    identifiers: Sequence[PersonIdentifier]
    cohorts: Sequence[PersonCohort]
    events: Sequence[CustodyEvent]


@dataclass(frozen=True)
class Moment:
    """An event of one of two lives, in its place among those of both."""

    event: CustodyEvent
    is_of_one: bool

    def right_to(self, field: str) -> Right | None:
        """Name the right without which a field of the event is masked, if it is."""
        return effects.right_to(field, self.event.kind)


def get_side(person: Person) -> Side:
    """Gather what is on record of one person, with what stands of the records merged into theirs."""
    statements = people.list_statements_of(person)
    return Side(
        person=person,
        identity=identity.derive(statements, identity.choices_of(person)),
        statements=facts.live(statements)[::-1],
        identifiers=people.list_identifiers_of(person),
        cohorts=people.list_cohorts_of(person),
        events=facts.live(custody.list_events_of(person)),
    )


def interleaved(one: Side, other: Side) -> list[Moment]:
    """Put the events of two lives into one order, the newest first."""
    moments = [*(Moment(event, True) for event in one.events), *(Moment(event, False) for event in other.events)]
    return sorted(moments, key=lambda moment: standing.order(moment.event), reverse=True)
