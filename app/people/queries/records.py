"""Reading the record of one person: their row, what is stated about them, their numbers and cohorts."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.core import facts
from app.core.db import db
from app.core.errors import Moved, NotFound
from app.core.locks import hold
from app.people import refs
from app.people.models import (
    Cohort,
    IdentifierKind,
    Person,
    PersonCohort,
    PersonIdentifier,
    PersonStatement,
    PreferredValue,
    RemovedCohort,
)

#: Made once: an alias of a wide table is dear, and every reading by person needs it.
MEMBER = aliased(Person, name="member")
#: All that ever changes of a fact.
RETRACTION = ("retracted_at", "retracted_by_id", "retraction_reason")


class FactOfPerson(Protocol):
    """A fact about somebody; its record may since have been merged into another."""

    @property
    def person(self) -> Person:
        """Give the record under which it was entered."""


def get_person(ref: str) -> Person:
    """Find a person by the number people use; raise NotFound, or Moved for a record merged into another.

    A wrong check letter finds nobody.
    """
    person = get_kept(ref)
    if person.id != refs.parse_ref(ref):
        raise Moved(person.ref)
    return person


def get_kept(ref: str) -> Person:
    """Find a person by the number people use, or raise NotFound; a merged record stands for the one that is kept."""
    number = refs.parse_ref(ref)
    person = db.session.get(Person, number) if number is not None else None
    if person is None:
        raise NotFound
    return kept(person)


def get_person_by_id(person_id: int) -> Person:
    """Find a person by the database's number, or raise NotFound."""
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound
    return person


def kept(person: Person) -> Person:
    """Give the record that stands for a person: their own, or the one into which it was merged."""
    return person if person.merged_into_id is None else get_person_by_id(person.merged_into_id)


def lock(person: Person) -> Person:
    """Have the record that stands for a person to oneself until the transaction ends, and give it.

    Call it before reading facts to derive from: two facts that are added at once would otherwise each be derived
    without the other. Somebody who is being entered in this very transaction (version 0) is known to nobody else. Where
    the record was merged or separated while we waited, its page is led on to the other one (Moved).
    """
    if not person.version:
        return person
    stands = kept(person)
    hold(stands)
    if stands is not person:
        db.session.refresh(person, ["merged_into_id"])
    if kept(person) is not stands:
        raise Moved(kept(person).ref)
    return stands


def hold_fact(fact: FactOfPerson) -> Person:
    """Have the person of a fact to oneself, and read the fact anew: somebody may have retracted it while we waited."""
    person = lock(fact.person)
    db.session.refresh(fact, RETRACTION)
    return person


def members_of(person: Person) -> Select[int]:
    """Select the ids of everybody who is this person: the record that stays and those that were merged into it."""
    return select(MEMBER.id).where(or_(MEMBER.id == person.id, MEMBER.merged_into_id == person.id))


def list_statements_of(person: Person) -> Sequence[PersonStatement]:
    """List everything that was ever stated about a person, oldest first, with its sources, as it stands now.

    What this transaction read before it held the person (`lock`) is read anew: the rest is derived from it.
    """
    return db.session.scalars(
        select(PersonStatement)
        .options(joinedload(PersonStatement.source), joinedload(PersonStatement.recorded_by))
        .where(PersonStatement.person_id.in_(members_of(person)))
        .order_by(PersonStatement.recorded_at, PersonStatement.id)
        .execution_options(populate_existing=True)
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
    owner = db.session.scalar(
        select(Person)
        .join(PersonIdentifier, PersonIdentifier.person_id == Person.id)
        .where(
            PersonIdentifier.kind == kind,
            PersonIdentifier.issuer == issuer,
            PersonIdentifier.value == value,
            PersonIdentifier.retracted_at.is_(None),
        )
    )
    return kept(owner) if owner else None


def list_retracted_identifiers_of(person: Person) -> Sequence[PersonIdentifier]:
    """List a person's numbers that were retracted."""
    return db.session.scalars(
        select(PersonIdentifier)
        .where(PersonIdentifier.person_id.in_(members_of(person)), PersonIdentifier.retracted_at.is_not(None))
        .order_by(PersonIdentifier.id)
    ).all()


def get_identifier(identifier_id: int) -> PersonIdentifier:
    """Find a number, or raise NotFound."""
    identifier = db.session.get(PersonIdentifier, identifier_id)
    if identifier is None:
        raise NotFound
    return identifier


def list_preferences_of(person: Person) -> Sequence[PreferredValue]:
    """List an analyst's choices between statements about a person that stand."""
    return db.session.scalars(
        select(PreferredValue)
        .where(PreferredValue.person_id.in_(members_of(person)), PreferredValue.retracted_at.is_(None))
        .order_by(PreferredValue.recorded_at, PreferredValue.id)
    ).all()


def find_preference_of(person: Person, field: str) -> PreferredValue | None:
    """Find the choice about one field that stands, if there is one; of those in merged records, the newest."""
    return next((one for one in reversed(list_preferences_of(person)) if one.field == field), None)


def find_preference_replaced_by(preference: PreferredValue) -> PreferredValue | None:
    """Find the choice in whose place another one stepped, if there was one."""
    return db.session.scalar(
        select(PreferredValue)
        .where(
            PreferredValue.person_id.in_([preference.person_id]),
            PreferredValue.field == preference.field,
            PreferredValue.retracted_at == preference.recorded_at,
            PreferredValue.id < preference.id,
        )
        .order_by(PreferredValue.id.desc())
        .limit(1)
    )


def list_cohorts_of(person: Person) -> Sequence[PersonCohort]:
    """List the cohorts that a person carries, with their sources."""
    return db.session.scalars(
        select(PersonCohort)
        .options(joinedload(PersonCohort.cohort), joinedload(PersonCohort.source))
        .join(PersonCohort.cohort)
        .where(PersonCohort.person_id.in_(members_of(person)))
        .order_by(Cohort.position, PersonCohort.id)
    ).all()


def list_facts_about(person: Person) -> list[object]:
    """List what makes a version of who a person is: which statements stand, and which of them are preferred."""
    stated = [(one.id, one.retracted_at is None) for one in list_statements_of(person)]
    preferred = [(one.field, one.statement_id) for one in list_preferences_of(person)]
    return [*stated, *preferred]


def list_removed_cohorts_of(person: Person) -> Sequence[RemovedCohort]:
    """List the cohorts that were taken off a person."""
    return db.session.scalars(
        select(RemovedCohort)
        .where(RemovedCohort.person_id.in_(members_of(person)))
        .order_by(RemovedCohort.removed_at, RemovedCohort.id)
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
