"""Keeping the vocabulary of cohorts, and saying who carries which."""

import re
from collections.abc import Collection
from datetime import datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.people import queries
from app.people.models import Cohort, Person, PersonCohort
from app.people.rules.register import changed
from app.sources.models import Source

CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")


def define_cohort(code: str, *, label_en: str, label_uk: str, actor: User, now: datetime) -> Cohort:
    """Add a cohort; its code stands in exports and never changes, its labels may."""
    if not CODE.fullmatch(code):
        raise RuleError(_l("A code has 2 to 40 small Latin letters, digits and underscores."), "code")
    cohorts = queries.list_cohorts()
    if any(cohort.code == code for cohort in cohorts):
        raise RuleError(_l("There is a cohort with this code already."), "code")
    cohort = Cohort(code=code, label_en=label_en, label_uk=label_uk, position=len(cohorts))
    db.session.add(cohort)
    audit.record("define cohort", cohort, actor=actor, at=now)
    db.session.flush()
    return cohort


def rename_cohort(cohort: Cohort, *, label_en: str, label_uk: str, actor: User, now: datetime) -> None:
    """Change how a cohort is called in the interface."""
    cohort.label_en, cohort.label_uk = label_en, label_uk
    audit.record("rename cohort", cohort, actor=actor, at=now)


def tag(person: Person, cohort: Cohort, *, source: Source, actor: User | None, now: datetime) -> None:
    """Say on a source's word that a person belongs to a cohort; saying it twice changes nothing."""
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
    """Take a cohort off a person; the ledger keeps who had put it there."""
    person = link.person
    audit.record("untag", link, actor=actor, person=person, at=now, changes={"cohort_id": (link.cohort_id, None)})
    db.session.delete(link)
    db.session.flush()
    changed(person, now=now)


def set_cohorts(person: Person, chosen: Collection[Cohort], *, source: Source, actor: User, now: datetime) -> None:
    """Let a person carry these cohorts and no others; those that stay keep the source on whose word they came."""
    wanted = {cohort.id for cohort in chosen}
    for link in queries.list_cohorts_of(person):
        if link.cohort_id not in wanted:
            untag(link, actor=actor, now=now)
    for cohort in chosen:
        tag(person, cohort, source=source, actor=actor, now=now)
