"""Reading the record of one person: their row, what is stated about them, their numbers and cohorts."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.core import facts
from app.core.db import db
from app.core.errors import NotFound
from app.people import refs
from app.people.models import (
    Cohort,
    IdentifierKind,
    Person,
    PersonCohort,
    PersonIdentifier,
    PersonStatement,
    PreferredValue,
)

#: Made once: an alias of a wide table is dear, and every reading by person needs it.
MEMBER = aliased(Person, name="member")


def get_person(ref: str) -> Person:
    """Find a person by the number people use, or raise NotFound; a wrong check letter finds nobody."""
    number = refs.parse_ref(ref)
    person = db.session.get(Person, number) if number is not None else None
    if person is None:
        raise NotFound
    return person


def get_person_by_id(person_id: int) -> Person:
    """Find a person by the database's number, or raise NotFound."""
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound
    return person


def members_of(person: Person) -> Select[int]:
    """Select the ids of everybody who is this person: the record that stays and those that were merged into it."""
    return select(MEMBER.id).where(or_(MEMBER.id == person.id, MEMBER.merged_into_id == person.id))


def list_statements_of(person: Person) -> Sequence[PersonStatement]:
    """List everything that was ever stated about a person, oldest first, with its sources."""
    return db.session.scalars(
        select(PersonStatement)
        .options(joinedload(PersonStatement.source), joinedload(PersonStatement.recorded_by))
        .where(PersonStatement.person_id.in_(members_of(person)))
        .order_by(PersonStatement.recorded_at, PersonStatement.id)
    ).all()


def list_live_statements_of(person: Person) -> list[PersonStatement]:
    """List the statements about a person that stand: neither corrected nor retracted."""
    return facts.live(list_statements_of(person))


def list_statements_about(person: Person, field: str) -> list[PersonStatement]:
    """List the statements that stand and say something about one field."""
    return [one for one in list_live_statements_of(person) if getattr(one, field) is not None]


def list_identifiers_of(person: Person) -> Sequence[PersonIdentifier]:
    """List a person's numbers that stand, with their sources."""
    return db.session.scalars(
        select(PersonIdentifier)
        .options(joinedload(PersonIdentifier.source))
        .where(PersonIdentifier.person_id.in_(members_of(person)), PersonIdentifier.retracted_at.is_(None))
        .order_by(PersonIdentifier.kind, PersonIdentifier.id)
    ).all()


def find_owner_of(kind: IdentifierKind, *, issuer: str, value: str) -> Person | None:
    """Find who has a number that stands, as numbers are written in the record."""
    return db.session.scalar(
        select(Person)
        .join(PersonIdentifier, PersonIdentifier.person_id == Person.id)
        .where(
            PersonIdentifier.kind == kind,
            PersonIdentifier.issuer == issuer,
            PersonIdentifier.value == value,
            PersonIdentifier.retracted_at.is_(None),
        )
    )


def list_preferences_of(person: Person) -> Sequence[PreferredValue]:
    """List an analyst's choices between statements about a person."""
    return db.session.scalars(
        select(PreferredValue)
        .where(PreferredValue.person_id.in_(members_of(person)))
        .order_by(PreferredValue.recorded_at, PreferredValue.id)
    ).all()


def list_cohorts_of(person: Person) -> Sequence[PersonCohort]:
    """List the cohorts that a person carries, with their sources."""
    return db.session.scalars(
        select(PersonCohort)
        .options(joinedload(PersonCohort.cohort), joinedload(PersonCohort.source))
        .join(PersonCohort.cohort)
        .where(PersonCohort.person_id.in_(members_of(person)))
        .order_by(Cohort.position, PersonCohort.id)
    ).all()


def get_statement(statement_id: int) -> PersonStatement:
    """Find a statement, or raise NotFound."""
    statement = db.session.get(PersonStatement, statement_id)
    if statement is None:
        raise NotFound
    return statement


def list_people_ids() -> Sequence[int]:
    """List the ids of all people whose projections are to be rebuilt: those that were not merged into another."""
    return db.session.scalars(select(Person.id).where(Person.merged_into_id.is_(None)).order_by(Person.id)).all()
