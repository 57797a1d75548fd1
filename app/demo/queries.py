"""Telling whether a database is the demo's own, at whatever revision it is; finding whom the demo entered."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.accounts.models import User
from app.core.db import Base, db
from app.people.models import CustodyStatus, Person
from app.sources.models import Source

#: The source that only the demo has: where it stands, the database is the demo's own.
MARK = "Демонстраційна установа: усі люди вигадані"
#: The table in which Alembic keeps the revision.
REVISION = "alembic_version"


def is_own(connection: sa.Connection) -> bool:
    """Tell whether the demo filled this database."""
    if not sa.inspect(connection).has_table(Source.__tablename__):
        return False
    return connection.scalar(sa.select(Source.id).where(Source.name == MARK)) is not None


def is_empty(connection: sa.Connection) -> bool:
    """Tell whether nobody has put anything into this database: neither tables of their own nor records into ours."""
    tables = set(sa.inspect(connection).get_table_names())
    if not tables <= {*Base.metadata.tables, REVISION}:
        return False
    held = [model for model in (Person, User, Source) if model.__tablename__ in tables]
    return not any(connection.scalar(sa.select(sa.func.count()).select_from(model)) for model in held)


def list_people_with(*statuses: CustodyStatus) -> Sequence[Person]:
    """List the people with a status, in the order in which they were entered."""
    return db.session.scalars(sa.select(Person).where(Person.custody_status.in_(statuses)).order_by(Person.id)).all()
