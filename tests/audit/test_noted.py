"""What is noted when somebody reads, searches or is refused: everything but words and names."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.audit import rules as audit
from app.audit.models import AccessEntry
from app.core.db import db
from tests.harness.client import Client

pytestmark = pytest.mark.usefixtures("session")

SignIn = Callable[..., Client]


def looks() -> list[AccessEntry]:
    return list(db.session.scalars(select(AccessEntry).order_by(AccessEntry.id)))


class TestDossier:
    def test_notes_whose_dossier_was_opened(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        person, browser = factories.person(), sign_in(Role.VIEWER)
        assert browser.get(f"/people/{person.ref}").status_code == 200
        (look,) = looks()
        assert (look.action, look.actor_id, look.person_id) == ("look at dossier", browser.user.id, person.id)

    def test_notes_nothing_where_it_only_leads_on(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        person = factories.person()
        sign_in(Role.VIEWER).get(f"/people/{person.id}")
        assert looks() == []


class TestSearch:
    def test_notes_filter_and_count_but_not_the_words(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        factories.person(surname="Вигаданюк", given_name="Хома")
        sign_in(Role.VIEWER).get("/people?text=ВИГАДАНЮК&side=ukr")
        (look,) = looks()
        assert look.details["filters"] == [["side", "ukr"]]
        assert look.details["words"] == audit.fingerprint("вигаданюк")
        assert "вигаданюк" not in str(look.details).casefold()

    def test_notes_no_list_that_was_only_filtered(self, sign_in: SignIn) -> None:
        sign_in(Role.VIEWER).get("/people?side=ukr")
        assert looks() == []


class TestRefusals:
    def test_are_noted_with_the_page_that_was_asked_for(self, sign_in: SignIn) -> None:
        browser = sign_in(Role.VIEWER)
        assert browser.get("/ledger").status_code == 403
        (look,) = looks()
        assert (look.action, look.actor_id) == ("refused access", browser.user.id)
        assert look.details == {"page": "desk.ledger", "method": "GET"}

    @pytest.mark.parametrize("name", ["nobody", " Nobody "])
    def test_of_a_sign_in_under_a_name_that_nobody_has_keep_no_name(self, client: Client, name: str) -> None:
        client.post("/sign-in", data={"username": name, "password": "wrong password here"})
        (look,) = looks()
        assert (look.action, look.actor_id, look.agent) == ("refused sign-in", None, "sign-in page")
        assert look.details == {"words": audit.fingerprint("nobody")}


def test_a_user_is_known_without_asking_the_database(factories: SimpleNamespace) -> None:
    user = factories.user()
    number = user.id
    db.session.commit()
    db.session.expunge(user)
    audit.look("search", actor=user, subject_type="people")
    audit.write_looks()
    assert looks()[0].actor_id == number
