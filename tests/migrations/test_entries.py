"""0021_entries: people of before stand on no list, and going back leaves them either exchanged or on no list."""

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from app.core import schema
from tests.harness.databases import KINDS, Databases

BEFORE, AFTER = "0020_operations", "0021_entries"
RECORDED = datetime(2026, 5, 1, 8, tzinfo=UTC)


def people_in(connection: sa.Connection) -> sa.Table:
    return sa.Table("people", sa.MetaData(), autoload_with=connection)


def add(connection: sa.Connection, number: int, status: str) -> None:
    person: dict[str, Any] = {"name": "", "sort_key": "", "conflicts": [], "missing": [], "other_names": "[]"}
    person |= {"has_conflict": False, "has_gaps": True, "version": 1, "created_at": RECORDED, "updated_at": RECORDED}
    axes = {"custody_status": "unknown", "confirmation": "none", "exchange_status": status, "absences": {}}
    connection.execute(people_in(connection).insert().values(id=number, **person, **axes))


def statuses(connection: sa.Connection) -> list[str]:
    people = people_in(connection)
    return list(connection.scalars(sa.select(people.c.exchange_status).order_by(people.c.id)))


@pytest.mark.parametrize("kind", KINDS)
class TestEntries:
    def test_people_of_before_were_never_asked_for(self, databases: Databases, kind: str) -> None:
        with databases.empty(kind) as url, schema.migrating(url) as connection:
            schema.upgrade(connection, BEFORE)
            add(connection, 1, "exchanged")
            schema.upgrade(connection, AFTER)
            person = connection.execute(sa.select(people_in(connection))).mappings().one()
            assert (person["exchange_status"], person["times_listed"], person["last_answer"]) == ("exchanged", 0, None)

    def test_other_statuses_may_be_stored_and_nothing_else(self, databases: Databases, kind: str) -> None:
        with databases.empty(kind) as url, schema.migrating(url) as connection:
            schema.upgrade(connection, AFTER)
            add(connection, 1, "silent")
            with pytest.raises(sa.exc.IntegrityError), connection.begin_nested():
                add(connection, 2, "nonsense")
            assert statuses(connection) == ["silent"]

    def test_going_back_forgets_who_stood_on_which_list(self, databases: Databases, kind: str) -> None:
        with databases.empty(kind) as url, schema.migrating(url) as connection:
            schema.upgrade(connection, AFTER)
            for number, status in enumerate(["requested", "exchanged", "not_listed"], 1):
                add(connection, number, status)
            schema.downgrade(connection, BEFORE)
            assert statuses(connection) == ["not_listed", "exchanged", "not_listed"]
            with pytest.raises(sa.exc.IntegrityError), connection.begin_nested():
                add(connection, 4, "silent")
