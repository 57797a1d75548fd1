"""Looking for those whom a list names among those who are on record already."""

from collections.abc import Collection

from sqlalchemy import select, tuple_

from app.core.db import db
from app.people.models import IdentifierKind, Person, PersonIdentifier

#: A statement takes only so many values on SQLite.
BLOCK = 500


def count_on_record(people: Collection[tuple[str, str]]) -> int:
    """Count those of whom somebody with the same name, by its sort key, and the same date of birth is on record."""
    asked = list(people)
    known: set[tuple[str, str]] = set()
    for start in range(0, len(asked), BLOCK):
        known.update(among_record(asked[start : start + BLOCK]))
    return sum(one in known for one in asked)


def among_record(people: Collection[tuple[str, str]]) -> Collection[tuple[str, str]]:
    """Give those of a block that are on record."""
    name_and_birth = tuple_(Person.sort_key, Person.born_edtf)
    rows = db.session.execute(
        select(Person.sort_key, Person.born_edtf).where(
            name_and_birth.in_(people), Person.merged_into_id.is_(None), Person.retracted_at.is_(None)
        )
    )
    return {(name, born or "") for name, born in rows}


def is_number_taken(kind: IdentifierKind, *, issuer: str, value: str) -> bool:
    """Tell whether somebody has a number: whoever names it again is a duplicate to judge."""
    found = select(PersonIdentifier.id).where(
        PersonIdentifier.kind == kind,
        PersonIdentifier.issuer == issuer,
        PersonIdentifier.value == value,
        PersonIdentifier.retracted_at.is_(None),
    )
    return db.session.scalar(found.limit(1)) is not None
