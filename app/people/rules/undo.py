"""Taking back what was just saved of who somebody is: a statement or correction, a retraction, a number, a record."""

from collections.abc import Iterable
from datetime import datetime

from app.accounts.models import User
from app.audit import queries as ledger
from app.audit import rules as audit
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.undoing import UNDONE, refuse_built_on, refuse_undoing
from app.people import queries
from app.people.models import Person, PersonIdentifier, PersonStatement, WatchedPerson
from app.people.models.identifiers import CONSTRAINT_ERRORS
from app.people.rules.register import changed

Retractable = Person | PersonStatement | PersonIdentifier


def undo_statement(statement: PersonStatement, *, actor: User, now: datetime) -> None:
    """Take back what was just stated or corrected, by who did; what it had corrected stands again.

    One correction may have corrected the words of several sources: they are taken back together. So is the number that
    was entered with the statement, as when somebody new turned out to be on record.
    """
    person = queries.hold_fact(statement)
    if statement.retracted_at is not None:
        raise RuleError(_l("This was retracted already."))
    refuse_undoing(at=statement.recorded_at, by_id=statement.recorded_by_id, actor_id=actor.id, now=now)
    recorded = queries.list_statements_of(person)
    together = [one for one in recorded if is_saved_with(one, statement)]
    ids = {one.id for one in together}
    preferred = {one.statement_id for one in queries.list_preferences_of(person)}
    refuse_built_on(bool(ids & (preferred | {one.supersedes_id for one in recorded})))
    saved: list[Retractable] = [*together, *numbers_saved_with(statement, person)]
    take_back(saved, "undo statement", person, actor=actor, now=now)


def numbers_saved_with(statement: PersonStatement, person: Person) -> list[PersonIdentifier]:
    """Give the numbers that stand and were recorded together with a statement; a correction records none."""
    told = (statement.recorded_at, statement.recorded_by_id, statement.source_id)
    return [
        one
        for one in queries.list_identifiers_of(person)
        if statement.supersedes_id is None and (one.recorded_at, one.recorded_by_id, one.source_id) == told
    ]


def is_saved_with(one: PersonStatement, statement: PersonStatement) -> bool:
    """Tell whether a statement is another one, or a correction that was saved together with that one."""
    if one is statement:
        return True
    is_correction = one.supersedes_id is not None and statement.supersedes_id is not None
    saved = (one.recorded_at, one.recorded_by_id)
    return is_correction and saved == (statement.recorded_at, statement.recorded_by_id)


def undo_retraction(statement: PersonStatement, *, actor: User, now: datetime) -> None:
    """Let a statement stand again that was retracted just now, by who retracted it."""
    person = queries.hold_fact(statement)
    if statement.retracted_at is None or statement.retraction_reason == UNDONE:
        raise RuleError(_l("There is no retraction to undo."))
    refuse_undoing(at=statement.retracted_at, by_id=statement.retracted_by_id, actor_id=actor.id, now=now)
    corrections = [one for one in queries.list_statements_of(person) if one.supersedes_id == statement.id]
    refuse_built_on(any(one.recorded_at >= statement.retracted_at for one in corrections))
    bring_back([statement], "undo retraction", person, actor=actor, now=now)


def undo_identifier(identifier: PersonIdentifier, *, actor: User, now: datetime) -> None:
    """Take back a number that was just recorded, by who did."""
    person = queries.hold_fact(identifier)
    if identifier.retracted_at is not None:
        raise RuleError(_l("This was retracted already."))
    refuse_undoing(at=identifier.recorded_at, by_id=identifier.recorded_by_id, actor_id=actor.id, now=now)
    take_back([identifier], "undo identifier", person, actor=actor, now=now)


def undo_person(person: Person, *, actor: User, now: datetime) -> None:
    """Retract a record that was created by mistake just now, by who created it, with all that was saved with it.

    It is in no list, count or report any more; its page says so, and a supervisor can restore it. Whether somebody has
    built on it is told by the ledger, too: what is confidential leaves the row of the person as it was.
    """
    person = queries.lock(person)
    if person.retracted_at is not None:
        raise RuleError(_l("This was retracted already."))
    refuse_undoing(at=person.created_at, by_id=person.created_by_id, actor_id=actor.id, now=now)
    watched = WatchedPerson.__tablename__
    is_told_of = ledger.is_told_of_after(queries.members_of(person), person.created_at, without=[watched])
    refuse_built_on(person.updated_at != person.created_at or is_told_of)
    saved: list[Retractable] = [person, *queries.list_live_statements_of(person)]
    saved += queries.list_identifiers_of(person)
    take_back(saved, "undo person", person, actor=actor, now=now)


def restore_person(person: Person, *, actor: User, now: datetime) -> None:
    """Bring a retracted record back, with all that was retracted together with it."""
    person = queries.lock(person)
    if person.retracted_at is None:
        raise RuleError(_l("This record was not retracted."))
    saved: list[Retractable] = [*queries.list_statements_of(person)]
    saved += queries.list_retracted_identifiers_of(person)
    told = (person.retracted_at, person.retraction_reason)
    together = [one for one in saved if (one.retracted_at, one.retraction_reason) == told]
    with CONSTRAINT_ERRORS.savepoint(db.session):
        bring_back([person, *together], "restore person", person, actor=actor, now=now)


def take_back(facts: Iterable[Retractable], action: str, person: Person, *, actor: User, now: datetime) -> None:
    """Retract what was saved together, for the one reason that needs no words."""
    for fact in facts:
        owner = owner_of(fact)
        fact.retracted_at, fact.retracted_by_id, fact.retraction_reason = now, actor.id, UNDONE
        audit.record(action, fact, actor=actor, person=owner, at=now)
    db.session.flush()
    changed(person, now=now)


def bring_back(facts: Iterable[Retractable], action: str, person: Person, *, actor: User, now: datetime) -> None:
    """Let what was retracted stand again."""
    for fact in facts:
        owner = owner_of(fact)
        fact.retracted_at = fact.retracted_by_id = fact.retraction_reason = None
        audit.record(action, fact, actor=actor, person=owner, at=now)
    db.session.flush()
    changed(person, now=now)


def owner_of(saved: Retractable) -> Person:
    """Give the record under which something was entered; read before it is changed, since loading it would flush."""
    return saved if isinstance(saved, Person) else saved.person
