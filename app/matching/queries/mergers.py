"""Reading which records were merged into which."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from app.core.db import db
from app.core.errors import NotFound
from app.matching.models import Merger, Pair
from app.people import queries as people
from app.people.models import Person

#: What is shown of a merger, besides itself.
OF_MERGER = (
    joinedload(Merger.merged),
    joinedload(Merger.kept),
    joinedload(Merger.recorded_by),
    joinedload(Merger.judgement),
)


def get_merger(merger_id: int) -> Merger:
    """Find a merger, or raise NotFound."""
    merger = db.session.get(Merger, merger_id)
    if merger is None:
        raise NotFound
    return merger


def holding(person: Person) -> tuple[ColumnElement[bool], ...]:
    """Keep the mergers that hold a person's records together."""
    return Merger.merged_id.in_(people.members_of(person)), Merger.undone_at.is_(None)


def list_mergers_of(person: Person) -> Sequence[Merger]:
    """List the mergers that hold a person's records together, oldest first."""
    return db.session.scalars(
        select(Merger).options(*OF_MERGER).where(*holding(person)).order_by(Merger.recorded_at, Merger.id)
    ).all()


def list_records_of(person: Person) -> Sequence[Person]:
    """List all records of a person, as they stand now, in the order of their numbers."""
    return db.session.scalars(
        select(Person)
        .where(Person.id.in_(people.members_of(person)))
        .order_by(Person.id)
        .execution_options(populate_existing=True)
    ).all()


def list_pairs_at(numbers: Collection[int]) -> Sequence[Pair]:
    """List the pairs of which any of some records is a part."""
    at_any = or_(Pair.one_id.in_(numbers), Pair.other_id.in_(numbers))
    return db.session.scalars(select(Pair).where(at_any).order_by(Pair.id)).all()
