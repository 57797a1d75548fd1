"""What one row of a list says, gathered cell by cell before anything is written."""

from dataclasses import dataclass, field
from typing import Any

from app.core.dates import UncertainDate
from app.custody.models import EventKind
from app.imports.problems import Code, Problem
from app.people.models import Absence, IdentifierKind


@dataclass(frozen=True)
class Telling:
    """An event as a row tells it: the place is a word that has yet to be recognised."""

    kind: EventKind
    happened: UncertainDate | None = None
    place: str | None = None


@dataclass
class Draft:
    """One row on its way into the record: what its cells say by field, and what is wrong with it."""

    number: int
    said: dict[str, Any] = field(default_factory=dict)
    absences: dict[str, Absence] = field(default_factory=dict)
    numbers: dict[IdentifierKind, str] = field(default_factory=dict)
    events: list[Telling] = field(default_factory=list)
    #: What no field takes, in the source's own words.
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_rejected(self) -> bool:
        """Tell whether the row is left out."""
        return any(problem.rejects for problem in self.problems)

    @property
    def note(self) -> str | None:
        """Give the statement's note."""
        return "\n".join(self.notes) or None

    def object_to(self, code: Code, sentence: object, column: str | None = None) -> None:
        """Note what is wrong with the row."""
        self.problems.append(Problem(self.number, code, sentence, column))

    def keep(self, column: str, text: str) -> None:
        """Keep a cell's own words, so that nothing of the list is lost."""
        self.notes.append(f"{column}: {text}")
