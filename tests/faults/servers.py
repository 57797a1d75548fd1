"""A real server in a process of its own, that tests may kill, starve and cut off; and browsers that write to it."""

import http.client
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Flask

from app.accounts import rules as accounts
from app.accounts.gate import TOKEN
from app.accounts.models import Role
from app.audit import rules as audit
from app.audit.models import AuditEntry
from app.core import clock
from app.core.db import db
from app.sources.models import Source
from config import ROOT, environment_with
from tests.factories.base import all_factories

MAIN = "from app.cli import main; main()"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
PATIENCE = 30


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def environment_for(application: Flask, **more: str) -> dict[str, str]:
    """Give the environment of a process on the database of an application, with the same key."""
    return environment_with(
        OBMIN_DATABASE_URL=str(application.config["SQLALCHEMY_ENGINES"]["default"]),
        OBMIN_SECRET_KEY=str(application.secret_key),
        OBMIN_LANG="en",
        **more,
    )


@dataclass
class Server:
    """The pages of one database, served at one port by a process that can be killed and started again."""

    application: Flask
    log: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", MAIN, "run"],
                env=environment_for(self.application, OBMIN_PORT=str(self.port)),
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            with suppress(OSError, http.client.HTTPException):
                if self.ask("GET", "/health")[0] == 200:
                    return
            time.sleep(0.03)
        raise AssertionError(self.log.read_text())

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def ask(
        self, method: str, path: str, fields: dict[str, str] | None = None, cookie: str = "", wait: float = PATIENCE
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """Make one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=wait)
        headers = {"Cookie": cookie, "Accept-Language": "en"}
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()
        finally:
            connection.close()

    def limit_files(self, size: int) -> None:
        """Let the server write no file beyond a size: 0 is a disk on which nothing can be written any more."""
        assert self.process is not None
        _soft, hard = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (size, hard))


@contextmanager
def served(application: Flask, folder: Path) -> Iterator[Server]:
    """Serve a database, and stop at the end."""
    server = Server(application, folder / "server.log")
    try:
        server.start()
        yield server
    finally:
        server.kill()


@dataclass
class Browser:
    """Somebody signed in who adds sources, one after the other, and remembers what was acknowledged."""

    server: Server
    cookie: str
    token: str = ""
    acknowledged: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def open_form(self) -> None:
        """Take the form's token; it is good for as long as the session."""
        status, headers, page = self.server.ask("GET", "/sources/new", cookie=self.cookie)
        found = CSRF.search(page)
        assert found, (status, page[:500])
        self.token = unescape(found[1])
        if fresh := headers.get("Set-Cookie"):
            self.cookie = fresh.partition(";")[0]

    def fields(self, name: str) -> dict[str, str]:
        return {
            "csrf_token": self.token,
            "submission": uuid.uuid4().hex,
            "name": name,
            "kind": "family",
            "reliability": "C",
            "repeats_id": "",
        }

    def add(self, name: str, wait: float = PATIENCE) -> tuple[int, http.client.HTTPMessage, str]:
        return self.send("/sources/new", self.fields(name), name, wait)

    def send(
        self, path: str, fields: dict[str, str], name: str, wait: float = PATIENCE
    ) -> tuple[int, http.client.HTTPMessage, str]:
        answer = self.server.ask("POST", path, fields, self.cookie, wait)
        self.statuses.append(answer[0])
        if answer[0] == 303:
            self.acknowledged.append(name)
        return answer


def sign_in(server: Server) -> Browser:
    """Sign a new user in past the form."""
    application = server.application
    with application.app_context():
        user = all_factories()["user"](role=Role.SUPERVISOR)
        _opened, token = accounts.open_session(user, now=clock.now())
        db.session.commit()
    serializer = application.session_interface.get_signing_serializer(application)  # type: ignore[attr-defined]
    browser = Browser(server, f"{application.config['SESSION_COOKIE_NAME']}={serializer.dumps({TOKEN: token})}")
    browser.open_form()
    return browser


@contextmanager
def writing(browsers: list[Browser], pause: float = 0) -> Iterator[None]:
    """Have several browsers write as fast as they can meanwhile; one whose connection breaks tries again."""
    stop = threading.Event()

    def write(browser: Browser, number: int) -> None:
        count = 0
        while not stop.is_set():
            count += 1
            with suppress(OSError, http.client.HTTPException):
                browser.add(f"Джерело {number}-{uuid.uuid4().hex}", wait=10)
            time.sleep(pause)

    threads = [threading.Thread(target=write, args=(browser, number)) for number, browser in enumerate(browsers)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def refuse_loss(application: Flask, browsers: list[Browser]) -> int:
    """Check that everything acknowledged is there once and in the ledger, whose chain holds; give how much it was."""
    acknowledged = [name for browser in browsers for name in browser.acknowledged]
    with application.app_context():
        stored = list(db.session.scalars(sa.select(Source.name).where(Source.name.startswith("Джерело "))))
        numbers = set(db.session.scalars(sa.select(Source.id).where(Source.name.startswith("Джерело "))))
        told = list(
            db.session.scalars(
                sa.select(AuditEntry.subject_id).where(
                    AuditEntry.subject_type == "sources", AuditEntry.subject_id.in_(numbers)
                )
            )
        )
        audit.verify()
        db.session.rollback()
    assert set(acknowledged) - set(stored) == set()
    assert len(stored) == len(set(stored))
    assert sorted(told) == sorted(numbers)
    return len(acknowledged)


def kept_on(page: str) -> dict[str, str]:
    """Read what a page kept of a form, as a browser would send it again."""
    return {unescape(name): unescape(value) for name, value in HIDDEN.findall(page)}
