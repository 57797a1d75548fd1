"""A form that shows what is known of somebody is a look at them, and is recorded as the dossier is."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.audit.models import AccessEntry
from tests.harness.client import Client

NOTE = "zqнотаqz"


@pytest.fixture
def supervisor(sign_in: Callable[..., Client]) -> Client:
    return sign_in(Role.SUPERVISOR)


def looks(session: Session) -> list[tuple[str, int | None]]:
    """Give the looks that are written, and at whom each was."""
    return [(one.action, one.person_id) for one in session.scalars(select(AccessEntry).order_by(AccessEntry.id))]


@pytest.fixture
def addresses(factories: SimpleNamespace) -> tuple[int, list[str]]:
    """The number of a person, and every page besides the dossier that shows what is known of them."""
    statement = factories.person_statement(surname=NOTE)
    person = statement.person
    event = factories.custody_event(person=person, note=NOTE)
    return person.id, [
        f"/people/{person.ref}/edit",
        f"/people/{person.ref}/prefer/surname",
        f"/statements/{statement.id}/retract",
        f"/events/{event.id}/correct",
        f"/events/{event.id}/retract",
        f"/people/{person.ref}/events/new",
        f"/people/{person.ref}/identifiers/new",
        f"/people/{person.ref}/cohorts",
    ]


def test_every_page_that_shows_it_leaves_a_trace(
    supervisor: Client, addresses: tuple[int, list[str]], session: Session
) -> None:
    number, pages = addresses
    for address in pages:
        before = looks(session)
        assert NOTE in supervisor.get(address).text, address
        assert looks(session) == [*before, ("look at dossier", number)], address


def test_so_does_an_answer_that_refuses(supervisor: Client, addresses: tuple[int, list[str]], session: Session) -> None:
    """Somebody could otherwise read everything by sending empty forms, or by pretending that theirs is stale."""
    number, pages = addresses
    for address in pages:
        for sent in ({}, {"version": "stale", "reason": "чому", "why": "mistake", "credibility": "2"}):
            before = looks(session)
            response = supervisor.post(address, data=sent)
            assert response.status_code in {409, 422}, address
            assert NOTE in response.text, address
            assert looks(session) == [*before, ("look at dossier", number)], (address, sent)
