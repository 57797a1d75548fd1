"""Factories of places and their other names."""

import factory

from app.names.folding import fold
from app.places.models import Place, PlaceAlias
from tests.factories.base import ModelFactory


class PlaceFactory(ModelFactory):
    class Meta:
        model = Place

    name = factory.Sequence(lambda number: f"Вигадане місце {number}")
    folded = factory.LazyAttribute(lambda place: fold(place.name))


class PlaceAliasFactory(ModelFactory):
    class Meta:
        model = PlaceAlias

    place = factory.SubFactory(PlaceFactory)
    name = factory.Sequence(lambda number: f"Інша назва {number}")
    folded = factory.LazyAttribute(lambda alias: fold(alias.name))
