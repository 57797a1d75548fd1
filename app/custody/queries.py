"""Reading what happened to people."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.core import facts
from app.core.db import Base, db
from app.core.errors import NotFound
from app.custody.models import Batch, BatchPerson, CustodyEvent, Period
from app.people.models import Cohort, Person, PersonCohort, PersonStatement
from app.people.queries import PeopleFilter, kept, members_of, register
from app.sources.models import Source

#: Periods as they are stored, column by column: plain rows, since every fact that is added compares them.
PERIODS = Base.metadata.tables[Period.__tablename__]


def list_events_of(person: Person) -> Sequence[CustodyEvent]:
    """List everything that was ever recorded of a person's captivity, with sources and places, oldest record first.

    What this transaction read before it held the person is read anew: the standing is derived from it.
    """
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
        .execution_options(populate_existing=True)
    ).all()


def events_of_each(people: Collection[Person]) -> Mapping[int, list[CustodyEvent]]:
    """Read what was ever recorded of many people's captivities, with sources, in one go; by the number of each."""
    found: dict[int, list[CustodyEvent]] = defaultdict(list)
    rows = db.session.execute(
        select(func.coalesce(Person.merged_into_id, Person.id), CustodyEvent)
        .join(CustodyEvent.person)
        .options(joinedload(CustodyEvent.source).selectinload(Source.repeats, recursion_depth=2))
        .where(is_any_of(people))
        .order_by(CustodyEvent.recorded_at, CustodyEvent.id)
        .execution_options(populate_existing=True)
    )
    for person_id, event in rows:
        found[person_id].append(event)
    return found


def carriers_among(people: Collection[Person], cohort: Cohort) -> Mapping[int, list[PersonCohort]]:
    """Read which of many people carry a cohort, by the number of each."""
    found: dict[int, list[PersonCohort]] = defaultdict(list)
    rows = db.session.execute(
        select(func.coalesce(Person.merged_into_id, Person.id), PersonCohort)
        .join(PersonCohort.person)
        .where(PersonCohort.cohort_id == cohort.id, is_any_of(people))
        .order_by(PersonCohort.id)
    )
    for person_id, link in rows:
        found[person_id].append(link)
    return found


def is_any_of(people: Collection[Person]) -> ColumnElement[bool]:
    """Find the records of many people, with those that were merged into theirs."""
    numbers = [person.id for person in people]
    return or_(Person.id.in_(numbers), Person.merged_into_id.in_(numbers))


def hold_people(numbers: Collection[int]) -> Sequence[Person]:
    """Have many people's records to oneself until the transaction ends: in the order of their numbers.

    Two transactions that hold some of the same people would otherwise wait for each other for ever.
    """
    return db.session.scalars(
        select(Person)
        .where(Person.id.in_(numbers))
        .order_by(Person.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def list_people_numbered(numbers: Collection[int]) -> Sequence[Person]:
    """List people by their numbers, in the order of the list."""
    return db.session.scalars(select(Person).where(Person.id.in_(numbers)).order_by(Person.sort_key, Person.id)).all()


def list_people_found(chosen: PeopleFilter, *, limit: int) -> Sequence[Person]:
    """List the people whom a filter finds, up to a limit, in the order of the list."""
    return db.session.scalars(register(chosen).order_by(Person.id).limit(limit)).all()


def get_batch(batch_id: int) -> Batch:
    """Find a batch, or raise NotFound."""
    batch = db.session.get(Batch, batch_id)
    if batch is None:
        raise NotFound
    return batch


def list_people_in(batch: Batch) -> Sequence[BatchPerson]:
    """List to whom a batch was done, in the order of their numbers."""
    return db.session.scalars(
        select(BatchPerson)
        .options(joinedload(BatchPerson.event), joinedload(BatchPerson.person))
        .where(BatchPerson.batch_id == batch.id)
        .order_by(BatchPerson.person_id)
    ).all()


def list_periods_of(person: Person) -> Sequence[Row[Any]]:
    """List the stored periods of a person's life, as plain rows: those of records merged into theirs are leftovers."""
    return db.session.execute(
        select(PERIODS)
        .where(PERIODS.c.person_id.in_(members_of(person)))
        .order_by(PERIODS.c.number, PERIODS.c.person_id)
    ).all()


def find_event(event_id: int) -> CustodyEvent | None:
    """Find an event, if there is one."""
    return db.session.get(CustodyEvent, event_id)


def get_event(event_id: int) -> CustodyEvent:
    """Find an event, or raise NotFound."""
    event = find_event(event_id)
    if event is None:
        raise NotFound
    return event


def get_standing_event(event_id: int) -> CustodyEvent:
    """Find an event, or the one that stands in its place since it was corrected; a retracted one is given too."""
    event = get_event(event_id)
    recorded = list_events_of(kept(event.person))
    by_number = {one.id: one for one in recorded}
    return next((one for one in facts.live(recorded) if event_id in facts.corrected_by(one, by_number)), event)


def find_correction_of(event: CustodyEvent) -> CustodyEvent | None:
    """Find the event that supersedes another, even if it was retracted."""
    return db.session.scalar(select(CustodyEvent).where(CustodyEvent.supersedes_id == event.id))


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
