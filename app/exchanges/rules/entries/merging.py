"""What becomes of entries when two records with one list in common are read as one, and apart again."""

from collections.abc import Collection
from datetime import datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.exchanges import queries
from app.exchanges.models import Entry
from app.people import queries as people
from app.people.models import Person


def set_aside(one: Person, other: Person, *, stands: Person | None, actor: User, now: datetime) -> None:
    """Let one entry stand on each list that has both; the other one's steps remain as history.

    Call it before the two records become one.
    """
    shared = queries.list_shared_by(one, other)
    if shared and stands is None:
        raise RuleError(_l("Both are on one list: choose whose entry stands."), "stands")
    for mine, theirs in shared:
        stays, goes = (mine, theirs) if stands is one else (theirs, mine)
        refuse_delivered_to_go(goes)
        goes.set_aside_for_id = stays.id
        goes.version += 1
        audit.record("set entry aside", goes, actor=actor, person=goes.person, at=now)
    db.session.flush()


def refuse_delivered_to_go(goes: Entry) -> None:
    """Refuse to set aside a hand-over that stands on the timeline."""
    if goes.event_id is not None:
        raise RuleError(_l("This one was handed over, as a confirmed stage says: their entry stands."), "stands")


def restore(records: Collection[int], *, actor: User, now: datetime) -> None:
    """Let entries of some records stand again whose other one is not of the same person any more.

    Where their person has another entry on that list that stands, that one stands instead of them.
    """
    for entry in queries.list_parted_among(records):
        beside = queries.find_entry_in(entry.operation, people.kept(entry.person))
        entry.set_aside_for_id = beside.id if beside else None
        entry.version += 1
        audit.record("restore entry", entry, actor=actor, person=entry.person, at=now)
        db.session.flush()
