"""Naming a new place while an event is entered."""

from collections.abc import Callable
from types import SimpleNamespace

from app.accounts.models import Role
from tests.harness.client import Client


def test_a_name_that_is_refused_is_refused_at_its_field(
    sign_in: Callable[..., Client], factories: SimpleNamespace
) -> None:
    person, source = factories.person(surname="Шевчук"), factories.source()
    typed = {"kind": "sighting", "source_id": source.id, "credibility": "3", "new_place": "ﬃ" * 200}
    page = sign_in(Role.ANALYST).post(f"/people/{person.ref}/events/new", data=typed)
    assert page.status_code == 422
    assert 'href="#new_place"' in page.text
