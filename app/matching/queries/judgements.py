"""Reading what people judged of two records, and what links records to each other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.core import facts
from app.core.db import db
from app.core.errors import NotFound
from app.matching.models import Judgement, Verdict
from app.people import queries as people
from app.people.models import Person

LATER = aliased(Judgement, name="later")


@dataclass(frozen=True)
class Link:
    """Two records that somebody holds to be one person or two; one without a judgement was made by merging them."""

    one: int
    other: int
    is_same: bool = True
    judgement_id: int | None = None


def get_judgement(judgement_id: int) -> Judgement:
    """Find a judgement, or raise NotFound."""
    judgement = db.session.get(Judgement, judgement_id)
    if judgement is None:
        raise NotFound
    return judgement


def list_judgements_between(one: Person, other: Person) -> Sequence[Judgement]:
    """List all that was ever judged of two people, of whichever of their records, oldest first."""
    here, there = people.members_of(one), people.members_of(other)
    return db.session.scalars(
        select(Judgement)
        .options(joinedload(Judgement.recorded_by), joinedload(Judgement.retracted_by))
        .where(
            or_(
                and_(Judgement.one_id.in_(here), Judgement.other_id.in_(there)),
                and_(Judgement.one_id.in_(there), Judgement.other_id.in_(here)),
            )
        )
        .order_by(Judgement.recorded_at, Judgement.id)
        .execution_options(populate_existing=True)
    ).all()


def find_judgement_between(one: Person, other: Person) -> Judgement | None:
    """Find the newest judgement of two people that stands."""
    return next(reversed(facts.live(list_judgements_between(one, other))), None)


def find_last_judgement_on(one_id: int, other_id: int) -> Judgement | None:
    """Find the end of the line of judgements of two records, even if it was revoked: the next one comes after it."""
    return db.session.scalars(
        select(Judgement)
        .where(Judgement.one_id == one_id, Judgement.other_id == other_id)
        .order_by(Judgement.id.desc())
        .limit(1)
    ).first()


def find_judgement_after(judgement: Judgement) -> Judgement | None:
    """Find the judgement that superseded another, even if it was revoked."""
    return db.session.scalar(select(Judgement).where(Judgement.supersedes_id == judgement.id))


def list_judgements_of(person: Person) -> Sequence[Judgement]:
    """List all that was ever judged of a person and others, newest first."""
    members = people.members_of(person)
    return db.session.scalars(
        select(Judgement)
        .options(
            joinedload(Judgement.one),
            joinedload(Judgement.other),
            joinedload(Judgement.recorded_by),
            joinedload(Judgement.retracted_by),
        )
        .where(or_(Judgement.one_id.in_(members), Judgement.other_id.in_(members)))
        .order_by(Judgement.recorded_at.desc(), Judgement.id.desc())
    ).all()


def stands() -> ColumnElement[bool]:
    """Keep the judgements that stand: not revoked, and with no later one of the same records that is not."""
    later = exists().where(
        LATER.one_id == Judgement.one_id,
        LATER.other_id == Judgement.other_id,
        LATER.id > Judgement.id,
        LATER.retracted_at.is_(None),
    )
    return and_(Judgement.retracted_at.is_(None), ~later)


def list_links_around(numbers: Collection[int]) -> list[Link]:
    """List what links some records to each other and to all that are held to be the same people, by their numbers."""
    links: dict[Link, None] = {}
    known, fresh = set(numbers), set(numbers)
    while fresh:
        found = [*list_judged_links_at(fresh), *list_merged_links_at(fresh)]
        links.update(dict.fromkeys(found))
        fresh = {end for link in found if link.is_same for end in (link.one, link.other)} - known
        known |= fresh
    return sorted(links, key=lambda link: (link.one, link.other, link.is_same, link.judgement_id or 0))


def list_judged_links_at(numbers: Collection[int]) -> list[Link]:
    """List the judgements that stand and say of any of some records that it is, or is not, another one's person."""
    rows = db.session.execute(
        select(Judgement.one_id, Judgement.other_id, Judgement.verdict, Judgement.id)
        .where(
            or_(Judgement.one_id.in_(numbers), Judgement.other_id.in_(numbers)),
            Judgement.verdict != Verdict.UNSURE,
            stands(),
        )
        .order_by(Judgement.id)
    )
    return [Link(one, other, verdict is Verdict.SAME, number) for one, other, verdict, number in rows]


def list_merged_links_at(numbers: Collection[int]) -> list[Link]:
    """List the mergers of any of some records: of one into another, or of another into it."""
    rows = db.session.execute(
        select(Person.id, Person.merged_into_id)
        .where(
            Person.merged_into_id.is_not(None),
            or_(Person.id.in_(numbers), Person.merged_into_id.in_(numbers)),
        )
        .order_by(Person.id)
    )
    return [Link(min(merged, kept), max(merged, kept)) for merged, kept in rows if kept is not None]
