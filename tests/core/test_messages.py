"""Messages that repeat what somebody typed."""

from collections.abc import Callable

import pytest
from flask import Flask, render_template_string

from app.accounts.models import Role
from app.core.i18n import lazy_
from tests.harness.client import Client

TYPED = "<img src=x onerror=alert(1)>"


def test_a_message_is_text_and_never_markup(app: Flask) -> None:
    with app.test_request_context():
        shown = render_template_string("{{ message }}", message=lazy_("Use %(name)s.", name=TYPED))
    assert shown == "Use &lt;img src=x onerror=alert(1)&gt;."


@pytest.mark.parametrize("field", ["name", "aliases"])
def test_what_is_typed_is_never_run_where_a_rule_refuses_it(sign_in: Callable[..., Client], field: str) -> None:
    analyst = sign_in(Role.ANALYST)
    typed = {"name": "Вигаданка", "kind": "camp", field: TYPED}
    assert analyst.post("/places/new", data=typed).status_code == 303
    again = analyst.post("/places/new", data={"name": "Інша", "kind": "camp", field: TYPED})
    assert again.status_code == 422
    assert "goes by the name" in again.text
    assert "<img" not in again.text
