"""What happens when PostgreSQL goes away under load: pages ask for patience, and all is well again by itself."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from app.core import schema
from tests.faults.clusters import Cluster, cluster
from tests.faults.servers import Browser, Server, kept_on, refuse_loss, served, sign_in, writing
from tests.harness import postgresql
from tests.harness.databases import application_on

#: Seconds without the database, and those within which everything must be well again.
AWAY, HEALED = 3, 20


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@pytest.fixture
def postgresql_server(own_cluster: Cluster, tmp_path: Path) -> Iterator[Server]:
    with postgresql.database(own_cluster.url, "obmin") as url:
        with schema.migrating(url) as connection:
            schema.upgrade(connection)
        with application_on(url) as application, served(application, tmp_path) as server:
            yield server


def well_again(browser: Browser) -> float:
    """Wait until a page saves again, and give how long that took."""
    began = time.monotonic()
    while browser.add(f"Джерело знову {time.monotonic()}")[0] != 303:
        assert time.monotonic() - began < HEALED
        time.sleep(0.1)
    return time.monotonic() - began


def cut_off(folder: Path) -> None:
    """Break every connection to the database."""
    with closing(psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True)) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'obmin'")


def test_stopped_at_once_under_load_it_costs_nothing_acknowledged(
    own_cluster: Cluster, postgresql_server: Server
) -> None:
    browsers = [sign_in(postgresql_server) for _ in range(4)]
    with writing(browsers, pause=0.01):
        time.sleep(1)
        for _ in range(3):
            cut_off(own_cluster.folder)
            time.sleep(0.3)
        own_cluster.stop()
        time.sleep(AWAY / 2)
        fields = browsers[0].fields("Джерело збережене на сторінці")
        status, headers, page = browsers[0].send("/sources/new", fields, fields["name"])
        assert (status, headers["Retry-After"]) == (503, "5")
        assert postgresql_server.ask("GET", "/people", cookie=browsers[0].cookie)[0] == 503
        time.sleep(AWAY / 2)
        own_cluster.start()
        took = well_again(browsers[1])
    statuses = Counter(status for browser in browsers for status in browser.statuses)
    assert set(statuses) == {303, 503}
    assert took < HEALED
    kept = kept_on(page)
    assert kept == fields
    assert browsers[0].send("/sources/new", kept, fields["name"])[0] == 303
    assert refuse_loss(postgresql_server.application, browsers) > 20
