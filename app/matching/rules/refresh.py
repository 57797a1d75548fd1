"""What pairs show of judgements: the newest verdict, and whether the judgements around them contradict each other."""

from collections.abc import Collection

from app.core.db import db
from app.matching import queries
from app.matching.models import Pair
from app.matching.rules import chains
from app.people import queries as people


def refresh_verdict(pair: Pair) -> None:
    """Write on a pair what the newest judgement says that stands, of whichever records of the two people.

    Of two records that are read as one, what was judged of these two: it counts again when they are separated.
    """
    one, other = people.kept(pair.one), people.kept(pair.other)
    judged = (pair.one, pair.other) if one is other else (one, other)
    judgement = queries.find_judgement_between(*judged)
    pair.verdict = judgement.verdict if judgement else None


def refresh_contradictions(numbers: Collection[int]) -> None:
    """Write on the pairs around some records whether what was judged of these people contradicts itself."""
    db.session.flush()
    links = queries.list_links_around(numbers)
    groups = chains.groups_of(links)
    spoilt = {groups[found.different.one] for found in chains.contradictions_in(links)}
    for pair in queries.list_pairs_among({*numbers, *groups}):
        here, there = groups.get(pair.one_id, pair.one_id), groups.get(pair.other_id, pair.other_id)
        pair.is_contradicted = here == there and here in spoilt
