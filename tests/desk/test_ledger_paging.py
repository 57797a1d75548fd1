"""The ledger's pages, by whatever number their address names."""

from collections.abc import Callable

import pytest

from app.accounts.models import Role
from tests.harness.client import Client


@pytest.mark.parametrize("before", ["9" * 18, "9" * 40, "-1", "", "0", "1e3"])
def test_any_number_is_answered(sign_in: Callable[..., Client], before: str) -> None:
    assert sign_in(Role.AUDITOR).get(f"/ledger?before={before}").status_code == 200
