"""Factories of ledger entries, for tests of how they are read; what is written comes from `audit.rules`."""

from datetime import UTC, datetime

import factory

from app.audit.models import AuditEntry, AuditValue
from tests.factories.base import ModelFactory


class AuditEntryFactory(ModelFactory):
    class Meta:
        model = AuditEntry

    at = datetime(2026, 1, 1, 8, tzinfo=UTC)
    action = "state"
    subject_type = "people"
    subject_id = factory.Sequence(lambda number: number)
    digests = factory.LazyFunction(dict)


class AuditValueFactory(ModelFactory):
    class Meta:
        model = AuditValue

    entry = factory.SubFactory(AuditEntryFactory)
    field = "surname"
