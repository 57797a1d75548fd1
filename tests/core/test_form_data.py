"""What is sent in the place of a form's answers."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from app.accounts.models import Role
from app.people.forms import RetractForm
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


@pytest.mark.parametrize(("given", "reason"), [(MultiDict({"reason": "хибно"}), "хибно"), (None, None)])
def test_answers_that_are_handed_in_are_taken_as_they_are(
    app: Flask, given: MultiDict[str, str] | None, reason: str | None
) -> None:
    with app.test_request_context(method="POST", data={"reason": "sent"}):
        assert RetractForm(given).reason.data == reason
