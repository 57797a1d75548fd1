"""The server, really started on a port of this machine."""

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask, request
from waitress.server import create_server

from app.core import serving
from config import ConfigError, Test


@pytest.fixture
def pages() -> Flask:
    made = Flask("pages")

    @made.get("/")
    def tell() -> str:
        return request.headers.get("X-Forwarded-For", "nobody")

    return made


@contextmanager
def served(pages: Flask, settings: Test, monkeypatch: pytest.MonkeyPatch) -> Iterator[http.client.HTTPConnection]:
    """Serve the pages on a free port, and give a connection to it."""
    servers: list[Any] = []
    has_started = threading.Event()

    def create(*args: object, **options: object) -> object:
        servers.append(create_server(*args, **{**options, "port": 0}))
        has_started.set()
        return servers[0]

    monkeypatch.setattr(serving, "create_server", create)
    thread = threading.Thread(target=serving.serve, args=(pages, settings))
    thread.start()
    assert has_started.wait(10)
    connection = http.client.HTTPConnection("127.0.0.1", servers[0].effective_port, timeout=10)
    yield connection
    connection.close()
    # The loop itself closes, since it may be waiting on what is closed.
    servers[0].trigger.pull_trigger(servers[0].close)
    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.parametrize(("proxies", "believed"), [(0, "nobody"), (1, "192.0.2.1")])
def test_a_proxy_is_believed_only_where_the_settings_say_so(
    pages: Flask, monkeypatch: pytest.MonkeyPatch, proxies: int, believed: str
) -> None:
    with served(pages, Test(proxies=proxies), monkeypatch) as connection:
        connection.request("GET", "/", headers={"X-Forwarded-For": "192.0.2.1"})
        response = connection.getresponse()
        assert response.read().decode() == believed


def test_an_address_that_cannot_be_had_names_its_settings(pages: Flask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Test(port=taken.getsockname()[1])
        with pytest.raises(ConfigError, match=r"OBMIN_HOST and OBMIN_PORT: .* in use"):
            serving.serve(pages, settings)


def test_the_server_does_not_name_itself(pages: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(pages, Test(), monkeypatch) as connection:
        connection.request("GET", "/")
        response = connection.getresponse()
        response.read()
        assert response.status == 200
        assert response.getheader("Server") is None
