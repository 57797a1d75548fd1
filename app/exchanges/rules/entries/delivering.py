"""The day itself, as far as it moves entries: facts are written when a stage is confirmed."""

from collections.abc import Sequence
from datetime import datetime

from app.accounts.models import User
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.exchanges.models import Entry
from app.exchanges.rules.entries.doubts import refuse_delivered, refuse_unwilling
from app.exchanges.rules.entries.moving import Word, held, move, settle, step
from app.exchanges.states import Deed
from app.people import queries as people


def make_ready(entries: Sequence[Entry], word: Word, *, actor: User, now: datetime) -> None:
    """Note that people are verified and ready to be handed over."""
    refuse_all_unwilling(entries, actor=actor)
    move(entries, Deed.MAKE_READY, word, actor=actor, now=now)


def hand_over(entries: Sequence[Entry], word: Word, *, actor: User, now: datetime) -> None:
    """Record that people were handed over; nobody is so twice without a new captivity."""
    found = held(entries)
    refuse_all_unwilling(entries, actor=actor)
    for entry in entries:
        refuse_delivered(people.kept(entry.person), but=entry)
        step(entry, Deed.HAND_OVER, word, actor=actor, now=now)
    settle(found)


def keep_back(entries: Sequence[Entry], word: Word, *, actor: User, now: datetime) -> None:
    """Record that people who were agreed did not come."""
    move(entries, Deed.KEEP_BACK, word, actor=actor, now=now)


def substitute(entry: Entry, by: Entry, word: Word, *, actor: User, now: datetime) -> None:
    """Record that another person of the same list came in somebody's place."""
    is_beside = (by.operation_id, by.direction) == (entry.operation_id, entry.direction)
    if by is entry or not is_beside or by.set_aside_for_id is not None:
        raise RuleError(_l("Choose another person of the same list and direction."), "by")
    found = held([entry])
    step(entry, Deed.SUBSTITUTE, word, actor=actor, now=now)
    entry.substituted_by = by
    settle(found)


def take_back(entry: Entry, word: Word, *, actor: User, now: datetime) -> None:
    """Take back what was ticked wrongly on the day; what a stage has confirmed is reversed there."""
    found = held([entry])
    if entry.event_id is not None:
        raise RuleError(_l("This was confirmed with its stage and is reversed there."))
    step(entry, Deed.TAKE_BACK, word, actor=actor, now=now)
    entry.substituted_by = None
    settle(found)


def refuse_all_unwilling(entries: Sequence[Entry], *, actor: User) -> None:
    """Refuse to hand over anybody of some who does not want to return."""
    for entry in entries:
        refuse_unwilling(people.kept(entry.person), entry.direction, actor=actor)
