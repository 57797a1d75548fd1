"""Every endpoint stands in the matrix, and the matrix names no other; the pages of one address differ in verb."""

from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask

from app import create_app
from app.accounts.models import Role
from app.accounts.permissions import MATRIX, PUBLIC
from app.core.db import db
from config import Test


@pytest.fixture(scope="module")
def application() -> Iterator[Flask]:
    made = create_app(Test())
    yield made
    with made.app_context():
        db.engine.dispose()


def test_every_endpoint_is_in_the_matrix_and_every_row_is_an_endpoint(application: Flask) -> None:
    assert {rule.endpoint for rule in application.url_map.iter_rules()} == set(MATRIX)


def test_every_row_names_roles_or_everybody() -> None:
    assert all(audience == PUBLIC or set(audience) <= set(Role) for audience in MATRIX.values())
    assert all(MATRIX.values())


def test_an_endpoint_reads_or_writes_and_never_both(application: Flask) -> None:
    methods = {
        rule.endpoint: set(rule.methods or ()) - {"HEAD", "OPTIONS"} for rule in application.url_map.iter_rules()
    }
    assert {endpoint: found for endpoint, found in methods.items() if found not in ({"GET"}, {"POST"})} == {}


def test_an_endpoint_has_one_address(application: Flask) -> None:
    counted = Counter(rule.endpoint for rule in application.url_map.iter_rules())
    assert [endpoint for endpoint, count in counted.items() if count > 1] == []
