"""Every route, every method, every role: let through where the matrix says so, and refused everywhere else."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts.models import Role, UserSession
from app.accounts.permissions import BEFORE_OWN_PASSWORD, FRESH, HOME, MATRIX, PUBLIC, roles_for
from app.core import clock
from tests.harness.client import Client

SignIn = Callable[..., Client]
Route = tuple[str, str, str]

#: What stands in an address, by the argument's name.
SAMPLES: Mapping[str, Callable[[SimpleNamespace], Any]] = {
    "ref": lambda factories: factories.person().ref,
    "other_ref": lambda factories: factories.person().ref,
    "statement_id": lambda factories: factories.person_statement().id,
    "identifier_id": lambda factories: factories.person_identifier().id,
    "action": lambda _: "tag",
    "batch_id": lambda factories: factories.batch().id,
    "judgement_id": lambda factories: factories.judgement().id,
    "merger_id": lambda factories: factories.merger().id,
    "event_id": lambda factories: factories.custody_event().id,
    "cohort_id": lambda factories: factories.cohort().id,
    "source_id": lambda factories: factories.source().id,
    "attachment_id": lambda factories: factories.attachment().id,
    "compartment": lambda _: "relatives",
    "fact_id": lambda factories: factories.relative().id,
    "number": lambda factories: factories.witness().ref,
    "debriefing_id": lambda factories: factories.debriefing().id,
    "row_id": lambda factories: factories.debriefing_row().id,
    "saved_id": lambda factories: factories.saved_filter(is_shared=True).id,
    "place_id": lambda factories: factories.place().id,
    "user_id": lambda factories: factories.user(full_name="Петро Вигаданий").id,
    "field": lambda _: "surname",
    "code": lambda _: "standing",
    "entry_id": lambda factories: factories.entry().id,
    "operation_code": lambda factories: factories.operation().code,
    "claim_id": lambda factories: factories.operation_claim().id,
    "state": lambda _: "agreed",
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
    # One of each is enough: what a page makes of it is not asked here.
    sample = cache(lambda argument: SAMPLES[argument](factories))
    for rule in app.url_map.iter_rules():
        values = {argument: sample(argument) for argument in rule.arguments}
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


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SUPERVISOR])
def test_a_password_given_long_ago_opens_all_but_what_asks_for_it_again(
    sign_in: SignIn, routes: list[Route], session: Session, role: Role
) -> None:
    def long_ago() -> Client:
        client = sign_in(role)
        session.execute(update(UserSession).values(confirmed_at=clock.now() - timedelta(minutes=6)))
        return client

    passed = {route: is_through(long_ago(), route) for route in routes}
    assert passed == {route: role in roles_for(route[0]) and route[0] not in FRESH for route in routes}


def test_a_refusal_is_a_page_with_a_status(sign_in: SignIn, routes: list[Route]) -> None:
    client = sign_in(Role.VIEWER)
    refused = [route for route in routes if Role.VIEWER not in roles_for(route[0])]
    statuses = {route: client.open(route[2], method=route[1]).status_code for route in refused if route[0] != HOME}
    assert set(statuses.values()) == {403}
