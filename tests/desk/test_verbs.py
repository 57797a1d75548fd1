"""The verbs of the ledger."""

import ast
from pathlib import Path

import pytest

from app.accounts.permissions import EVERYBODY, MATRIX, PUBLIC
from app.core.db import Base
from app.desk import reading
from app.desk.labels import ACTIONS, LEDGER_FIELDS, PAGES, SUBJECTS
from config import ROOT


def verbs_in(path: Path) -> set[str]:
    """Find the verbs that a module enters in the ledger: the first word given to `record`, `enter` or `action`."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    entering = [call for call in calls if ast.unparse(call.func) in {"audit.record", "enter"} and call.args]
    given = [call.args[0] for call in entering]
    return {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_verb_that_is_entered_has_its_words() -> None:
    found = set().union(*(verbs_in(path) for path in (ROOT / "app").rglob("*.py")))
    assert {"recognise place", "add place", "export"} <= found
    assert found - ACTIONS.keys() == set()


#: Whose rows are entered in the ledger column by column.
ENTERED = (
    "attachments",
    "custody_events",
    "debriefing_rows",
    "debriefings",
    "entries",
    "entry_transitions",
    "judgements",
    "mergers",
    "operation_claims",
    "operation_stages",
    "operation_transitions",
    "operations",
    "published_totals",
    "relatives",
    "watched_people",
    "witnesses",
)


@pytest.mark.parametrize("table", ENTERED)
def test_every_field_that_is_entered_has_its_words(table: str) -> None:
    columns = {column.name for column in Base.metadata.tables[table].columns} - reading.UNSAID
    said = {name.removesuffix("_edtf") for name in columns if not name.endswith(reading.BOUNDS)}
    assert table in SUBJECTS
    assert {name for name in said if name not in LEDGER_FIELDS and f"{table}.{name}" not in LEDGER_FIELDS} == set()


GUARDED = sorted(endpoint for endpoint, audience in MATRIX.items() if audience not in (PUBLIC, EVERYBODY))


@pytest.mark.parametrize("endpoint", GUARDED)
def test_every_page_that_may_be_refused_has_its_words(endpoint: str) -> None:
    assert {endpoint, endpoint.partition(".")[0]} & PAGES.keys()


def test_a_field_that_means_something_else_in_one_table_is_called_so_there() -> None:
    assert reading.name_of("how", "debriefing_rows") == "How the witness knows"
    assert reading.name_of("how", "family_notices") == "How the family was told"
