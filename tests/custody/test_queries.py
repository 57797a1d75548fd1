"""Reading what happened to people."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.custody import queries
from app.sources.rules import root_of

pytestmark = pytest.mark.usefixtures("session")


class TestListEventsOf:
    def test_gives_those_of_merged_records_too(self, factories: SimpleNamespace) -> None:
        kept = factories.person()
        events = [factories.custody_event(person=one) for one in (kept, factories.person(merged_into_id=kept.id))]
        factories.custody_event()
        assert list(queries.list_events_of(kept)) == events

    @pytest.mark.parametrize("count", [1, 8])
    def test_takes_the_same_number_of_queries_for_any_number_of_events(
        self, factories: SimpleNamespace, session: Session, query_count: Callable[[], Any], count: int
    ) -> None:
        person = factories.person()
        for _ in range(count):
            source = factories.source(repeats=factories.source(repeats=factories.source()))
            factories.custody_event(person=person, source=source, place=factories.place(), holder=factories.side())
        number = person.id
        session.expire_all()
        assert person.id == number
        with query_count() as statements:
            for event in queries.list_events_of(person):
                assert all((root_of(event.source).name, event.place.name, event.holder.code))
        assert len(statements) == 4


class TestGetEvent:
    def test_finds_it_by_its_number(self, factories: SimpleNamespace) -> None:
        event = factories.custody_event()
        assert queries.get_event(event.id) is event

    def test_raises_where_there_is_none(self) -> None:
        with pytest.raises(NotFound):
            queries.get_event(1)


class TestListPeopleWhoRestOn:
    def test_finds_those_of_whom_it_states_or_tells_something_once(self, factories: SimpleNamespace) -> None:
        source = factories.source()
        stated, told = factories.person(source=source), factories.custody_event(source=source).person
        factories.custody_event(person=stated, source=source)
        factories.person()
        assert list(queries.list_people_who_rest_on(source)) == [stated, told]

    def test_ends_where_two_sources_repeat_each_other(self, factories: SimpleNamespace, session: Session) -> None:
        source = factories.source()
        repost = factories.source(repeats=source)
        source.repeats = repost
        session.flush()
        person = factories.person(source=repost)
        assert list(queries.list_people_who_rest_on(source)) == [person]
