"""The work that waits: each queue counts the very people whom its link shows, for those who may see it."""

import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.core import clock, keeping
from app.desk import labels
from app.people.models import CustodyStatus, EndingKind, Person
from tests.conftest import SignIn
from tests.harness.client import Client

LONG_AGO = clock.today() - timedelta(days=200)
#: For each queue, what makes somebody one of it; whoever is entered is of no other.
MADE_BY: Mapping[str, Mapping[str, object]] = {
    "deaths": {"reported": EndingKind.DEATH},
    "endings": {"reported": EndingKind.EXCHANGE},
    "overdue": {"health_due_on": LONG_AGO, "custody_status": CustodyStatus.IN_CAPTIVITY},
    "conflicts": {"has_conflict": True},
    "unlikely": {"has_unlikely": True},
    "mixed": {"has_mixed_script": True},
    "unconfirmed": {
        "custody_status": CustodyStatus.PRESUMED_CAPTIVE,
        "since_edtf": LONG_AGO.isoformat(),
        "since_earliest": LONG_AGO,
        "since_latest": LONG_AGO,
    },
    "stale": {"custody_status": CustodyStatus.MISSING, "last_known_on": LONG_AGO},
    "gaps": {"has_gaps": True},
}


@pytest.fixture
def anybody(session: Session, factories: SimpleNamespace) -> Person:
    """Somebody with whom nothing is wrong."""
    person: Person = factories.person()
    person.has_gaps = False
    person.last_known_on = clock.today()
    session.commit()
    return person


def change(session: Session, person: Person, fields: Mapping[str, object]) -> None:
    for name, value in fields.items():
        setattr(person, name, value)
    session.commit()


def queue_on(client: Client, name: str) -> tuple[str, int]:
    """Give the address to which a queue on the home page leads, and its number."""
    title = re.escape(str(labels.QUEUES[name]))
    row = re.search(rf'<a href="([^"]+)">{title}</a>.*?<b[^>]*>(\d+)</b>', client.get("/").text, re.DOTALL)
    assert row, f"no queue {name}"
    return unescape(row[1]), int(row[2])


@pytest.fixture(autouse=True)
def counting_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count for every page: on a busy machine a count may take so long that it would be kept for the next one."""
    monkeypatch.setattr(keeping, "SLOW", float("inf"))


@pytest.mark.parametrize("name", labels.QUEUES)
def test_a_queue_counts_whom_its_link_shows(
    session: Session, sign_in: SignIn, anybody: Person, name: str, factories: SimpleNamespace
) -> None:
    client = sign_in(Role.ANALYST)
    assert queue_on(client, name)[1] == 0
    other = factories.person(surname="Непричетний")
    change(session, other, {"has_gaps": False, "last_known_on": clock.today()})
    change(session, anybody, MADE_BY[name])
    address, count = queue_on(client, name)
    page = client.get(address).text
    assert (count, anybody.ref in page, other.ref in page) == (1, True, False)


def test_every_queue_has_a_filter() -> None:
    assert set(labels.FILTERS) == set(labels.QUEUES) == set(MADE_BY)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMINISTRATOR])
def test_who_may_not_see_health_has_no_queue_of_it(sign_in: SignIn, role: Role) -> None:
    assert str(labels.QUEUES["overdue"]) not in sign_in(role).get("/").text


def test_who_reads_no_records_sees_the_counts_without_links(sign_in: SignIn) -> None:
    page = sign_in(Role.ADMINISTRATOR).get("/").text
    assert str(labels.QUEUES["conflicts"]) in page
    assert "conflicts=y" not in page


def test_names_not_identified_wait_too(sign_in: SignIn) -> None:
    assert "/debriefings" in sign_in(Role.ANALYST).get("/").text
