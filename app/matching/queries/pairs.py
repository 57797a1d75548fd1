"""Reading the queue of pairs."""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.core.db import db
from app.core.paging import Page
from app.matching.models import Judgement, Pair, Verdict
from app.matching.queries.judgements import stands
from app.people import queries as people
from app.people.models import Person

ONE, OTHER = aliased(Person, name="one"), aliased(Person, name="other")


class State(enum.Enum):
    """Which pairs of the queue are asked for."""

    WAITING = "waiting"
    UNSURE = "unsure"
    SAME = "same"
    DIFFERENT = "different"
    ALL = "all"


@dataclass(frozen=True)
class PairFilter:
    """Which pairs to show."""

    state: State = State.WAITING
    score_from: float | None = None
    #: Only those whose judgements contradict each other.
    contradicted: bool = False
    #: Only those of which something was entered after they were judged.
    changed: bool = False
    person: Person | None = None


@dataclass(frozen=True)
class PairRequest:
    """Which part of the queue to show: the filter, and the pair where the page begins."""

    filter: PairFilter = field(default_factory=PairFilter)
    after: int | None = None
    before: int | None = None
    size: int = 50


@dataclass(frozen=True)
class PairsToDo:
    """How many pairs wait: for somebody to judge them, and, judged to be one person, for somebody to merge them."""

    waiting: int
    unmerged: int


def find_pair(one: Person, other: Person) -> Pair | None:
    """Find the pair of two records, the lower number first."""
    return db.session.scalar(select(Pair).where(Pair.one_id == one.id, Pair.other_id == other.id))


def chosen(asked: PairFilter) -> Select[Pair]:
    """Select the pairs of a filter; a record that was retracted or merged into another waits for nobody."""
    query = select(Pair).join(ONE, Pair.one_id == ONE.id).join(OTHER, Pair.other_id == OTHER.id)
    return query.where(*(is_listed(person) for person in (ONE, OTHER)), *conditions(asked))


def is_listed(person: type[Person]) -> ColumnElement[bool]:
    """Keep the records that stand for somebody."""
    return and_(person.merged_into_id.is_(None), person.retracted_at.is_(None))


def conditions(asked: PairFilter) -> list[ColumnElement[bool]]:
    """Give the conditions that a filter stands for."""
    found: list[ColumnElement[bool]] = []
    if asked.state is State.WAITING:
        found.append(Pair.verdict.is_(None))
    elif asked.state is not State.ALL:
        found.append(Pair.verdict == Verdict(asked.state.value))
    if asked.score_from is not None:
        found.append(Pair.score >= asked.score_from)
    if asked.contradicted:
        found.append(Pair.is_contradicted.is_(True))
    if asked.changed:
        found.append(changed_since_judged())
    if asked.person is not None:
        found.append(is_about(asked.person))
    return found


def is_about(person: Person) -> ColumnElement[bool]:
    """Keep the pairs of one person, of whichever of their records."""
    members = people.members_of(person)
    return or_(Pair.one_id.in_(members), Pair.other_id.in_(members))


def changed_since_judged() -> ColumnElement[bool]:
    """Keep the pairs of which somebody entered something after the judgement that stands."""
    return exists().where(
        Judgement.one_id == Pair.one_id,
        Judgement.other_id == Pair.other_id,
        stands(),
        or_(ONE.updated_at > Judgement.recorded_at, OTHER.updated_at > Judgement.recorded_at),
    )


def count_pairs(asked: PairFilter) -> int:
    """Count the pairs of a filter."""
    return db.session.scalar(select(number_of(asked))) or 0


def number_of(asked: PairFilter) -> ScalarSelect[int]:
    """Select how many pairs a filter finds."""
    return chosen(asked).with_only_columns(func.count()).scalar_subquery()


def count_waiting() -> int:
    """Count the pairs that nobody has judged."""
    return count_pairs(PairFilter())


def count_pairs_to_do() -> PairsToDo:
    """Count, in one statement, the pairs to judge and those to merge."""
    row = db.session.execute(select(number_of(PairFilter()), number_of(PairFilter(State.SAME)))).one()
    return PairsToDo(*row)


def list_pairs(asked: PairRequest) -> Page[Pair]:
    """Give one page of the queue, the highest score first, found by its place in the order."""
    backwards = asked.before is not None
    cursor = asked.before if backwards else asked.after
    begins = beyond(cursor, backwards=backwards) if cursor is not None else []
    order = (Pair.score, Pair.id) if backwards else (Pair.score.desc(), Pair.id.desc())
    rows = db.session.scalars(
        chosen(asked.filter)
        .options(joinedload(Pair.one), joinedload(Pair.other))
        .where(*begins)
        .order_by(*order)
        .limit(asked.size + 1)
    ).all()
    return Page.of(list(rows), size=asked.size, backwards=backwards, began=bool(begins))


def beyond(pair_id: int, *, backwards: bool) -> list[ColumnElement[bool]]:
    """Give the condition for what stands behind a pair in the queue; one that is gone no longer marks a place."""
    pair = db.session.get(Pair, pair_id)
    if pair is None:
        return []
    if backwards:
        return [or_(Pair.score > pair.score, and_(Pair.score == pair.score, Pair.id > pair.id))]
    return [or_(Pair.score < pair.score, and_(Pair.score == pair.score, Pair.id < pair.id))]


def find_next_pair(asked: PairFilter, pair: Pair) -> Pair | None:
    """Find the pair that follows another in the queue, or the first one where none follows; never the same again."""
    following = list_pairs(PairRequest(asked, after=pair.id, size=1)).rows
    found = following or [one for one in list_pairs(PairRequest(asked, size=2)) if one.id != pair.id]
    return found[0] if found else None


def list_pairs_among(numbers: Collection[int]) -> Sequence[Pair]:
    """List the pairs of which both records are among some."""
    return db.session.scalars(
        select(Pair).where(Pair.one_id.in_(numbers), Pair.other_id.in_(numbers)).order_by(Pair.id)
    ).all()


def list_waiting_pairs_of(person: Person, *, limit: int = 50) -> Sequence[Pair]:
    """List the pairs of a person that nobody has judged, the highest score first."""
    return list_pairs(PairRequest(replace(PairFilter(), person=person), size=limit)).rows
