"""What tests of merging share: everything that is stored, to be compared before and after."""

from types import SimpleNamespace

from sqlalchemy import select

from app.accounts.models import Role, User
from app.core.db import Base, db
from app.matching import rules
from app.matching.models import Merger
from app.people.models import Person
from tests.custody.events import START

#: What a merger and its undoing add to, and neighbours of surnames, which do no harm.
ADDED_TO = {
    "access_entries",
    "audit_entries",
    "audit_head",
    "audit_heads",
    "audit_values",
    "mergers",
    "name_skeletons",
}
MERGED_ON = START.replace(year=2027)


def everything_stored() -> dict[str, list[str]]:
    """Give every row of every table, as text."""
    db.session.flush()
    return {
        name: sorted(repr(tuple(row)) for row in db.session.execute(select(table)))
        for name, table in Base.metadata.tables.items()
        if name not in ADDED_TO
    }


def supervisor(factories: SimpleNamespace) -> User:
    user: User = factories.user(role=Role.SUPERVISOR)
    return user


def merged(merged: Person, kept: Person, factories: SimpleNamespace, *, reason: str = "одна особа") -> Merger:
    """Merge one record into another."""
    return rules.merge(merged, kept, reason=reason, actor=supervisor(factories), now=MERGED_ON)
