"""Factories of what only some may see; what a person's row shows of it follows. Days may be text."""

from typing import Any

import factory

from app.compartments import family, health
from app.compartments.models import (
    Answer,
    Consent,
    FamilyNotice,
    HealthObservation,
    HealthState,
    NewsKind,
    Relation,
    Relative,
    Witness,
)
from app.core import dates
from tests.factories.base import ModelFactory
from tests.factories.people import RECORDED, PersonFactory
from tests.factories.sources import SourceFactory


class PersonFactFactory(ModelFactory):
    class Meta:
        abstract = True

    person = factory.SubFactory(PersonFactory)
    source = factory.SubFactory(SourceFactory)
    credibility = 3
    recorded_at = RECORDED

    @classmethod
    def _create(cls, model_class: type[Any], *args: Any, **fields: Any) -> Any:  # noqa: ANN401 - each factory below makes its own
        for name in ("observed", "answered", "informed"):
            if isinstance(fields.get(name), str):
                fields[name] = dates.parse_edtf(fields[name])
        return super()._create(model_class, *args, **fields)


class RelativeFactory(PersonFactFactory):
    class Meta:
        model = Relative

    relation = Relation.MOTHER
    name = factory.Sequence(lambda number: f"Вигадана мати {number}")


class HealthObservationFactory(PersonFactFactory):
    class Meta:
        model = HealthObservation

    condition = HealthState.GOOD

    @classmethod
    def _create(cls, model_class: type[Any], *args: Any, **fields: Any) -> HealthObservation:
        observation: Any = super()._create(model_class, *args, **fields)
        health.refresh(observation.person)
        return observation


class ConsentFactory(PersonFactFactory):
    class Meta:
        model = Consent

    answer = Answer.GIVEN


class FamilyNoticeFactory(PersonFactFactory):
    class Meta:
        model = FamilyNotice

    about = NewsKind.CAPTIVITY
    informed_by = "вигаданий відділ"

    @classmethod
    def _create(cls, model_class: type[Any], *args: Any, **fields: Any) -> FamilyNotice:
        notice: Any = super()._create(model_class, *args, **fields)
        family.refresh(notice.person)
        return notice


class WitnessFactory(ModelFactory):
    class Meta:
        model = Witness

    name = factory.Sequence(lambda number: f"Вигаданий свідок {number}")
    source = factory.SubFactory(SourceFactory)
    recorded_at = RECORDED
