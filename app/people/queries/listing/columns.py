"""What the people list can show of a person, and what is read for it."""

from collections.abc import Sequence
from typing import Any

from app.people.models import Person

#: What is read of everybody: their number and name, what their status and category are worded by, and what home shows.
ALWAYS = (Person.id, Person.name, Person.sex, Person.category_id, Person.custody_status, Person.updated_at)

#: What is read for each column, by the name that addresses give it, in the order in which they are offered.
COLUMNS: dict[str, tuple[Any, ...]] = {
    "number": (),
    "name": (),
    "sex": (),
    "born": (Person.born,),
    "side": (Person.side_id,),
    "category": (),
    "rank": (Person.rank,),
    "unit": (Person.unit,),
    "captured": (Person.captured,),
    "status": (Person.reported,),
    "since": (Person.since,),
    "confirmation": (Person.confirmation,),
    "legal": (Person.legal_situation,),
    "place": (Person.place_id,),
    "known": (Person.last_known_on,),
    "days": (Person.captured, Person.ended),
    "exchange": (Person.exchange_status,),
    "listed": (Person.times_listed, Person.times_refused, Person.times_silent, Person.times_waiting),
    "answer": (Person.last_answer,),
    "answered": (Person.last_answer_on,),
    "unanswered": (Person.last_answer_on,),
    "updated": (),
}
DEFAULT_COLUMNS = ("number", "name", "born", "category", "captured", "status", "confirmation", "exchange")


def read_for(columns: Sequence[str]) -> list[Any]:
    """Give what is to be read for some columns, each once."""
    wanted = [*ALWAYS, *(column for name in columns for column in COLUMNS[name])]
    return list(dict.fromkeys(wanted))
