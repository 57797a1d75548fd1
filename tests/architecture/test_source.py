"""Habits of the code that a linter does not know."""

import ast
from collections.abc import Callable, Iterable

import pytest

from tests.harness.source import Module, modules, name_of_call

LONGEST_FUNCTION = 60
LONGEST_FILE = 300
#: Where a transaction may end, besides views and commands.
COMMITS = {
    "app/accounts/gate.py": "when a user was last seen is noted best effort, in a transaction of its own",
}
#: Where the present moment may be read.
CLOCK = "app/core/clock.py"
DRAWERS = {"common", "helpers", "manager", "misc", "services", "shared", "util", "utils"}
VAGUE = ("do_", "handle_", "manage_", "perform_", "process_")


def where(found: Callable[[Module], Iterable[str]], *folders: str) -> dict[str, list[str]]:
    """Give the files in which a search finds something, and what it finds."""
    return {module.path: hits for module in modules(*folders) if (hits := list(found(module)))}


def calls(module: Module) -> list[str]:
    return [name for node in ast.walk(module.tree) if (name := name_of_call(node))]


def test_the_environment_is_read_by_the_settings_alone() -> None:
    def reads(module: Module) -> set[str]:
        words = {node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}
        names = {name.name for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom) for name in node.names}
        return (words | names) & {"environ", "environb", "getenv", "putenv"}

    assert where(reads, "app", "migrations") == {}


def commits(module: Module) -> list[str]:
    return [name for name in calls(module) if name.endswith((".commit", "sessionmaker.begin"))]


def test_transactions_end_in_views_and_commands_alone() -> None:
    elsewhere = where(lambda module: commits(module) if module.kind not in {"views", "cli"} else [])
    assert set(elsewhere) == set(COMMITS)


def test_the_clock_is_read_in_one_place() -> None:
    readings = ("datetime.now", "date.today", "utcnow", "time.time")
    assert set(where(lambda module: filter(lambda name: name.endswith(readings), calls(module)))) == {CLOCK}


def test_views_select_nothing_themselves() -> None:
    def selects(module: Module) -> set[str]:
        return {"select", "sa.select"} & set(calls(module)) if module.kind == "views" else set()

    assert where(selects) == {}


def test_rules_are_told_who_acts_and_when() -> None:
    def asks(module: Module) -> set[str]:
        asked = {"current_user", "acting_user", "clock.now", "clock.today"} & set(calls(module))
        return asked if module.kind in {"rules", "identity", "standing", "queries", "models"} else set()

    assert where(asks) == {}


def test_imports_stand_at_the_top() -> None:
    def inner(module: Module) -> list[str]:
        return [
            ast.unparse(node)
            for function in module.functions()
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom) and function.name != "create_app" and module.kind != "cli"
        ]

    assert where(inner) == {}


def test_functions_are_short() -> None:
    def long(module: Module) -> list[str]:
        return [function.name for function in module.functions() if lines_of(function) > LONGEST_FUNCTION]

    assert where(long) == {}


def lines_of(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_are_short() -> None:
    def long(module: Module) -> list[str]:
        lines = {node.lineno for node in ast.walk(module.tree) if isinstance(node, ast.expr | ast.stmt)}
        return [f"{len(lines)} lines"] if len(lines) > LONGEST_FILE else []

    assert where(long) == {}


def test_names_say_what_a_thing_does() -> None:
    def vague(module: Module) -> list[str]:
        functions = [function.name for function in module.functions() if function.name.startswith(VAGUE)]
        return functions + ([module.kind] if module.kind in DRAWERS else [])

    assert where(vague) == {}


def lists(module: Module) -> list[ast.FunctionDef]:
    return [function for function in module.functions() if function.name.startswith("list_")]


def orders(module: Module, function: ast.FunctionDef, seen: frozenset[str] = frozenset()) -> bool:
    """Tell whether a function orders what it lists, itself or through another function of its module."""
    called = {name_of_call(node) for node in ast.walk(function)}
    if any(name.endswith(".order_by") for name in called):
        return True
    inner = [other for other in module.functions() if other.name in called - seen - {function.name}]
    return any(orders(module, other, seen | {function.name}) for other in inner)


def test_every_list_is_ordered() -> None:
    def unordered(module: Module) -> list[str]:
        return [
            function.name for function in lists(module) if module.kind == "queries" and not orders(module, function)
        ]

    assert where(unordered) == {}
    assert where(lambda module: [function.name for function in lists(module) if module.kind == "queries"])


class TestTheSearchItself:
    """The searches above find what they are there to find."""

    @pytest.mark.parametrize(
        ("source", "is_ordered"),
        [
            ("def list_x(): return s(select(X).order_by(X.id))", True),
            ("def list_x(): return s(select(X))", False),
            ("def list_x(): return base()\ndef base(): return select(X).order_by(X.id)", True),
            ("def list_x(): return base()\ndef base(): return list_x()", False),
        ],
    )
    def test_an_order_is_found_through_functions(self, source: str, *, is_ordered: bool) -> None:
        module = Module("app/x/queries.py", ast.parse(source))
        assert orders(module, next(module.functions())) is is_ordered

    @pytest.mark.parametrize("line", ["db.session.commit()", "with db.sessionmaker.begin() as own: pass"])
    def test_a_commit_is_found(self, line: str) -> None:
        assert commits(Module("app/x/rules.py", ast.parse(line)))

    @pytest.mark.parametrize(
        ("path", "kind"),
        [
            ("app/cli.py", "cli"),
            ("app/people/views.py", "views"),
            ("app/people/views/entry.py", "views"),
            ("app/people/views/__init__.py", "views"),
        ],
    )
    def test_a_folder_is_of_the_kind_of_its_name(self, path: str, kind: str) -> None:
        assert Module(path, ast.parse("")).kind == kind
