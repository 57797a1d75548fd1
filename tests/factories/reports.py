"""Factories of the register of exports."""

from datetime import UTC, datetime

import factory

from app.reports.models import Export, Profile
from tests.factories.accounts import UserFactory
from tests.factories.base import ModelFactory


class ExportFactory(ModelFactory):
    class Meta:
        model = Export

    report = "register"
    profile = Profile.INTERNAL
    format = "csv"
    filters = factory.LazyFunction(dict)
    exported_by = factory.SubFactory(UserFactory)
    started_at = datetime(2026, 1, 1, 8, tzinfo=UTC)
