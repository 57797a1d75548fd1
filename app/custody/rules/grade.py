"""Grading sources anew, and deriving anew whoever rests on them."""

from datetime import datetime

from app.accounts.models import User
from app.core.db import db
from app.custody import queries, standing
from app.people import identity
from app.people import queries as people
from app.people.models import Person
from app.sources import rules as sources
from app.sources.models import Reliability, Source, SourceKind


def regrade(
    source: Source,
    *,
    kind: SourceKind,
    reliability: Reliability,
    repeats: Source | None,
    actor: User,
    now: datetime,
) -> int:
    """Change how far a source is relied on, and derive anew everybody of whom it speaks; give their number."""
    sources.grade(source, kind=kind, reliability=reliability, repeats=repeats, actor=actor, now=now)
    db.session.flush()
    resting = queries.list_people_who_rest_on(source)
    for person in resting:
        rebuild(people.lock(person))
    return len(resting)


def rebuild(person: Person) -> None:
    """Derive a person's identity and standing anew from the facts."""
    identity.refresh(person)
    standing.refresh(person)
    db.session.flush()


def differences_of(person: Person) -> list[str]:
    """Name the columns of a person's row that are not what the facts say, and the periods if they are not."""
    return identity.differences_of(person) + standing.differences_of(person)
