"""The migrations: one line of numbered revisions that makes what the models say, and that can be walked back."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.script import Script, ScriptDirectory

from app.core import schema
from app.core.db import Base
from tests.harness.databases import KINDS, Databases
from tests.harness.source import modules, name_of_call

#: Who tests what a revision does to data; a revision that touches data and stands neither here nor below fails.
TESTERS = {
    "0007_vocabulary": "test_vocabulary.py",
    "0008_ledger": "test_ledger.py",
    "0011_periods": "test_periods.py",
    "0017_name_keys": "test_name_keys.py",
    "0020_operations": "test_operations.py",
    "0021_entries": "test_entries.py",
}
#: Revisions whose data need no tester, each with its reason.
WITHOUT_TESTER: dict[str, str] = {}
#: How a revision touches data.
TOUCHES = {"op.bulk_insert", "op.execute", "op.get_bind"}

kinds = pytest.mark.parametrize("kind", KINDS)


def revisions() -> list[Script]:
    """Give the revisions, the first one first."""
    return list(ScriptDirectory.from_config(schema.alembic_config()).walk_revisions())[::-1]


class TestLine:
    def test_has_one_base_and_one_head(self) -> None:
        directory = ScriptDirectory.from_config(schema.alembic_config())
        assert len(directory.get_bases()) == 1
        assert directory.get_heads() == [schema.head()]

    def test_the_head_is_pinned(self) -> None:
        assert schema.PIN.read_text() == f"{schema.head()}\n"

    def test_revisions_are_numbered_in_their_order(self) -> None:
        names = [revision.revision for revision in revisions()]
        assert [name[:5] for name in names] == [f"{number:04d}_" for number in range(1, len(names) + 1)]

    def test_files_are_named_for_their_revision(self) -> None:
        names = {revision.revision for revision in revisions()}
        assert {path.stem for path in (schema.FOLDER / "versions").glob("*.py")} == names

    def test_revisions_say_what_they_do(self) -> None:
        assert all(revision.doc for revision in revisions())

    def test_revisions_stand_for_themselves(self) -> None:
        imported = {
            name.split(".")[0]
            for module in modules("migrations/versions")
            for node in ast.walk(module.tree)
            for name in names_imported(node)
        }
        assert not imported & {"app", "config", "tests"}

    def test_both_ways_are_written(self) -> None:
        for module in modules("migrations/versions"):
            assert {"upgrade", "downgrade"} <= {function.name for function in module.functions()}, module.path

    def test_revisions_that_touch_data_have_a_tester(self) -> None:
        touching = {
            re.sub(r".*/|\.py$", "", module.path)
            for module in modules("migrations/versions")
            if TOUCHES & {name_of_call(node) for node in ast.walk(module.tree)}
        }
        assert touching == set(TESTERS) | set(WITHOUT_TESTER)


def names_imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def shape(connection: sa.Connection) -> dict[str, Any]:
    """Describe every table: columns, keys, indexes and constraints, with their names."""
    inspector = sa.inspect(connection)
    return {
        table: {
            "columns": {column["name"]: describe(column, connection) for column in inspector.get_columns(table)},
            "key": inspector.get_pk_constraint(table),
            "foreign keys": by_name(inspector.get_foreign_keys(table)),
            "unique": by_name(inspector.get_unique_constraints(table)),
            "checks": by_name(inspector.get_check_constraints(table)),
            "indexes": by_name(inspector.get_indexes(table)),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def describe(column: Mapping[str, Any], connection: sa.Connection) -> tuple[str, bool, str | None]:
    kind = column["type"].compile(dialect=connection.dialect)
    return kind, column["nullable"], column["default"]


def by_name(found: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    return {entry["name"]: plain(entry) for entry in found}


def plain(value: object) -> object:
    """Make what the database tells comparable: a condition is its text."""
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    return str(value) if isinstance(value, sa.ClauseElement) else value


def contents(connection: sa.Connection) -> dict[str, list[Any]]:
    """Give the rows of every table without their numbers, which are not given out again."""
    metadata = sa.MetaData()
    metadata.reflect(connection)
    return {
        table.name: sorted(map(str, connection.execute(sa.select(*(c for c in table.c if c.name != "id"))).all()))
        for table in metadata.tables.values()
        if table.name != "alembic_version"
    }


@contextmanager
def empty(databases: Databases, kind: str) -> Iterator[sa.Connection]:
    with databases.empty(kind) as url, schema.migrating(url) as connection:
        yield connection


@kinds
class TestSchema:
    def test_is_what_the_models_say(self, databases: Databases, kind: str) -> None:
        with empty(databases, kind) as migrated:
            schema.upgrade(migrated)
            made_by_migrations = shape(migrated)
        with empty(databases, kind) as created:
            Base.metadata.create_all(created)
            made_by_models = shape(created)
        assert made_by_migrations == made_by_models

    def test_alembic_finds_nothing_to_add(self, databases: Databases, kind: str) -> None:
        with empty(databases, kind) as connection:
            schema.upgrade(connection)
            assert schema.differences_of(connection) == []

    def test_each_revision_can_be_walked_back_and_again(self, databases: Databases, kind: str) -> None:
        with empty(databases, kind) as connection:
            former = "base"
            for revision in revisions():
                before = shape(connection), contents(connection)
                schema.upgrade(connection, revision.revision)
                after = shape(connection), contents(connection)
                schema.downgrade(connection, former)
                assert (shape(connection), contents(connection)) == before, revision.revision
                schema.upgrade(connection, revision.revision)
                assert (shape(connection), contents(connection)) == after, revision.revision
                former = revision.revision

    def test_the_whole_line_can_be_walked_back_to_nothing(self, databases: Databases, kind: str) -> None:
        with empty(databases, kind) as connection:
            schema.upgrade(connection)
            schema.downgrade(connection, "base")
            assert shape(connection) == {}
