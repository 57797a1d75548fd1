"""Deriving a person anew from all that is on record, and comparing what is stored with it."""

from app.compartments import family, health
from app.custody import rules as custody
from app.people.models import Person

#: What the compartments write into a person's row.
WRITTEN = ("health_due_on", "family_informed_on")


def rebuild(person: Person) -> None:
    """Derive a person anew from the facts of every table."""
    custody.rebuild(person)
    health.refresh(person)
    family.refresh(person)


def differences_of(person: Person) -> list[str]:
    """Name what is stored of a person and is not what the facts say; write nothing."""
    derived = (health.due_on_of(person), family.informed_on_of(person))
    own = [name for name, value in zip(WRITTEN, derived, strict=True) if getattr(person, name) != value]
    return custody.differences_of(person) + own
