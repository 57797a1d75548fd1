"""The verbs of the ledger."""

import ast
from pathlib import Path

from app.desk.labels import ACTIONS
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
