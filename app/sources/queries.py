"""Reading sources."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.core.db import db
from app.core.errors import NotFound
from app.core.text import clean_line
from app.names.folding import fold
from app.names.ordering import sort_key
from app.sources.models import Source


def get_source(source_id: int) -> Source:
    """Find a source, or raise NotFound."""
    source = find_source(source_id)
    if source is None:
        raise NotFound
    return source


def find_source(source_id: int | None) -> Source | None:
    """Find the source that a form's choice stands for; no choice is no source."""
    return db.session.get(Source, source_id) if source_id is not None else None


def find_source_by_name(name: str) -> Source | None:
    """Find the source of exactly this name, as it would be kept."""
    return db.session.scalar(select(Source).where(Source.name == clean_line(name)))


def list_sources(text: str = "") -> list[Source]:
    """List the sources whose name holds a text, blind to case and apostrophes, in the order of the alphabet."""
    query = select(Source).options(joinedload(Source.repeats)).order_by(Source.id)
    found = (source for source in db.session.scalars(query) if fold(text) in fold(source.name))
    return sorted(found, key=lambda source: sort_key(source.name))


def list_choices() -> Sequence[tuple[int, str]]:
    """List numbers and names to choose from, newest first: what came in last is what is being entered."""
    return [
        (number, name) for number, name in db.session.execute(select(Source.id, Source.name).order_by(Source.id.desc()))
    ]
