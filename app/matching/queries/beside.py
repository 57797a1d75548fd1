"""Reading the other records beside a person's: those read as one with it, and those that may be one with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, null, or_, select, union_all

from app.core.db import db
from app.matching.models import Merger, Pair, Verdict
from app.matching.queries.mergers import OF_MERGER, holding
from app.matching.queries.pairs import OF_PAIR, PairFilter, State, chosen
from app.people.models import Person

#: Pairs that are read for a dossier: it names few of them, and leads to the others.
PAIRS = 20


@dataclass(frozen=True)
class Beside:
    """The other records beside a person's."""

    #: What holds the person's records together, oldest first.
    mergers: Sequence[Merger]
    #: The pairs that nobody has judged, the highest score first.
    waiting: Sequence[Pair]
    #: The pairs that somebody judged to be one person, and that are still two records.
    unmerged: Sequence[Pair]


def get_beside(person: Person) -> Beside:
    """Gather the records beside a person's in one query: a dossier is read often, and few have any."""
    mergers = select(Merger.id.label("merger_id"), null().label("pair_id")).where(*holding(person))
    found = union_all(mergers, select(null(), pairs_to_do(person).subquery().c.id)).subquery()
    query = (
        select(Merger, Pair)
        .select_from(found)
        .outerjoin(Merger, Merger.id == found.c.merger_id)
        .outerjoin(Pair, Pair.id == found.c.pair_id)
        .options(*OF_MERGER, *OF_PAIR)
        .order_by(Merger.recorded_at, Merger.id, Pair.score.desc(), Pair.id.desc())
    )
    # Each row is a merger or a pair, never both.
    rows: list[tuple[Merger | None, Pair | None]] = [(merger, pair) for merger, pair in db.session.execute(query)]
    pairs = [pair for _, pair in rows if pair is not None]
    return Beside(
        mergers=[merger for merger, _ in rows if merger is not None],
        waiting=[pair for pair in pairs if pair.verdict is None],
        unmerged=[pair for pair in pairs if pair.verdict is Verdict.SAME],
    )


def pairs_to_do(person: Person) -> Select[int]:
    """Select the pairs of a person that are to be judged or to be merged: first what is judged, then the likeliest."""
    return (
        chosen(PairFilter(State.ALL, person=person))
        .with_only_columns(Pair.id)
        .where(or_(Pair.verdict.is_(None), Pair.verdict == Verdict.SAME))
        .order_by(Pair.verdict.is_(None), Pair.score.desc(), Pair.id.desc())
        .limit(PAIRS)
    )
