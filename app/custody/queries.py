"""Reading what happened to people."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.db import db
from app.core.errors import NotFound
from app.custody.models import CustodyEvent
from app.people.models import Person, PersonStatement
from app.people.queries import members_of
from app.sources.models import Source


def list_events_of(person: Person) -> Sequence[CustodyEvent]:
    """List everything that was ever recorded of a person's captivity, with sources and places, oldest record first."""
    return db.session.scalars(
        select(CustodyEvent)
        .options(
            # A repost of a repost is as deep as it goes in life.
            joinedload(CustodyEvent.source).selectinload(Source.repeats, recursion_depth=2),
            joinedload(CustodyEvent.place),
            joinedload(CustodyEvent.recorded_by),
            selectinload(CustodyEvent.holder),
        )
        .where(CustodyEvent.person_id.in_(members_of(person)))
        .order_by(CustodyEvent.recorded_at, CustodyEvent.id)
    ).all()


def get_event(event_id: int) -> CustodyEvent:
    """Find an event, or raise NotFound."""
    event = db.session.get(CustodyEvent, event_id)
    if event is None:
        raise NotFound
    return event


def list_people_who_rest_on(source: Source) -> Sequence[Person]:
    """List the people of whom a source, or one that repeats it, says anything; for a merged record, the one kept."""
    first = select(Source.id).where(Source.id == source.id).cte(recursive=True)
    speaks = select(first.union(select(Source.id).join(first, Source.repeats_id == first.c.id)).c.id)
    stated = select(PersonStatement.person_id).where(PersonStatement.source_id.in_(speaks))
    happened = select(CustodyEvent.person_id).where(CustodyEvent.source_id.in_(speaks))
    resting = select(func.coalesce(Person.merged_into_id, Person.id)).where(
        or_(Person.id.in_(stated), Person.id.in_(happened))
    )
    return db.session.scalars(select(Person).where(Person.id.in_(resting)).order_by(Person.id)).all()
