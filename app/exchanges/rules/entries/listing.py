"""How somebody comes onto a list: proposed by us, or named by the other side and accepted or refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.locks import hold
from app.exchanges import queries
from app.exchanges.models import CONSTRAINT_ERRORS, Direction, Entry, Operation, OperationStage
from app.exchanges.rules.entries.doubts import refuse_delivered, refuse_unreasoned, refuse_unwilling
from app.exchanges.rules.entries.moving import Word, held, move, refuse_ended, settle, step, write
from app.exchanges.states import MOVES, Deed, can
from app.people import queries as people
from app.people.models import Person


@dataclass(frozen=True)
class Place:
    """Where somebody is put: on which operation's list, for which direction, on which day of it."""

    operation: Operation
    direction: Direction
    stage: OperationStage | None = None
    #: In whose place the other side offers somebody.
    instead_of: Entry | None = None


def propose(person: Person, place: Place, word: Word, *, actor: User, now: datetime) -> Entry:
    """Put somebody on our list; what makes it unlikely that they belong there asks for a reason."""
    person = admitted(person, place)
    refuse_unwilling(person, place.direction, actor=actor)
    refuse_unreasoned(person, place.operation, place.direction, word.reason)
    return put(person, place, Deed.PROPOSE, word, actor=actor, now=now)


def offer(person: Person, place: Place, word: Word, *, actor: User, now: datetime) -> Entry:
    """Record whom the other side names, perhaps instead of somebody; whether we accept is another step."""
    if place.instead_of is not None and place.instead_of.operation_id != place.operation.id:
        raise RuleError(_l("These two do not stand on one list."), "instead_of")
    return put(admitted(person, place), place, Deed.OFFER, word, actor=actor, now=now)


def admitted(person: Person, place: Place) -> Person:
    """Have an operation and a person to oneself, and refuse what cannot be on its list."""
    hold(place.operation)
    refuse_ended(place.operation)
    person = people.lock(person)
    if person.retracted_at is not None:
        raise RuleError(_l("This record was retracted: it stands for nobody."), "person")
    refuse_delivered(person)
    return person


def put(person: Person, place: Place, deed: Deed, word: Word, *, actor: User, now: datetime) -> Entry:
    """Put somebody on a list, or back on it who had left it."""
    entry = queries.find_entry_in(place.operation, person)
    if entry is None:
        entry = added(person, place, deed, actor=actor, now=now)
        write(entry, None, word, actor=actor, now=now)
    else:
        if entry.direction is not place.direction or not can(deed, entry.state):
            raise RuleError(_l("This person is on this list already."), "person")
        step(entry, deed, word, actor=actor, now=now)
        entry.asked_by = MOVES[deed].asked_by or entry.asked_by
    settle([person])
    return entry


def added(person: Person, place: Place, deed: Deed, *, actor: User, now: datetime) -> Entry:
    """Add the entry of somebody who has never been on the list."""
    entry = Entry(
        operation=place.operation,
        operation_id=place.operation.id,
        stage=place.stage,
        person=person,
        direction=place.direction,
        asked_by=MOVES[deed].asked_by,
        state=MOVES[deed].to,
        instead_of=place.instead_of,
        added_at=now,
        added_by_id=actor.id,
    )
    with CONSTRAINT_ERRORS.savepoint(db.session):
        db.session.add(entry)
        audit.record("put on list", entry, actor=actor, person=person, at=now)
        db.session.flush()
    return entry


def accept(entry: Entry, word: Word, *, actor: User, now: datetime) -> None:
    """Accept somebody whom the other side named; what makes it unlikely asks for a reason, as for our own list."""
    (person,) = held([entry])
    refuse_unwilling(person, entry.direction, actor=actor)
    refuse_delivered(person, but=entry)
    refuse_unreasoned(person, entry.operation, entry.direction, word.reason)
    step(entry, Deed.ACCEPT, word, actor=actor, now=now)
    settle([person])


def refuse(entries: Sequence[Entry], word: Word, *, actor: User, now: datetime) -> None:
    """Refuse people whom the other side named."""
    move(entries, Deed.REFUSE, word, actor=actor, now=now)
