"""Every route, every method, every role: let through where the matrix says so, and refused everywhere else."""

from collections.abc import Callable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.accounts.permissions import BEFORE_OWN_PASSWORD, HOME, MATRIX, PUBLIC, roles_for
from tests.harness.client import Client

SignIn = Callable[..., Client]
Route = tuple[str, str, str]

#: What stands in an address, by the argument's name.
SAMPLES: Mapping[str, Callable[[SimpleNamespace], Any]] = {
    "ref": lambda factories: factories.person().ref,
    "statement_id": lambda factories: factories.person_statement().id,
    "event_id": lambda factories: factories.custody_event().id,
    "cohort_id": lambda factories: factories.cohort().id,
    "source_id": lambda factories: factories.source().id,
    "place_id": lambda factories: factories.place().id,
    "field": lambda _: "surname",
    "code": lambda _: "standing",
    "filename": lambda _: "obmin.css",
}


@pytest.fixture
def routes(app: Flask, session: Session, factories: SimpleNamespace) -> list[Route]:
    """Every endpoint with a method and an address to ask."""
    found = list(every_route(app, factories))
    session.commit()
    return found


def every_route(app: Flask, factories: SimpleNamespace) -> Iterator[Route]:
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {argument: SAMPLES[argument](factories) for argument in rule.arguments}
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, adapter.build(rule.endpoint, values, method)


def is_through(client: Client, route: Route) -> bool:
    """Whether a request passes the gate; what the page itself says to an empty form is not asked here."""
    endpoint, method, address = route
    response = client.open(address, method=method)
    has_signed_out = "Clear-Site-Data" in response.headers
    is_sent_to_sign_in = not has_signed_out and (response.location or "").startswith("/sign-in")
    is_sent_from_home = endpoint == HOME and response.location is not None
    return response.status_code not in {401, 403} and not is_sent_to_sign_in and not is_sent_from_home


@pytest.mark.parametrize("role", Role)
def test_a_role_passes_exactly_where_the_matrix_says_so(sign_in: SignIn, routes: list[Route], role: Role) -> None:
    passed = {route: is_through(sign_in(role), route) for route in routes}
    assert passed == {route: role in roles_for(route[0]) for route in routes}


def test_somebody_not_signed_in_passes_only_what_is_public(app: Flask, routes: list[Route]) -> None:
    passed = {route: is_through(app.test_client(), route) for route in routes}
    assert passed == {route: MATRIX[route[0]] == PUBLIC for route in routes}


@pytest.mark.parametrize("role", Role)
def test_a_locked_user_passes_only_what_is_public(sign_in: SignIn, routes: list[Route], role: Role) -> None:
    passed = {route: is_through(sign_in(role, is_active=False), route) for route in routes}
    assert passed == {route: MATRIX[route[0]] == PUBLIC for route in routes}


@pytest.mark.parametrize("role", Role)
def test_a_one_time_password_opens_only_its_change(sign_in: SignIn, routes: list[Route], role: Role) -> None:
    wrong = {}
    for endpoint, method, address in routes:
        response = sign_in(role, must_change_password=True).open(address, method=method)
        is_sent_away = response.status_code == 302 and response.location == "/password"
        if is_sent_away is (MATRIX[endpoint] == PUBLIC or endpoint in BEFORE_OWN_PASSWORD):
            wrong[endpoint] = response.status_code
    assert wrong == {}


def test_a_refusal_is_a_page_with_a_status(sign_in: SignIn, routes: list[Route]) -> None:
    client = sign_in(Role.VIEWER)
    refused = [route for route in routes if Role.VIEWER not in roles_for(route[0])]
    statuses = {route: client.open(route[2], method=route[1]).status_code for route in refused if route[0] != HOME}
    assert set(statuses.values()) == {403}
