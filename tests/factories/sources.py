"""Factories of sources."""

import factory

from app.sources.models import Reliability, Source, SourceKind
from tests.factories.base import ModelFactory


class SourceFactory(ModelFactory):
    class Meta:
        model = Source

    name = factory.Sequence(lambda number: f"Вигадане джерело {number}")
    kind = SourceKind.WITNESS
    reliability = Reliability.C
