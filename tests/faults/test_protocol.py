"""What arrives at the real server and is no proper request: it is refused or cut off, and never an error of ours."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.faults.servers import Server, served
from tests.harness.databases import Databases, application_on

HOST = b"Host: localhost\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
#: Each is sent as it stands; what is left open is closed after it.
REQUESTS = {
    "nothing at all": b"\r\n\r\n",
    "noise": bytes(range(128, 256)) * 4 + b"\r\n\r\n",
    "a greeting of TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64 + b"\r\n\r\n",
    "no version": b"GET /\r\n" + HOST + b"\r\n",
    "HTTP 0.9": b"GET /health\r\n\r\n",
    "HTTP 2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a version that there is not": b"GET / HTTP/9.9\r\n" + HOST + b"\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "a foreign host": b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n\r\n",
    "a whole address": b"GET http://evil.example/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "an address that is none": b"GET http://[::bad HTTP/1.1\r\n" + HOST + b"\r\n",
    "a star": b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n",
    "a tunnel": b"CONNECT localhost:22 HTTP/1.1\r\n" + HOST + b"\r\n",
    "an invented method": b"VYHADATY / HTTP/1.1\r\n" + HOST + b"\r\n",
    "a method in small letters": b"get / HTTP/1.1\r\n" + HOST + b"\r\n",
    "raw bytes in the path": b"GET /\xff\xfe\x00 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a broken percent sign": b"GET /%zz%e0%80 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a way out of the folder": b"GET /static/../../config.py HTTP/1.1\r\n" + HOST + b"\r\n",
    "a hidden way out": b"GET /static/%2e%2e/%2e%2e/config.py HTTP/1.1\r\n" + HOST + b"\r\n",
    "a space in a header's name": b"GET / HTTP/1.1\r\n" + HOST + b"Na me: x\r\n\r\n",
    "a header without a colon": b"GET / HTTP/1.1\r\n" + HOST + b"nonsense\r\n\r\n",
    "a header on two lines": b"GET / HTTP/1.1\r\n" + HOST + b"X: a\r\n b\r\n\r\n",
    "a bare line end": b"GET / HTTP/1.1\n" + HOST + b"X: a\nY: b\n\n",
    "a null in a header": b"GET / HTTP/1.1\r\n" + HOST + b"X: a\x00b\r\n\r\n",
    "a header of a megabyte": b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 1_000_000 + b"\r\n\r\n",
    "ten thousand headers": b"GET / HTTP/1.1\r\n" + HOST + b"X: a\r\n" * 50_000 + b"\r\n",
    "a path of a megabyte": b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "a cookie of nonsense": b"GET / HTTP/1.1\r\n" + HOST + b"Cookie: obmin=\xff; ;;=;obmin=.x.y\r\n\r\n",
    "a length that is no number": b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Content-Length: ten\r\n\r\n",
    "a length below nothing": b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n",
    "two lengths": b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "a length and pieces": (
        b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    ),
    "pieces of no size": b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n",
    "an encoding that there is not": b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip\r\n\r\n",
    "an unknown expectation": b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Expect: money\r\nContent-Length: 0\r\n\r\n",
    "a form of raw bytes": (
        b"POST /sign-in HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 12\r\n\r\nusername=\xff\xfe\x00"
    ),
    "a form of many parts without a border": (
        b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Content-Type: multipart/form-data\r\nContent-Length: 4\r\n\r\nabcd"
    ),
}


@pytest.fixture(scope="module")
def pages(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all of them: each has to leave it well."""
    folder: Path = tmp_path_factory.mktemp("pages")
    with (
        databases.migrated("sqlite") as url,
        application_on(url) as application,
        served(application, folder) as server,
    ):
        yield server


def said_to(server: Server, request: bytes) -> bytes:
    """Send bytes, and read what comes back until the server closes or stays silent."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=2) as connection:
        with suppress(OSError):
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        with suppress(OSError):
            while piece := connection.recv(65536):
                answer += piece
        return answer


@pytest.mark.parametrize("request_of", REQUESTS)
def test_is_refused_and_leaves_the_server_well(pages: Server, request_of: str) -> None:
    answer = said_to(pages, REQUESTS[request_of])
    status = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
    if status:
        assert int(status[1]) < 500, answer[:300]
        assert b"content-security-policy: default-src 'none'" in answer.lower()
        assert b"server:" not in answer.lower()
    assert b"Traceback" not in answer
    assert pages.ask("GET", "/health")[0] == 200


def test_forty_that_never_finish_keep_nobody_out(pages: Server) -> None:
    with ExitStack() as open_ones:
        for number in range(40):
            connection = socket.create_connection(("127.0.0.1", pages.port), timeout=5)
            open_ones.enter_context(connection)
            half = b"Content-Length: 5000\r\n\r\nusername=" if number % 2 else b"X-Slow: "
            connection.sendall(b"POST /sign-in HTTP/1.1\r\n" + HOST + FORM + half)
        assert pages.ask("GET", "/sign-in", wait=20)[0] == 200


def test_a_form_of_twelve_megabytes_is_too_large(pages: Server) -> None:
    status, headers, page = pages.ask("POST", "/sign-in", {"username": "a" * 12_000_000})
    assert status == 413
    assert "too large" in page
    assert headers["Content-Security-Policy"]


def test_the_log_holds_nothing_of_it(pages: Server) -> None:
    marker = "vyhadanyi-marker"
    pages.ask("GET", f"/{marker}?{marker}")
    pages.ask("POST", "/sign-in", {"username": marker, "password": marker})
    said_to(pages, f"GET /{marker} HTTP/1.1\r\nHost: {marker}\r\nX-{marker}: {marker}\r\n\r\n".encode())
    said_to(pages, f"GET /{marker} HTTP/1.1\r\nContent-Length: {marker}\r\n\r\n".encode())
    log = pages.log.read_text()
    assert marker not in log
    assert log.isascii()
