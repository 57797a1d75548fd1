"""Making everybody's keys anew in portions: each is a transaction of its own, so that others write between two of them.

What is kept already as the facts say is left alone. So a run that was stopped loses nothing, and goes on where it was.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, or_, select, text

from app.core.db import db
from app.core.many import POSTGRESQL, kind_of_database
from app.names import keys as naming
from app.people.models import Person, name_keys, name_skeletons
from app.people.search.building import (
    BLOCK,
    Entry,
    derived_after,
    derived_of,
    stored_of,
    write_names,
)
from app.people.search.keeping import add_skeletons, missing_skeletons

#: A change that took longer than this to be saved may have been read too early.
LATE = timedelta(days=1)


@dataclass(frozen=True)
class Portion:
    """Some people whose keys are as the facts say now."""

    people: int
    #: The number of the last of them.
    last: int
    skeletons: frozenset[str]


def renew(*, after: int) -> Portion | None:
    """Make the keys of the next people anew, in the transaction that is open; nothing where none follows.

    Nobody changes these people until it ends: what is read of them and what is written belong together.
    """
    hold_next(after)
    entries = derived_after(after)
    last = entries[-1].person_id if entries else None
    forget_unlisted(after, last)
    if last is None:
        return None
    write_keys(entries)
    skeletons = frozenset(skeleton for one in entries for skeleton in one.skeletons)
    add_skeletons(missing_skeletons(skeletons))
    write_names(entries)
    return Portion(len(entries), last, skeletons)


def hold_next(after: int) -> None:
    """Have the next people to oneself, in the order of their numbers, as whoever changes one of them does."""
    if kind_of_database() == POSTGRESQL:
        following = select(Person.id).where(Person.id > after).order_by(Person.id).limit(BLOCK)
        db.session.execute(following.with_for_update()).all()


def forget_unlisted(after: int, last: int | None) -> None:
    """Take away the keys of those who stand for nobody: merged or retracted."""
    unlisted = select(Person.id).where(
        Person.id > after, or_(Person.merged_into_id.is_not(None), Person.retracted_at.is_not(None))
    )
    if last is not None:
        unlisted = unlisted.where(Person.id <= last)
    db.session.execute(delete(name_keys).where(name_keys.c.person_id.in_(unlisted)))


def write_keys(entries: Collection[Entry]) -> None:
    """Write the keys that are not kept yet, in their order, and take away those that are no one's any more."""
    stored = stored_of([one.person_id for one in entries])
    for one in entries:
        if gone := stored.get(one.person_id, set()) - one.keys:
            theirs = (name_keys.c.person_id == one.person_id, name_keys.c.key.in_(sorted(gone)))
            db.session.execute(delete(name_keys).where(*theirs))
    new = sorted((key, one.person_id) for one in entries for key in one.keys - stored.get(one.person_id, set()))
    if new:
        db.session.execute(insert(name_keys), [{"key": key, "person_id": number} for key, number in new])


def forget_skeletons(used: Collection[str], *, begun_at: datetime) -> int:
    """Take away the neighbourhood of surnames that nobody has any more, and tell how many these were.

    `used` was read portion by portion: who may have changed meanwhile is read once more, and nobody changes until the
    transaction ends.
    """
    if kind_of_database() == POSTGRESQL:
        # Whoever changes a person writes into this table before looking for the surnames that are missing.
        db.session.execute(text("LOCK TABLE people IN SHARE MODE"))
    recently = select(Person.id).where(Person.updated_at >= begun_at - LATE).order_by(Person.id)
    changed = db.session.scalars(recently).all()
    kept = set(used).union(*(one.skeletons for one in derived_of(changed)))
    gone = sorted(set(db.session.scalars(select(name_skeletons.c.skeleton).distinct())) - kept)
    rows = [{"given": deletion, "text": skeleton} for skeleton in gone for deletion in naming.deletions(skeleton)]
    if rows:
        theirs = (name_skeletons.c.deletion == bindparam("given"), name_skeletons.c.skeleton == bindparam("text"))
        db.session.connection().execute(delete(name_skeletons).where(*theirs), rows)
    return len(gone)
