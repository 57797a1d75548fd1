"""A process that changes the record and looks at it: `python -m tests.audit.writer URL NAME TIMES`."""

import sys

from flask import Flask

from app import create_app
from app.audit import rules as audit
from config import Test
from tests.audit import ledgers


def write(application: Flask, name: str, times: int) -> None:
    """Make changes and looks, each in a request of its own."""
    for number in range(times):
        with application.app_context():
            audit.look("look at dossier", actor=None, subject_type="people", subject_id=number)
        with application.app_context():
            ledgers.add(f"{name} {number}")


if __name__ == "__main__":
    write(create_app(Test(database_url=sys.argv[1])), sys.argv[2], int(sys.argv[3]))
