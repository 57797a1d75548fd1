"""Finding people by their names: keys find the candidates, the score ranks them; the same on both databases."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from operator import itemgetter

from app.names import keys as naming
from app.names.births import is_day
from app.names.deciding import STRONG
from app.names.forms import Candidate, Question, Score, arrangements, shape
from app.names.scoring import Scorer, prepare
from app.names.skeletons import skeletons
from app.people.search.candidates import Commonness, candidates_for, ids_under, neighbours_of

#: People who are compared at most: many only where nothing but a name is known, which may be common. About a hundred
#: are born on one day, and whoever a slip hides stands under several keys.
MANY, FEW = 500, 150


@dataclass(frozen=True)
class Hit:
    """Somebody who may be meant, how well they fit, and what was compared."""

    person_id: int
    score: Score
    candidate: Candidate


def find(question: Question, *, limit: int = 10, commonness: Commonness | None = None) -> list[Hit]:
    """Give who may be meant, the best first; what is further off is tried only where nothing nearer is enough."""
    known = Commonness() if commonness is None else commonness
    score = prepare(question, known)
    found: dict[int, tuple[float, int, Candidate]] = {}
    hits: list[Hit] = []
    for keys, most in stages(question):
        for one in read(score, known, [one for one in ids_under(keys, most=most) if one not in found]):
            found[one.id] = (-score.bits(one), one.id, one)
        hits = [Hit(one.id, score(one), one) for _, _, one in nsmallest(limit, found.values(), key=itemgetter(0, 1))]
        if is_enough(question, hits, limit):
            break
    return hits


def stages(question: Question) -> Iterator[tuple[frozenset[int], int]]:
    """Give keys to look under, the nearest first, and how many people are compared for them at most.

    Those of the names; of the birth; of initials and dates written wrong; of surnames that one slip may have changed.
    """
    by_name = naming.keys_asked(Question(question.tokens))
    has_day = question.born is not None and is_day(question.born)
    yield by_name, FEW if has_day else MANY
    if question.born is not None:
        yield naming.keys_asked(question) - by_name, FEW
    yield naming.wider_keys_asked(question), FEW
    yield naming.keys_of_slips(question, neighbours_of(naming.skeletons_asked(question))), FEW


def is_enough(question: Question, hits: Sequence[Hit], limit: int) -> bool:
    """Tell when to stop: the best is strong, or as many as are asked for agree in every word, and in the birth."""
    if hits and hits[0].score.bits >= STRONG:
        return True
    answers = [agrees(hit.score) and (question.born is None or hit.candidate.born is not None) for hit in hits]
    return len(answers) == limit and all(answers)


def agrees(score: Score) -> bool:
    """Tell a match in which every word that was typed is answered, and nothing is only alike or speaks against it."""
    return all(reason.bits >= 0 and not reason.code.endswith("_similar") for reason in score.reasons)


def read(score: Scorer, commonness: Commonness, ids: Collection[int]) -> list[Candidate]:
    """Read some people, and learn how common those of their surnames are that will be weighed."""
    candidates = candidates_for(ids)
    commonness.learn(score.similar_skeletons({name for one in candidates for name in one.names}))
    return candidates


def ranked(question: Question, ids: Collection[int]) -> list[Hit]:
    """Score some people, the best first."""
    commonness = Commonness()
    score = prepare(question, commonness)
    return sorted((Hit(one.id, score(one), one) for one in read(score, commonness, ids)), key=place)


def place(hit: Hit) -> tuple[float, int]:
    """Order by score, and of equals the older record first."""
    return -hit.score.bits, hit.person_id


def surnames_among(candidates: Iterable[Candidate]) -> set[str]:
    """Give the skeletons of the surnames of some people, of whom it will be asked how many bear them."""
    found = {shape(form).surname for one in candidates for name in one.names for form in arrangements(name)}
    return {skeleton for word in found if word for skeleton in skeletons(word)}
