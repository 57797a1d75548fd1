"""Gathering what one source says, of whom, and who repeats it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, literal, select, union_all
from sqlalchemy.orm import aliased

from app.core.db import db
from app.core.paging import Page
from app.custody.models import CustodyEvent
from app.people.models import Person, PersonStatement
from app.sources import queries as sources
from app.sources import rules as source_rules
from app.sources.models import Attachment, Source

SIZE = 50


@dataclass(frozen=True)
class SourcePage:
    """One source: whom it repeats, who repeats it, what came with it, and of whom it speaks."""

    source: Source
    repeats: Sequence[Source]
    repeaters: Sequence[Source]
    attachments: Sequence[Attachment]
    people: Page[Row[Any]]
    total: int


def get_source_page(source: Source, *, after: int | None = None) -> SourcePage:
    """Gather one source's page; of the people of whom it speaks, those who stand behind a person in the list."""
    return SourcePage(
        source=source,
        repeats=source_rules.chain_of(source)[1:],
        repeaters=sources.list_repeaters_of(source),
        attachments=sources.list_attachments_of([source.id]),
        people=list_people_of(source, after=after),
        total=db.session.scalar(select(func.count()).select_from(spoken_of(source).subquery())) or 0,
    )


def list_people_of(source: Source, *, after: int | None = None) -> Page[Row[Any]]:
    """List the people of whom a source speaks, by name, with how many statements and events of it stand."""
    query = spoken_of(source).order_by(Person.sort_key, Person.id).limit(SIZE + 1)
    began = behind(after) if after is not None else []
    return Page.of(list(db.session.execute(query.where(*began))), size=SIZE, backwards=False, began=bool(began))


def behind(person_id: int) -> list[ColumnElement[bool]]:
    """Give the condition for what stands behind a person in the order of names."""
    key = db.session.scalar(select(Person.sort_key).where(Person.id == person_id))
    further = and_(Person.sort_key == key, Person.id > person_id)
    return [] if key is None else [(Person.sort_key > key) | further]


def spoken_of(source: Source) -> Select[*tuple[Any, ...]]:
    """Select the people of whom a source speaks, each once: for a merged record, the one that is kept."""
    member = aliased(Person)
    words = union_all(
        standing(PersonStatement, source, statements=1, events=0),
        standing(CustodyEvent, source, statements=0, events=1),
    ).subquery()
    return (
        select(
            Person.id,
            Person.name,
            Person.custody_status,
            Person.category_id,
            func.sum(words.c.statements).label("statements"),
            func.sum(words.c.events).label("events"),
            func.max(words.c.recorded_at).label("recorded_at"),
        )
        .join(member, words.c.person_id == member.id)
        .join(Person, Person.id == func.coalesce(member.merged_into_id, member.id))
        .where(Person.retracted_at.is_(None))
        .group_by(Person.id)
    )


def standing(
    kind: type[PersonStatement] | type[CustodyEvent], source: Source, *, statements: int, events: int
) -> Select[*tuple[Any, ...]]:
    """Select a source's facts of a kind that stand: neither retracted, nor corrected by one that stands."""
    later = aliased(kind)
    return (
        select(
            kind.person_id,
            literal(statements).label("statements"),
            literal(events).label("events"),
            kind.recorded_at,
        )
        .outerjoin(later, and_(later.supersedes_id == kind.id, later.retracted_at.is_(None)))
        .where(kind.source_id == source.id, kind.retracted_at.is_(None), later.id.is_(None))
    )
