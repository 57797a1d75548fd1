"""Every row of the record has its entry: what was written by no verb could not be proved later."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.audit import rules as audit
from app.audit.models import AuditEntry
from app.core import clock
from app.core.db import Base, db
from app.demo import rules as demo

#: The tables of facts and of what facts point at.
FACTS = (
    "people",
    "person_statements",
    "person_identifiers",
    "person_cohorts",
    "preferred_values",
    "custody_events",
    "sources",
    "users",
)


@pytest.mark.usefixtures("session")
def test_every_row_of_the_demo_stands_in_the_ledger(factories: SimpleNamespace) -> None:
    demo.renew_sign_ins(now=clock.now())
    db.session.flush()
    actor = factories.user()
    demo.seed(actor=actor, now=clock.now(), count=8)
    db.session.commit()
    missing = {name: lost for name in FACTS if (lost := rows_of(name) - recorded(name) - made_by_hand(actor, name))}
    assert missing == {}
    assert audit.verify().sequence > 8


def rows_of(name: str) -> set[int]:
    return set(db.session.scalars(select(Base.metadata.tables[name].c.id)))


def recorded(name: str) -> set[int]:
    return set(db.session.scalars(select(AuditEntry.subject_id).where(AuditEntry.subject_type == name)))


def made_by_hand(actor: SimpleNamespace, name: str) -> set[int]:
    """Give what the test itself put there."""
    return {actor.id} if name == "users" else set()
