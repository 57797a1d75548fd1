"""Addresses of the people list that nobody would type, and that arrive all the same."""

from collections.abc import Callable

import pytest

from app.accounts.models import Role
from tests.harness.client import Client


@pytest.mark.parametrize("query", ["sort=", "size=", "sort=&size=&text="])
def test_blanks_are_left_out_once_and_for_all(sign_in: Callable[..., Client], query: str) -> None:
    response = sign_in(Role.VIEWER).get(f"/people?{query}", follow_redirects=True)
    assert response.status_code == 200
    assert response.request.query_string == b""
