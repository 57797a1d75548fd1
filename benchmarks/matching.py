"""How well and how fast people are found: recall, precision, latency and memory, beside LIKE and a scan by rapidfuzz.

Usage: ./dev bench matching [--people 1000000] [--questions 1000] [--on sqlite postgresql] [--into docs/benchmarks.md]
                            [--database URL: one that an earlier run has filled; it is measured and left]
"""

import argparse
import csv
import io
import os
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask
from rapidfuzz import fuzz, process

from app import create_app
from app.cli import root
from app.core import clock
from app.core.dates import DateError, parse_edtf
from app.core.db import Base, db, snapshot
from app.core.many import POSTGRESQL, insert_many, kind_of_database
from app.names.deciding import Verdict
from app.names.folding import fold
from app.names.ordering import sort_key
from app.people.models import Person
from app.people.search import asking, building, people
from app.people.search.candidates import Commonness
from benchmarks import data, document, registry
from benchmarks.server import free_port, settings_for
from tests.harness import postgresql

#: So many rows are reconciled, and so many questions are asked of what is compared with us: it is slow.
ROWS, BESIDE = 5_000, 40
RECORDED = datetime(2026, 1, 1, 8, tzinfo=UTC)
Finder = Callable[[registry.Asked], list[int]]


@dataclass
class Tally:
    """What became of some questions."""

    first: int = 0
    within_ten: int = 0
    sure: int = 0
    rightly_sure: int = 0
    seconds: list[float] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    def add(self, asked: registry.Asked, found: Sequence[int], seconds: float) -> None:
        """Count one question."""
        self.seconds.append(seconds)
        self.asked[asked.kind] += 1
        self.first += found[:1] == [asked.truth]
        self.within_ten += asked.truth in found[:10]
        self.lost[asked.kind] += asked.truth not in found[:10]

    def line(self, name: str) -> str:
        """Give the line of the table."""
        count, taken = len(self.seconds), sorted(1000 * one for one in self.seconds)
        return (
            f"| {name} | {self.first / count:.3f} | {self.within_ten / count:.3f} | {statistics.median(taken):.1f} "
            f"| {taken[int(0.95 * count)]:.1f} |"
        )


@contextmanager
def database(kind: str, given: str | None) -> Iterator[str]:
    """Give an empty database of a kind, or the one that is there."""
    with ExitStack() as stack:
        if given:
            yield given
        elif kind == "sqlite":
            yield f"sqlite:///{stack.enter_context(tempfile.TemporaryDirectory())}/matching.sqlite3"
        else:
            yield stack.enter_context(postgresql.database(stack.enter_context(postgresql.server()), "obmin_matching"))


def fill(count: int) -> tuple[float, float]:
    """Enter everybody in bulk, and make the keys; give the seconds of each."""
    start = time.monotonic()
    source = db.session.scalar(sa.text("SELECT min(id) FROM sources")) or add_source()
    if kind_of_database() == POSTGRESQL:
        # Every statement points at its person: to look each of them up would take longer than all the rest.
        db.session.execute(sa.text("SET LOCAL session_replication_role = replica"))
    values = [(entry, born_of(entry.born)) for entry, _ in registry.people(count)]
    for name, row in (("people", person_row), ("person_statements", statement_row)):
        insert_whole(Base.metadata.tables[name], (row(entry, born, source) for entry, born in values))
    db.session.commit()
    made = time.monotonic() - start
    building.rebuild(lambda _count: None)
    db.session.commit()
    db.session.execute(sa.text("ANALYZE"))
    db.session.commit()
    return made, time.monotonic() - start - made


def add_source() -> int:
    """Enter the source on whose word everybody is on record."""
    told = {"name": "Вигаданий реєстр", "kind": "open_source", "reliability": "B", "added_at": RECORDED}
    table = Base.metadata.tables["sources"]
    known = {name: value for name, value in told.items() if name in table.columns}
    needed = {
        column.name: RECORDED
        for column in table.columns
        if not column.nullable and column.name not in known and column.default is None and not column.primary_key
    }
    return int(db.session.execute(table.insert().values(**known, **needed)).inserted_primary_key[0])


def born_of(edtf: str) -> dict[str, Any]:
    """Give the columns of a birth."""
    born = parse_edtf(edtf) if edtf else None
    days = (born.earliest, born.latest) if born else (None, None)
    return dict(zip(("born_edtf", "born_earliest", "born_latest"), (edtf or None, *days), strict=True))


def name_row(entry: registry.Entry) -> dict[str, Any]:
    """Give the columns of a name."""
    return {"surname": entry.surname, "given_name": entry.given, "patronymic": entry.patronymic or None}


def person_row(entry: registry.Entry, born: dict[str, Any], _source: int) -> dict[str, Any]:
    """Give a person's row."""
    name = " ".join(filter(None, (entry.surname, entry.given, entry.patronymic)))
    moments = {"created_at": RECORDED, "updated_at": RECORDED}
    return {"id": entry.number, "name": name, "sort_key": sort_key(name), **name_row(entry), **born, **moments}


def statement_row(entry: registry.Entry, born: dict[str, Any], source: int) -> dict[str, Any]:
    """Give the row of what the source says of a person."""
    word = {"source_id": source, "credibility": 3, "recorded_at": RECORDED}
    return {"id": entry.number, "person_id": entry.number, **name_row(entry), **born, **word}


def insert_whole(table: sa.Table, rows: Iterator[dict[str, Any]]) -> None:
    """Write rows with the defaults of the columns that they leave out, in the form in which the database takes them."""
    dialect = db.engine.dialect
    binders = {column.name: column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.columns}
    defaults = {column.name: default_of(column) for column in table.columns}
    stored = {name: bind(value) if (bind := binders[name]) else value for name, value in defaults.items()}

    def values() -> Iterator[list[Any]]:
        for row in rows:
            own = {name: bind(value) if (bind := binders[name]) else value for name, value in row.items()}
            yield list({**stored, **own}.values())

    insert_many(table, list(stored), values())


def default_of(column: sa.Column[Any]) -> Any:  # noqa: ANN401 - of any column
    """Give what a column holds where nothing is said; what the database itself would put there, said here."""
    if column.default is not None:
        value = column.default.arg  # type: ignore[attr-defined]
        return value(None) if callable(value) else value
    if column.server_default is not None:
        return [] if isinstance(column.type, sa.JSON) else False
    return None


def ask(asked: registry.Asked, *, with_birth: bool) -> asking.Asked:
    """Make of a question what a user would type."""
    try:
        born = parse_edtf(asked.born) if asked.born and with_birth else None
    except DateError:
        born = None
    return asking.understand(asked.text, born=born, today=clock.today())


def measure_ours(questions: Sequence[registry.Asked], *, with_birth: bool) -> Tally:
    """Ask everything of us, each question by itself."""
    tally = Tally()
    with snapshot():
        for asked in questions:
            start = time.perf_counter()
            checked = people.checked(ask(asked, with_birth=with_birth), limit=10, commonness=Commonness())
            found = [hit.person_id for hit in checked.hits]
            tally.add(asked, found, time.perf_counter() - start)
            tally.sure += checked.verdict is Verdict.SURE
            tally.rightly_sure += checked.verdict is Verdict.SURE and found[0] == asked.truth
    return tally


def measure_beside(questions: Sequence[registry.Asked], find: Finder) -> Tally:
    """Ask some of it in another way."""
    tally = Tally()
    for asked in questions[:BESIDE]:
        start = time.perf_counter()
        tally.add(asked, find(asked), time.perf_counter() - start)
    return tally


def by_like(asked: registry.Asked) -> list[int]:
    """Find whose name holds what was typed."""
    found = sa.select(Person.id).where(Person.name.icontains(asked.text, autoescape=True)).order_by(Person.id).limit(10)
    return list(db.session.scalars(found))


def by_scan() -> Finder:
    """Read all names, folded, and let rapidfuzz look through every one of them."""
    rows = db.session.execute(sa.select(Person.id, Person.name).order_by(Person.id)).all()
    ids, names = [row.id for row in rows], [fold(row.name) for row in rows]

    def find(asked: registry.Asked) -> list[int]:
        found = process.extract(fold(asked.text), names, scorer=fuzz.token_sort_ratio, limit=10)
        return [ids[place] for _name, _score, place in found]

    return find


def reconcile(application: Flask, questions: Sequence[registry.Asked]) -> float:
    """Look a list up by the command, with as many processes as there are processors; give the seconds."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["name", "born"])
    writer.writerows([asked.text, asked.born] for asked in questions)
    arguments = ["match", "-", "--name-column", "name", "--born-column", "born", "--quiet", "--format", "json"]
    start = time.perf_counter()
    result = CliRunner().invoke(root, arguments, obj=application, input=table.getvalue().encode())
    assert result.exit_code == 0, result.output[-500:]
    return time.perf_counter() - start


def memory() -> float:
    """Give the most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(kind: str, count: int, asked: int, given: str | None) -> None:
    """Fill one database and print its tables."""
    with database(kind, given) as url:
        if not given:
            data.migrate(url)
        application = create_app(settings_for(url, free_port()))
        questions = list(registry.questions(max(asked, min(ROWS, count)), count))
        with application.app_context():
            made, keyed = (0.0, 0.0) if given else fill(count)
            print_setting(made, keyed)
            ours = print_recall(questions[:asked])
        seconds = reconcile(application, questions)
        print(f"\n{len(questions):,} rows by `obmin match`: {seconds:.1f} s, {len(questions) / seconds:.0f} rows/s.")
        print_lost(ours)
        with application.app_context():
            db.engine.dispose()


def print_setting(made: float, keyed: float) -> None:
    """Print the heading, and what it took to make the registry."""
    kind, count = kind_of_database(), building.count_people()
    before = f"entered in {made:.0f} s, keys in {keyed:.0f} s" if made else "filled before"
    machine = f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
    print(
        f"### finding people, {kind}, {count:,} people\n\n{clock.today():%Y-%m-%d}, {machine}; {before}; "
        f"keys: {size_of_keys(kind)}.\n"
    )


def size_of_keys(kind: str) -> str:
    """Say how many keys there are, and how much room they take on PostgreSQL."""
    rows = db.session.scalar(sa.text("SELECT count(*) FROM name_keys"))
    if kind != POSTGRESQL:
        return f"{rows:,} rows"
    size = sa.text("SELECT pg_total_relation_size('name_keys') + pg_total_relation_size('name_skeletons')")
    return f"{rows:,} rows, {(db.session.scalar(size) or 0) / 1e6:.0f} MB"


def print_recall(questions: Sequence[registry.Asked]) -> Tally:
    """Print who was found, how soon, and beside what."""
    before = memory()
    ours, nameless = measure_ours(questions, with_birth=True), measure_ours(questions, with_birth=False)
    more = memory() - before
    print("| | first | within ten | ms, median | ms, 95 % |\n| --- | ---: | ---: | ---: | ---: |")
    print(ours.line("obmin, with the birth"))
    print(nameless.line("obmin, the name alone"))
    print(measure_beside(questions, by_like).line("LIKE"))
    print(measure_beside(questions, by_scan()).line("rapidfuzz, every name"))
    precision = ours.rightly_sure / ours.sure if ours.sure else 0
    print(f"\nA machine may accept {ours.sure / len(questions):.1%} of the rows, {precision:.2%} of these rightly.")
    print(f"{len(questions):,} questions; searching took {before + more:.0f} MB of memory in all.")
    return ours


def print_lost(tally: Tally) -> None:
    """Print what still fails, by how the name was changed."""
    print("\n| changed by | questions | not within ten |\n| --- | ---: | ---: |")
    for kind, count in sorted(tally.asked.items()):
        print(f"| {kind} | {count} | {tally.lost[kind]} |")
    print()


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure on every database."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=1_000)
    parser.add_argument("--on", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"])
    parser.add_argument("--database", help="a database that was filled before")
    parser.add_argument("--into", type=Path, help="a document whose sections are replaced")
    asked = parser.parse_args(arguments)
    for kind in asked.on:
        with redirect_stdout(io.StringIO()) as section:
            measure(kind, asked.people, min(asked.questions, asked.people), asked.database)
        sys.stdout.write(section.getvalue())
        if asked.into:
            document.put(section.getvalue(), asked.into)


if __name__ == "__main__":
    main()
