"""0017_name_keys: the folded names of before become no other names, and come back as the shown ones."""

import pytest
import sqlalchemy as sa

from app.core import schema
from tests.harness.databases import KINDS, Databases
from tests.migrations.test_periods import RECORDED, add, table

BEFORE, AFTER = "0016_watching", "0017_name_keys"


def somebody(connection: sa.Connection) -> None:
    """Add a person as they were before."""
    person = {"name": "Shevchuk", "sort_key": "", "folded": "shevchuk\nshevchenko", "conflicts": [], "missing": []}
    axes = {"custody_status": "unknown", "confirmation": "none", "exchange_status": "not_listed", "absences": {}}
    flags = {"has_conflict": False, "has_gaps": True, "version": 1, "created_at": RECORDED, "updated_at": RECORDED}
    add(connection, "people", id=1, **person, **axes, **flags)


@pytest.mark.parametrize("kind", KINDS)
class TestNameKeys:
    def test_people_of_before_have_no_other_names_until_they_are_rebuilt(self, databases: Databases, kind: str) -> None:
        with databases.empty(kind) as url, schema.migrating(url) as connection:
            schema.upgrade(connection, BEFORE)
            somebody(connection)
            schema.upgrade(connection, AFTER)
            assert connection.scalars(sa.select(table(connection, "people").c.other_names)).all() == [""]
            assert connection.execute(sa.select(table(connection, "name_keys"))).all() == []

    def test_the_list_of_before_finds_the_shown_name(self, databases: Databases, kind: str) -> None:
        with databases.empty(kind) as url, schema.migrating(url) as connection:
            schema.upgrade(connection, BEFORE)
            somebody(connection)
            schema.upgrade(connection, AFTER)
            schema.downgrade(connection, BEFORE)
            assert connection.scalars(sa.select(table(connection, "people").c.folded)).all() == ["shevchuk"]
