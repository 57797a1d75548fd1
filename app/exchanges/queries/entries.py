"""Reading who stands on which list, and the steps that led there."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.core.db import db
from app.core.errors import NotFound
from app.custody.models import Period
from app.exchanges.models import Direction, Entry, EntryTransition, Operation, OperationState, Refusal, State
from app.people import queries as people
from app.people.models import Person

KEPT = func.coalesce(Person.merged_into_id, Person.id)
#: Operations that have not ended.
OPEN = (OperationState.DRAFT, OperationState.REQUESTED, OperationState.AGREED, OperationState.UNDER_WAY)


@dataclass(frozen=True)
class Step:
    """One step of an entry, as the derivation reads it."""

    id: int
    to_state: State
    refusal: Refusal | None
    happened: date


@dataclass(frozen=True)
class Line:
    """An entry with its steps, oldest first, and the state of its operation."""

    entry_id: int
    operation_state: OperationState
    steps: list[Step] = field(default_factory=list)

    @property
    def last(self) -> Step:
        """Give the step that brought the entry where it stands."""
        return self.steps[-1]


@dataclass(frozen=True)
class Beginning:
    """Which captivity is the latest, counted from 1, and between which days it began."""

    number: int
    earliest: date | None
    latest: date | None


def is_any_of(people: Collection[Person]) -> ColumnElement[bool]:
    """Find the records of many people, with those that were merged into theirs."""
    numbers = [person.id for person in people]
    return or_(Person.id.in_(numbers), Person.merged_into_id.in_(numbers))


def lines_of_each(people: Collection[Person]) -> Mapping[int, list[Line]]:
    """Read the entries of many people with their steps in one go, by the number of each; none that was set aside."""
    rows = db.session.execute(
        select(
            KEPT,
            Entry.id,
            Operation.state,
            EntryTransition.id,
            EntryTransition.to_state,
            EntryTransition.refusal,
            EntryTransition.happened,
        )
        .join(Person, Person.id == Entry.person_id)
        .join(Operation, Operation.id == Entry.operation_id)
        .join(EntryTransition, EntryTransition.entry_id == Entry.id)
        .where(is_any_of(people), Entry.set_aside_for_id.is_(None))
        .order_by(EntryTransition.id)
    )
    found: dict[int, dict[int, Line]] = defaultdict(dict)
    for person_id, entry_id, operation_state, number, state, refusal, happened in rows:
        line = found[person_id].setdefault(entry_id, Line(entry_id, operation_state))
        line.steps.append(Step(number, state, refusal, happened))
    return {person_id: list(lines.values()) for person_id, lines in found.items()}


def beginnings_of(people: Collection[Person]) -> Mapping[int, Beginning]:
    """Read when the latest captivity of each of many people began; of who was never captive, nothing."""
    rows = db.session.execute(
        select(Period.person_id, Period.captivity, Period.began_earliest, Period.began_latest)
        .where(Period.person_id.in_([person.id for person in people]), Period.opens_captivity)
        .order_by(Period.person_id, Period.number)
    )
    return {person_id: Beginning(number or 1, first, last) for person_id, number, first, last in rows}


def get_entry(entry_id: int) -> Entry:
    """Find an entry, or raise NotFound."""
    entry = db.session.get(Entry, entry_id)
    if entry is None:
        raise NotFound
    return entry


def find_entry(entry_id: int | None) -> Entry | None:
    """Find the entry that a form's choice stands for; no choice is no entry."""
    return db.session.get(Entry, entry_id) if entry_id is not None else None


def hold_entries(numbers: Collection[int]) -> Sequence[Entry]:
    """Have entries to oneself until the transaction ends, and read them anew; call it after holding their people."""
    return db.session.scalars(
        select(Entry)
        .where(Entry.id.in_(numbers))
        .order_by(Entry.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def list_entries_numbered(operation: Operation, numbers: Collection[int]) -> Sequence[Entry]:
    """List the entries of an operation that stand, by their numbers; what is asked for and not there is left out."""
    return db.session.scalars(standing_in(operation).where(Entry.id.in_(numbers)).order_by(Entry.id)).all()


def standing_in(operation: Operation) -> Select[Entry]:
    """Select the entries of an operation that stand."""
    return (
        select(Entry)
        .options(joinedload(Entry.person))
        .where(Entry.operation_id == operation.id, Entry.set_aside_for_id.is_(None))
    )


def list_entries_of(person: Person) -> Sequence[Entry]:
    """List all entries of a person, also those set aside, with their operations, the newest first."""
    return db.session.scalars(
        select(Entry)
        .options(joinedload(Entry.operation), joinedload(Entry.person))
        .where(Entry.person_id.in_(people.members_of(person)))
        .order_by(Entry.added_at.desc(), Entry.id.desc())
    ).all()


def find_entry_in(operation: Operation, person: Person) -> Entry | None:
    """Find the entry of a person in an operation, under whichever of their records it stands."""
    return db.session.scalar(
        standing_in(operation).where(Entry.person_id.in_(people.members_of(person))).order_by(Entry.id).limit(1)
    )


def list_open_operations_with(person: Person, *, but: Operation) -> Sequence[Operation]:
    """List the other operations that have not ended and on whose list a person stands."""
    left = (State.WITHDRAWN, State.CONSENT_REFUSED, State.REFUSED_BY_US)
    return db.session.scalars(
        select(Operation)
        .join(Entry, Entry.operation_id == Operation.id)
        .where(
            Entry.person_id.in_(people.members_of(person)),
            Entry.set_aside_for_id.is_(None),
            Entry.state.not_in(left),
            Operation.state.in_(OPEN),
            Operation.id != but.id,
        )
        .order_by(Operation.id)
    ).all()


def list_shared_by(one: Person, other: Person) -> Sequence[tuple[Entry, Entry]]:
    """List the pairs of entries that two people have in one operation, the first one's first."""
    beside = aliased(Entry, name="beside")
    rows = db.session.execute(
        select(Entry, beside)
        .join(beside, beside.operation_id == Entry.operation_id)
        .options(joinedload(Entry.operation))
        .where(
            Entry.person_id.in_(people.members_of(one)),
            beside.person_id.in_(people.members_of(other)),
            Entry.set_aside_for_id.is_(None),
            beside.set_aside_for_id.is_(None),
        )
        .order_by(Entry.operation_id)
    )
    return [(mine, theirs) for mine, theirs in rows]


def list_parted_among(records: Collection[int]) -> Sequence[Entry]:
    """List the entries of some records that were set aside for one that is not of the same person any more."""
    other, owner = aliased(Entry, name="other"), aliased(Person, name="owner")
    return db.session.scalars(
        select(Entry)
        .join(other, other.id == Entry.set_aside_for_id)
        .join(Person, Person.id == Entry.person_id)
        .join(owner, owner.id == other.person_id)
        .where(Entry.person_id.in_(records), func.coalesce(owner.merged_into_id, owner.id) != KEPT)
        .order_by(Entry.id)
    ).all()


def list_transitions_of(entry: Entry) -> Sequence[EntryTransition]:
    """List the steps of an entry, oldest first, with their authors and sources."""
    return db.session.scalars(
        select(EntryTransition)
        .options(joinedload(EntryTransition.recorded_by), joinedload(EntryTransition.source))
        .where(EntryTransition.entry_id == entry.id)
        .order_by(EntryTransition.id)
    ).all()


@dataclass(frozen=True)
class EntryFilter:
    """Which entries of an operation to show."""

    direction: Direction | None = None
    states: Sequence[State] = ()


def list_entries_in(operation: Operation, chosen: EntryFilter) -> Sequence[Entry]:
    """List the entries of an operation, in the order of names."""
    query = standing_in(operation).join(Person, Person.id == Entry.person_id)
    if chosen.direction is not None:
        query = query.where(Entry.direction == chosen.direction)
    if chosen.states:
        query = query.where(Entry.state.in_(chosen.states))
    return db.session.scalars(query.order_by(Person.sort_key, Person.id)).all()


def count_states_in(operation: Operation) -> Mapping[tuple[Direction, State], int]:
    """Count the entries of an operation by direction and state."""
    rows = db.session.execute(
        select(Entry.direction, Entry.state, func.count())
        .where(Entry.operation_id == operation.id, Entry.set_aside_for_id.is_(None))
        .group_by(Entry.direction, Entry.state)
    )
    return {(direction, state): count for direction, state, count in rows}
