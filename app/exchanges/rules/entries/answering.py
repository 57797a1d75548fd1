"""Asking the other side for people, and recording what it answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.accounts.models import User
from app.core.dates import UncertainDate
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.custody import rules as custody
from app.custody.models import EventKind
from app.exchanges import queries
from app.exchanges.models import Direction, Entry, EntryTransition, Operation, Refusal, State
from app.exchanges.rules.entries.doubts import refuse_unwilling
from app.exchanges.rules.entries.moving import Word, held, move, settle, step
from app.exchanges.states import Deed
from app.people import queries as people
from app.sources.models import SourceKind

#: What an answer says of the person, as an event of their life; how somebody came back it does not say.
SAYS: Mapping[Refusal, EventKind] = {
    Refusal.SAYS_DEAD: EventKind.DEATH,
    Refusal.SAYS_RETURNED: EventKind.RELEASE_UNILATERAL,
    Refusal.SENTENCED: EventKind.SENTENCED,
}
#: How far the word of who holds somebody is believed before anything else speaks for it: it cannot be judged.
UNJUDGED = 6


def request(entries: Sequence[Entry], word: Word, *, actor: User, now: datetime) -> None:
    """Ask the other side for people, or ask again for whom it declined."""
    for entry in entries:
        refuse_unwilling(people.kept(entry.person), entry.direction, actor=actor)
    move(entries, Deed.REQUEST, word, actor=actor, now=now)


def request_proposed(operation: Operation, word: Word, *, actor: User, now: datetime) -> int:
    """Ask for everybody who is proposed in an operation; tell how many they are."""
    proposed = queries.list_entries_in(operation, queries.EntryFilter(states=(State.PROPOSED,)))
    if not proposed:
        raise RuleError(_l("Nobody on this list waits to be asked for."))
    request(proposed, word, actor=actor, now=now)
    return len(proposed)


def agree(entries: Sequence[Entry], word: Word, *, actor: User, now: datetime) -> None:
    """Record that the other side agrees to people."""
    move(entries, Deed.AGREE, word, actor=actor, now=now)


def decline(entries: Sequence[Entry], refusal: Refusal, word: Word, *, actor: User, now: datetime) -> None:
    """Record that the other side declines people, and what it says of them.

    That somebody is dead, back or sentenced is also told on their timeline: reported, and no more than the word of the
    Power that holds them.
    """
    refuse_groundless(entries, refusal, word)
    found = held(entries)
    for entry in entries:
        transition = step(entry, Deed.DECLINE, word, refusal=refusal, actor=actor, now=now)
        report(transition, actor=actor, now=now)
    settle(found)


def refuse_groundless(entries: Sequence[Entry], refusal: Refusal, word: Word) -> None:
    """Refuse an answer that says something of people on nobody's word, or of people whom we hold ourselves."""
    if refusal not in SAYS:
        return
    if any(entry.direction is Direction.TO_THEM for entry in entries):
        raise RuleError(_l("This can be said of those alone whom the other side holds."), "refusal")
    if word.source is None or word.source.kind is not SourceKind.DETAINING_POWER:
        raise RuleError(_l("Choose the source that stands for the answer: the word of the detaining power."), "source")


def report(transition: EntryTransition, *, actor: User, now: datetime) -> None:
    """Write on the timeline what an answer says of the person: by the day of the answer, on the word of who gave it."""
    kind, source = SAYS.get(transition.refusal) if transition.refusal else None, transition.source
    if kind is None or source is None:
        return
    day = transition.happened
    happening = custody.Happening(
        kind=kind,
        source=source,
        credibility=UNJUDGED,
        happened=UncertainDate(f"../{day.isoformat()}", None, day),
        note=transition.entry.operation.code,
    )
    transition.event = custody.record(transition.entry.person, happening, actor=actor, now=now)
    db.session.flush()
