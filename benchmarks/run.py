"""Measure the pages, the export and many clients at once against a bare page and the raw database, in one run.

Usage: ./dev bench [--people 10000 100000 1000000] [--rounds 40] [--seconds 10] [--on sqlite postgresql]
                   [--into docs/benchmarks.md]
       ./dev bench matching: how well and how fast people are found (benchmarks/matching.py).
Each figure stands beside its reference of the same run; only the ratio means anything on another machine.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path

import psycopg
import sqlalchemy as sa

from app import create_app
from app.core import clock
from app.core.db import db
from benchmarks import data, document, matching, pages, server
from tests.harness import postgresql

EVERYBODY = "SELECT * FROM people ORDER BY sort_key, id"


def raw_export(url: str) -> tuple[str, float] | None:
    """Name the raw database's own way to write the table of people as CSV, and give its seconds."""
    parsed = sa.make_url(url)
    start = time.perf_counter()
    if parsed.get_backend_name() == "postgresql":
        copy_out(parsed)
        return "COPY", time.perf_counter() - start
    if (program := shutil.which("sqlite3")) is None:
        return None
    subprocess.run(  # noqa: S603 - the raw database's own program
        [program, "-csv", str(parsed.database), EVERYBODY], check=True, stdout=subprocess.DEVNULL
    )
    return "sqlite3 -csv", time.perf_counter() - start


def copy_out(url: sa.URL) -> None:
    """Let PostgreSQL write the table of people."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection, connection.cursor().copy(f"COPY ({EVERYBODY}) TO STDOUT CSV") as rows:
        for _ in rows:
            pass


@contextmanager
def database(kind: str) -> Iterator[str]:
    """Give an empty database of a kind."""
    with ExitStack() as stack:
        if kind == "sqlite":
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            yield f"sqlite:///{folder}/bench.sqlite3"
        else:
            yield stack.enter_context(postgresql.database(stack.enter_context(postgresql.server()), "obmin_bench"))


def measure(kind: str, people: int, *, rounds: int, seconds: float) -> None:
    """Fill one database and print its tables."""
    with database(kind) as url:
        data.migrate(url)
        application = create_app(server.settings_for(url, server.free_port()))
        application.config["WTF_CSRF_ENABLED"] = False
        made_in = data.fill(application, people)
        print(f"### {kind}, {people:,} people\n\n{setting()}; made in {made_in:.0f} s; medians of {rounds}.")
        pages.measure(application, people, rounds)
        ours, raw = server.measure_export(application, url), raw_export(url)
        if raw is not None:
            print(f"The bare table by {raw[0]}: {raw[1]:.2f} s; ours takes {ours / raw[1]:.1f} times as long.")
        server.measure_clients(application, url, people, seconds)
        with application.app_context():
            db.engine.dispose()


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every size on every database; `matching` as the first word measures how people are found."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == ["matching"]:
        matching.main(given[1:])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[10_000])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--on", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"])
    parser.add_argument("--into", type=Path, help="a document whose sections are replaced")
    asked = parser.parse_args(given)
    for people in asked.people:
        for kind in asked.on:
            with redirect_stdout(StringIO()) as section:
                measure(kind, people, rounds=asked.rounds, seconds=asked.seconds)
            print(section.getvalue())
            if asked.into:
                document.put(section.getvalue(), asked.into)


def setting() -> str:
    """Say when and where this is measured, and what else the machine had to do when it began."""
    machine = f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    return f"{clock.today():%Y-%m-%d}, {machine}, load {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
