"""Every address that takes a form, found by walking the routes: without the session's own token nothing changes."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.accounts.permissions import roles_for
from app.core.db import Base
from tests.accounts.test_matrix import every_route
from tests.harness.client import Client

SignIn = Callable[..., Client]
#: What the house itself notes of a request: when somebody was last there, and that somebody looked.
NOTED = {"access_entries", "access_values"}
WRONG = [{}, {"csrf_token": ""}, {"csrf_token": "garbage"}, {"csrf_token": "ї\u202e" * 50}]


@pytest.fixture(autouse=True)
def tokens_on(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True


@pytest.fixture
def posts(app: Flask, session: Session, factories: SimpleNamespace) -> dict[str, str]:
    """The address of every endpoint that takes a form."""
    found = {endpoint: address for endpoint, method, address in every_route(app, factories) if method == "POST"}
    session.commit()
    return found


def contents(session: Session) -> dict[str, list[str]]:
    """Give every row of every table."""
    return {
        table.name: sorted(map(str, session.execute(sa.select(table)).all()))
        for table in Base.metadata.tables.values()
        if table.name not in NOTED
    }


def browser_for(endpoint: str, browsers: dict[Role, Client]) -> Client:
    """Give the browser of somebody to whom an endpoint is open."""
    return browsers[min(roles_for(endpoint), key=lambda role: role.value)]


def token_of(client: Client) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/settings").text)
    assert found is not None
    return found[1]


class TestEveryForm:
    @pytest.fixture
    def browsers(self, sign_in: SignIn, session: Session) -> dict[Role, Client]:
        opened = {role: sign_in(role) for role in Role}
        session.commit()
        return opened

    @pytest.mark.parametrize("token", WRONG, ids=["absent", "empty", "garbage", "odd"])
    def test_changes_nothing_under_a_wrong_token(
        self, posts: dict[str, str], browsers: dict[Role, Client], session: Session, token: dict[str, str]
    ) -> None:
        before = contents(session)
        statuses = {
            endpoint: browser_for(endpoint, browsers).post(address, data=token).status_code
            for endpoint, address in posts.items()
        }
        assert {endpoint: status for endpoint, status in statuses.items() if status != 400} == {}
        assert contents(session) == before

    def test_changes_nothing_under_the_token_of_another_session(
        self, posts: dict[str, str], browsers: dict[Role, Client], sign_in: SignIn, session: Session
    ) -> None:
        foreign = token_of(sign_in(Role.SUPERVISOR))
        for browser in browsers.values():
            token_of(browser)
        before = contents(session)
        statuses = {
            endpoint: browser_for(endpoint, browsers).post(address, data={"csrf_token": foreign}).status_code
            for endpoint, address in posts.items()
        }
        assert {endpoint: status for endpoint, status in statuses.items() if status != 400} == {}
        assert contents(session) == before

    def test_is_not_sent_by_a_link(
        self, app: Flask, posts: dict[str, str], browsers: dict[Role, Client], session: Session
    ) -> None:
        pages = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
        addresses = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}
        before = contents(session)
        statuses = {
            endpoint: browser_for(endpoint, browsers).get(address).status_code for endpoint, address in posts.items()
        }
        only_posts = {endpoint: status for endpoint, status in statuses.items() if addresses[endpoint] not in pages}
        assert set(only_posts.values()) == {405}
        assert max(statuses.values()) < 500
        assert contents(session) == before

    def test_is_known_to_this_test(self, posts: dict[str, str]) -> None:
        assert {"accounts.sign_in", "accounts.sign_out", "accounts.create_user", "people.create_person"} <= set(posts)
