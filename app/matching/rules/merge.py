"""Reading two records as one: nothing is moved, so that they can be separated again."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.compartments import rules as records
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.custody import queries as custody
from app.exchanges.rules import entries
from app.matching import queries
from app.matching.models import Judgement, Merger, Verdict
from app.matching.rules.doubts import doubts_about
from app.matching.rules.refresh import refresh_contradictions, refresh_verdict
from app.people import identity
from app.people import queries as people
from app.people.models import Person
from app.people.search import keeping


def merge(
    merged: Person,
    kept: Person,
    *,
    reason: str | None,
    stands: Person | None = None,
    actor: User,
    now: datetime,
) -> Merger:
    """Read a record as part of another one from now on; each of its facts stays under its own number.

    Where somebody has judged the two to be one person and nothing speaks against it, that is reason enough. Where both
    are on one list, `stands` says whose entry there is the person's from now on.
    """
    custody.hold_people({merged.id, kept.id})
    refuse_impossible(merged, kept)
    judgement = judgement_for(merged, kept)
    refuse_unreasoned(merged, kept, judgement, reason)
    entries.set_aside(merged, kept, stands=stands, actor=actor, now=now)
    merger = Merger(
        kept=kept,
        merged=merged,
        kept_id=kept.id,
        merged_id=merged.id,
        judgement=judgement,
        judgement_id=judgement.id if judgement else None,
        reason=reason or None,
        recorded_at=now,
        recorded_by_id=actor.id,
    )
    moved = queries.list_records_of(merged)
    db.session.add(merger)
    audit.record("merge records", merger, actor=actor, person=kept, at=now)
    db.session.flush()
    lead_on(moved, {record.id: kept.id for record in moved}, actor=actor, now=now)
    derive_anew(kept)
    return merger


def refuse_impossible(merged: Person, kept: Person) -> None:
    """Refuse only what cannot be: a record with itself, and records that stand for nobody any more."""
    if people.kept(merged) is people.kept(kept):
        raise RuleError(_l("This is one and the same record."))
    if merged.merged_into_id is not None or kept.merged_into_id is not None:
        raise RuleError(_l("One of these records was merged into another meanwhile. Look at the pair again."))
    if merged.retracted_at is not None or kept.retracted_at is not None:
        raise RuleError(_l("One of these records was retracted: nothing can be merged with it."))


def judgement_for(one: Person, other: Person) -> Judgement | None:
    """Find the judgement by which somebody holds the two to be the same person, if it stands."""
    found = queries.find_judgement_between(one, other)
    return found if found and found.verdict is Verdict.SAME else None


def refuse_unreasoned(one: Person, other: Person, judgement: Judgement | None, reason: str | None) -> None:
    """Refuse to merge without a word what nobody judged to be the same, or what something speaks against."""
    if not is_blank(reason):
        return
    if doubts_about(one, other):
        raise RuleError(_l("Something speaks against it: say why these are one person all the same."), "reason")
    if judgement is None:
        raise RuleError(_l("Nobody has judged yet that these are one person: say why you hold it so."), "reason")


def lead_on(records: Iterable[Person], ends: Mapping[int, int], *, actor: User, now: datetime) -> None:
    """Let each record lead on to the one that is kept now, or stand for itself."""
    for record in records:
        end = ends.get(record.id)
        if record.merged_into_id != end:
            record.merged_into_id = end
            audit.record("lead record on", record, actor=actor, person=record, at=now)
    db.session.flush()


def ends_of(into: Mapping[int, int]) -> dict[int, int]:
    """Give for each merged record the one at the end of its chain.

    >>> ends_of({1: 2, 2: 5, 3: 4})
    {1: 5, 2: 5, 3: 4}
    """
    return {number: end_of(number, into) for number in into}


def end_of(number: int, into: Mapping[int, int]) -> int:
    """Follow a chain to its end."""
    while number in into:
        number = into[number]
    return number


def derive_anew(person: Person) -> None:
    """Derive all that is stored of a person anew, and of those records of theirs that are found through this one."""
    members = queries.list_records_of(person)
    records.rebuild(person)
    for record in members:
        if record is not person:
            keeping.refresh(record, (), ())
    numbers = [record.id for record in members]
    for pair in queries.list_pairs_at(numbers):
        refresh_verdict(pair)
    refresh_contradictions(numbers)
    db.session.flush()


def conflicts_of(one: Person, other: Person) -> list[str]:
    """Name the fields in which the two would contradict each other, were they one person."""
    stated = [*people.list_statements_of(one), *people.list_statements_of(other)]
    chosen = identity.choices_of(one) | identity.choices_of(other)
    known = {*one.conflicts, *other.conflicts}
    return [name for name in identity.derive(stated, chosen).conflicts if name not in known]
