"""The fixtures that every test may use: an application on each kind of database, a client, factories."""

import functools
import itertools
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from types import SimpleNamespace

import hypothesis
import pytest
from click.testing import Result
from flask import Flask
from flask_babel import force_locale
from sqlalchemy.orm import Session
from xdist.workermanage import WorkerController

from app.accounts import rules as accounts
from app.accounts.gate import TOKEN
from app.accounts.models import Role
from app.core import catalogue, clock
from app.core.db import db
from tests.factories.base import all_factories
from tests.harness import commands, postgresql
from tests.harness.client import Client
from tests.harness.databases import KINDS, Database, Databases
from tests.harness.isolation import Watch, isolated
from tests.harness.skips import refuse_skip

# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("obmin", deadline=None, print_blob=True)
hypothesis.settings.load_profile("obmin")

CLEANUP = pytest.StashKey[ExitStack]()
SERVER = pytest.StashKey[str]()

#: `sign_in(Role.VIEWER)`, or `sign_in("viewer", username="olena")`: a browser with `.user`.
SignIn = Callable[..., Client]
#: `with query_count() as queries: …`, and then `len(queries)`.
QueryCount = Callable[[], AbstractContextManager[list[str]]]


def pytest_configure(config: pytest.Config) -> None:
    """Take the developer's own settings out of the way, and make the pages speak both languages."""
    for name in [name for name in os.environ if name.startswith("OBMIN_") and name != postgresql.VARIABLE]:
        del os.environ[name]
    os.environ["OBMIN_LANG"] = "en"
    config.stash[CLEANUP] = ExitStack()
    if not hasattr(config, "workerinput"):
        catalogue.compile_stale()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server that this run started."""
    config.stash[CLEANUP].close()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerController) -> None:
    """Tell an xdist worker which server it shares with the others."""
    node.workerinput["postgresql"] = server_url(node.config)


def server_url(config: pytest.Config) -> str:
    """Give the PostgreSQL server of this run, started on first use by the process that all workers belong to."""
    if hasattr(config, "workerinput"):
        return str(config.workerinput["postgresql"])
    if SERVER not in config.stash:
        config.stash[SERVER] = config.stash[CLEANUP].enter_context(postgresql.server())
    return config.stash[SERVER]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that was skipped."""
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a module that was skipped."""
    report = yield
    refuse_skip(report)
    return report


@pytest.fixture(scope="session")
def databases(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """The makers of databases; for tests that need one of their own, to migrate it or to really commit to it."""
    made = Databases(tmp_path_factory.mktemp("databases"), lambda: server_url(pytestconfig))
    with made.cleanup:
        yield made


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, databases: Databases) -> Database:
    """The worker's migrated database; every test that uses it, or a fixture built on it, runs on each kind."""
    return databases.shared(request.param)


@pytest.fixture
def app(database: Database) -> Iterator[Flask]:
    """The application; whatever the test does with it is undone afterwards."""
    with isolated(database.application):
        yield database.application


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """The session of `db.session`, inside an application context that speaks English."""
    with app.app_context(), force_locale("en"):
        yield db.session


@pytest.fixture
def client(app: Flask) -> Client:
    """A browser that nobody has signed in with."""
    browser: Client = app.test_client()  # type: ignore[assignment]
    return browser


@pytest.fixture
def factories(session: Session) -> SimpleNamespace:  # noqa: ARG001 - they add to the test's session
    """The factories by the name of what they make: `factories.person(surname="…")` adds a person and flushes."""
    return SimpleNamespace(**all_factories())


@pytest.fixture
def sign_in(app: Flask, client: Client, factories: SimpleNamespace) -> SignIn:
    """Give a function that signs a new user in past the form and returns their browser; its `.user` is the user.

    The first in a test gets the test's `client`, any further one a browser of their own; fields go to the factory.
    """
    browsers = itertools.chain([client], iter(app.test_client, None))

    def enter(role: Role | str = Role.ANALYST, **fields: object) -> Client:
        browser: Client = next(browsers)  # type: ignore[assignment]
        browser.user = factories.user(role=Role(role), **fields)
        _opened, token = accounts.open_session(browser.user, now=clock.now())
        with browser.session_transaction() as cookie:
            cookie[TOKEN] = token
        return browser

    return enter


@pytest.fixture
def obmin(app: Flask) -> Callable[..., Result]:
    """Give a function that runs a command: `obmin("user", "list")`."""
    return functools.partial(commands.run, app)


@pytest.fixture
def query_count(app: Flask) -> QueryCount:
    """Give a context manager that collects the statements run inside it."""

    @contextmanager
    def collect() -> Iterator[list[str]]:
        watch: Watch = app.extensions["watch"]
        collected: list[str] = []
        start = len(watch.statements)
        yield collected
        collected.extend(watch.statements[start:])

    return collect
