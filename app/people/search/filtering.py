"""The text by which the people list is filtered: the same keys and scores as the search, as a condition on people."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from app.core.db import db
from app.core.many import table_of
from app.names import keys as naming
from app.names.equivalents import known_families
from app.names.forms import Question
from app.people import refs
from app.people.models import Person, name_keys
from app.people.search import prefixes
from app.people.search.asking import Asked, understand
from app.people.search.engine import ranked
from app.people.search.keeping import number_key

#: So many people are compared one by one; more bear a common surname, and are found by it alone.
FEW = 2_000
#: Shorter words are beginnings of names and nothing else.
SHORTEST_NAME = 3


def text_conditions(text: str) -> list[ColumnElement[bool]]:
    """Find a record's number, or a number of somebody; else whose names answer every word, or begin with them.

    Names are found in any spelling and any script, but where a word speaks against a name it is another person's. What
    nobody's name answers or begins with is looked for at the beginning of every word in it, as a given name alone is.
    """
    if not text:
        return []
    record = refs.parse_ref(text)
    if record is not None:
        return [Person.id == record]
    asked = understand(text, today=date.max)
    found = [*named(asked), *begun(asked), *numbered(asked)]
    if is_given(asked.question) or not found:
        found += prefixes.bears_anywhere(text)
    return [or_(*found) if found else false()]


def is_given(question: Question) -> bool:
    """Tell a given name alone: no key leads from it to the many who bear it."""
    return len(question.tokens) == 1 and bool(known_families(question.tokens[0]))


def numbered(asked: Asked) -> list[ColumnElement[bool]]:
    """Find who has a number or document."""
    return among(few(under([number_key(asked.number)])) or []) if asked.number else []


def begun(asked: Asked) -> list[ColumnElement[bool]]:
    """Find names that begin as was typed, as long as there is no birth beside it: few such are read beforehand.

    An index looked up beside another one is slower than a few numbers.
    """
    conditions = prefixes.bears(asked.text) if asked.question.born is None else []
    if not conditions:
        return []
    ids = few(select(Person.id).where(*conditions))
    return conditions if ids is None else among(ids)


def named(asked: Asked) -> list[ColumnElement[bool]]:
    """Find whose names answer every word that was typed, in any spelling."""
    if max(map(len, asked.question.tokens), default=0) < SHORTEST_NAME:
        return []
    ids = few(under(naming.keys_asked(asked.question)))
    if ids is None:
        return [and_(*common(asked.question))]
    hits = ranked(asked.question, ids)
    return among([hit.person_id for hit in hits if all(reason.bits >= 0 for reason in hit.score.reasons)])


def common(question: Question) -> list[ColumnElement[bool]]:
    """Find the many who bear a common name, by the name alone, and by the days between which they were born."""
    conditions: list[ColumnElement[bool]] = [Person.id.in_(under(naming.keys_asked(Question(question.tokens))))]
    if question.born is not None:
        conditions += [Person.born_earliest <= question.born[1], Person.born_latest >= question.born[0]]
    return conditions


def under(keys: Collection[int]) -> Select[int]:
    """Select who stands under any of some keys."""
    given = table_of(sorted(keys))
    return select(name_keys.c.person_id).join_from(given, name_keys, name_keys.c.key == given.c.value).distinct()


def few(numbers: Select[int]) -> list[int] | None:
    """Read the numbers of people, unless they are many."""
    found = list(db.session.scalars(numbers.order_by(*numbers.selected_columns).limit(FEW + 1)))
    return found if len(found) <= FEW else None


def among(ids: Collection[int]) -> list[ColumnElement[bool]]:
    """Find people by their numbers."""
    return [Person.id.in_(select(table_of(sorted(ids)).c.value))] if ids else []
