"""Finding people for pages and commands: by name, by number, by how a name begins; and whole lists of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.core.db import db
from app.names.deciding import Verdict, verdict_on
from app.names.forms import Name, Score, question_of
from app.people import refs
from app.people.models import Person
from app.people.search import prefixes
from app.people.search.asking import Asked
from app.people.search.candidates import Commonness, candidates_for, ids_under
from app.people.search.engine import Hit, agrees, find
from app.people.search.keeping import bounds, number_key
from app.people.search.record import names_among

#: People who are shown as bearers of one number or document.
BEARERS = 100
#: What there is to say of somebody whom a number led to.
BY_NUMBER = Score(0.0, (), Name())


@dataclass(frozen=True)
class Found:
    """Somebody who was found: by their name with its score, by a number, or by how their name begins."""

    person: Person
    score: Score | None
    via: str


@dataclass(frozen=True)
class Checked:
    """Who may be meant by one row of a list, the best first, and what a machine says of the best."""

    verdict: Verdict
    hits: list[Hit]


def search(asked: Asked, *, limit: int = 20) -> list[Found]:
    """Give who may be meant: who has the number that was typed, else names that agree, begin so, or are like it."""
    if asked.number is not None and (numbered := by_number(asked.number)):
        via = "reference" if refs.parse_ref(asked.number) is not None else "identifier"
        return [Found(person, None, via) for person in people_of(numbered)]
    hits = find(asked.question, limit=limit)
    agreeing = [hit for hit in hits if agrees(hit.score)]
    begun = prefixes.ids_beginning(asked.text, limit=limit) if asked.question.born is None else []
    scores = {hit.person_id: hit.score for hit in hits}
    ids = dict.fromkeys([*(hit.person_id for hit in agreeing), *begun, *scores])
    people = people_of(list(ids)[:limit])
    return [Found(one, scores.get(one.id), "name" if one.id in scores else "prefix") for one in people]


def by_number(number: str) -> list[int]:
    """Give whose record a number names, or who bears it as a number or document; of a merged record, the kept one."""
    record = refs.parse_ref(number)
    if record is None:
        return ids_under([number_key(number)], most=BEARERS)
    row = db.session.execute(select(Person.id, Person.merged_into_id).where(Person.id == record)).first()
    return [row.merged_into_id or row.id] if row else []


def people_of(ids: Collection[int]) -> list[Person]:
    """Read some people, in the order of the ids; who was merged away or retracted is left out."""
    found = select(Person).where(Person.id.in_(ids), Person.merged_into_id.is_(None), Person.retracted_at.is_(None))
    people = {person.id: person for person in db.session.scalars(found)}
    return [people[one] for one in ids if one in people]


def check(rows: Iterable[Asked], *, limit: int = 10) -> Iterator[Checked]:
    """Look everybody of a list up, one after the other; how common a surname is, is counted once for the whole list."""
    commonness = Commonness()
    for asked in rows:
        yield checked(asked, limit=limit, commonness=commonness)


def checked(asked: Asked, *, limit: int, commonness: Commonness) -> Checked:
    """Look up one row of a list; a number that leads to one person leaves no doubt."""
    numbered = candidates_for(by_number(asked.number)) if asked.number is not None else []
    if numbered:
        verdict = Verdict.SURE if len(numbered) == 1 else Verdict.LIKELY
        return Checked(verdict, [Hit(one.id, BY_NUMBER, one) for one in numbered[:limit]])
    hits = find(asked.question, limit=limit, commonness=commonness)
    return Checked(verdict_on(asked.question, [(hit.candidate, hit.score) for hit in hits]), hits)


def similar_to(values: Mapping[str, Any], *, limit: int = 5, but: Person | None = None) -> list[Hit]:
    """Give who on record may be the person that some values describe; of several names, each is asked for."""
    best: dict[int, Hit] = {}
    for name in names_among(values):
        for hit in find(question_of(name, bounds(values.get("born"))), limit=limit + 1):
            known = best.get(hit.person_id)
            if known is None or known.score.bits < hit.score.bits:
                best[hit.person_id] = hit
    others = [hit for hit in best.values() if but is None or hit.person_id != but.id]
    return sorted(others, key=lambda hit: (-hit.score.bits, hit.person_id))[:limit]
