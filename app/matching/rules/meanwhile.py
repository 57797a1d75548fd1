"""What was entered about a person while their records were one: nobody but a reader can tell of which it speaks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.compartments import queries as compartments
from app.compartments.models import PersonFact, Witness
from app.core import facts
from app.custody import queries as custody
from app.custody.models import CustodyEvent, Origin
from app.matching import queries
from app.matching.models import Merger
from app.people import queries as people
from app.people.models import Person, PersonCohort, PersonIdentifier, PersonStatement

#: Anything that is recorded of a person on a source's word.
Recorded = PersonStatement | PersonIdentifier | PersonCohort | CustodyEvent | PersonFact | Witness


@dataclass(frozen=True)
class Added:
    """A fact that was entered meanwhile and stands, with those that it corrected, the newest first."""

    fact: Any
    corrected: Sequence[Any] = ()

    @property
    def key(self) -> str:
        """Name the fact as the form that asks about it does."""
        return f"{self.fact.__tablename__}-{self.fact.id}"


def added_since(merger: Merger) -> list[Added]:
    """List what was entered since two records became one and goes with neither of them by itself, oldest first.

    New facts carry the number of the record that was kept. A correction goes with what it corrects, and so does a
    retraction: both are said of an older fact.
    """
    person = people.kept(merger.kept)
    begins = beginnings(merger, queries.list_mergers_of(person))
    found = [one for recorded in recorded_of(person) for one in added_among(recorded, begins)]
    return sorted(found, key=lambda one: (one.fact.recorded_at, one.key))


def beginnings(merger: Merger, mergers: Iterable[Merger]) -> Mapping[int, datetime]:
    """Say for each record that was kept since when what is entered under its number may speak of the merged one."""
    into = {one.merged_id: one for one in mergers}
    begins = {merger.kept_id: merger.recorded_at}
    since, last = merger.recorded_at, merger.kept_id
    while last in into:
        since, last = max(since, into[last].recorded_at), into[last].kept_id
        begins[last] = since
    return begins


def recorded_of(person: Person) -> list[Sequence[Any]]:
    """Read all that was ever recorded of a person, kind by kind; what belongs to an exchange is reversed there."""
    return [
        people.list_statements_of(person),
        people.list_identifiers_of(person),
        people.list_cohorts_of(person),
        [event for event in custody.list_events_of(person) if event.origin is not Origin.EXCHANGE],
        *(compartments.list_facts_of(kind, person) for kind in compartments.KINDS.values()),
        compartments.list_witnesses_of(person),
    ]


def added_among(recorded: Sequence[Any], begins: Mapping[int, datetime]) -> list[Added]:
    """Pick those facts of one kind that stand and were first entered meanwhile."""
    by_number = {fact.id: fact for fact in recorded}
    if not recorded or isinstance(recorded[0], PersonIdentifier | PersonCohort):
        return [Added(fact) for fact in recorded if is_since(fact, begins)]
    lines = [
        Added(fact, [by_number[number] for number in facts.corrected_by(fact, by_number)])
        for fact in facts.live(recorded)
    ]
    # A witness may have been recognised as somebody else since: then nothing of them is here any more.
    return [one for one in lines if one.fact.person_id in begins and is_since([one.fact, *one.corrected][-1], begins)]


def is_since(fact: Any, begins: Mapping[int, datetime]) -> bool:  # noqa: ANN401 - a fact of any kind
    """Tell whether a fact was entered under the number of a record while another one was merged into it."""
    begin = begins.get(fact.person_id)
    return begin is not None and fact.recorded_at > begin
