"""Factories of pairs and of what was judged of them; the records of either may be given in any order."""

from typing import Any

import factory

from app.matching.models import Judgement, Merger, Pair, Verdict
from app.matching.rules.merge import derive_anew
from tests.factories.base import ModelFactory
from tests.factories.people import RECORDED, PersonFactory


def in_order(fields: dict[str, Any]) -> None:
    """Put the record of the lower number first."""
    if fields["one"].id > fields["other"].id:
        fields["one"], fields["other"] = fields["other"], fields["one"]


class PairFactory(ModelFactory):
    class Meta:
        model = Pair

    one = factory.SubFactory(PersonFactory)
    other = factory.SubFactory(PersonFactory)
    score = 20.0
    reasons = factory.LazyFunction(list)
    found_at = RECORDED
    scored_at = RECORDED

    @classmethod
    def _create(cls, model_class: type[Pair], *args: Any, **fields: Any) -> Pair:
        in_order(fields)
        return super()._create(model_class, *args, **fields)


class JudgementFactory(ModelFactory):
    class Meta:
        model = Judgement

    one = factory.SubFactory(PersonFactory)
    other = factory.SubFactory(PersonFactory)
    verdict = Verdict.SAME
    recorded_at = RECORDED

    @classmethod
    def _create(cls, model_class: type[Judgement], *args: Any, **fields: Any) -> Judgement:
        in_order(fields)
        return super()._create(model_class, *args, **fields)


class MergerFactory(ModelFactory):
    """Makes a merger that holds; its record leads on to the one that is kept."""

    class Meta:
        model = Merger

    kept = factory.SubFactory(PersonFactory)
    merged = factory.SubFactory(PersonFactory)
    reason = "одна особа"
    recorded_at = RECORDED

    @classmethod
    def _create(cls, model_class: type[Merger], *args: Any, **fields: Any) -> Merger:
        merger: Merger = super()._create(model_class, *args, **fields)
        merger.merged.merged_into_id = merger.kept.id
        derive_anew(merger.kept)
        return merger
