"""Reading the compartments: whoever calls has asked for the right, and records the look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import joinedload

from app.accounts.permissions import Right
from app.compartments.models import Consent, FamilyNotice, HealthObservation, PersonFact, Relative, Witness
from app.compartments.refs import parse_witness_ref
from app.core import facts
from app.core.db import db
from app.core.errors import NotFound
from app.people.models import HELD, Person
from app.people.queries import kept, members_of

F = TypeVar("F", bound=PersonFact)

#: The compartments of a person by their parts of an address, in the order in which the dossier names them.
KINDS: Mapping[str, type[PersonFact]] = {
    "relatives": Relative,
    "health": HealthObservation,
    "consents": Consent,
    "family": FamilyNotice,
}


@dataclass(frozen=True)
class Panel:
    """What a dossier says of a compartment: by which right it is seen, and whether anything is in it."""

    compartment: str
    right: Right
    is_recorded: bool


def list_facts_of(kind: type[F], person: Person) -> Sequence[F]:
    """List everything of a kind that was ever recorded of a person, oldest record first, with its sources.

    What this transaction read before it held the person is read anew: somebody may have retracted it meanwhile.
    """
    return db.session.scalars(
        select(kind)
        .options(joinedload(kind.source), joinedload(kind.recorded_by))
        .where(kind.person_id.in_(members_of(person)))
        .order_by(kind.recorded_at, kind.id)
        .execution_options(populate_existing=True)
    ).all()


def get_fact(kind: type[F], person: Person, fact_id: int) -> F:
    """Find a fact of a kind about a person, or raise NotFound: somebody else's is not found either."""
    fact = db.session.scalar(select(kind).where(kind.id == fact_id, kind.person_id.in_(members_of(person))))
    if fact is None:
        raise NotFound
    return fact


def get_standing_fact(fact: F) -> F:
    """Give what stands in the place of a fact: its last correction that was not retracted, else the fact itself."""
    recorded = {one.id: one for one in list_facts_of(type(fact), kept(fact.person))}
    standing = facts.live(recorded.values())
    return next((one for one in standing if fact.id in facts.corrected_by(one, recorded)), fact)


def panels_of(person: Person, *asked: ColumnElement[bool]) -> tuple[list[Panel], list[bool]]:
    """Tell for each compartment whether anything that stands is recorded of a person, and nothing of what it says.

    What was corrected has a correction that stands, so whatever was not retracted is enough. What else is asked for is
    answered by the same statement: a dossier is read often.
    """
    members = members_of(person)
    found = {
        name: exists().where(kind.person_id.in_(members), kind.retracted_at.is_(None)) for name, kind in KINDS.items()
    }
    answers = [bool(answer) for answer in db.session.execute(select(*found.values(), *asked)).one()]
    panels = [
        Panel(name, kind.__masked__, is_there)
        for (name, kind), is_there in zip(KINDS.items(), answers[: len(KINDS)], strict=True)
    ]
    return panels, answers[len(KINDS) :]


def is_overdue(person: Person, today: date) -> bool:
    """Tell whether the last report on somebody seriously ill or wounded, and held, is a week old."""
    return person.health_due_on is not None and person.health_due_on <= today and person.custody_status in HELD


def get_witness(ref: str) -> Witness:
    """Find a witness by number, as corrected last, or raise NotFound."""
    number = parse_witness_ref(ref)
    found = list_versions(number) if number is not None else ()
    standing = facts.live(found)
    if not standing:
        raise NotFound
    return standing[-1]


def lock_witness(witness: Witness) -> Witness:
    """Have a witness to oneself until the transaction ends, and give them as corrected last by then."""
    db.session.execute(select(Witness.id).where(Witness.id == witness.number).with_for_update())
    return get_witness(witness.ref)


def list_versions(number: int) -> Sequence[Witness]:
    """List all that was ever recorded of who a witness is, oldest first."""
    return db.session.scalars(
        select(Witness)
        .options(joinedload(Witness.source), joinedload(Witness.person), joinedload(Witness.recorded_by))
        .where(func.coalesce(Witness.first_id, Witness.id) == number)
        .order_by(Witness.id)
    ).all()


def list_witnesses_of(person: Person) -> Sequence[Witness]:
    """List all that was ever recorded of those witnesses who are, or were held to be, a person on record."""
    number = func.coalesce(Witness.first_id, Witness.id)
    theirs = select(number).where(Witness.person_id.in_(members_of(person)))
    return db.session.scalars(
        select(Witness)
        .options(joinedload(Witness.source), joinedload(Witness.recorded_by))
        .where(number.in_(theirs))
        .order_by(Witness.id)
    ).all()
