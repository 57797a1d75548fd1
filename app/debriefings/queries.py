"""Reading debriefings and their rows."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Row, ScalarSelect, func, select
from sqlalchemy.orm import joinedload

from app.compartments import queries as compartments
from app.compartments.models import HealthObservation, Witness
from app.core import facts
from app.core.db import db
from app.core.errors import NotFound
from app.core.text import reason_against
from app.custody.models import CustodyEvent
from app.debriefings.models import Debriefing, DebriefingRow
from app.people import queries as people
from app.people.models import Person

F = TypeVar("F", CustodyEvent, HealthObservation)

#: People offered for the words of a row.
OFFERED = 6
#: What the column of a row's words takes.
LONGEST = 300
#: Debriefings and rows shown on one page; older ones are behind it.
SIZE = 100


def get_debriefing(debriefing_id: int) -> Debriefing:
    """Find a debriefing with its witness and their source, or raise NotFound."""
    witnessed = joinedload(Debriefing.witness).joinedload(Witness.source)
    found = db.session.get(Debriefing, debriefing_id, options=[witnessed, joinedload(Debriefing.recorded_by)])
    if found is None:
        raise NotFound
    return found


def list_debriefings(*, before: int | None = None) -> Sequence[Debriefing]:
    """List the debriefings, newest first, with their witnesses."""
    query = select(Debriefing).options(joinedload(Debriefing.witness), joinedload(Debriefing.recorded_by))
    if before is not None:
        query = query.where(Debriefing.id < before)
    return db.session.scalars(query.order_by(Debriefing.id.desc()).limit(SIZE)).all()


def count_rows_of(debriefings: Sequence[Debriefing]) -> Mapping[int, Row[int, int, int]]:
    """Count, for each of some debriefings, the rows that stand and those of whom nobody knows yet."""
    numbers = [debriefing.id for debriefing in debriefings]
    unidentified = func.count().filter(DebriefingRow.person_id.is_(None)).label("unidentified")
    rows = db.session.execute(
        select(DebriefingRow.debriefing_id, func.count().label("rows"), unidentified)
        .where(DebriefingRow.debriefing_id.in_(numbers), DebriefingRow.retracted_at.is_(None))
        .group_by(DebriefingRow.debriefing_id)
    )
    return {row[0]: row for row in rows}


def list_rows_of(debriefing: Debriefing) -> Sequence[DebriefingRow]:
    """List the rows of a sheet in the order in which they were entered, retracted ones too."""
    return db.session.scalars(
        select(DebriefingRow)
        .options(joinedload(DebriefingRow.person), joinedload(DebriefingRow.recorded_by))
        .where(DebriefingRow.debriefing_id == debriefing.id)
        .order_by(DebriefingRow.id)
    ).all()


def list_unidentified(*, after: int | None = None) -> Sequence[DebriefingRow]:
    """List the rows of whom nobody knows yet, the oldest first."""
    query = select(DebriefingRow).options(joinedload(DebriefingRow.debriefing).joinedload(Debriefing.witness))
    waiting = query.where(DebriefingRow.person_id.is_(None), DebriefingRow.retracted_at.is_(None))
    if after is not None:
        waiting = waiting.where(DebriefingRow.id > after)
    return db.session.scalars(waiting.order_by(DebriefingRow.id).limit(SIZE)).all()


def count_unidentified() -> int:
    """Count the rows of whom nobody knows yet."""
    return db.session.scalar(select(number_unidentified())) or 0


def number_unidentified() -> ScalarSelect[int]:
    """Select how many rows there are of whom nobody knows yet, for a statement that counts more than these."""
    waiting = (DebriefingRow.person_id.is_(None), DebriefingRow.retracted_at.is_(None))
    return select(func.count()).select_from(DebriefingRow).where(*waiting).scalar_subquery()


def get_row(row_id: int) -> DebriefingRow:
    """Find a row, or raise NotFound."""
    row = db.session.get(DebriefingRow, row_id)
    if row is None:
        raise NotFound
    return row


def lock(row: DebriefingRow) -> None:
    """Let nobody else change a row until this transaction ends, and read it as it is now."""
    chosen = select(DebriefingRow).where(DebriefingRow.id == row.id).with_for_update()
    db.session.scalars(chosen.execution_options(populate_existing=True)).one()


def list_candidates(words: str) -> Sequence[Row[Any]]:
    """List a few people whom the words of a row may mean, as the people list finds them; blank words mean nobody.

    Nor do words that no row could hold: they come from an address, and a database fails at some of them.
    """
    if not words.strip() or len(words) > LONGEST or reason_against(words) is not None:
        return []
    asked = people.Request(filter=people.PeopleFilter(text=words), size=OFFERED)
    return people.list_people(asked).rows


def facts_from(row: DebriefingRow) -> list[CustodyEvent | HealthObservation]:
    """Give what a row wrote of a person and still stands or would again: the last correction first."""
    return [
        *corrections_of(row.event, CustodyEvent),
        *corrections_of(row.health_observation, HealthObservation),
    ]


def corrections_of(fact: F | None, kind: type[F]) -> list[F]:
    """Give a fact and those that corrected it, one after the other, the last of them first; none that was retracted."""
    chain: list[F] = []
    while fact is not None:
        chain.insert(0, fact)
        fact = db.session.scalar(select(kind).where(kind.supersedes_id == fact.id))
    return [one for one in chain if one.retracted_at is None]


def list_rows_behind(fact: CustodyEvent | HealthObservation) -> Sequence[DebriefingRow]:
    """List the rows that wrote a fact."""
    column = DebriefingRow.event_id if isinstance(fact, CustodyEvent) else DebriefingRow.health_observation_id
    return db.session.scalars(select(DebriefingRow).where(column == fact.id).order_by(DebriefingRow.id)).all()


def find_witness_who_is(person: Person) -> Witness | None:
    """Find the witness who is a person on record, if that person has testified."""
    members = set(db.session.scalars(people.members_of(person)))
    standing = facts.live(compartments.list_witnesses_of(person))
    return next((one for one in standing if one.person_id in members), None)
