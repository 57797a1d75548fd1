"""Reading the ledger."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, select
from sqlalchemy.orm import selectinload

from app.audit.models import AccessEntry, AuditEntry, AuditHead, AuditValue
from app.core.db import db
from app.core.paging import Page

#: Entries of the chain, or looks.
Kind = type[Any]
#: Rows that a walk through the whole ledger holds at a time.
CHUNK = 1000
HEAD = select(AuditHead.sequence, AuditHead.hash, AuditHead.sealed_through)


@dataclass(frozen=True)
class EntryFilter:
    """Which entries or looks to show: every part that is given must hold."""

    actions: Sequence[str] = ()
    actor_id: int | None = None
    #: The records of a person.
    members: Select[int] | None = None
    subject_type: str | None = None
    subject_id: int | None = None
    #: Kinds of record of which nothing is shown.
    without: Sequence[str] = ()
    #: From a moment on, and before another one.
    since: datetime | None = None
    until: datetime | None = None


def conditions(kind: Kind, chosen: EntryFilter) -> list[ColumnElement[bool]]:
    """Turn a filter into conditions on entries or on looks."""
    equal: list[tuple[Any, object]] = [
        (kind.actor_id, chosen.actor_id),
        (kind.subject_type, chosen.subject_type),
        (kind.subject_id, chosen.subject_id),
    ]
    parts: list[ColumnElement[bool]] = [column == value for column, value in equal if value is not None]
    if chosen.actions:
        parts.append(kind.action.in_(chosen.actions))
    if chosen.without:
        parts.append(kind.subject_type.not_in(chosen.without))
    if chosen.members is not None:
        parts.append(kind.person_id.in_(chosen.members))
    if chosen.since is not None:
        parts.append(kind.at >= chosen.since)
    if chosen.until is not None:
        parts.append(kind.at < chosen.until)
    return parts


def list_page(
    kind: Kind, chosen: EntryFilter, *, before: int | None = None, after: int | None = None, size: int = 50
) -> Page[Any]:
    """List the newest entries or looks, the older ones before a number, or the newer ones after it."""
    backwards = before is None and after is not None
    query = select(kind).where(*conditions(kind, chosen)).limit(size + 1)
    query = query.order_by(kind.id) if backwards else query.order_by(kind.id.desc())
    if kind is AuditEntry:
        query = query.options(selectinload(AuditEntry.values))
    if before is not None:
        query = query.where(kind.id < before)
    elif after is not None:
        query = query.where(kind.id > after)
    rows = list(db.session.scalars(query))
    return Page.of(rows, size=size, backwards=backwards, began=before is not None or backwards)


def list_all(kind: Kind, chosen: EntryFilter) -> Iterator[Sequence[Any]]:
    """Read everything that a filter finds, newest first, a piece at a time, and let each piece go again."""
    before = None
    while page := list_page(kind, chosen, before=before, size=CHUNK):
        before = page.rows[-1].id
        yield page.rows
        db.session.expunge_all()


def is_told_of_after(members: Select[int], moment: datetime, *, without: Sequence[str] = ()) -> bool:
    """Tell whether the ledger has anything about the records of a person after a moment, some kinds left out."""
    about = conditions(AuditEntry, EntryFilter(members=members, without=without))
    return bool(db.session.scalar(select(exists().where(*about, AuditEntry.at > moment))))


def get_head() -> Row[int, str, int]:
    """Give where the ledger ends: the number and hash of its last entry, and up to which look it is sealed."""
    return db.session.execute(HEAD).one()


def find_head() -> Row[int, str, int] | None:
    """Give where the ledger says that it ends, unless somebody took that away."""
    return db.session.execute(HEAD).one_or_none()


def count_looks_after(number: int) -> int:
    """Count the looks after a number."""
    return db.session.scalar(select(func.count()).select_from(AccessEntry).where(AccessEntry.id > number)) or 0


def stream_entries(*, after: int | None = None, chunk: int = CHUNK) -> Iterator[tuple[Row[Any], Sequence[Row[Any]]]]:
    """Read the ledger in its order, each entry with its values, without holding more than a piece of it."""
    query = select(*AuditEntry.__table__.columns).order_by(AuditEntry.sequence, AuditEntry.id)
    if after is not None:
        query = query.where(AuditEntry.sequence > after)
    for entries in db.session.execute(query.execution_options(yield_per=chunk)).partitions():
        values = values_of([entry.id for entry in entries])
        for entry in entries:
            yield entry, values[entry.id]


def values_of(numbers: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """Give the readable values of entries, by the entry's number."""
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    query = select(*AuditValue.__table__.columns).where(AuditValue.entry_id.in_(numbers)).order_by(AuditValue.id)
    for value in db.session.execute(query):
        found[value.entry_id].append(value)
    return found


def stream_looks(after: int, through: int) -> Iterator[Row[Any]]:
    """Read the looks between two numbers in their order."""
    query = (
        select(*AccessEntry.__table__.columns)
        .where(AccessEntry.id > after, AccessEntry.id <= through)
        .order_by(AccessEntry.id)
    )
    yield from db.session.execute(query.execution_options(yield_per=CHUNK))
