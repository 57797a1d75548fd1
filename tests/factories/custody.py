"""Factories of custody events; the person's standing follows. Days may be text: `happened="2022-05-16"`."""

from typing import Any

import factory

from app.core import dates
from app.core.db import db
from app.custody import standing
from app.custody.models import Batch, BatchAction, CustodyEvent, EventKind
from tests.factories.accounts import UserFactory
from tests.factories.base import ModelFactory
from tests.factories.people import RECORDED, PersonFactory
from tests.factories.sources import SourceFactory


class CustodyEventFactory(ModelFactory):
    class Meta:
        model = CustodyEvent

    person = factory.SubFactory(PersonFactory)
    kind = EventKind.CAPTURE
    source = factory.SubFactory(SourceFactory)
    credibility = 3
    recorded_at = RECORDED

    @classmethod
    def _create(cls, model_class: type[CustodyEvent], *args: Any, **fields: Any) -> CustodyEvent:
        if isinstance(fields.get("happened"), str):
            fields["happened"] = dates.parse_edtf(fields["happened"])
        event = super()._create(model_class, *args, **fields)
        standing.refresh(event.person)
        db.session.flush()
        return event


class BatchFactory(ModelFactory):
    class Meta:
        model = Batch

    action = BatchAction.TAG
    size = 1
    at = RECORDED
    by_id = factory.LazyFunction(lambda: UserFactory().id)  # type: ignore[attr-defined]
