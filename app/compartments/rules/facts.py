"""Recording what only some may see of a person, correcting it, and taking it back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.accounts.permissions import may_do
from app.audit import rules as audit
from app.compartments import family, health, queries
from app.compartments.models import FamilyNotice, Guarded, HealthObservation, PersonFact
from app.compartments.rules.checks import refuse_wrong
from app.core import facts
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.core.undoing import UNDONE, refuse_undoing
from app.people import queries as people
from app.people.models import Person
from app.sources.models import Source

#: What is derived from a kind of fact and stands in the person's row.
REFRESH: Mapping[type[PersonFact], Callable[[Person], None]] = {
    HealthObservation: health.refresh,
    FamilyNotice: family.refresh,
}
#: What the ledger calls each kind of fact.
NOUNS = {
    "relatives": "relative",
    "health_observations": "health observation",
    "consents": "consent",
    "family_notices": "family notice",
    "witnesses": "witness",
}
#: What stands in every such table, and is not what the source says.
UNSAID = {
    "id",
    "person_id",
    "source_id",
    "credibility",
    "recorded_at",
    "recorded_by_id",
    "supersedes_id",
    "retracted_at",
    "retracted_by_id",
    "retraction_reason",
}


@dataclass(frozen=True)
class Saying:
    """What one source says that only some may see, and how far it is believed."""

    source: Source
    credibility: int
    values: Mapping[str, Any]


def record(kind: type[PersonFact], person: Person, saying: Saying, *, actor: User | None, now: datetime) -> PersonFact:
    """Add a fact to a compartment of a person; what its table lets others know is derived anew."""
    refuse_wrong(kind, saying.values, now=now)
    person = people.lock(person)
    fact = made(kind, person, saying, actor=actor, now=now)
    db.session.add(fact)
    audit.record(f"add {noun(fact)}", fact, actor=actor, person=person, at=now)
    changed(fact, person)
    return fact


def saying_in(fact: PersonFact) -> Saying:
    """Give what a fact says, as whoever records it anew would say it."""
    mapper = type(fact).__mapper__
    parts = {part.key for whole in mapper.composites for part in whole.props}
    names = [*(whole.key for whole in mapper.composites), *(column.key for column in mapper.column_attrs)]
    said = {name: getattr(fact, name) for name in names if name not in parts | UNSAID}
    return Saying(fact.source, fact.credibility, said)


def made(kind: type[PersonFact], person: Person, saying: Saying, *, actor: User | None, now: datetime) -> PersonFact:
    """Make a fact that is not stored yet."""
    return kind(
        person=person,
        source=saying.source,
        credibility=saying.credibility,
        recorded_at=now,
        recorded_by_id=actor.id if actor else None,
        **settled(saying.values),
    )


def settled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Tick "serious" where the state itself says so."""
    condition = values.get("condition")
    return {**values, "is_serious": True} if condition is not None and condition.is_serious else dict(values)


def correct(fact: PersonFact, saying: Saying, *, actor: User, now: datetime) -> PersonFact:
    """Replace what was typed wrongly by a fact that supersedes it; others' work is corrected by supervisors.

    Whoever meanwhile corrected or retracted it was first: nothing of theirs is overwritten.
    """
    kind, owner = type(fact), fact.person
    refuse_others_work(fact, actor)
    refuse_wrong(kind, saying.values, now=now)
    person = people.lock(owner)
    recorded = queries.list_facts_of(kind, person)
    refuse_gone(fact, recorded)
    correction = made(kind, owner, saying, actor=actor, now=now)
    correction.supersedes_id = facts.last_correction(fact, recorded).id
    difference = difference_between(fact, correction)
    if not difference:
        raise RuleError(_l("Change at least one field, or cancel."))
    db.session.add(correction)
    audit.record(f"correct {noun(fact)}", correction, actor=actor, person=owner, at=now, changes=difference)
    changed(correction, person)
    return correction


def refuse_others_work(fact: Guarded, actor: User) -> None:
    """Refuse an analyst the correction of what a colleague entered: two of them should look at it."""
    if fact.recorded_by_id != actor.id and not may_do(actor, "correct others"):
        raise RuleError(
            _l("A colleague entered this. Ask a supervisor to correct it, or enter what your source says beside it.")
        )


def refuse_gone(fact: Guarded, recorded: Iterable[Guarded]) -> None:
    """Refuse to correct or retract what no longer stands."""
    if fact not in facts.live(recorded):
        raise RuleError(_l("Somebody has corrected or retracted this meanwhile. Go back and look at it again."))


def difference_between(wrong: Guarded, correction: Guarded) -> dict[str, audit.Change]:
    """Say what a correction changed, for the ledger: the mistyped values and the right ones."""
    told = {"id", "recorded_at", "recorded_by_id", "supersedes_id", "person_id", "first_id"}
    names = [column.key for column in type(wrong).__mapper__.column_attrs if column.key not in told]
    pairs = {name: (getattr(wrong, name), audit.changes_of(correction).get(name, (None, None))[1]) for name in names}
    return {name: (before, after) for name, (before, after) in pairs.items() if before != after}


def retract(fact: PersonFact, *, reason: str, actor: User, now: datetime) -> None:
    """Take back what should never have been recorded; it stays readable behind its right, with the reason."""
    if is_blank(reason):
        raise RuleError(_l("Say why this is retracted."), "reason")
    take_back(fact, reason=reason, actor=actor, now=now)


def undo(fact: PersonFact, *, actor: User, now: datetime) -> None:
    """Take back what one has just entered oneself; what a correction had corrected stands again."""
    refuse_undoing(at=fact.recorded_at, by_id=fact.recorded_by_id, actor_id=actor.id, now=now)
    take_back(fact, reason=UNDONE, actor=actor, now=now)


def take_back(fact: PersonFact, *, reason: str, actor: User, now: datetime) -> None:
    """Mark a fact as retracted, and derive anew what its table lets others know."""
    owner = fact.person
    person = people.lock(owner)
    refuse_gone(fact, queries.list_facts_of(type(fact), person))
    fact.retracted_at, fact.retracted_by_id, fact.retraction_reason = now, actor.id, reason
    audit.record(f"retract {noun(fact)}", fact, actor=actor, person=owner, at=now)
    changed(fact, person)


def changed(fact: PersonFact, person: Person) -> None:
    """Store a change, and derive anew what the person's row shows of it.

    The person's version stays: a relative's address is in nobody's way who corrects a name.
    """
    db.session.flush()
    refresh = REFRESH.get(type(fact))
    if refresh is not None:
        refresh(person)


def noun(fact: Guarded) -> str:
    """Give what the ledger calls a fact."""
    return NOUNS[fact.__tablename__]
