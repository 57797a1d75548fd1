"""How much speaks for two records being one person: the score of their names and births, and the numbers they share."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.matching import queries
from app.names.deciding import Verdict as Likelihood
from app.names.deciding import verdict_on
from app.names.scoring import Candidate, Name, Question, Reason, Score, prepare, question_of
from app.people.models import Person
from app.people.search.candidates import Commonness, candidates_for
from app.people.search.engine import surnames_among

NOTHING = Score(0.0, (), Name())


@dataclass(frozen=True)
class Measured:
    """What speaks for and against two records being one person."""

    score: float
    reasons: tuple[Reason, ...]
    likelihood: Likelihood
    shares_number: bool = False

    def stored(self) -> list[dict[str, Any]]:
        """Give the reasons as they are kept."""
        return [asdict(reason) for reason in self.reasons]


def measure(one: Person, other: Person) -> Measured:
    """Measure two records, the lower number asking for the other: whoever measures them finds the same."""
    numbers = sorted((one.id, other.id))
    candidates = candidates_for(numbers)
    shares = queries.share_number(one, other)
    if len(candidates) < len(numbers):
        return Measured(NOTHING.bits, NOTHING.reasons, Likelihood.UNKNOWN, shares)
    asking, found = candidates
    question, score = score_pair(asking, found, Commonness())
    return Measured(score.bits, score.reasons, likelihood_of(question, found, score), shares)


def likelihood_of(question: Question, candidate: Candidate, score: Score) -> Likelihood:
    """Say what a machine makes of a score: words beside it, on which nothing is ever done."""
    return verdict_on(question, [(candidate, score)])


def score_pair(one: Candidate, other: Candidate, commonness: Commonness) -> tuple[Question, Score]:
    """Score two people under those of their names that agree best."""
    commonness.learn(surnames_among((one, other)))
    return max(
        ((question, prepare(question, commonness)(other)) for question in questions_of(one)),
        key=lambda found: found[1].bits,
        default=(Question(()), NOTHING),
    )


def questions_of(one: Candidate) -> list[Question]:
    """Ask for somebody under each of their names."""
    asked = dict.fromkeys(question_of(name, one.born) for name in one.names)
    return [question for question in asked if question.tokens]


def score_many(
    partners: Mapping[int, Iterable[int]], people: Mapping[int, Candidate], commonness: Commonness
) -> Iterable[tuple[int, int, Score]]:
    """Score each of some people with those who may be the same: what is once weighed of a name is weighed once."""
    for number, others in partners.items():
        scorers = [prepare(question, commonness) for question in questions_of(people[number])]
        for other in others:
            scores = (scorer(people[other]) for scorer in scorers)
            yield number, other, max(scores, key=lambda score: score.bits, default=NOTHING)
