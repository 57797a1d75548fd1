"""Doing one thing to many people at once: foreseen for each of them first, then done to all or to none."""

import enum
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core import facts
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.undoing import refuse_built_on, refuse_undoing
from app.custody import queries, standing
from app.custody.effects import EFFECTS, ENTERED, Effect
from app.custody.models import Batch, BatchAction, BatchPerson, CustodyEvent
from app.custody.rules.record import Happening, event_of, record, refuse_impossible
from app.custody.rules.undo import undo
from app.people import queries as people
from app.people import rules as people_rules
from app.people.models import Cohort, CustodyStatus, Person, PersonCohort, Unlikely
from app.sources.models import Source

#: More people than this are a matter for an import.
MOST = 1_000
#: What a source may say of many at once. That somebody came home or died is looked at one by one.
SAID_OF_MANY = tuple(kind for kind in ENTERED if EFFECTS[kind].effect in {Effect.ASSERTS, Effect.MISSING})
#: The number of an event that is only foreseen: recorded after all others.
FORESEEN = 2**62


class Left(enum.Enum):
    """Why a batch leaves somebody as they are."""

    HAS = "has it"
    RETRACTED = "retracted"
    MERGED = "merged"
    UNLIKELY = "unlikely"


@dataclass(frozen=True)
class Deed:
    """What is to be done to each of many people."""

    action: BatchAction
    cohort: Cohort | None = None
    source: Source | None = None
    happening: Happening | None = None


@dataclass(frozen=True)
class Outcome:
    """What a deed does to one person: their status after it, or why it is not done to them."""

    person: Person
    left: Left | None = None
    after: CustodyStatus | None = None
    unlikely: Sequence[Unlikely] = ()


def foresee(chosen: Sequence[Person], deed: Deed, *, now: datetime) -> list[Outcome]:
    """Tell for each of many people what a deed would do to them; nothing is changed."""
    db.session.flush()
    out = {person.id: Outcome(person, reason) for person in chosen if (reason := is_out(person)) is not None}
    rest = [person for person in chosen if person.id not in out]
    if deed.happening is not None:
        refuse_impossible(deed.happening, now=now)
        foreseen = foresee_events(rest, deed.happening, now=now)
    else:
        foreseen = foresee_cohort(rest, deed)
    outcomes = out | {outcome.person.id: outcome for outcome in foreseen}
    return [outcomes[person.id] for person in chosen]


def is_out(person: Person) -> Left | None:
    """Tell why nothing can be done to a record, if nothing can."""
    if person.merged_into_id is not None:
        return Left.MERGED
    return Left.RETRACTED if person.retracted_at is not None else None


def foresee_cohort(chosen: Collection[Person], deed: Deed) -> Iterable[Outcome]:
    """Tell who gets a cohort, or loses it, and who is so already."""
    carriers = queries.carriers_among(chosen, deed.cohort) if deed.cohort else {}
    is_tagging = deed.action is BatchAction.TAG
    return (Outcome(one, Left.HAS if (one.id in carriers) is is_tagging else None) for one in chosen)


def foresee_events(chosen: Collection[Person], happening: Happening, *, now: datetime) -> Iterable[Outcome]:
    """Tell where each would stand after an event, of whom it is on record, and of whom it would be unlikely."""
    recorded = queries.events_of_each(chosen)
    return (foresee_event(person, recorded[person.id], happening, now=now) for person in chosen)


def foresee_event(person: Person, recorded: list[CustodyEvent], happening: Happening, *, now: datetime) -> Outcome:
    """Derive where a person would stand, were the event on record."""
    if any(is_same(event, happening) for event in facts.live(recorded)):
        return Outcome(person, Left.HAS)
    event = event_of(person, happening, actor=None, now=now)
    event.id, event.place_id = FORESEEN, happening.place.id if happening.place else None
    life = standing.life_of([*recorded, event])
    new = [code for code in standing.unlikely_of(person, life) if code.value not in person.unlikely]
    return Outcome(person, Left.UNLIKELY if new else None, life.standing.status, new)


def is_same(event: CustodyEvent, happening: Happening) -> bool:
    """Tell whether an event says what is to be recorded, on the same word."""
    return (event.kind, event.source_id, event.happened, event.place_id) == (
        happening.kind,
        happening.source.id,
        happening.happened,
        happening.place.id if happening.place else None,
    )


def carry_out(deed: Deed, numbers: Collection[int], *, actor: User, now: datetime) -> Batch:
    """Do to each of the people what was foreseen, or nothing to anybody where it has changed meanwhile."""
    if len(numbers) > MOST:
        raise RuleError(_l("More than %(most)s people are a matter for an import.", most=MOST))
    held = queries.hold_people(numbers)
    if not held or any(outcome.left for outcome in foresee(held, deed, now=now)):
        raise RuleError(_l("Something has changed since this was worked out. Check it again, then save."))
    cohort_id = deed.cohort.id if deed.cohort else None
    batch = Batch(action=deed.action, cohort_id=cohort_id, size=len(held), at=now, by_id=actor.id)
    db.session.add(batch)
    audit.record("apply batch", batch, actor=actor, at=now)
    db.session.flush()
    links = queries.carriers_among(held, deed.cohort) if deed.cohort else {}
    events = [apply_to(person, deed, links, actor=actor, now=now) for person in held]
    for person, event in zip(held, events, strict=True):
        db.session.add(BatchPerson(batch_id=batch.id, person=person, event=event))
    db.session.flush()
    return batch


def apply_to(
    person: Person, deed: Deed, links: Mapping[int, list[PersonCohort]], *, actor: User, now: datetime
) -> CustodyEvent | None:
    """Do to one person what is done to all, by the rule that does it to one; give the event, if one is recorded."""
    if deed.happening is not None:
        return record(person, deed.happening, actor=actor, now=now)
    if deed.cohort is not None and deed.source is not None:
        people_rules.tag(person, deed.cohort, source=deed.source, actor=actor, now=now)
    for link in links.get(person.id, ()):
        people_rules.untag(link, actor=actor, now=now)
    return None


def undo_batch(batch: Batch, *, actor: User, now: datetime) -> int:
    """Take back what was just done to many people; what somebody has built on stays, and is counted."""
    members = queries.list_people_in(batch)
    queries.hold_people([people.kept(member.person).id for member in members])
    db.session.refresh(batch)
    if batch.undone_at is not None:
        raise RuleError(_l("This was undone already."))
    refuse_undoing(at=batch.at, by_id=batch.by_id, actor_id=actor.id, now=now)
    stays = sum(not is_taken_back(member, batch, actor=actor, now=now) for member in members)
    refuse_built_on(stays == len(members))
    batch.undone_at = now
    audit.record("undo batch", batch, actor=actor, at=now)
    db.session.flush()
    return stays


def is_taken_back(member: BatchPerson, batch: Batch, *, actor: User, now: datetime) -> bool:
    """Take back what a batch did to one person, and tell whether that could be."""
    if member.event is not None:
        try:
            undo(member.event, actor=actor, now=now)
        except RuleError:
            return False
        return True
    again = people_rules.take_off_again if batch.action is BatchAction.TAG else people_rules.put_on_again
    return again(member.person, batch.cohort_id or 0, at=batch.at, actor=actor, now=now)
