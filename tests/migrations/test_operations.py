"""0020_operations: every office starts with the same formats and mediators, and going back forgets operations alone."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from app.core import schema
from tests.harness.databases import KINDS, Databases

BEFORE, AFTER = "0019_mergers", "0020_operations"
RECORDED = datetime(2026, 5, 1, 8, tzinfo=UTC)
NEW = {
    "mediators",
    "operation_claims",
    "operation_formats",
    "operation_mediators",
    "operation_stages",
    "operation_transitions",
    "operations",
    "published_totals",
}


def table(connection: sa.Connection, name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=connection)


def add_operation(connection: sa.Connection, number: int, *, official_no: str | None = None) -> None:
    operations = table(connection, "operations")
    values = {"code": f"E-{number}", "format_id": 1, "state": "completed", "version": 1, "created_at": RECORDED}
    connection.execute(operations.insert().values(id=number, official_no=official_no, is_all_for_all=False, **values))


@pytest.mark.parametrize("kind", KINDS)
class TestOperations:
    def test_each_format_says_what_it_is_counted_as(self, databases: Databases, kind: str) -> None:
        with databases.empty(kind) as url, schema.migrating(url) as connection:
            schema.upgrade(connection, AFTER)
            formats = table(connection, "operation_formats")
            rows = connection.execute(sa.select(formats.c.code, formats.c.kind).order_by(formats.c.position)).all()
        assert [tuple(row) for row in rows] == [
            ("general", "exchange"),
            ("wounded_ill", "exchange"),
            ("under_25", "exchange"),
            ("medical", "repatriation"),
            ("unilateral", "release"),
            ("remains", "remains"),
        ]

    @pytest.mark.parametrize("name", ["operation_formats", "mediators"])
    def test_every_word_has_both_names_and_a_place_of_its_own(self, databases: Databases, kind: str, name: str) -> None:
        with databases.empty(kind) as url, schema.migrating(url) as connection:
            schema.upgrade(connection, AFTER)
            rows = connection.execute(sa.select(table(connection, name))).mappings().all()
        assert rows
        assert all(row["label_en"] and row["label_uk"] for row in rows)
        assert sorted(row["position"] for row in rows) == list(range(len(rows)))

    def test_mediators_are_known_by_other_names(self, databases: Databases, kind: str) -> None:
        with databases.empty(kind) as url, schema.migrating(url) as connection:
            schema.upgrade(connection, AFTER)
            mediators = table(connection, "mediators")
            aliases = connection.scalars(sa.select(mediators.c.aliases).where(mediators.c.label_en == "Türkiye")).one()
        assert "Turkey" in aliases

    def test_an_official_number_is_given_once_and_may_be_missing_often(self, databases: Databases, kind: str) -> None:
        with databases.empty(kind) as url, schema.migrating(url) as connection:
            schema.upgrade(connection, AFTER)
            for number in (1, 2):
                add_operation(connection, number)
            add_operation(connection, 3, official_no="55")
            with pytest.raises(sa.exc.IntegrityError), connection.begin_nested():
                add_operation(connection, 4, official_no="55")

    def test_going_back_takes_its_tables_and_no_others(self, databases: Databases, kind: str) -> None:
        with databases.empty(kind) as url, schema.migrating(url) as connection:
            schema.upgrade(connection, BEFORE)
            former = set(sa.inspect(connection).get_table_names())
            schema.upgrade(connection, AFTER)
            add_operation(connection, 1)
            assert set(sa.inspect(connection).get_table_names()) - former == NEW
            schema.downgrade(connection, BEFORE)
            assert set(sa.inspect(connection).get_table_names()) == former
