"""A real server in a process of its own, as users meet it: its memory, its exports, and sixteen clients at once."""

import http.client
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import waitress
from flask import Flask

from app import create_app
from app.accounts.gate import TOKEN
from app.core import serving
from app.people.refs import ref_of
from benchmarks.pages import BARE, middle_of, token_of
from config import Test

CLIENTS = 16
FORM = "application/x-www-form-urlencoded"


def settings_for(url: str, port: int) -> Test:
    """Give the settings of a benchmark's server."""
    return Test(database_url=url, port=port)


def free_port() -> int:
    """Give a port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(url: str) -> Iterator[tuple[int, int]]:
    """Serve a database, or the bare page where it is none; give the port and the number of the process."""
    port = free_port()
    # Its lines for each request are written, as they always are, but not among the figures.
    command = [sys.executable, "-m", "benchmarks.server", url, str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 - ourselves
    try:
        wait_for(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def connected(port: int) -> closing[http.client.HTTPConnection]:
    """Give a connection to a server on this machine, closed when it is done with."""
    return closing(http.client.HTTPConnection("127.0.0.1", port, timeout=600))


def wait_for(port: int) -> None:
    """Wait until a server answers."""
    for _ in range(200):
        try:
            with connected(port) as connection:
                ask(connection, "GET", "/health", {})
        except OSError:
            time.sleep(0.05)
        else:
            return
    message = "the server does not answer"
    raise RuntimeError(message)


def ask(connection: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str], body: str = "") -> int:
    """Send one request, and read its whole answer."""
    connection.request(method, path, body.encode(), headers)
    response = connection.getresponse()
    response.read()
    return response.status


def cookies(application: Flask, count: int) -> list[dict[str, str]]:
    """Sign so many browsers in, and give the headers of each."""
    made = []
    for _ in range(count):
        client = application.test_client()
        with client.session_transaction() as cookie:
            cookie[TOKEN] = token_of(application)
        made.append({"Cookie": f"obmin={client.get_cookie('obmin').value}", "Content-Type": FORM})  # type: ignore[union-attr]
    return made


def memory_of(process: int) -> float:
    """Give the most memory that a process has held so far, in MB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def measure_export(application: Flask, url: str) -> float:
    """Print what the whole register as CSV takes: until its first byte, in all, and in memory; give the seconds."""
    (headers,) = cookies(application, 1)
    with served(url) as (port, process), connected(port) as connection:
        ask(connection, "GET", "/people", headers)
        before, start = memory_of(process), time.perf_counter()
        connection.request("GET", "/reports/register.csv?separator=comma", headers=headers)
        response = connection.getresponse()
        size = len(response.read(1))
        first = time.perf_counter() - start
        while chunk := response.read(1 << 20):
            size += len(chunk)
        seconds = time.perf_counter() - start
        more = memory_of(process) - before
    assert response.status == 200, response.status  # noqa: PLR2004 - a benchmark checks itself
    print(
        f"\nRegister as CSV: {seconds:.2f} s, {size / 1e6:.0f} MB, "
        f"first byte after {1000 * first:.0f} ms, +{more:.0f} MB of memory"
    )
    return seconds


#: What sixteen analysts do: how often, and the request.
Mix = list[tuple[int, str, str, str]]


def mix(middle: str, people: int) -> Mix:
    """Give the weights and requests of a day's work."""
    person = ref_of(1 + people // 3)
    fields = "source_id=1&credibility=2"
    return [
        (25, "GET", "/people", ""),
        (10, "GET", f"/people?after={middle}", ""),
        (20, "GET", "/people?category=civilian&status=in_captivity", ""),
        (30, "GET", f"/people/{person}", ""),
        (5, "GET", "/", ""),
        (5, "POST", "/people/new", f"surname=Mixed&category_id=1&side_id=1&{fields}"),
        (5, "POST", f"/people/{person}/events/new", f"kind=call&{fields}"),
    ]


def work_for(port: int, headers: dict[str, str], requests: Mix, until: float, taken: list[tuple[float, int]]) -> None:
    """Be one client: ask one thing after the other until the time is over."""
    chance = random.Random(port)  # noqa: S311 - the same mix at every run
    weights = [weight for weight, *_ in requests]
    with connected(port) as connection:
        while time.perf_counter() < until:
            _, method, path, body = chance.choices(requests, weights)[0]
            start = time.perf_counter()
            status = ask(connection, method, path, headers, body)
            taken.append((time.perf_counter() - start, status))


def measure_clients(application: Flask, url: str, people: int, seconds: float) -> None:
    """Print how many requests sixteen clients are served in a second, beside the same for a bare page."""
    requests = mix(middle_of(application, people), people)
    ours = run_clients(url, cookies(application, CLIENTS), requests, seconds)
    bare = run_clients("bare", [{}] * CLIENTS, [(1, "GET", "/", "")], seconds)
    print(f"\n{CLIENTS} clients for {seconds:g} s, one process:\n")
    print("| | requests/s | ms, median | ms, 99 % | errors |\n| --- | ---: | ---: | ---: | ---: |")
    for name, taken in (("mixed work", ours), ("a bare page (the floor)", bare)):
        times = sorted(1000 * one for one, _ in taken)
        errors = sum(status >= 400 for _, status in taken)  # noqa: PLR2004 - where errors begin
        last = times[int(0.99 * len(times))]
        print(f"| {name} | {len(times) / seconds:.0f} | {statistics.median(times):.1f} | {last:.1f} | {errors} |")


def run_clients(url: str, headers: list[dict[str, str]], requests: Mix, seconds: float) -> list[tuple[float, int]]:
    """Let every client work at once, and gather how long each request took and how it was answered."""
    taken: list[tuple[float, int]] = []
    with served(url) as (port, _process):
        until = time.perf_counter() + seconds
        clients = [threading.Thread(target=work_for, args=(port, one, requests, until, taken)) for one in headers]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
    return taken


def bare_application() -> Flask:
    """Make an application that does nothing."""
    bare = Flask("bare")
    bare.add_url_rule("/", "bare", lambda: BARE)
    bare.add_url_rule("/health", "health", lambda: "ok")
    return bare


def main() -> None:
    """Serve what the arguments name, until the process is stopped."""
    url, port = sys.argv[1], int(sys.argv[2])
    settings = settings_for("sqlite://" if url == "bare" else url, port)
    if url == "bare":
        waitress.serve(bare_application(), **serving.options(settings))
        return
    application = create_app(settings)
    application.config["WTF_CSRF_ENABLED"] = False
    serving.serve(application, settings)


if __name__ == "__main__":
    main()
