"""What only some may see is seen by them alone: a marker in every such field, looked for in all that the house says.

The fields are found by walking the models, the pages by walking the routes: what is added later is covered.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from app.accounts.models import Role
from app.accounts.permissions import RIGHTS
from app.audit.models import AccessEntry
from app.compartments import queries
from app.compartments.forms import FORMS
from app.people.models.identity import IDENTITY_FIELDS
from app.reports.catalogue import REPORTS
from tests.accounts.test_matrix import SAMPLES
from tests.conftest import SignIn
from tests.harness.client import Client
from tests.masks.planting import Garden, guarded_tables, marker_of, plant, standing_in, text_columns

#: Where a value of a compartment may be read by who has the right: its own pages, and what was done to it.
OPEN = ("compartments.", "desk.history", "desk.ledger", "audit.")
#: Addresses with filters, orders and pages, besides the plain one of each route.
MORE = (
    "/people?text={text}",
    "/people?sort=-updated",
    "/people?status=in_captivity",
    "/sources?text={text}",
    "/places?text={text}",
    "/people/P-999999-X/health",
    "/people/{ref}/health/999999/correct",
    "/witnesses/W-999999-X",
    "/nothing/here",
)
#: Signing out would end the look around.
LEFT_OUT = {"accounts.sign_out", "static"}


@pytest.fixture
def garden(sign_in: SignIn, factories: SimpleNamespace, session: Session) -> Garden:
    made = plant(sign_in(Role.SUPERVISOR), factories, session)
    session.commit()
    return made


def choices(garden: Garden, factories: SimpleNamespace, argument: str) -> list[object]:
    """Give every value worth asking for in an address, by the argument's name."""
    own: dict[str, Callable[[], Iterable[object]]] = {
        "ref": lambda: [garden.person.ref],
        "event_id": lambda: garden.events,
        "compartment": lambda: FORMS,
        "fact_id": lambda: sorted(set(garden.facts.values())),
        "number": lambda: [garden.witness],
        "code": lambda: REPORTS,
        "field": lambda: IDENTITY_FIELDS[:1],
    }
    return list(own[argument]()) if argument in own else [SAMPLES.get(argument, lambda _: 1)(factories)]


def addresses(rule: Rule, app: Flask, garden: Garden, factories: SimpleNamespace, method: str) -> Iterator[str]:
    """Build every address of a route that concerns what was planted."""
    names = sorted(rule.arguments)
    for values in product(*(choices(garden, factories, name) for name in names)):
        yield app.url_map.bind("localhost").build(rule.endpoint, dict(zip(names, values, strict=True)), method)


def routes(app: Flask, garden: Garden, factories: SimpleNamespace, method: str) -> list[tuple[str, str]]:
    """Give every endpoint and address of a method."""
    rules = [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]
    found = [
        (rule.endpoint, address)
        for rule in rules
        if rule.endpoint not in LEFT_OUT
        for address in addresses(rule, app, garden, factories, method)
    ]
    if method == "GET":
        filled = [more.format(ref=garden.person.ref, text="вигаданий") for more in MORE]
        found += [("more", address) for address in filled]
        found += [
            ("reports.export_report", f"/reports/{code}/export?format={form}")
            for code in REPORTS
            for form in ("csv", "xlsx")
        ]
    return found


def leaks(garden: Garden, role: Role, endpoint: str, text: str) -> list[str]:
    """Name the markers that stand where they must not: without the right, or outside the pages that it opens."""
    found = [marker for marker in garden.rights if marker in text.lower()]
    return [
        marker
        for marker in found
        if role not in RIGHTS[garden.rights[marker]] or not (marker in garden.on_timeline or endpoint.startswith(OPEN))
    ]


def test_every_field_in_which_somebody_types_is_planted(garden: Garden, session: Session) -> None:
    planted = standing_in(session)
    wanted = {marker_of(kind.__tablename__, name) for kind in guarded_tables() for name in text_columns(kind)}
    assert len(wanted) > 20
    assert wanted <= planted
    assert set(garden.rights) <= planted


def test_the_pages_that_a_right_opens_do_show_what_was_planted(garden: Garden, sign_in: SignIn) -> None:
    """The search finds something: otherwise finding nothing elsewhere would prove nothing."""
    client = sign_in(Role.SUPERVISOR)
    pages = [client.get(f"/people/{garden.person.ref}/{compartment}").text for compartment in FORMS]
    pages += [client.get(f"/witnesses/{garden.witness}").text, client.get(f"/people/{garden.person.ref}").text]
    seen = {marker for marker in garden.rights if any(marker in page for page in pages)}
    assert set(garden.rights) - seen <= {marker_of("witnesses", "retraction_reason")}


@pytest.mark.parametrize("role", Role)
class TestEveryRole:
    def test_reads_it_nowhere_but_where_the_right_opens_it(
        self, app: Flask, garden: Garden, sign_in: SignIn, factories: SimpleNamespace, role: Role
    ) -> None:
        asked = routes(app, garden, factories, "GET")
        client = sign_in(role)
        found = {}
        for endpoint, address in asked:
            response = client.get(address)
            assert response.status_code < 500, address
            if leaked := leaks(garden, role, endpoint, readable(response.data)):
                found[address] = leaked
        assert found == {}

    def test_is_told_of_it_by_no_refusal_of_a_form(
        self, app: Flask, garden: Garden, sign_in: SignIn, factories: SimpleNamespace, role: Role
    ) -> None:
        asked = routes(app, garden, factories, "POST")
        client = sign_in(role)
        found = {}
        for endpoint, address in asked:
            response = client.post(address)
            assert response.status_code < 500, address
            if leaked := leaks(garden, role, endpoint, readable(response.data)):
                found[address] = leaked
        assert found == {}

    def test_finds_nobody_by_it(self, garden: Garden, sign_in: SignIn, role: Role) -> None:
        client = sign_in(role)
        for marker in garden.rights:
            assert garden.person.ref not in client.get(f"/people?text={marker}").text

    def test_leaves_a_trace_of_every_look(self, garden: Garden, sign_in: SignIn, session: Session, role: Role) -> None:
        client = sign_in(role)
        for address in [f"/people/{garden.person.ref}/{one}" for one in FORMS] + [f"/witnesses/{garden.witness}"]:
            before = looks_of(client, session)
            page = client.get(address).text
            has_seen = any(marker in page for marker in garden.rights)
            assert looks_of(client, session) - before == int(has_seen), address


def looks_of(client: Client, session: Session) -> int:
    """Count the looks at compartments that stand in the ledger under a user."""
    session.rollback()
    found = session.scalars(select(AccessEntry).where(AccessEntry.actor_id == client.user.id))
    return len([one for one in found if one.action.startswith("look at") and one.action != "look at dossier"])


def readable(data: bytes) -> str:
    """Read an answer as text; what is packed is looked through as it is."""
    return data.decode("utf-8", errors="replace")


def test_what_is_said_after_saving_tells_nothing(garden: Garden) -> None:
    assert [page for page in garden.flashes if any(marker in page for marker in garden.rights)] == []


def test_a_page_that_fails_tells_nothing(garden: Garden, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    marker = next(iter(garden.rights))

    def fail(*_args: object) -> None:
        raise OperationalError("select note", {"note": marker}, Exception("database is locked"))

    client = sign_in(Role.SUPERVISOR)
    monkeypatch.setattr(queries, "list_facts_of", fail)
    response = client.get(f"/people/{garden.person.ref}/health")
    assert response.status_code == 503
    assert marker not in response.text


def test_no_line_of_the_log_tells_it(
    garden: Garden, sign_in: SignIn, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    client = sign_in(Role.SUPERVISOR)
    for compartment in FORMS:
        client.get(f"/people/{garden.person.ref}/{compartment}")
        client.post(f"/people/{garden.person.ref}/{compartment}/new", data={"note": marker_of("log", "note")})
    said = caplog.text + "".join(capfd.readouterr())
    assert not any(marker in said for marker in (*garden.rights, marker_of("log", "note")))


def test_no_title_of_a_page_tells_it(garden: Garden, sign_in: SignIn) -> None:
    client = sign_in(Role.SUPERVISOR)
    for compartment, number in garden.facts.items():
        for address in ("", f"/{number}/correct", f"/{number}/retract"):
            page = client.get(f"/people/{garden.person.ref}/{compartment}{address}").text
            title = page.partition("<title>")[2].partition("</title>")[0]
            assert title
            assert not any(marker in title for marker in garden.rights)
