"""The harness itself, where it could fail to see what it is there to see."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Blueprint, Response, redirect
from flask.typing import ResponseReturnValue

from app.accounts.models import User
from app.core.db import db
from tests.harness.client import Client
from tests.harness.databases import Database, Databases, application_on

bp = Blueprint("probe", __name__, url_prefix="/probe")


def first_user() -> User:
    return db.session.scalars(sa.select(User)).one()


@bp.get("/forgets-change")
def forgets_change() -> str:
    first_user().full_name = "Changed"
    return "ok"


@bp.get("/forgets-flushed")
def forgets_flushed() -> str:
    first_user().full_name = "Changed"
    db.session.flush()
    return "ok"


@bp.get("/forgets-bulk")
def forgets_bulk() -> str:
    db.session.execute(sa.update(User).values(full_name="Changed"))
    return "ok"


@bp.get("/forgets-before-redirect")
def forgets_before_redirect() -> ResponseReturnValue:
    db.session.execute(sa.update(User).values(full_name="Changed"))
    return redirect("/probe/reads")


@bp.get("/commits")
def commits() -> str:
    with db.session.begin_nested():
        first_user().full_name = "Changed"
    db.session.commit()
    return "ok"


@bp.get("/refuses")
def refuses() -> tuple[str, int]:
    first_user().full_name = "Changed"
    db.session.flush()
    return "no", 422


@bp.get("/reads")
def reads() -> str:
    return first_user().full_name


@bp.get("/streams")
def streams() -> Response:
    def rows() -> Iterator[str]:
        yield "a"
        yield "b"

    return Response(rows())


@pytest.fixture(scope="module")
def probes(databases: Databases) -> Iterator[Database]:
    """An application of its own, with pages that do wrong; the gate lets nobody near them, so it is taken away."""
    shared = databases.shared("sqlite")
    with application_on(shared.url) as application:
        application.before_request_funcs.clear()
        application.register_blueprint(bp)
        yield Database("sqlite", shared.url, application)


@pytest.fixture
def database(probes: Database) -> Database:
    return probes


@pytest.fixture
def user(factories: SimpleNamespace) -> User:
    made: User = factories.user(full_name="Before")
    return made


@pytest.mark.usefixtures("user")
class TestClient:
    @pytest.mark.parametrize("page", ["change", "flushed", "bulk", "before-redirect"])
    def test_fails_a_test_whose_page_forgot_to_commit(self, client: Client, page: str) -> None:
        with pytest.raises(AssertionError, match="left uncommitted changes"):
            client.get(f"/probe/forgets-{page}", follow_redirects=True)

    def test_sees_what_the_test_has_built_and_no_more(self, client: Client) -> None:
        assert client.get("/probe/reads").text == "Before"

    def test_shows_the_test_what_a_page_committed(self, client: Client, user: User) -> None:
        client.get("/probe/commits")
        assert user.full_name == "Changed"

    def test_lets_a_refused_page_undo_its_changes(self, client: Client, user: User) -> None:
        assert client.get("/probe/refuses").status_code == 422
        assert user.full_name == "Before"

    def test_reads_a_stream_to_its_end(self, client: Client) -> None:
        assert client.get("/probe/streams").text == "ab"

    def test_has_no_context_to_keep(self, client: Client) -> None:
        with pytest.raises(AssertionError, match="none to keep open"), client:
            pass

    def test_counts_a_pages_queries(self, client: Client, query_count: Callable[[], Any]) -> None:
        with query_count() as queries:
            client.get("/probe/reads")
        assert len(queries) == 1
        assert queries[0].startswith("SELECT users.")
