"""The one way in which an entry moves: held, asked whether it may, moved, and its person derived anew."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core.clock import KYIV
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.locks import hold
from app.custody import queries as custody
from app.exchanges import queries, standing
from app.exchanges.models import Entry, EntryTransition, Operation, Refusal, State
from app.exchanges.states import MOVES, Deed, can
from app.people import queries as people
from app.people.models import Person
from app.sources.models import Source


@dataclass(frozen=True)
class Word:
    """On what a step rests: the day it happened (today, unless it is told), on whose word, and why."""

    happened: date | None = None
    source: Source | None = None
    reason: str | None = None


def day_of(word: Word, *, now: datetime) -> date:
    """Give the day on which a step happened, and refuse one that has not come."""
    today = now.astimezone(KYIV).date()
    day = word.happened or today
    if day > today:
        raise RuleError(_l("This day has not come yet: correct the date."), "happened")
    return day


def refuse_ended(operation: Operation) -> None:
    """Refuse to touch the list of an operation that has ended; what was recorded of it stays."""
    if operation.state not in queries.OPEN:
        raise RuleError(_l("This operation has ended: its list is closed."))


def held(entries: Sequence[Entry]) -> Sequence[Person]:
    """Have operations, people and entries to oneself, in this order, and read them anew; give the people."""
    for operation in sorted({entry.operation for entry in entries}, key=lambda one: one.id):
        hold(operation)
    numbers = {people.kept(entry.person).id for entry in entries}
    found = custody.hold_people(numbers)
    queries.hold_entries([entry.id for entry in entries])
    return found


def move(entries: Sequence[Entry], deed: Deed, word: Word, *, actor: User | None, now: datetime) -> None:
    """Take entries one step, all of them or none, and derive anew where their people stand."""
    found = held(entries)
    for entry in entries:
        step(entry, deed, word, actor=actor, now=now)
    settle(found)


def step(
    entry: Entry,
    deed: Deed,
    word: Word,
    *,
    refusal: Refusal | None = None,
    actor: User | None,
    now: datetime,
) -> EntryTransition:
    """Take one entry one step that the table of states allows, and write the row of its history."""
    refuse_ended(entry.operation)
    if entry.set_aside_for_id is not None:
        raise RuleError(_l("Two records were merged, and the other one's entry stands."))
    if not can(deed, entry.state):
        raise RuleError(_l("Somebody has moved %(ref)s meanwhile: look at the list again.", ref=entry.person.ref))
    before, entry.state, entry.refusal = entry.state, MOVES[deed].to, refusal
    entry.version += 1
    return write(entry, before, word, actor=actor, now=now)


def write(entry: Entry, before: State | None, word: Word, *, actor: User | None, now: datetime) -> EntryTransition:
    """Write the row that says how an entry came to where it stands."""
    transition = EntryTransition(
        entry=entry,
        from_state=before,
        to_state=entry.state,
        refusal=entry.refusal,
        happened=day_of(word, now=now),
        recorded_at=now,
        recorded_by_id=actor.id if actor else None,
        source=word.source,
        reason=word.reason or None,
    )
    db.session.add(transition)
    audit.record("move entry", transition, actor=actor, person=entry.person, at=now)
    return transition


def settle(found: Collection[Person]) -> None:
    """Store what was done, and derive anew where people stand on lists."""
    db.session.flush()
    standing.refresh_all(found)
    db.session.flush()


def follow(operation: Operation) -> None:
    """Derive anew where everybody on an operation's list stands: it has ended, was cancelled or goes on again."""
    entries = queries.list_entries_in(operation, queries.EntryFilter())
    settle(held_people(entry.person for entry in entries))


def held_people(found: Iterable[Person]) -> Sequence[Person]:
    """Have people to oneself, each as the record that stands for them."""
    return custody.hold_people({people.kept(person).id for person in found})
