"""Running a command of `obmin` as a shell would: in a context of its own, on the test's database."""

from contextvars import Context

from click.testing import CliRunner, Result
from flask import Flask

from app.cli import root
from tests.harness.client import look_again, publish


def run(app: Flask, *arguments: str, stdin: str | None = None) -> Result:
    """Run a command and give its exit code, its output and its messages; an unexpected error is the test's own."""
    publish()
    result = Context().run(CliRunner().invoke, root, arguments, obj=app, input=stdin, catch_exceptions=False)
    uncommitted = app.extensions["watch"].uncommitted()
    look_again()
    assert not uncommitted, f"The command left uncommitted changes: {uncommitted}"
    return result
