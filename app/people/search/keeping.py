"""Keeping the keys by which somebody is found: written with who they are, in the same transaction."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import insert, select

from app.core.dates import UncertainDate
from app.core.db import db
from app.core.many import table_of
from app.names import keys as naming
from app.names.births import Born
from app.names.folding import fold
from app.names.forms import Name
from app.people import refs
from app.people.models import Person, PersonIdentifier, PersonStatement, name_keys, name_skeletons
from app.people.search.record import names_of


def refresh(person: Person, statements: Iterable[PersonStatement], numbers: Iterable[PersonIdentifier]) -> None:
    """Write the keys of all names and numbers that stand of somebody; who was merged or retracted has none."""
    derived, stored = keys_of(person, statements, numbers), stored_keys(person)
    if gone := stored - derived:
        db.session.execute(
            name_keys.delete().where(name_keys.c.person_id == person.id, name_keys.c.key.in_(sorted(gone)))
        )
    if new := derived - stored:
        db.session.execute(insert(name_keys), [{"key": key, "person_id": person.id} for key in sorted(new)])
    add_skeletons(missing_skeletons(skeletons_of(person)))


def keys_of(person: Person, statements: Iterable[PersonStatement], numbers: Iterable[PersonIdentifier]) -> set[int]:
    """Give the keys under which somebody is to stand: of every name with every date of birth, and of every number."""
    if person.merged_into_id is not None or person.retracted_at is not None:
        return set()
    births = {bounds(one.born) for one in statements} or {None}
    return keys_for(names_of(person), births) | {number_key(one.value) for one in numbers}


def keys_for(names: Iterable[Name], births: Collection[Born | None]) -> set[int]:
    """Give the keys of every name with every date of birth."""
    return {key for name in names for born in births for key in naming.keys_of(name, born)}


def bounds(born: UncertainDate | None) -> Born | None:
    """Give the earliest and the latest day of a birth; one without either tells nothing."""
    return span(born.earliest, born.latest) if born else None


def span(earliest: date | None, latest: date | None) -> Born | None:
    """Give two days that bound a birth, if both are known."""
    return (earliest, latest) if earliest and latest else None


def number_key(text: str) -> int:
    """Give the key of a number or document: blind to case, spaces and dashes, and to letters that look alike."""
    written = "".join(filter(str.isalnum, fold(text))).upper().translate(refs.LOOKALIKES)
    digest = hashlib.blake2b(f"number {written}".encode(), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


def stored_keys(person: Person) -> set[int]:
    """Give the keys under which somebody stands."""
    return set(db.session.scalars(select(name_keys.c.key).where(name_keys.c.person_id == person.id)))


def skeletons_of(person: Person) -> set[str]:
    """Give the skeletons of everything that may be somebody's surname."""
    if person.merged_into_id is not None or person.retracted_at is not None:
        return set()
    return {skeleton for name in names_of(person) for skeleton in naming.surname_skeletons(name)}


def missing_skeletons(skeletons: Collection[str]) -> set[str]:
    """Give those of some skeletons that are not on record yet; the shortest have no neighbourhood."""
    # One deletion of each is enough to ask for: they are written together.
    asked = {skeleton: min(some) for skeleton in skeletons if (some := naming.deletions(skeleton))}
    if not asked:
        return set()
    given = table_of(sorted(asked.values()))
    known = select(name_skeletons.c.skeleton).join_from(
        given, name_skeletons, name_skeletons.c.deletion == given.c.value
    )
    return set(asked) - set(db.session.scalars(known))


def add_skeletons(skeletons: Collection[str]) -> None:
    """Write the neighbourhood of surnames that nobody had before; it is never taken away but by a rebuild."""
    rows = [{"deletion": one, "skeleton": text} for text in sorted(skeletons) for one in sorted(naming.deletions(text))]
    if rows:
        db.session.execute(insert(name_skeletons), rows)


def differences_of(
    person: Person, statements: Iterable[PersonStatement], numbers: Iterable[PersonIdentifier]
) -> list[str]:
    """Name what is stored of somebody's keys and is not what the facts say; more surnames than they have do no harm."""
    differing = keys_of(person, statements, numbers) != stored_keys(person)
    return [
        *(["name_keys"] if differing else []),
        *(["name_skeletons"] if missing_skeletons(skeletons_of(person)) else []),
    ]
