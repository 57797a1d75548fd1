"""Journeys: a real server over a database of its own, where a commit is a commit, and browsers that ask it at once."""

import http.client
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask
from waitress.server import create_server

from app.accounts import rules as accounts
from app.accounts.gate import TOKEN
from app.accounts.models import Role, User
from app.core import clock
from app.core.db import db
from tests.factories.base import all_factories
from tests.harness.databases import KINDS, Databases, application_on
from tests.harness.pages import answers_in

FORM = "application/x-www-form-urlencoded"
#: As many as ask at once.
AT_ONCE = 8


@dataclass
class Answer:
    """What the server answered."""

    status: int
    location: str | None
    text: str


class Browser:
    """A browser with a cookie jar of one cookie; each request has a connection of its own."""

    def __init__(self, address: str, cookie: str) -> None:
        self.address, self.cookie = address, cookie

    def get(self, path: str) -> Answer:
        return self.ask("GET", path, None)

    def post(self, path: str, answers: dict[str, object]) -> Answer:
        return self.ask("POST", path, urlencode(answers, doseq=True))

    def ask(self, method: str, path: str, body: str | None) -> Answer:
        host = urlsplit(self.address).netloc
        with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
            connection.request(
                method, path, body, {"Cookie": self.cookie, "Content-Type": FORM, "Accept-Language": "en"}
            )
            response = connection.getresponse()
            self.cookie = (response.headers.get("Set-Cookie") or self.cookie).partition(";")[0]
            return Answer(response.status, response.headers.get("Location"), response.read().decode())


@dataclass
class House:
    """A served application and what its tests need of it."""

    kind: str
    address: str
    application: Flask

    @contextmanager
    def factories(self) -> Iterator[SimpleNamespace]:
        """Give the factories; what they make is committed at the end."""
        with self.application.app_context():
            yield SimpleNamespace(**all_factories())
            db.session.commit()

    def browser(self, username: str = "olena", role: Role = Role.SUPERVISOR) -> Browser:
        """Give a browser in which a user is signed in."""
        with self.factories() as factories:
            user = db.session.query(User).filter_by(username=username).one_or_none()
            user = user or factories.user(username=username, role=role)
            _opened, token = accounts.open_session(user, now=clock.now())
        signer = self.application.session_interface.get_signing_serializer(self.application)  # type: ignore[attr-defined] # Flask's own has it
        name = self.application.config["SESSION_COOKIE_NAME"]
        return Browser(self.address, f"{name}={signer.dumps({TOKEN: token})}")


@pytest.fixture(scope="module", params=KINDS)
def house(request: pytest.FixtureRequest, databases: Databases) -> Iterator[House]:
    with databases.migrated(request.param) as url, application_on(url) as application:
        application.config["WTF_CSRF_ENABLED"] = True
        with served(application) as address:
            yield House(request.param, address, application)


@contextmanager
def served(application: Flask) -> Iterator[str]:
    """Serve an application on a free port of this machine, with as many hands as ask at once."""
    server = create_server(application, host="127.0.0.1", port=0, threads=AT_ONCE, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


def at_once(asks: list[Callable[[], Answer]]) -> list[Answer]:
    """Ask all at the same moment."""
    barrier = threading.Barrier(len(asks))

    def ask(one: Callable[[], Answer]) -> Answer:
        barrier.wait()
        return one()

    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(ask, asks))


@pytest.fixture
def opened() -> Callable[[Browser, str], dict[str, object]]:
    """Give a function that opens a page and gives what its form would send."""
    return lambda browser, path: dict(answers_in(browser.get(path).text))
