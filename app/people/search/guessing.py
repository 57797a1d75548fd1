"""Guessing which word of a name is which, to fill in an entry form; whoever enters the person looks it over."""

from collections.abc import Sequence

from app.core.dates import show
from app.names.equivalents import known_families
from app.names.patronymics import is_patronymic
from app.names.tokens import tokens
from app.people.search import lists

#: The language in which a date is shown that a form reads again.
READ_AGAIN = "uk"


def fields_of(text: str) -> dict[str, str]:
    """Guess the fields of somebody who was looked for and is not on record.

    >>> fields_of("солдат Іван Петрович Коваль 1987")
    {'surname': 'Коваль', 'given_name': 'Іван', 'patronymic': 'Петрович', 'born': '1987'}
    >>> fields_of("Koval Ivan")
    {'surname': 'Koval', 'given_name': 'Ivan', 'latin_name': 'Koval Ivan'}
    """
    line = next(iter(lists.read(text, most=1).lines), None)
    if line is None:
        return {}
    fields = parts_of(line.name.split())
    if line.name.isascii():
        fields["latin_name"] = line.name
    if line.born is not None:
        fields["born"] = show(line.born, READ_AGAIN)
    return fields


def parts_of(words: Sequence[str]) -> dict[str, str]:
    """Guess the parts of a name from its words: a patronymic and a given name are known by what they are.

    Where neither is known, the surname stands first, as lists have it. An initial fills in nothing.
    """
    rest = [word for word in words if len(token(word)) > 1] or list(words)
    father = next((at for at in range(len(rest) - 1, 0, -1) if is_patronymic(token(rest[at]))), None)
    patronymic = rest.pop(father) if father is not None and len(rest) > 1 else ""
    given = rest.pop(place_of_given(rest, father)) if len(rest) > 1 else ""
    parts = {"surname": " ".join(rest), "given_name": given, "patronymic": patronymic}
    return {name: part for name, part in parts.items() if part}


def place_of_given(words: Sequence[str], patronymic: int | None) -> int:
    """Give the place of the given name: that of a known one, the last of several, else before the patronymic."""
    known = [at for at, word in enumerate(words) if known_families(token(word))]
    if known:
        return known[-1]
    return min(patronymic, len(words)) - 1 if patronymic else 1


def token(word: str) -> str:
    """Give a word as names are compared."""
    return next(iter(tokens(word)), "")
