"""Recording the numbers by which somebody is identified."""

from datetime import datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.people import queries
from app.people.models import IdentifierKind, Person, PersonIdentifier
from app.people.models.identifiers import CONSTRAINT_ERRORS
from app.people.rules.register import changed
from app.sources.models import Source

#: Some letters become two or three as capitals, so the form's own limit is not enough.
LONGEST_NUMBER = 300


def identify(
    person: Person,
    *,
    kind: IdentifierKind,
    value: str,
    source: Source,
    actor: User | None,
    now: datetime,
    issuer: str = "",
) -> PersonIdentifier:
    """Record a number on a source's word; a number that somebody else has is refused: it is a duplicate to judge."""
    if is_blank(value):
        raise RuleError(_l("Enter the number."), "value")
    if len(written(value)) > LONGEST_NUMBER:
        raise RuleError(_l("Shorten this to at most %(limit)s characters.", limit=LONGEST_NUMBER), "value")
    person = queries.lock(person)
    identifier = PersonIdentifier(
        person=person,
        kind=kind,
        issuer=issuer,
        value=written(value),
        source=source,
        recorded_at=now,
        recorded_by_id=actor.id if actor else None,
    )
    try:
        with CONSTRAINT_ERRORS.savepoint(db.session):
            db.session.add(identifier)
            audit.record("identify", identifier, actor=actor, person=person, at=now)
    except RuleError as error:
        owner = queries.find_owner_of(kind, issuer=issuer, value=written(value))
        raise RuleError(f"{owner.ref}: {error}" if owner else error.message, error.field) from error
    changed(person, now=now)
    return identifier


def has_number(person: Person, kind: IdentifierKind, value: str) -> bool:
    """Tell whether a person has a number already, from whatever source."""
    return any(
        (one.kind, one.issuer, one.value) == (kind, "", written(value)) for one in queries.list_identifiers_of(person)
    )


def retract_identifier(identifier: PersonIdentifier, *, reason: str, actor: User, now: datetime) -> None:
    """Take back a number that is not this person's; it stays readable, with the reason."""
    if is_blank(reason):
        raise RuleError(_l("Say why this is retracted."), "reason")
    person = queries.hold_fact(identifier)
    if identifier.retracted_at is not None:
        raise RuleError(_l("This was retracted already."))
    identifier.retracted_at, identifier.retracted_by_id, identifier.retraction_reason = now, actor.id, reason
    audit.record("retract identifier", identifier, actor=actor, person=identifier.person, at=now)
    changed(person, now=now)


def written(value: str) -> str:
    """Write a number in the one way in which numbers are compared: in capitals, without spaces.

    >>> written(" т-75 49 ")
    'Т-7549'
    """
    return "".join(value.upper().split())
