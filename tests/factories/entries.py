"""Factories of entries; their first step is recorded with them, and where their person stands follows."""

from datetime import date
from typing import Any

import factory

from app.core.db import db
from app.exchanges import standing
from app.exchanges.models import AskedBy, Direction, Entry, EntryTransition, State
from app.people import queries as people
from tests.factories.base import ModelFactory
from tests.factories.exchanges import OperationFactory
from tests.factories.people import RECORDED, PersonFactory


class EntryFactory(ModelFactory):
    """Makes an entry with the one step that brought it where it stands; `on="2024-08-24"` is the day of the step."""

    class Meta:
        model = Entry

    operation = factory.SubFactory(OperationFactory)
    person = factory.SubFactory(PersonFactory)
    direction = Direction.TO_US
    asked_by = AskedBy.WE
    state = State.PROPOSED
    added_at = RECORDED

    @classmethod
    def _create(cls, model_class: type[Entry], *args: Any, **fields: Any) -> Entry:
        day = date.fromisoformat(fields.pop("on", RECORDED.date().isoformat()))
        entry: Entry = super()._create(model_class, *args, **fields)
        EntryTransitionFactory(entry=entry, to_state=entry.state, refusal=entry.refusal, happened=day)
        return entry


class EntryTransitionFactory(ModelFactory):
    """Makes a step, and lets the entry stand where it leads."""

    class Meta:
        model = EntryTransition

    entry = factory.SubFactory(EntryFactory)
    to_state = State.REQUESTED
    happened = RECORDED.date()
    recorded_at = RECORDED

    @classmethod
    def _create(cls, model_class: type[EntryTransition], *args: Any, **fields: Any) -> EntryTransition:
        step: EntryTransition = super()._create(model_class, *args, **fields)
        step.entry.state, step.entry.refusal = step.to_state, step.refusal
        db.session.flush()
        standing.refresh(people.kept(step.entry.person))
        db.session.flush()
        return step
