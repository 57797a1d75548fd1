"""Reading the queue of pairs."""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.core.db import db
from app.core.paging import Page
from app.matching.models import Judgement, Pair, Verdict
from app.people import queries as people
from app.people.models import Person


def standing_for(record: type[Person]) -> ColumnElement[int]:
    """Give the number of the record that stands for one now: its own, or that of the one it was merged into."""
    return func.coalesce(record.merged_into_id, record.id)


ONE, OTHER = aliased(Person, name="one"), aliased(Person, name="other")
#: The two people of a pair, by the records that stand for them.
TWO = HERE, THERE = standing_for(ONE), standing_for(OTHER)
KEPT = aliased(Person, name="kept")
TWIN, FIRST, SECOND = aliased(Pair, name="twin"), aliased(Person, name="first"), aliased(Person, name="second")
#: What is shown of a pair, besides itself: a record that was merged brings the one that stands for it.
OF_PAIR = (
    joinedload(Pair.one).selectinload(Person.merged_into),
    joinedload(Pair.other).selectinload(Person.merged_into),
)


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
    """Select the pairs of a filter that are of two people on record."""
    query = select(Pair).join(ONE, Pair.one_id == ONE.id).join(OTHER, Pair.other_id == OTHER.id)
    return query.where(is_of_two_people(), *conditions(asked))


def is_of_two_people() -> ColumnElement[bool]:
    """Keep the pairs of two people who are on record; a record that was merged counts for the one that is kept.

    Several pairs may be of the same two people. Then the one of the kept records stands for all, or else the oldest.
    """
    unmerged = (ONE.merged_into_id.is_(None), OTHER.merged_into_id.is_(None))
    on_record = (ONE.retracted_at.is_(None), OTHER.retracted_at.is_(None))
    is_off_record = exists().where(KEPT.id.in_(TWO), KEPT.retracted_at.is_not(None)).correlate(ONE, OTHER)
    return or_(and_(*unmerged, *on_record), and_(HERE != THERE, ~is_off_record, ~has_nearer_twin()))


def has_nearer_twin() -> ColumnElement[bool]:
    """Tell whether another pair is of the same two people, and of the very records that stand for them, or older."""
    is_direct = and_(FIRST.merged_into_id.is_(None), SECOND.merged_into_id.is_(None))
    return (
        select(TWIN.id)
        .join(FIRST, TWIN.one_id == FIRST.id)
        .join(SECOND, TWIN.other_id == SECOND.id)
        .where(*are_of_the_two(), or_(is_direct, TWIN.id < Pair.id))
        .correlate(Pair, ONE, OTHER)
        .exists()
    )


def are_of_the_two() -> tuple[ColumnElement[bool], ...]:
    """Keep two records of which one is of either person of a pair, and the other is of the other."""
    within = (or_(record.id.in_(TWO), record.merged_into_id.in_(TWO)) for record in (FIRST, SECOND))
    return *within, standing_for(FIRST) != standing_for(SECOND)


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
    """Keep the pairs of which somebody entered something after the judgement that stands, the newest one."""
    judged_at = (
        select(func.max(Judgement.recorded_at))
        .join(FIRST, Judgement.one_id == FIRST.id)
        .join(SECOND, Judgement.other_id == SECOND.id)
        .where(*are_of_the_two(), Judgement.retracted_at.is_(None))
        .correlate(ONE, OTHER)
        .scalar_subquery()
    )
    changed = exists().where(KEPT.id.in_(TWO), KEPT.updated_at > judged_at).correlate(ONE, OTHER)
    return and_(Pair.verdict.is_not(None), changed)


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
        chosen(asked.filter).options(*OF_PAIR).where(*begins).order_by(*order).limit(asked.size + 1)
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


def list_pairs_between(one: Person, other: Person) -> Sequence[Pair]:
    """List the pairs of two people, of whichever of their records; of one person, those of their own records."""
    here, there = people.members_of(one), people.members_of(other)
    are_theirs = or_(
        and_(Pair.one_id.in_(here), Pair.other_id.in_(there)),
        and_(Pair.one_id.in_(there), Pair.other_id.in_(here)),
    )
    return db.session.scalars(select(Pair).where(are_theirs).order_by(Pair.id)).all()


def list_waiting_pairs_of(person: Person, *, limit: int = 50) -> Sequence[Pair]:
    """List the pairs of a person that nobody has judged, the highest score first."""
    return list_pairs(PairRequest(replace(PairFilter(), person=person), size=limit)).rows
