"""Factories of debriefings and their rows."""

import factory

from app.debriefings.models import Debriefing, DebriefingRow, How
from tests.factories.base import ModelFactory
from tests.factories.compartments import WitnessFactory
from tests.factories.people import RECORDED


class DebriefingFactory(ModelFactory):
    class Meta:
        model = Debriefing

    witness = factory.SubFactory(WitnessFactory)
    recorded_at = RECORDED


class DebriefingRowFactory(ModelFactory):
    class Meta:
        model = DebriefingRow

    debriefing = factory.SubFactory(DebriefingFactory)
    who = factory.Sequence(lambda number: f"«Сойка{number}»")
    how = How.SAW
    credibility = 3
    recorded_at = RECORDED
