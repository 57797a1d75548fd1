"""Handing a fact over to the record of which it speaks: retracted here, and recorded there as the source said it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.compartments import rules as compartments
from app.compartments.models import HealthObservation, PersonFact, Witness
from app.custody import rules as custody
from app.custody.models import CustodyEvent
from app.debriefings import rules as debriefings
from app.matching.rules.meanwhile import Added
from app.people import rules as people
from app.people.models import Absence, Person, PersonCohort, PersonIdentifier, PersonStatement
from app.people.models.identity import IDENTITY_FIELDS


@dataclass(frozen=True)
class Handing:
    """To whom a fact goes, why, and who says so when."""

    person: Person
    reason: str
    actor: User
    now: datetime

    @property
    def by(self) -> dict[str, Any]:
        """Give what every rule is told."""
        return {"actor": self.actor, "now": self.now}


def hand_over(added: Added, handing: Handing) -> None:
    """Retract a fact here, with all that it corrected, and record it there anew: with its source, grade and date."""
    give = next(give for kind, give in GIVING.items() if isinstance(added.fact, kind))
    new = give(added, handing)
    if isinstance(new, CustodyEvent | HealthObservation):
        for fact in (added.fact, *added.corrected):
            debriefings.follow(fact, new, **handing.by)


def give_statement(added: Added, handing: Handing) -> PersonStatement:
    """Hand over what a source says of who somebody is."""
    statement: PersonStatement = added.fact
    saying = people.Saying(
        source=statement.source,
        credibility=statement.credibility,
        values={name: getattr(statement, name) for name in IDENTITY_FIELDS},
        absences={name: Absence(reason) for name, reason in statement.absences.items()},
        as_of=statement.as_of,
        note=statement.note,
    )
    retract_all(added, people.retract_statement, handing)
    return people.state(handing.person, saying, **handing.by)


def give_identifier(added: Added, handing: Handing) -> PersonIdentifier:
    """Hand over a number."""
    number: PersonIdentifier = added.fact
    people.retract_identifier(number, reason=handing.reason, **handing.by)
    return people.identify(
        handing.person,
        kind=number.kind,
        value=number.value,
        issuer=number.issuer,
        source=number.source,
        **handing.by,
    )


def give_cohort(added: Added, handing: Handing) -> None:
    """Hand over a cohort."""
    link: PersonCohort = added.fact
    cohort, source = link.cohort, link.source
    people.untag(link, **handing.by)
    people.tag(handing.person, cohort, source=source, **handing.by)


def give_event(added: Added, handing: Handing) -> CustodyEvent:
    """Hand over what happened to somebody."""
    happening = custody.happening_in(added.fact)
    retract_all(added, custody.retract, handing)
    return custody.record(handing.person, happening, **handing.by)


def give_guarded(added: Added, handing: Handing) -> PersonFact:
    """Hand over what only some may see."""
    saying = compartments.saying_in(added.fact)
    retract_all(added, compartments.retract, handing)
    return compartments.record(type(added.fact), handing.person, saying, **handing.by)


def give_witness(added: Added, handing: Handing) -> Witness:
    """Hand over who testified: the witness keeps the number, and is from now on the other record's person."""
    return compartments.recognise_witness(added.fact, handing.person, **handing.by)


def retract_all(added: Added, retract: Callable[..., object], handing: Handing) -> None:
    """Retract a fact and what it corrected, the newest first: else the corrected one would stand again."""
    for fact in (one for one in (added.fact, *added.corrected) if one.retracted_at is None):
        retract(fact, reason=handing.reason, **handing.by)


#: How each kind of fact is handed over.
GIVING: Mapping[type[Any], Callable[[Added, Handing], Any]] = {
    PersonStatement: give_statement,
    PersonIdentifier: give_identifier,
    PersonCohort: give_cohort,
    CustodyEvent: give_event,
    PersonFact: give_guarded,
    Witness: give_witness,
}
