"""What is shown of somebody who was found: who it is and where they stand; no place, health or witness."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from app.core.db import db
from app.core.many import table_of
from app.people.models import Person

SHOWN = (Person.id, Person.name, Person.born, Person.category_id, Person.custody_status, Person.reported)


def shown_by_id(ids: Collection[int]) -> dict[int, Any]:
    """Give what is shown of some people, under their numbers."""
    given = table_of(sorted(ids))
    rows = db.session.execute(select(*SHOWN).join_from(given, Person, Person.id == given.c.value).order_by(Person.id))
    return {row.id: row for row in rows}
