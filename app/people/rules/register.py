"""Entering a person, and adding what another source says about them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.audit import rules as audit
from app.core import clock
from app.core.dates import UncertainDate
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.names.folding import fold
from app.people import identity, queries
from app.people.models import Absence, Person, PersonStatement
from app.people.models.identity import IDENTITY_FIELDS
from app.sources.models import Source

#: What packages above keep of two records that were told apart when one of them was entered; they cannot be named
#: here, so they add themselves: the new person, the other one, the reason, who said so, and when.
DISTINGUISHED: list[Callable[[Person, Person, str, User | None, datetime], None]] = []


@dataclass(frozen=True)
class Saying:
    """What one source says about who somebody is: fields with values, fields expressly left open, and its grade."""

    source: Source
    credibility: int
    values: Mapping[str, Any]
    absences: Mapping[str, Absence] = field(default_factory=dict)
    as_of: UncertainDate | None = None
    note: str | None = None


def register(
    saying: Saying, *, actor: User | None, now: datetime, distinguished: Mapping[Person, str] | None = None
) -> Person:
    """Enter a person on one source's word; a surname or a call sign is enough, and less is nobody.

    Whoever enters somebody who seems to be on record says why it is another person: `distinguished` by the other's row.
    """
    others = distinguished or {}
    refuse_nameless(saying.values)
    person = Person(version=0, created_at=now, created_by_id=actor.id if actor else None, updated_at=now)
    db.session.add(person)
    db.session.flush()
    told = {"distinguished_from": (None, told_apart(others))} if others else {}
    audit.record("register person", person, actor=actor, person=person, at=now, changes=told)
    state(person, saying, actor=actor, now=now)
    for other, reason in others.items():
        for keep in DISTINGUISHED:
            keep(person, other, reason, actor, now)
    return person


def told_apart(others: Mapping[Person, str]) -> str:
    """Write down from whom somebody was told apart, and why."""
    return "; ".join(f"{other.ref}: {reason}" for other, reason in others.items())


def refuse_nameless(values: Mapping[str, Any]) -> None:
    """Refuse a record that nobody could find again; spaces, apostrophes alone and what is invisible are no name."""
    if not any(fold(values.get(name) or "") for name in ("surname", "call_sign")):
        raise RuleError(_l("Enter a surname or a call sign."), "surname")


def state(person: Person, saying: Saying, *, actor: User | None, now: datetime) -> PersonStatement:
    """Add what a source says beside what others say; what it contradicts becomes a conflict, not a change."""
    if not said(saying.values) and not saying.absences:
        raise RuleError(_l("Change at least one field, or cancel."))
    refuse_unborn(saying.values, now=now)
    person = queries.lock(person)
    statement = PersonStatement(
        person=person,
        source=saying.source,
        credibility=saying.credibility,
        as_of=saying.as_of,
        note=saying.note,
        absences={name: reason.value for name, reason in saying.absences.items()},
        recorded_at=now,
        recorded_by_id=actor.id if actor else None,
        **said(saying.values),
    )
    add(statement, actor=actor, action="state")
    return statement


def refuse_unborn(values: Mapping[str, Any], *, now: datetime) -> None:
    """Refuse a birth on a day that has not come."""
    born = values.get("born")
    if born and born.earliest and born.earliest > now.astimezone(clock.KYIV).date():
        raise RuleError(_l("This day has not come yet: correct the date."), "born")


def refuse_taking_back(changes: Mapping[str, Any], absences: Mapping[str, Absence]) -> None:
    """Refuse an emptied field where a source speaks: a source cannot unsay what another one said."""
    for name, value in changes.items():
        if value is None and name not in absences:
            raise RuleError(
                _l("A source cannot take back a value. Say why it is not known, or correct a mistake."), name
            )


def said(values: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the fields about which a source says something."""
    unknown = set(values) - set(IDENTITY_FIELDS)
    if unknown:
        message = f"not fields of an identity: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    return {name: value for name, value in values.items() if value is not None and value != ""}


def add(
    statement: PersonStatement,
    *,
    actor: User | None,
    action: str,
    changes: Mapping[str, audit.Change] | None = None,
) -> None:
    """Store a statement, enter it in the ledger, and derive anew who the person is."""
    db.session.add(statement)
    at = statement.recorded_at
    audit.record(action, statement, actor=actor, person=statement.person, changes=changes, at=at)
    db.session.flush()
    changed(queries.kept(statement.person), now=statement.recorded_at)


def changed(person: Person, *, now: datetime) -> None:
    """Note that somebody typed something about a person, and derive anew who they are."""
    person.version += 1
    person.updated_at = now
    identity.refresh(person)
    db.session.flush()
