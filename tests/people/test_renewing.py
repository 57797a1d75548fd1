"""Making the keys of names anew in portions, on real databases: others write between two of them."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from flask import Flask, g
from sqlalchemy import func, select, text

from app.core import clock
from app.core.db import db
from app.names import keys as naming
from app.people import cli, rules
from app.people.models import Person, name_keys, name_skeletons
from app.people.search import building, renewing
from app.sources import rules as sources
from app.sources.models import Reliability, SourceKind
from tests.harness import commands
from tests.harness.databases import KINDS, Databases, application_on

SURNAMES = ["Вигаданий", "Приміренко", "Небувалий", "Умовний", "Позірний"]


@pytest.fixture(params=KINDS)
def application(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Flask]:
    """An application on a database of its own, inside its context; two people make a portion."""
    with pytest.MonkeyPatch.context() as patch, databases.migrated(request.param) as url:
        for module in (building, renewing):
            patch.setattr(module, "BLOCK", 2)
        with application_on(url) as made, made.app_context():
            g.writes = True
            yield made


@pytest.fixture
def people(application: Flask) -> list[Person]:  # noqa: ARG001 - they are on its database
    """Five people on record, of whom no key is kept."""
    found = [enter(surname) for surname in SURNAMES]
    db.session.execute(name_keys.delete())
    db.session.commit()
    return found


def enter(surname: str) -> Person:
    source = sources.add(
        name=f"Список {surname}", kind=SourceKind.WITNESS, reliability=Reliability.F, actor=None, now=clock.now()
    )
    person = rules.register(rules.Saying(source, 3, {"surname": surname}), actor=None, now=clock.now())
    db.session.commit()
    return person


def people_with_keys() -> int:
    return db.session.scalar(select(func.count(name_keys.c.person_id.distinct()))) or 0


def differing() -> list[tuple[int, list[str]]]:
    found = list(building.compare(lambda _count: None))
    db.session.commit()
    return found


@pytest.mark.usefixtures("people")
class TestRenewing:
    def test_lets_others_write_between_two_portions(self) -> None:
        written = []

        def between(_count: int) -> None:
            with db.engine.begin() as other:
                if other.dialect.name == "sqlite":
                    other.exec_driver_sql("PRAGMA busy_timeout = 0")
                other.execute(text("UPDATE people SET version = version + 1"))
            written.append(people_seen_elsewhere())

        def people_seen_elsewhere() -> int:
            with db.engine.connect() as other:
                return other.scalar(select(func.count(name_keys.c.person_id.distinct()))) or 0

        assert cli.renew(between, after=0) == 5
        assert written == [2, 4, 5]
        assert differing() == []

    def test_loses_nothing_when_it_is_stopped(self) -> None:
        def stop(_count: int) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            cli.renew(stop, after=0)
        db.session.rollback()
        assert people_with_keys() == 2
        db.session.commit()
        assert cli.renew(lambda _count: None, after=2) == 3
        assert differing() == []

    def test_keeps_whom_somebody_enters_meanwhile(self) -> None:
        entered: list[str] = []

        def between(_count: int) -> None:
            if not entered:
                entered.append("Новоприбулий")
                g.writes = True
                enter("Новоприбулий")

        assert cli.renew(between, after=0) == 6
        assert differing() == []
        assert people_with_keys() == 6

    def test_takes_the_keys_of_who_stands_for_nobody(self, people: list[Person]) -> None:
        cli.renew(lambda _count: None, after=0)
        people[1].merged_into_id, people[4].merged_into_id = people[0].id, people[2].id
        g.writes = True
        db.session.commit()
        cli.renew(lambda _count: None, after=0)
        assert people_with_keys() == 3
        db.session.commit()
        assert differing() == []

    def test_forgets_surnames_that_nobody_has(self) -> None:
        stale = naming_of("нікого")
        db.session.execute(name_skeletons.delete())
        db.session.execute(name_skeletons.insert(), [{"deletion": one, "skeleton": "нікого"} for one in stale])
        db.session.commit()
        cli.renew(lambda _count: None, after=0)
        assert "нікого" not in set(db.session.scalars(select(name_skeletons.c.skeleton)))
        assert db.session.scalar(select(func.count()).select_from(name_skeletons))


def naming_of(skeleton: str) -> list[int]:
    return sorted(naming.deletions(skeleton))


class TestCommand:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [(["--after", "хибно"], "not the number"), (["--after", "P-1", "--check"], "--after goes with neither")],
    )
    def test_says_what_is_wrong(self, app: Flask, arguments: list[str], said: str) -> None:
        result = commands.run(app, "names", "rebuild", *arguments)
        assert (result.exit_code, said in result.stderr) == (2, True)

    def test_goes_on_behind_a_record(self, app: Flask, factories: SimpleNamespace) -> None:
        first, _ = factories.person(), factories.person()
        assert "Names of 1 people" in commands.run(app, "names", "rebuild", "--after", first.ref).stdout

    def test_makes_all_at_once(self, app: Flask, factories: SimpleNamespace) -> None:
        for _ in range(2):
            factories.person()
        assert "Names of 2 people" in commands.run(app, "names", "rebuild", "--at-once").stdout
