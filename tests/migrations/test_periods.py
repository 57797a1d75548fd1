"""0011_periods: one choice for each field is left when the kept ones go, and facts of before are as they were."""

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from app.core import schema
from tests.harness.databases import KINDS, Databases

BEFORE, AFTER = "0010_saving", "0011_periods"
RECORDED = datetime(2026, 5, 1, 8, tzinfo=UTC)


def table(connection: sa.Connection, name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=connection)


def add(connection: sa.Connection, into: str, /, **values: Any) -> None:
    connection.execute(table(connection, into).insert().values(**values))


def somebody(connection: sa.Connection) -> None:
    """Add a person with a statement and the choice for it, as they were before."""
    person: dict[str, Any] = {"name": "", "sort_key": "", "folded": "", "conflicts": [], "missing": [], "absences": {}}
    person |= {"has_conflict": False, "has_gaps": True, "version": 1, "created_at": RECORDED, "updated_at": RECORDED}
    axes = {"custody_status": "unknown", "confirmation": "none", "exchange_status": "not_listed"}
    add(connection, "people", id=1, **person, **axes)
    add(connection, "sources", **source_of(connection))
    word = {"source_id": 1, "credibility": 3, "absences": {}, "recorded_at": RECORDED}
    add(connection, "person_statements", id=1, person_id=1, **word)
    add(connection, "preferred_values", **choice(1))


def source_of(connection: sa.Connection) -> dict[str, Any]:
    """Fill whatever a source needs at this revision."""
    wanted = {"id": 1, "name": "a list", "kind": "witness", "reliability": "B"}
    needed = [column for column in table(connection, "sources").columns if not column.nullable]
    return {column.name: wanted.get(column.name, RECORDED) for column in needed}


def choice(number: int, **fields: Any) -> dict[str, Any]:
    chosen = {"id": number, "person_id": 1, "field": "surname", "statement_id": 1}
    return {**chosen, "reason": "a passport", "recorded_at": RECORDED, **fields}


@pytest.mark.parametrize("kind", KINDS)
class TestPeriods:
    def test_people_of_before_have_defaults_until_they_are_rebuilt(self, databases: Databases, kind: str) -> None:
        with databases.empty(kind) as url, schema.migrating(url) as connection:
            schema.upgrade(connection, BEFORE)
            somebody(connection)
            schema.upgrade(connection, AFTER)
            person = connection.execute(sa.select(table(connection, "people"))).mappings().one()
            assert (person["unlikely"], person["has_unlikely"], person["has_mixed_script"]) == ([], False, False)
            assert (person["legal_situation"], person["last_known_on"]) == (None, None)

    def test_a_choice_of_before_stands(self, databases: Databases, kind: str) -> None:
        with databases.empty(kind) as url, schema.migrating(url) as connection:
            schema.upgrade(connection, BEFORE)
            somebody(connection)
            schema.upgrade(connection, AFTER)
            assert connection.scalar(sa.text("select retracted_at from preferred_values")) is None

    def test_going_back_keeps_the_choice_that_stands(self, databases: Databases, kind: str) -> None:
        with databases.empty(kind) as url, schema.migrating(url) as connection:
            schema.upgrade(connection, BEFORE)
            somebody(connection)
            schema.upgrade(connection, AFTER)
            add(connection, "preferred_values", **choice(2, retracted_at=RECORDED))
            schema.downgrade(connection, BEFORE)
            assert list(connection.scalars(sa.text("select id from preferred_values"))) == [1]
