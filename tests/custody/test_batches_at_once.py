"""Two users who change the same people at the same moment, each committing for real, on both databases."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts import rules as accounts
from app.accounts.models import Role, User
from app.core import clock
from app.core.db import db
from app.custody import rules
from app.custody.models import BatchAction
from app.people import rules as people
from app.people.models import Cohort, PersonCohort
from app.sources import rules as sources
from app.sources.models import Source, SourceKind
from tests.factories.accounts import PASSWORD
from tests.harness.databases import KINDS, Databases, application_on

PEOPLE = 12
CODES = ("first", "second")


@pytest.fixture(params=KINDS)
def alone(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Flask]:
    """An application on a database of its own with a few people."""
    with databases.migrated(request.param) as url, application_on(url) as application:
        with application.app_context():
            prepare()
        yield application


def prepare() -> None:
    """Enter the people, a source and two cohorts."""
    now = clock.now()
    actor = accounts.register_user(
        "olena",
        full_name="Вигадана Особа",
        role=Role.ANALYST,
        password=PASSWORD,
        actor=None,
        now=now,
        is_one_time=False,
    )
    source = sources.add(name="Вигаданий лист", kind=SourceKind.ICRC, actor=actor, now=now)
    for code in CODES:
        people.define_cohort(code, label_en=code, label_uk=code, actor=actor, now=now)
    for number in range(PEOPLE):
        saying = people.Saying(source=source, credibility=2, values={"surname": f"Вигаданюк{number}"})
        people.register(saying, actor=actor, now=now)
    db.session.commit()


def change(alone: Flask, code: str, numbers: list[int], gate: threading.Barrier) -> int:
    """Give everybody a cohort, when both have come so far."""
    with alone.app_context():
        actor = db.session.get_one(User, 1)
        cohort = db.session.scalars(select(Cohort).where(Cohort.code == code)).one()
        deed = rules.Deed(BatchAction.TAG, cohort, db.session.get_one(Source, 1))
        db.session.rollback()
        gate.wait()
        batch = rules.carry_out(deed, numbers, actor=actor, now=clock.now())
        db.session.commit()
        return batch.size


def test_two_batches_over_the_same_people_wait_for_each_other_and_both_are_done(alone: Flask) -> None:
    numbers, gate = list(range(1, PEOPLE + 1)), threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        done = [
            pool.submit(change, alone, code, order, gate)
            for code, order in zip(CODES, (numbers, numbers[::-1]), strict=True)
        ]
        assert [one.result(timeout=60) for one in done] == [PEOPLE, PEOPLE]
    with alone.app_context():
        links = db.session.scalar(
            select(func.count()).select_from(PersonCohort).join(PersonCohort.cohort).where(Cohort.code.in_(CODES))
        )
        assert links == 2 * PEOPLE
