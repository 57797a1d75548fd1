"""The server: what it is told, and what a browser on this machine sees of it."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, ClassVar

import pytest
from flask import Flask

from app.core import headers, serving
from app.core.db import db
from config import ROOT, ConfigError, Test

PAGES = """
import sys
from flask import Flask, request
from app.core import serving
from app.core.db import db
from config import Test

pages = Flask("pages")
pages.config["SQLALCHEMY_ENGINES"] = {"default": "sqlite://"}
db.init_app(pages)
pages.add_url_rule("/", view_func=lambda: request.headers.get("X-Forwarded-For", "nobody"), endpoint="page")
serving.serve(pages, Test(port=sys.argv[1], proxies=sys.argv[2]))
"""


class Server:
    """Stands in for waitress: it notes what it is told, and stops at once."""

    last: ClassVar["Server"]

    def __init__(self, app: Flask, **options: Any) -> None:
        self.app, self.options = app, options
        self.has_run = False
        Server.last = self

    def run(self) -> None:
        self.has_run = True


@pytest.fixture(autouse=True)
def own_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the log of the tests as it is."""
    monkeypatch.setattr("app.core.logs.configure", lambda _settings: None)


def pages_on(database_url: str) -> Flask:
    pages = Flask("pages")
    pages.config["SQLALCHEMY_ENGINES"] = {"default": database_url}
    db.init_app(pages)
    return pages


class TestWhatItIsTold:
    def test_is_the_address_of_the_settings(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(serving, "create_server", Server)
        pages = pages_on("sqlite://")
        serving.serve(pages, Test(host="192.0.2.1", port=8123))
        assert Server.last.app is pages
        assert (Server.last.options["host"], Server.last.options["port"]) == ("192.0.2.1", 8123)
        assert Server.last.has_run

    @pytest.mark.parametrize("error", [OSError("Address already in use"), ValueError("Invalid host/port specified.")])
    def test_is_named_where_it_cannot_be_had(self, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
        def refuse(*_arguments: object, **_options: object) -> None:
            raise error

        monkeypatch.setattr(serving, "create_server", refuse)
        with pytest.raises(ConfigError, match=f"OBMIN_HOST and OBMIN_PORT: .*: {error}"):
            serving.serve(Flask("pages"), Test())


@contextmanager
def served(*, proxies: int = 0) -> Iterator[http.client.HTTPConnection]:
    """Serve a page from a process of its own, and give a connection to it."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    with subprocess.Popen([sys.executable, "-c", PAGES, str(port), str(proxies)], cwd=ROOT) as process:
        try:
            wait_for(port)
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            yield connection
            connection.close()
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    """Wait until a server answers at a port."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)


class TestWhatIsSeenOfIt:
    @pytest.mark.parametrize(("proxies", "believed"), [(0, "nobody"), (1, "192.0.2.1")])
    def test_a_proxy_is_believed_only_where_the_settings_say_so(self, proxies: int, believed: str) -> None:
        with served(proxies=proxies) as connection:
            connection.request("GET", "/", headers={"X-Forwarded-For": "192.0.2.1"})
            assert connection.getresponse().read().decode() == believed

    def test_it_does_not_name_itself(self) -> None:
        with served() as connection:
            connection.request("GET", "/")
            response = connection.getresponse()
            response.read()
            assert (response.status, response.getheader("Server")) == (200, None)

    def test_what_it_refuses_itself_has_our_headers_and_a_number_and_none_of_the_words(self) -> None:
        with served() as connection:
            connection.putrequest("GET", "/")
            connection.putheader("Content-Length", "vyhadanyi")
            connection.endheaders()
            response = connection.getresponse()
            said = response.read().decode()
            assert response.status == 400
            assert {response.getheader(name) for name in headers.HEADERS} == set(headers.HEADERS.values())
            assert str(response.getheader("X-Request-Id")) in said
            assert "vyhadanyi" not in said
