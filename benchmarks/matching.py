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
from pathlib import Path

import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask
from rapidfuzz import fuzz, process

from app import create_app
from app.cli import root
from app.core import clock
from app.core.dates import DateError, parse_edtf
from app.core.db import db, snapshot
from app.core.many import POSTGRESQL, kind_of_database
from app.names.deciding import Verdict
from app.names.folding import fold
from app.people.models import Person
from app.people.search import asking, building, people
from app.people.search.candidates import Commonness
from app.people.search.engine import Hit
from benchmarks import data, document, filling, registry
from benchmarks.server import free_port, settings_for
from tests.harness import postgresql
from tests.names import people as named

#: So many rows are reconciled, and so many questions are asked of what is compared with us: it is slow.
ROWS, BESIDE = 5_000, 40
PAIRS = Path(__file__).parent.parent / "tests/names/data/pairs.csv"
Finder = Callable[[registry.Asked], list[int]]


#: What the births of a question and of the right answer say to each other, as the table names it.
BIRTHS = {
    "birth_same": "the same day",
    "birth_year_same": "the year alone is known to one of them",
    "birth_swapped": "day and month are exchanged",
    "birth_year_near": "another year",
    "": "one of them has none",
}
NOT_FIRST = "somebody else is ranked first"


@dataclass
class Tally:
    """What became of some questions."""

    first: int = 0
    within_ten: int = 0
    sure: int = 0
    rightly_sure: int = 0
    seconds: list[float] = field(default_factory=list)
    of_processor: list[float] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    by_birth: Counter[str] = field(default_factory=Counter)
    sure_by_birth: Counter[str] = field(default_factory=Counter)

    def add(self, asked: registry.Asked, found: Sequence[int], seconds: float, of_processor: float) -> None:
        """Count one question."""
        self.seconds.append(seconds)
        self.of_processor.append(of_processor)
        self.asked[asked.kind] += 1
        self.first += found[:1] == [asked.truth]
        self.within_ten += asked.truth in found[:10]
        self.lost[asked.kind] += asked.truth not in found[:10]

    def judge(self, asked: registry.Asked, checked: people.Checked) -> None:
        """Count what a machine says of the answer."""
        is_sure, best = checked.verdict is Verdict.SURE, next(iter(checked.hits), None)
        is_right = best is not None and best.person_id == asked.truth
        birth = birth_of(best) if best and is_right else NOT_FIRST
        self.sure += is_sure
        self.rightly_sure += is_sure and is_right
        self.by_birth[birth] += 1
        self.sure_by_birth[birth] += is_sure

    def line(self, name: str) -> str:
        """Give the line of the table."""
        count, (half, most) = len(self.seconds), quantiles(self.seconds)
        half_of_processor, most_of_processor = quantiles(self.of_processor)
        return (
            f"| {name} | {self.first / count:.3f} | {self.within_ten / count:.3f} | {half_of_processor:.1f} "
            f"| {most_of_processor:.1f} | {half:.1f} | {most:.1f} |"
        )


def quantiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Give what half of the questions took at most, and 19 of 20, in milliseconds."""
    taken = sorted(1000 * one for one in seconds)
    return statistics.median(taken), taken[int(0.95 * len(taken))]


def birth_of(hit: Hit) -> str:
    """Say how the births agree, as the table names it."""
    codes = [reason.code for reason in hit.score.reasons if reason.code.startswith("birth")]
    return BIRTHS.get("".join(codes), "otherwise")


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
            start, of_processor = time.perf_counter(), time.process_time()
            checked = people.checked(ask(asked, with_birth=with_birth), limit=10, commonness=Commonness())
            taken = time.perf_counter() - start, time.process_time() - of_processor
            tally.add(asked, [hit.person_id for hit in checked.hits], *taken)
            tally.judge(asked, checked)
    return tally


def measure_beside(questions: Sequence[registry.Asked], find: Finder) -> Tally:
    """Ask some of it in another way."""
    tally = Tally()
    for asked in questions[:BESIDE]:
        start, of_processor = time.perf_counter(), time.process_time()
        found = find(asked)
        tally.add(asked, found, time.perf_counter() - start, time.process_time() - of_processor)
    return tally


def area_of_pairs() -> float:
    """Give the share of the invented pairs in which who is the same scores above who is not."""
    scores: dict[str, list[float]] = {"1": [], "0": []}
    for row in csv.DictReader(PAIRS.read_text(encoding="utf-8").splitlines()):
        question = named.asked(row["asked"], row["asked_born"])
        scores[row["same"]].append(named.scored(question, named.person(row["found"], row["found_born"])).bits)
    return named.share_in_order(scores["1"], scores["0"])


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


def reconcile(application: Flask, questions: Sequence[registry.Asked]) -> tuple[float, float]:
    """Look a list up by the command, with as many processes as there are processors; give the seconds, and theirs."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["name", "born"])
    writer.writerows([asked.text, asked.born] for asked in questions)
    arguments = ["match", "-", "--name-column", "name", "--born-column", "born", "--quiet", "--format", "json"]
    start, before = time.perf_counter(), sum(os.times()[:4])
    result = CliRunner().invoke(root, arguments, obj=application, input=table.getvalue().encode())
    assert result.exit_code == 0, result.output[-500:]
    return time.perf_counter() - start, sum(os.times()[:4]) - before


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
            made, keyed = (0.0, 0.0) if given else filling.fill(count)
            print_setting(made, keyed)
            ours = print_recall(questions[:: len(questions) // asked][:asked])
            print_judgement(ours, list(registry.others(asked, count)))
        seconds, of_processors = reconcile(application, questions)
        print(f"\n{len(questions):,} rows by `obmin match`: {seconds:.1f} s, of the processors {of_processors:.1f} s.")
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
    ours, nameless = measure_ours(questions, with_birth=True), measure_ours(questions, with_birth=False)
    searching = memory()
    print("| | first | among ten | ms processor, median | 95 % | ms, median | 95 % |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    print(ours.line("obmin, with the birth"))
    print(nameless.line("obmin, the name alone"))
    print(measure_beside(questions, by_like).line("LIKE"))
    print(measure_beside(questions, by_scan()).line("rapidfuzz, every name"))
    print(
        f"\n{len(questions):,} questions, {BESIDE} of LIKE and rapidfuzz; {searching:.0f} MB of memory while searching."
    )
    print(f"The pairs of `tests/names/data`: area under the curve {area_of_pairs():.4f}.")
    return ours


def print_judgement(tally: Tally, others: Sequence[registry.Asked]) -> None:
    """Print what a machine may accept, by the births; and whom of those who are not on record it takes for another."""
    count = sum(tally.asked.values())
    print(
        f"\nA machine may accept {tally.sure / count:.1%} of the rows; {tally.sure - tally.rightly_sure} of these "
        f"{tally.sure} are wrong.\n"
    )
    print("| births of the row and of the right answer | rows | accepted |\n| --- | ---: | ---: |")
    for birth, rows in tally.by_birth.most_common():
        print(f"| {birth} | {rows} | {tally.sure_by_birth[birth] / rows:.0%} |")
    accepted = measure_ours(others, with_birth=True).sure
    kinds = ", ".join(registry.OTHERS)
    print(
        f"\nOf {len(others):,} invented people who are not on record, beside one who is ({kinds}): {accepted} accepted."
    )


def print_lost(tally: Tally) -> None:
    """Print what still fails, by how the name was changed."""
    print("\n| the name is changed by | questions | not among ten |\n| --- | ---: | ---: |")
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
