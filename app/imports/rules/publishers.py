"""Finding, or adding, the source behind an address."""

from datetime import datetime
from urllib.parse import urlsplit

from app.accounts.models import User
from app.core.db import db
from app.imports import queries
from app.imports.cells import MOST_IN_LINE
from app.imports.operations.checks import SCHEMES
from app.sources import queries as sources
from app.sources import rules
from app.sources.models import Source, SourceKind

#: A part of a host's name that only states give out.
OFFICIAL = {"gov", "mil"}


def publisher_of(word: str, *, actor: User | None, now: datetime) -> Source:
    """Find the source of an address or a name, or add it: how far it is relied on is for people to say."""
    if not word.startswith(SCHEMES):
        return sources.find_source_by_name(word) or add(word, None, SourceKind.OPEN_SOURCE, actor=actor, now=now)
    found = queries.find_source_at(word)
    if found is not None:
        return found
    labels = set((urlsplit(word).hostname or "").split("."))
    kind = SourceKind.OFFICIAL_BODY if labels & OFFICIAL else SourceKind.OPEN_SOURCE
    return add(free_name(word), word, kind, actor=actor, now=now)


def free_name(address: str) -> str:
    """Name a source by its page: host and path, and what follows only where another page has that name."""
    page = address.split("://", 1)[1]
    name = page.split("?", 1)[0].split("#", 1)[0].rstrip("/")[:MOST_IN_LINE]
    return name if sources.find_source_by_name(name) is None else page[:MOST_IN_LINE]


def add(name: str, address: str | None, kind: SourceKind, *, actor: User | None, now: datetime) -> Source:
    """Add a source with a number of its own, by which claims name it."""
    source = rules.add(name=name, kind=kind, address=address, actor=actor, now=now)
    db.session.flush()
    return source
