"""The fixtures of the faults: an application on a database of its own, to which things really happen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.faults.servers import Server, served
from tests.harness.databases import Databases, application_on


@pytest.fixture
def sqlite_application(databases: Databases) -> Iterator[Flask]:
    with databases.migrated("sqlite") as url, application_on(url) as application:
        yield application


@pytest.fixture
def sqlite_server(sqlite_application: Flask, tmp_path: Path) -> Iterator[Server]:
    with served(sqlite_application, tmp_path) as server:
        yield server
