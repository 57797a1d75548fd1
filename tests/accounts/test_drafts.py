"""What was typed and not saved: kept for whoever typed it, and for nobody else."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts import drafts
from app.accounts.models import Draft, Role, UserSession
from app.core import clock
from app.core.db import db
from app.core.forms import fresh_key
from tests.factories.accounts import PASSWORD
from tests.harness.client import Client
from tests.harness.pages import answers_in, posting

SignIn = Callable[..., Client]

SOURCE = "/sources/new"
TYPED = {"name": "Список «Азов»", "kind": "icrc", "note": "Два\r\nрядки", "draft_of": SOURCE}


def kept() -> list[Draft]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Draft).order_by(Draft.id)))


class TestKeeping:
    def test_keeps_the_newest_of_each_form(self, sign_in: SignIn) -> None:
        client = sign_in(Role.ANALYST)
        assert client.post("/drafts", data=TYPED).status_code == 204
        client.post("/drafts", data={**TYPED, "name": "Інший"})
        client.post("/drafts", data={**TYPED, "draft_of": "/places/new"})
        assert [(draft.address, draft.data["name"]) for draft in kept()] == [
            (SOURCE, ["Інший"]),
            ("/places/new", ["Список «Азов»"]),
        ]

    def test_forgets_the_oldest_where_somebody_begins_more_than_anybody_ends(
        self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(drafts, "MOST", 1)
        client, colleague = sign_in(Role.ANALYST), sign_in(Role.ANALYST)
        colleague.post("/drafts", data=TYPED)
        for address in (SOURCE, "/places/new"):
            client.post("/drafts", data={**TYPED, "draft_of": address})
        assert [draft.address for draft in kept()] == [SOURCE, "/places/new"]

    def test_keeps_no_token_no_key_and_no_password(self, sign_in: SignIn) -> None:
        sent = {**TYPED, "csrf_token": "t", "submission": fresh_key(), "new_password": PASSWORD, "totp": "123456"}
        sign_in(Role.ANALYST).post("/drafts", data=sent)
        assert set(kept()[0].data) == {"name", "kind", "note"}

    @pytest.mark.parametrize(
        "address", ["", "//evil.example", "/nowhere", "/sign-in", "x" * 400, f"/people?{'x' * 400}"]
    )
    def test_keeps_nothing_for_what_is_no_page_of_ours(self, sign_in: SignIn, address: str) -> None:
        assert sign_in(Role.ANALYST).post("/drafts", data={**TYPED, "draft_of": address}).status_code == 204
        assert kept() == []

    def test_keeps_nothing_of_a_form_that_has_been_saved(self, sign_in: SignIn) -> None:
        client, sent = sign_in(Role.ANALYST), {**TYPED, "reliability": "A", "submission": fresh_key()}
        assert client.post(SOURCE, data=sent).status_code == 303
        client.post("/drafts", data=sent)
        assert kept() == []

    def test_forgets_after_thirty_days(self, sign_in: SignIn) -> None:
        client = sign_in(Role.ANALYST)
        client.post("/drafts", data=TYPED)
        kept()[0].saved_at = clock.now() - timedelta(days=30, minutes=1)
        assert "did not save it" not in client.get(SOURCE).text
        client.post("/drafts", data={**TYPED, "draft_of": "/places/new"})
        assert [draft.address for draft in kept()] == ["/places/new"]

    def test_leaves_no_trace_in_the_ledger(self, sign_in: SignIn, session: Session) -> None:
        sign_in(Role.ANALYST).post("/drafts", data=TYPED)
        assert session.scalar(sa.text("SELECT count(*) FROM audit_values WHERE after LIKE '%Азов%'")) == 0

    def test_is_shown_by_its_number_alone(self, sign_in: SignIn) -> None:
        client = sign_in(Role.ANALYST)
        client.post("/drafts", data=TYPED)
        assert repr(kept()[0]) == f"<Draft {kept()[0].id} of {client.user.id}>"

    def test_a_long_address_is_not_kept(self, session: Session, sign_in: SignIn) -> None:
        user = sign_in(Role.ANALYST).user
        drafts.keep(session, {"name": ["x"]}, user_id=user.id, address="/" + "x" * 300, now=clock.now())
        assert kept() == []


class TestRestoring:
    @pytest.fixture
    def client(self, sign_in: SignIn) -> Client:
        client = sign_in(Role.ANALYST)
        client.post("/drafts", data=TYPED)
        return client

    def test_is_offered_where_the_form_is_opened(self, client: Client) -> None:
        page = client.get(SOURCE).text
        assert "You began this on" in page
        assert f'href="{SOURCE}?draft=restore"' in page
        assert "Список" not in page

    def test_fills_the_form_in(self, client: Client) -> None:
        page = client.get(f"{SOURCE}?draft=restore").text
        answers = answers_in(page)
        assert (answers["name"], answers["kind"], answers["note"]) == ("Список «Азов»", "icrc", "Два\nрядки")
        assert "It is not saved yet" in page

    def test_can_then_be_saved_and_is_gone(self, client: Client) -> None:
        answers = answers_in(client.get(f"{SOURCE}?draft=restore").text)
        assert client.post(f"{SOURCE}?draft=restore", data=answers).status_code == 303
        assert kept() == []

    def test_is_discarded_by_its_button(self, client: Client) -> None:
        form = next(
            one for one in posting(client.get(SOURCE).text) if one.attributes.get("action") == "/drafts/discard"
        )
        assert client.post("/drafts/discard", data=form.answers()).location == SOURCE
        assert kept() == []

    @pytest.mark.parametrize("address", ["//evil.example", "/people\0", "/" + "x" * 70_000])
    def test_goes_nowhere_else_when_it_is_discarded(self, client: Client, address: str) -> None:
        assert client.post("/drafts/discard", data={"draft_of": address}).location == "/"

    @pytest.mark.usefixtures("client")
    def test_is_nobody_elses(self, sign_in: SignIn) -> None:
        other = sign_in(Role.ANALYST)
        page = other.get(f"{SOURCE}?draft=restore").text
        assert "You began this on" not in page
        assert "Список" not in page
        other.post("/drafts/discard", data={"draft_of": SOURCE})
        assert len(kept()) == 1

    def test_tells_that_the_record_has_changed_since(self, client: Client, factories: SimpleNamespace) -> None:
        address = f"/places/{factories.place(name='СІЗО').id}/edit"
        opened = answers_in(client.get(address).text)
        client.post("/drafts", data={**opened, "note": "моє", "draft_of": address})
        client.post(address, data={**answers_in(client.get(address).text), "note": "їхнє"})
        client.post("/drafts", data={**opened, "note": "моє", "draft_of": address})
        restored = answers_in(client.get(f"{address}?draft=restore").text)
        assert client.post(address, data=restored).status_code == 409


class TestAnExpiredSession:
    @pytest.fixture
    def client(self, app: Flask, sign_in: SignIn) -> Client:
        app.config["WTF_CSRF_ENABLED"] = True
        return sign_in(Role.ANALYST)

    def expire(self, client: Client) -> None:
        found = db.session.scalars(sa.select(UserSession).where(UserSession.user_id == client.user.id)).one()
        found.last_seen_at = found.started_at = clock.now() - timedelta(days=1)

    def send_late(self, client: Client, **changed: str) -> str:
        """Send a form whose session ran out while it was typed; give where that led."""
        sent = {**answers_in(client.get(SOURCE).text), **TYPED, **changed}
        self.expire(client)
        answer = client.post(SOURCE, data=sent)
        assert answer.status_code == 303
        return answer.location

    def sign_in_again(self, client: Client, page: str, username: str) -> str:
        form = next(one for one in posting(client.get(page).text) if "username" in one.answers())
        return client.post(
            page.partition("?")[0], data={**form.answers(), "username": username, "password": PASSWORD}
        ).location

    def test_keeps_what_was_sent_and_fills_it_in_again(self, client: Client) -> None:
        page = self.send_late(client)
        assert "it is in the form again" in client.get(page).text
        led = self.sign_in_again(client, page, client.user.username)
        assert led == f"{SOURCE}?draft=restore"
        assert answers_in(client.get(led).text)["name"] == "Список «Азов»"

    def test_shows_it_to_nobody_else(self, client: Client, factories: SimpleNamespace) -> None:
        other = factories.user(role=Role.ANALYST)
        led = self.sign_in_again(client, self.send_late(client), other.username)
        assert "Список" not in client.get(led).text

    @pytest.mark.parametrize("token", ["", "garbage"])
    def test_keeps_nothing_without_the_forms_token(self, client: Client, token: str) -> None:
        assert "draft" not in self.send_late(client, csrf_token=token)
        assert kept() == []

    def test_keeps_nothing_for_somebody_who_signed_out(self, client: Client) -> None:
        sent = {**answers_in(client.get(SOURCE).text), **TYPED}
        db.session.scalars(sa.select(UserSession)).one().ended_at = clock.now()
        assert "draft" not in client.post(SOURCE, data=sent).location
        assert kept() == []
