"""Habits of the code that a linter does not know."""

import ast
import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.harness.source import Module, modules, name_of_call

LONGEST_FUNCTION = 60
LONGEST_FILE = 300
#: Where a transaction may end, besides views and commands.
COMMITS = {
    "app/accounts/challenge.py": "a wrong password is counted and kept in the ledger, whatever becomes of the request",
    "app/accounts/confirmation.py": "that the password was given again counts, whatever the page then says",
    "app/accounts/saving.py": "a form that was saved ends in one way, its key in the same transaction",
    "app/audit/rules/looking.py": "looks are written best effort, in a transaction of their own",
    "app/accounts/gate.py": "when a user was last seen is noted best effort, in a transaction of its own",
}
#: Where the present moment may be read.
CLOCK = "app/core/clock.py"
#: Rules that may read it all the same.
TOLD_BY_NOBODY = {
    "app/audit/rules/recording.py": "the ledger dates an entry itself where the rule that makes it has no time",
    "app/audit/rules/looking.py": "a look is dated when it is noted: pages that read have no other use for the time",
}
DRAWERS = {"common", "helpers", "manager", "misc", "services", "shared", "util", "utils"}
VAGUE = ("do_", "handle_", "manage_", "perform_", "process_")
#: A condition on one record of a person; joining with the table of people, with its members or with a list of those
#: whom keys of names lead to (only records that are kept have any) is none.
ONE_RECORD = re.compile(r"\.person(_id)? (==|!=) (?!(Person|member|MEMBER)\.(id|merged_into_id)\b|given\.c\.)")
#: What SQLAlchemy and WTForms call the methods that they want written.
GIVEN = {"process_bind_param", "process_data", "process_formdata", "process_result_value"}


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

    assert set(where(asks)) == set(TOLD_BY_NOBODY)


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
        functions = {function.name for function in module.functions() if function.name.startswith(VAGUE)} - GIVEN
        return [*functions, *({module.kind} & DRAWERS)]

    assert where(vague) == {}


def reaches(module: Module, function: ast.FunctionDef, name: str, seen: frozenset[str] = frozenset()) -> bool:
    """Tell whether a function calls something of a name, itself or through another function of its module."""
    called = {call.rpartition(".")[2] for node in ast.walk(function) if (call := name_of_call(node))}
    if name in called:
        return True
    inner = [other for other in module.functions() if other.name in called - seen - {function.name}]
    return any(reaches(module, other, name, seen | {function.name}) for other in inner)


def unordered(module: Module) -> list[str]:
    """Name the lists of a module that select rows in no order."""
    lists = [function for function in module.functions() if function.name.startswith("list_")]
    selecting = [function for function in lists if reaches(module, function, "select")]
    return [function.name for function in selecting if not reaches(module, function, "order_by")]


def test_every_list_is_ordered() -> None:
    assert where(lambda module: unordered(module) if module.kind == "queries" else []) == {}


def by_person(module: Module) -> list[str]:
    """Find conditions on one record of a person: a person may have several records, merged into one."""
    compared = (node for node in ast.walk(module.tree) if isinstance(node, ast.Compare))
    return [ast.unparse(node) for node in compared if ONE_RECORD.search(ast.unparse(node))]


def test_reads_by_person_go_through_all_of_their_records() -> None:
    assert where(lambda module: by_person(module) if module.kind == "queries" else []) == {}


#: What a fact is called where its person is asked for.
FACTS = {"choice", "correction", "event", "fact", "identifier", "link", "preference", "removed", "statement"}
#: What gives the record that stands for a person.
STANDING = {"kept", "lock"}


def on_one_record(module: Module) -> list[str]:
    """Find what is done to the record under which a fact was entered: it may be merged into another.

    The fact's own record may be named to the ledger and to a fact that comes after it (`person=`, `owner`); whatever is
    read, derived or shown asks which record is kept. Whoever locks a person goes on with the record that is given.
    """
    asked = {id(node) for call in nodes(module, ast.Call) for node in own_record_in(call)}
    owners = {id(value) for node in nodes(module, ast.Assign) for value in named_owner(node)}
    read = [node for node in nodes(module, ast.Attribute) if is_person_of_fact(node)]
    forgotten = [ast.unparse(node) for node in nodes(module, ast.Expr) if is_forgotten_lock(node)]
    return [ast.unparse(node) for node in read if id(node) not in asked | owners] + forgotten


def nodes(module: Module, kind: type[Any]) -> list[Any]:
    return [node for node in ast.walk(module.tree) if isinstance(node, kind)]


def is_person_of_fact(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "person"
        and isinstance(node.value, ast.Name)
        and node.value.id in FACTS
    )


def own_record_in(call: ast.Call) -> list[ast.expr]:
    """Give what a call is told of a fact's own record, where it may be told that."""
    is_asked = (name_of_call(call) or "").rpartition(".")[2] in STANDING
    return [*(call.args if is_asked else ()), *(one.value for one in call.keywords if one.arg == "person")]


def named_owner(node: ast.Assign) -> list[ast.expr]:
    """Give what is called the owner of a fact, alone or beside other names."""
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=True)
    else:
        pairs = zip([target], [value], strict=True)
    return [given for name, given in pairs if isinstance(name, ast.Name) and name.id == "owner"]


def is_forgotten_lock(node: ast.Expr) -> bool:
    """Tell whether a person is locked and the record that is given forgotten."""
    call = node.value
    if not isinstance(call, ast.Call) or not (name_of_call(call) or "").endswith(".lock") or len(call.args) != 1:
        return False
    return ast.unparse(call.args[0]).rpartition(".")[2] == "person"


def test_what_is_done_to_a_fact_is_done_to_the_record_that_is_kept() -> None:
    assert where(lambda module: on_one_record(module) if module.kind in {"rules", "views", "queries"} else []) == {}


class TestTheSearchItself:
    """The searches above find what they are there to find."""

    @pytest.mark.parametrize(
        "source",
        [
            "def list_x(): return s(select(X))",
            "def list_x(): return base()\ndef base(): return sa.select(X)",
            "def list_x(): return base()\ndef base(): return list_x(select(X))",
        ],
    )
    def test_a_list_without_order_is_found(self, source: str) -> None:
        assert unordered(Module("app/x/queries.py", ast.parse(source))) == ["list_x"]

    @pytest.mark.parametrize(
        "source",
        [
            "def list_x(): return s(select(X).order_by(X.id))",
            "def list_x(): return s(base().where(y))\ndef base(): return select(X).order_by(X.id)",
            "def list_x(): return [1, 2]",
        ],
    )
    def test_a_list_with_an_order_is_not(self, source: str) -> None:
        assert unordered(Module("app/x/queries.py", ast.parse(source))) == []

    def test_a_condition_on_one_record_is_found(self) -> None:
        source = "select(Event).where(Event.person_id == person.id)"
        assert by_person(Module("app/x/queries.py", ast.parse(source))) == ["Event.person_id == person.id"]

    @pytest.mark.parametrize(
        "line",
        [
            "queries.lock(statement.person)",
            "queries.lock(person)",
            "changed(fact.person)",
            "event.person.version += 1",
            "person = link.person",
        ],
    )
    def test_a_rule_that_acts_on_one_record_is_found(self, line: str) -> None:
        assert len(on_one_record(Module("app/x/rules.py", ast.parse(line)))) == 1

    @pytest.mark.parametrize(
        "line",
        [
            "person = queries.lock(statement.person)",
            "person, owner = queries.lock(link.person), link.person",
            "owner = fact.person",
            "audit.record('x', fact, person=fact.person)",
            "queries.lock(row)",
            "sources.lock(source, repeats)",
        ],
    )
    def test_a_rule_that_asks_which_record_is_kept_is_not(self, line: str) -> None:
        assert on_one_record(Module("app/x/rules.py", ast.parse(line))) == []

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
