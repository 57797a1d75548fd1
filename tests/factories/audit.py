"""Factories of ledger entries, for tests of how they are read; what is written comes from `audit.rules`."""

from datetime import UTC, datetime
from typing import Any

import factory
from sqlalchemy import select

from app.audit.models import AccessEntry, AuditEntry, AuditValue
from app.audit.rules import chain
from app.audit.rules.drafts import Draft
from app.core.db import db
from tests.factories.base import ModelFactory


class AuditEntryFactory(ModelFactory):
    """Adds to the end of the chain, as a commit does."""

    class Meta:
        model = AuditEntry

    at = datetime(2026, 1, 1, 8, tzinfo=UTC)
    action = "state"
    subject_type = "people"
    subject_id = factory.Sequence(lambda number: number)
    digests = factory.LazyFunction(dict)
    former_digests = factory.LazyFunction(dict)

    @classmethod
    def _create(cls, model_class: type[AuditEntry], *_args: Any, **fields: Any) -> AuditEntry:
        draft = Draft({**dict.fromkeys(("actor_id", "agent", "person_id", "key_id")), **fields})
        chain.append(db.session, [draft])
        return db.session.scalars(select(model_class).where(model_class.sequence == draft.row["sequence"])).one()


class AuditValueFactory(ModelFactory):
    class Meta:
        model = AuditValue

    entry = factory.SubFactory(AuditEntryFactory)
    field = "surname"


class AccessEntryFactory(ModelFactory):
    class Meta:
        model = AccessEntry

    at = datetime(2026, 1, 1, 8, tzinfo=UTC)
    action = "look at dossier"
    subject_type = "people"
    details = factory.LazyFunction(dict)
