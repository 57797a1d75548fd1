"""When the next report on somebody's health is due: a pure function, and the one that writes its day."""

from collections.abc import Iterable
from datetime import date, timedelta

from app.compartments import queries
from app.compartments.models import HealthObservation
from app.core import facts
from app.core.db import db
from app.people.models import Person

#: How often the law wants a report on somebody seriously ill or wounded (GC III 122, GC IV 138(2)).
WEEK = timedelta(days=7)


def due_on(observations: Iterable[HealthObservation]) -> date | None:
    """Give the day by which the next report is due: a week after the last one, while the last word is "serious".

    Any report counts as one; only a report of a state says that somebody is no longer seriously ill. Whether they are
    held is asked by whoever lists them: nothing here changes when a captivity begins or ends.
    """
    standing = sorted(facts.live(observations), key=order)
    said = [one for one in standing if one.is_serious or one.condition is not None]
    if not said or not said[-1].is_serious:
        return None
    return observed_by(standing[-1]) + WEEK


def observed_by(observation: HealthObservation) -> date:
    """Give the day by which an observation had been made."""
    return observation.by_the_day(observation.observed)


def order(observation: HealthObservation) -> tuple[date, float, int]:
    """Order observations by the day they speak of, then by when they were recorded."""
    return observed_by(observation), observation.recorded_at.timestamp(), observation.id


def refresh(person: Person) -> None:
    """Write when the next report on a person is due; no other function writes it."""
    person.health_due_on = due_on_of(person)
    db.session.flush()


def due_on_of(person: Person) -> date | None:
    """Derive when the next report on a person is due."""
    return due_on(queries.list_facts_of(HealthObservation, person))
