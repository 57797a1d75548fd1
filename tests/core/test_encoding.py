"""Bytes that are no text."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Role
from app.core.encoding import FORM
from app.people.queries import PeopleFilter, count_people
from tests.harness.client import Client

BROKEN = ["%FF", "%C0%80", "%ED%A0%80", "%D0"]


@pytest.mark.parametrize("piece", BROKEN)
def test_an_address_that_is_not_utf8_is_refused(sign_in: Callable[..., Client], piece: str) -> None:
    assert sign_in(Role.VIEWER).get(f"/people?text={piece}").status_code == 400


@pytest.mark.parametrize("piece", BROKEN)
def test_a_form_that_is_not_utf8_is_refused(sign_in: Callable[..., Client], piece: str) -> None:
    client = sign_in(Role.ANALYST)
    sent = client.post("/people/new", data=f"surname={piece}&credibility=3", content_type=FORM)
    assert sent.status_code == 400
    assert "cannot be read" in sent.text
    assert count_people(PeopleFilter()) == 0


def test_percent_signs_that_mean_themselves_are_text(client: FlaskClient) -> None:
    assert client.get("/sign-in?next=100%&x=%25FF").status_code == 200
