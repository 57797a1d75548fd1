"""Noting that somebody looks at a person's record, on whichever page it is shown."""

from collections.abc import Collection, Iterable

from app.accounts.models import User
from app.audit import rules as audit
from app.people.models import Person
from app.people.rules.namesakes import Namesake


def note_look(person: Person, *, actor: User) -> None:
    """Note a look at a record: a form that shows what is known of somebody tells as much as their dossier."""
    audit.look("look at dossier", actor=actor, subject_type="people", subject_id=person.id, person_id=person.id)


def note_namesakes(namesakes: Iterable[Namesake], *, seen: Collection[int], actor: User) -> None:
    """Note that somebody who enters a person is shown what is known of those like them; once for each of them."""
    for one in namesakes:
        if (number := one.person.id) not in seen:
            audit.look("look at namesake", actor=actor, subject_type="people", subject_id=number, person_id=number)
