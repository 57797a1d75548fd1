"""What changed about people since a user was last here: read from the ledger, a line a person."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, case, exists, func, select

from app.accounts.models import User, UserSession
from app.audit.models import AuditEntry
from app.core.db import db
from app.people import queries as people
from app.people.models import Person

#: The tables whose changes are news about a person for whoever reads records. What is confidential is not among them.
NEWS = (
    "people",
    "person_statements",
    "preferred_values",
    "person_identifiers",
    "person_cohorts",
    "custody_events",
)
#: What a line says of the person.
SHOWN = (Person.id, Person.name, Person.category_id, Person.custody_status, Person.reported)
#: A shorter absence is the same visit: sessions end after minutes, and a morning's news must not be lost with coffee.
AWAY = timedelta(hours=1)
#: What a user who was never here before is shown.
FIRST_VISIT = timedelta(days=7)


@dataclass(frozen=True)
class Changed:
    """A person about whom something changed: what was done how often, by whom, and when last."""

    person: Row[Any]
    actions: Mapping[str, int]
    actors: Sequence[int | None]
    last_at: datetime
    #: The newest of its entries in the ledger: the next page begins before it.
    last_id: int


@dataclass(frozen=True)
class News:
    """Which changes to show: since a moment, by others than the user, about all or those whom the user watches."""

    user: User
    since: datetime
    is_watched: bool = False


def last_visit_of(user: User, *, now: datetime) -> datetime:
    """Give the moment a user was last here before the present visit; for a first visit, a week ago."""
    seen = db.session.execute(
        select(UserSession.started_at, UserSession.last_seen_at)
        .where(UserSession.user_id == user.id)
        .order_by(UserSession.started_at.desc(), UserSession.id.desc())
    ).all()
    present = now
    for started_at, last_seen_at in seen:
        if present - last_seen_at > AWAY:
            return last_seen_at
        present = min(present, started_at)
    return now - FIRST_VISIT


#: The record that stands for a person now: of a merged one, the one that was kept.
KEPT = func.coalesce(Person.merged_into_id, Person.id)


def is_news(news: News) -> list[ColumnElement[bool]]:
    """Give the conditions for an entry of the ledger to be news to the user."""
    others = AuditEntry.actor_id.is_distinct_from(news.user.id)
    conditions = [AuditEntry.at > news.since, AuditEntry.subject_type.in_(NEWS), others]
    if news.is_watched:
        conditions.append(AuditEntry.person_id.in_(people.watched_by(news.user)))
    return conditions


def changes_in(news: News) -> Select[int, int]:
    """Select who changed, newest first."""
    last = func.max(AuditEntry.id)
    return (
        select(KEPT.label("person_id"), last.label("last_id"))
        .join(Person, Person.id == AuditEntry.person_id)
        .where(*is_news(news))
        .group_by(KEPT)
        .order_by(last.desc())
    )


def count_changed(news: News) -> int:
    """Count the people about whom something changed."""
    return db.session.scalar(select(number_changed(news))) or 0


def number_changed(news: News) -> ScalarSelect[int]:
    """Select how many people something changed about."""
    return select(func.count()).select_from(changes_in(news).order_by(None).subquery()).scalar_subquery()


def count_news(news: News) -> tuple[int, int | None]:
    """Count, in one statement, about how many people something changed, and about how many of those whom one watches.

    Who watches nobody is told of everybody alone, and nothing else is counted.
    """
    watched = case((exists(people.watched_by(news.user)), number_changed(replace(news, is_watched=True))))
    row = db.session.execute(select(number_changed(news), watched)).one()
    return row[0], row[1]


def list_changed(news: News, *, before: int | None = None, limit: int = 50) -> list[Changed]:
    """List the people about whom something changed, the newest first, or those before an entry of the ledger."""
    query = changes_in(news).limit(limit)
    if before is not None:
        query = query.having(func.max(AuditEntry.id) < before)
    return with_details(news, [row.person_id for row in db.session.execute(query)])


def with_details(news: News, ids: Sequence[int]) -> list[Changed]:
    """Say of each person what was done, by whom, and who they are now: two queries for any number of people."""
    done: dict[int, list[Any]] = defaultdict(list)
    query = select(KEPT, AuditEntry.id, AuditEntry.action, AuditEntry.actor_id, AuditEntry.at)
    about = query.join(Person, Person.id == AuditEntry.person_id).where(KEPT.in_(ids), *is_news(news))
    for entry in db.session.execute(about.order_by(AuditEntry.id)):
        done[entry[0]].append(entry)
    found = db.session.execute(select(*SHOWN).where(Person.id.in_(ids)).order_by(Person.id))
    people_by_id: dict[int, Any] = {row.id: row for row in found}
    return [changed(people_by_id[number], done[number]) for number in ids]


def changed(person: Row[Any], entries: Sequence[Row[Any]]) -> Changed:
    """Gather what was done about one person, oldest first."""
    actions = Counter(entry.action for entry in entries)
    actors = list(dict.fromkeys(entry.actor_id for entry in entries))
    return Changed(person, dict(actions), actors, last_at=entries[-1].at, last_id=entries[-1].id)
