"""The project's own files, for tests that read them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from config import ROOT

APP = ROOT / "app"
TEMPLATES = APP / "templates"


@dataclass(frozen=True)
class Module:
    """One Python file: its place in the project, and what is in it."""

    path: str
    tree: ast.Module

    @property
    def kind(self) -> str:
        """Give the kind of line it holds: its name, or that of its folder inside the package."""
        return Path(self.path).with_suffix("").parts[2] if self.path.count("/") > 1 else Path(self.path).stem

    def functions(self) -> Iterator[ast.FunctionDef]:
        """Give every function and method."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef))


@cache
def modules(*folders: str) -> list[Module]:
    """Read the Python files of the application, or of other folders of the project."""
    paths = sorted(path for folder in folders or ("app",) for path in (ROOT / folder).rglob("*.py"))
    return [Module(str(path.relative_to(ROOT)), ast.parse(path.read_text())) for path in paths]


@cache
def templates() -> dict[str, str]:
    """Read the templates, each under the name that pages know it by."""
    return {str(path.relative_to(TEMPLATES)): path.read_text() for path in sorted(TEMPLATES.rglob("*.html"))}


def name_of_call(node: ast.AST) -> str:
    """Give `db.session.commit` for a call of it; nothing for any other node."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""
