"""People whose shown name begins as something typed, or bears words that do: found in the order of the list."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select

from app.core.db import db
from app.names.ordering import sort_key
from app.people.models import Person

#: Behind every code of a letter, as bytes are ordered.
BEHIND = "g"
#: How a space stands in a key between two words.
SPACE = sort_key("а а")[2:4]
#: Call signs stand in quotes, which do not count in the order.
QUOTES = dict.fromkeys(map(ord, "«»"))
#: So many words that are typed are looked for at the beginnings of words.
MOST_WORDS = 5


def begins(key: str) -> ColumnElement[bool]:
    """Find names that begin so; the index of the list holds them side by side."""
    return and_(Person.sort_key >= key, Person.sort_key < key + BEHIND)


def keys_in(text: str) -> list[str]:
    """Give the keys of the words of a text; what only marks make up is none."""
    return [key for word in text.translate(QUOTES).split()[:MOST_WORDS] if (key := sort_key(word))]


def bears(text: str) -> list[ColumnElement[bool]]:
    """Find names of which one word begins the name so, and the others begin other words in it, in any order."""
    keys = keys_in(text)
    leads = [and_(begins(key), *with_words([*keys[:at], *keys[at + 1 :]])) for at, key in enumerate(keys)]
    return [or_(*leads)] if leads else []


def with_words(keys: Sequence[str]) -> list[ColumnElement[bool]]:
    """Find names in which, behind the first word, others begin so."""
    return [Person.sort_key.contains(SPACE + key) for key in keys]


def bears_anywhere(text: str) -> list[ColumnElement[bool]]:
    """Find names in which every word begins some word so; for that the whole list is read."""
    words = [or_(begins(key), *with_words([key])) for key in keys_in(text)]
    return [and_(*words)] if words else []


def ids_beginning(text: str, *, limit: int) -> list[int]:
    """List the first people whose names begin so, in the order of the list."""
    conditions = bears(text)
    if not conditions:
        return []
    query = select(Person.id).where(*conditions, Person.merged_into_id.is_(None), Person.retracted_at.is_(None))
    return list(db.session.scalars(query.order_by(Person.sort_key, Person.id).limit(limit)))
