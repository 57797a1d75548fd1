"""Telling whether a database is the demo's own."""

from sqlalchemy import func, select

from app.accounts.models import User
from app.core.db import db
from app.people.models import Person
from app.sources.models import Source

#: The source that only the demo has: where it stands, the database is the demo's own.
MARK = "Демонстраційна установа: усі люди вигадані"


def is_own() -> bool:
    """Tell whether the demo filled this database."""
    return db.session.scalar(select(Source.id).where(Source.name == MARK)) is not None


def is_empty() -> bool:
    """Tell whether nobody has put anything into this database."""
    counted = (db.session.scalar(select(func.count()).select_from(table)) for table in (Person, User, Source))
    return not any(counted)
