"""Separating records that were merged wrongly: each is again what it was, with what was corrected in it since."""

from collections.abc import Collection
from datetime import datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.core.undoing import UNDONE, refuse_built_on, refuse_undoing
from app.custody import queries as custody
from app.exchanges.rules import entries
from app.matching import queries
from app.matching.models import Merger
from app.matching.rules.hand_over import Handing, hand_over
from app.matching.rules.meanwhile import added_since
from app.matching.rules.merge import derive_anew, ends_of, lead_on
from app.people import queries as people
from app.people import rules as people_rules
from app.people.models import Person


def unmerge(merger: Merger, *, goes: Collection[str], reason: str, actor: User, now: datetime) -> None:
    """Separate two records; of what was entered meanwhile, what is named goes to the one that leaves.

    Facts are never moved: what goes is retracted here and recorded there, and says so.
    """
    if is_blank(reason):
        raise RuleError(_l("Say why these are two people."), "reason")
    hold(merger)
    added = [one for one in added_since(merger) if one.key in goes]
    if len(added) != len(set(goes)):
        raise RuleError(_l("Somebody changed this while you were looking at it. Look at it again, then decide."))
    stays = separate(merger, reason=reason, actor=actor, now=now)
    handing = Handing(merger.merged, f"{merger.merged.ref} ≠ {stays.ref}: {reason}", actor, now)
    for one in added:
        hand_over(one, handing)
    for person in (stays, merger.merged):
        derive_anew(person)


def undo_merger(merger: Merger, *, actor: User, now: datetime) -> None:
    """Take back a merger that its author has just made, and on which nobody has built."""
    hold(merger)
    refuse_undoing(at=merger.recorded_at, by_id=merger.recorded_by_id, actor_id=actor.id, now=now)
    refuse_built_on(bool(added_since(merger)))
    stays = separate(merger, reason=UNDONE, actor=actor, now=now)
    for person in (stays, merger.merged):
        derive_anew(person)


def hold(merger: Merger) -> None:
    """Have both people to oneself, and read the merger anew: somebody may have undone it while we waited."""
    custody.hold_people({people.kept(merger.kept).id, merger.merged_id})
    db.session.refresh(merger)
    if merger.undone_at is not None:
        raise RuleError(_l("These records were separated already."))


def separate(merger: Merger, *, reason: str, actor: User, now: datetime) -> Person:
    """Let the mergers that remain say where each record leads; give the one that stays for the others."""
    stays = people.kept(merger.kept)
    records, mergers = queries.list_records_of(stays), queries.list_mergers_of(stays)
    merger.undone_at, merger.undone_by_id, merger.undoing_reason = now, actor.id, reason
    audit.record("separate records", merger, actor=actor, person=stays, at=now)
    ends = ends_of({one.merged_id: one.kept_id for one in mergers if one is not merger})
    lead_on(records, ends, actor=actor, now=now)
    entries.restore([one.id for one in records], actor=actor, now=now)
    people_rules.forget_foreign_choices(stays, actor=actor, now=now)
    return stays
