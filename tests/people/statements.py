"""Statements that were never stored, for tests of what is derived from them; later ones were recorded later."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from app.core import dates
from app.people.models import PersonStatement
from app.sources.models import Reliability, Source

START = datetime(2026, 1, 1, 8, tzinfo=UTC)
numbers = itertools.count(1)


def source(letter: str = "C") -> Source:
    number = next(numbers)
    return Source(id=number, reliability=Reliability(letter))


def statement(by: Source | str = "C", credibility: int = 3, **fields: Any) -> PersonStatement:
    """Make what a source says; a letter stands for a source of its own with that reliability."""
    number, speaker = next(numbers), source(by) if isinstance(by, str) else by
    if isinstance(fields.get("born"), str):
        fields["born"] = dates.parse_edtf(fields["born"])
    fields.setdefault("recorded_at", START + timedelta(hours=number))
    fields.setdefault("absences", {})
    return PersonStatement(id=number, source=speaker, source_id=speaker.id, credibility=credibility, **fields)


def correction(wrong: PersonStatement, **fields: Any) -> PersonStatement:
    """Correct a statement on the word of the same source."""
    return statement(wrong.source, wrong.credibility, supersedes_id=wrong.id, **fields)
