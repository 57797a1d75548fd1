"""Factories of operations and of what was published of them."""

import factory

from app.core.dates import parse_edtf
from app.exchanges.models import (
    Mediator,
    Operation,
    OperationClaim,
    OperationFormat,
    OperationKind,
    OperationStage,
    OperationState,
    OperationTransition,
    PublishedTotal,
)
from tests.factories.base import ModelFactory
from tests.factories.people import RECORDED
from tests.factories.sources import SourceFactory


class OperationFormatFactory(ModelFactory):
    class Meta:
        model = OperationFormat

    code = factory.Sequence(lambda number: f"format_{number}")
    label_en = factory.Sequence(lambda number: f"format {number}")
    label_uk = factory.Sequence(lambda number: f"формат {number}")
    kind = OperationKind.EXCHANGE


class MediatorFactory(ModelFactory):
    class Meta:
        model = Mediator

    code = factory.Sequence(lambda number: f"mediator_{number}")
    label_en = factory.Sequence(lambda number: f"Mediator {number}")
    label_uk = factory.Sequence(lambda number: f"Посередник {number}")


class OperationFactory(ModelFactory):
    class Meta:
        model = Operation

    code = factory.Sequence(lambda number: f"E-2031-{number:03d}")
    format = factory.SubFactory(OperationFormatFactory)
    planned = parse_edtf("2031-05-20")
    created_at = RECORDED


class OperationStageFactory(ModelFactory):
    class Meta:
        model = OperationStage

    operation = factory.SubFactory(OperationFactory)
    day = parse_edtf("2031-05-20")


class OperationTransitionFactory(ModelFactory):
    class Meta:
        model = OperationTransition

    operation = factory.SubFactory(OperationFactory)
    to_state = OperationState.DRAFT
    recorded_at = RECORDED


class OperationClaimFactory(ModelFactory):
    class Meta:
        model = OperationClaim

    operation = factory.SubFactory(OperationFactory)
    source = factory.SubFactory(SourceFactory)
    recorded_at = RECORDED


class PublishedTotalFactory(ModelFactory):
    class Meta:
        model = PublishedTotal

    as_of = RECORDED.date()
    metric = "ukr_returned_in_month"
    value = 1
    source = factory.SubFactory(SourceFactory)
    recorded_at = RECORDED
