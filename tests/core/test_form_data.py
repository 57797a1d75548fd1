"""What is sent in the place of a form's answers."""

import io
from collections.abc import Callable

import pytest

from app.accounts.models import Role
from tests.harness.client import Client

PLACES = ["/people/new", "/settings", "/places/new"]


@pytest.mark.parametrize("address", PLACES)
@pytest.mark.parametrize("sent", [[1, 2], "text", {"surname": 5, "name": {"a": 1}}])
def test_json_is_no_answer(sign_in: Callable[..., Client], address: str, sent: object) -> None:
    assert sign_in(Role.ANALYST).post(address, json=sent).status_code == 422


@pytest.mark.parametrize("field", ["surname", "born", "note", "source_id", "why"])
def test_a_file_is_no_answer(sign_in: Callable[..., Client], field: str) -> None:
    sent = {"given_name": "Хома", field: (io.BytesIO(b"x"), "list.csv")}
    response = sign_in(Role.ANALYST).post("/people/new", data=sent, content_type="multipart/form-data")
    assert response.status_code == 422
    assert "list.csv" not in response.text
