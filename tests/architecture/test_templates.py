"""What every template keeps to: it parses, uses what it imports, and has nothing that our CSP forbids."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from jinja2 import Environment, nodes

from app import create_app
from app.core.db import db
from config import Test
from tests.harness.source import templates

#: Each is refused in a template: what it is, and how it is found.
FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)|javascript:", re.IGNORECASE),
    "an htmx expression": re.compile(r"\shx-(on|vals=[\"']js:|vars)", re.IGNORECASE),
    "a placeholder in place of a label": re.compile(r"\bplaceholder\s*=", re.IGNORECASE),
    "markup taken as safe": re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE),
    "another host": re.compile(r"(src|href|action)\s*=\s*[\"'](https?:)?//", re.IGNORECASE),
}


@pytest.fixture(scope="module")
def environment() -> Iterator[Environment]:
    application: Flask = create_app(Test())
    yield application.jinja_env
    with application.app_context():
        db.engine.dispose()


def test_every_template_compiles(environment: Environment) -> None:
    for name, source in templates().items():
        environment.compile(source, name, name)


def imported(tree: nodes.Template) -> set[str]:
    """Give the names that a template imports, as it calls them."""
    whole = {node.target for node in tree.find_all(nodes.Import)}
    parts = (part for node in tree.find_all(nodes.FromImport) for part in node.names)
    return whole | {part if isinstance(part, str) else part[1] for part in parts}


def names_in(tree: nodes.Template, ctx: str) -> set[str]:
    """Give the names that a template reads ("load") or sets ("store")."""
    return {node.name for node in tree.find_all(nodes.Name) if node.ctx == ctx}


def missing(environment: Environment, tree: nodes.Template) -> set[str]:
    """Give what a template imports and its source does not have."""
    found: set[str] = set()
    for node in tree.find_all(nodes.FromImport):
        source = environment.parse(templates()[node.template.value])  # type: ignore[attr-defined]
        there = {macro.name for macro in source.find_all(nodes.Macro)} | names_in(source, "store")
        found |= {part if isinstance(part, str) else part[0] for part in node.names} - there
    return found


def test_every_import_is_used(environment: Environment) -> None:
    trees = {name: environment.parse(source) for name, source in templates().items()}
    unused = {name: imported(tree) - names_in(tree, "load") for name, tree in trees.items()}
    assert {name: names for name, names in unused.items() if names} == {}


def test_every_import_is_there(environment: Environment) -> None:
    found = {name: missing(environment, environment.parse(source)) for name, source in templates().items()}
    assert {name: names for name, names in found.items() if names} == {}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has(what: str) -> None:
    assert [name for name, source in templates().items() if FORBIDDEN[what].search(without_comments(source))] == []


def without_comments(source: str) -> str:
    """Leave out what no browser sees."""
    return re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)


class TestTheSearchItself:
    """The searches above find what they are there to find."""

    @pytest.mark.parametrize(
        ("what", "source"),
        [
            ("an inline style", '<p style="color: red">'),
            ("an inline style", "<style>"),
            ("an inline handler", '<a href="#" onclick="go()">'),
            ("an inline script", "<script>go()</script>"),
            ("an inline script", '<a href="javascript:go()">'),
            ("an htmx expression", '<a hx-on:click="go()">'),
            ("a placeholder in place of a label", '{{ field(form.name, placeholder="Name") }}'),
            ("markup taken as safe", "{{ note | safe }}"),
            ("another host", '<script src="//cdn.example/x.js"></script>'),
        ],
    )
    def test_each_fault_is_found(self, what: str, source: str) -> None:
        assert FORBIDDEN[what].search(source)

    @pytest.mark.parametrize("what", FORBIDDEN)
    def test_what_is_allowed_is_not(self, what: str) -> None:
        source = '<script src="{{ url_for("static", filename="x.js") }}" defer></script><a href="/people" class="on">'
        assert not FORBIDDEN[what].search(source)
