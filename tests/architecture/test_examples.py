"""The examples in docstrings are run: one that lies is worse than none."""

import doctest
import importlib

import pytest

from config import ROOT
from tests.harness.source import APP

MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in APP.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("module", MODULES)
def test_what_a_docstring_shows_is_so(module: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(module))
    assert (failed, tried > 0) == (0, True)
