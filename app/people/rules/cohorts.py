"""Keeping the vocabulary of cohorts, and saying who carries which."""

import re
from collections.abc import Collection
from datetime import datetime
from operator import itemgetter

from app.accounts.models import User
from app.audit import rules as audit
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.undoing import refuse_undoing
from app.people import queries
from app.people.models import Cohort, Person, PersonCohort, RemovedCohort
from app.people.models.vocabularies import COHORT_ERRORS
from app.people.rules.register import changed
from app.sources.models import Source

CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
#: What is kept of a cohort that is taken off.
KEPT = ("cohort_id", "source_id", "recorded_at", "recorded_by_id")
first = itemgetter(0)


def define_cohort(code: str, *, label_en: str, label_uk: str, actor: User, now: datetime) -> Cohort:
    """Add a cohort; its code stands in exports and never changes, its labels may."""
    if not CODE.fullmatch(code):
        raise RuleError(_l("A code has 2 to 40 small Latin letters, digits and underscores."), "code")
    cohort = Cohort(code=code, label_en=label_en, label_uk=label_uk, position=len(queries.list_cohorts()))
    with COHORT_ERRORS.savepoint(db.session):
        db.session.add(cohort)
        audit.record("define cohort", cohort, actor=actor, at=now)
    return cohort


def rename_cohort(cohort: Cohort, *, label_en: str, label_uk: str, actor: User, now: datetime) -> None:
    """Change how a cohort is called in the interface."""
    cohort.label_en, cohort.label_uk = label_en, label_uk
    audit.record("rename cohort", cohort, actor=actor, at=now)


def tag(person: Person, cohort: Cohort, *, source: Source, actor: User | None, now: datetime) -> None:
    """Say on a source's word that a person belongs to a cohort; saying it twice changes nothing."""
    person = queries.lock(person)
    if any(link.cohort_id == cohort.id for link in queries.list_cohorts_of(person)):
        return
    link = PersonCohort(
        person=person, cohort=cohort, source=source, recorded_at=now, recorded_by_id=actor.id if actor else None
    )
    db.session.add(link)
    audit.record("tag", link, actor=actor, person=person, at=now)
    db.session.flush()
    changed(person, now=now)


def untag(link: PersonCohort, *, actor: User, now: datetime) -> None:
    """Take a cohort off a person; who had put it there, and on whose word, is kept."""
    person, owner = queries.lock(link.person), link.person
    kept = {name: getattr(link, name) for name in KEPT}
    db.session.add(RemovedCohort(person=owner, removed_at=now, removed_by_id=actor.id, **kept))
    audit.record("untag", link, actor=actor, person=owner, at=now, changes={"cohort_id": (link.cohort_id, None)})
    db.session.delete(link)
    db.session.flush()
    changed(person, now=now)


def set_cohorts(person: Person, chosen: Collection[Cohort], *, source: Source, actor: User, now: datetime) -> None:
    """Let a person carry these cohorts and no others; those that stay keep the source on whose word they came."""
    wanted = {cohort.id for cohort in chosen}
    person = queries.lock(person)
    for link in queries.list_cohorts_of(person):
        if link.cohort_id not in wanted:
            untag(link, actor=actor, now=now)
    for cohort in chosen:
        tag(person, cohort, source=source, actor=actor, now=now)


def undo_cohorts(person: Person, *, actor: User, now: datetime) -> None:
    """Take back the last change of a person's cohorts, by who made it: what was added goes, what went returns."""
    person = queries.lock(person)
    links, removed = queries.list_cohorts_of(person), queries.list_removed_cohorts_of(person)
    moments = [(one.recorded_at, one.recorded_by_id) for one in links]
    at, by_id = max(moments + [(one.removed_at, one.removed_by_id) for one in removed], key=first, default=(now, None))
    refuse_undoing(at=at, by_id=by_id, actor_id=actor.id, now=now)
    for link in links:
        if (link.recorded_at, link.recorded_by_id) == (at, by_id):
            untag(link, actor=actor, now=now)
    for one in removed:
        if (one.removed_at, one.removed_by_id) == (at, by_id):
            put_back(one, actor=actor, now=now)


def take_off_again(person: Person, cohort_id: int, *, at: datetime, actor: User, now: datetime) -> bool:
    """Take off a cohort that the same user added at a moment; tell whether it was still there."""
    added = (cohort_id, at, actor.id)
    links = queries.list_cohorts_of(queries.lock(person))
    found = [link for link in links if (link.cohort_id, link.recorded_at, link.recorded_by_id) == added]
    for link in found:
        untag(link, actor=actor, now=now)
    return bool(found)


def put_on_again(person: Person, cohort_id: int, *, at: datetime, actor: User, now: datetime) -> bool:
    """Put back a cohort that the same user took off at a moment, unless the person carries it again; tell whether."""
    person = queries.lock(person)
    if any(link.cohort_id == cohort_id for link in queries.list_cohorts_of(person)):
        return False
    removed = queries.list_removed_cohorts_of(person)
    taken = (cohort_id, at, actor.id)
    found = [one for one in removed if (one.cohort_id, one.removed_at, one.removed_by_id) == taken]
    for one in found:
        put_back(one, actor=actor, now=now)
    return bool(found)


def put_back(removed: RemovedCohort, *, actor: User, now: datetime) -> None:
    """Put a cohort back that was taken off, on the word and by the author it had."""
    person, owner = queries.lock(removed.person), removed.person
    link = PersonCohort(person=owner, **{name: getattr(removed, name) for name in KEPT})
    db.session.add(link)
    audit.record("tag", link, actor=actor, person=owner, at=now)
    db.session.delete(removed)
    db.session.flush()
    changed(person, now=now)
