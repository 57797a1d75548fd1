"""Whether a family was told of a death: a pure function, and the one that writes its day."""

from collections.abc import Iterable
from datetime import date

from app.compartments import queries
from app.compartments.models import FamilyNotice, NewsKind
from app.core import facts
from app.core.db import db
from app.people.models import Person


def informed_on(notices: Iterable[FamilyNotice]) -> date | None:
    """Give the day by which the family had first been told of the death.

    News of anything else opens nothing: who heard in 2022 of the captivity has not heard of the death.
    """
    told = [one for one in facts.live(notices) if one.about is NewsKind.DEATH]
    return min((one.by_the_day(one.informed) for one in told), default=None)


def refresh(person: Person) -> None:
    """Write since when the family knows of a person's death; no other function writes it."""
    person.family_informed_on = informed_on_of(person)
    db.session.flush()


def informed_on_of(person: Person) -> date | None:
    """Derive since when the family knows of a person's death."""
    return informed_on(queries.list_facts_of(FamilyNotice, person))
