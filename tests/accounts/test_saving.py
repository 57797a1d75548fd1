"""A form is saved once, and the page after it says so."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask, g

from app.accounts import saving
from app.accounts.models import Role, Submission
from app.core import clock
from app.core.db import db
from app.core.forms import fresh_key
from app.sources.models import Source, SourceKind
from tests.harness.client import Client
from tests.harness.pages import posting

SignIn = Callable[..., Client]


def source(name: str = "Список", *, key: str | None = None) -> dict[str, str]:
    return {"name": name, "kind": "icrc", "reliability": "A", "submission": key or fresh_key()}


def count_sources() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Source)) or 0


class TestKey:
    def test_is_fresh_in_each_form_that_is_opened(self, sign_in: SignIn) -> None:
        client = sign_in(Role.ANALYST)
        assert key_in(client.get("/sources/new").text) != key_in(client.get("/sources/new").text)

    def test_is_kept_while_the_form_is_corrected(self, sign_in: SignIn) -> None:
        client, sent = sign_in(Role.ANALYST), source(name="")
        assert key_in(client.post("/sources/new", data=sent).text) == sent["submission"]


def key_in(page: str) -> str:
    return page.partition('name="submission" type="hidden" value="')[2].partition('"')[0]


class TestSendingTwice:
    def test_saves_once_and_leads_to_the_same_place(self, sign_in: SignIn) -> None:
        client, sent = sign_in(Role.ANALYST), source()
        answers = [client.post("/sources/new", data=sent) for _ in range(2)]
        assert [(answer.status_code, answer.location) for answer in answers] == [(303, "/sources")] * 2
        assert count_sources() == 1
        assert "recorded once" in client.get("/sources").text

    def test_says_so_when_other_answers_come_from_a_page_that_was_saved(self, sign_in: SignIn) -> None:
        client, sent = sign_in(Role.ANALYST), source()
        client.post("/sources/new", data=sent)
        answer = client.post("/sources/new", data={**sent, "name": "Інший"})
        assert (answer.status_code, count_sources()) == (409, 1)
        assert "was saved before" in answer.text
        assert client.post("/sources/new", data={**sent, "name": "Інший", "submission": key_in(answer.text)}).location
        assert count_sources() == 2

    def test_is_no_matter_of_anothers_key(self, sign_in: SignIn) -> None:
        sent = source()
        sign_in(Role.ANALYST).post("/sources/new", data=sent)
        sign_in(Role.ANALYST).post("/sources/new", data={**sent, "name": "Інший"})
        assert count_sources() == 2

    def test_is_no_matter_of_another_page(self, sign_in: SignIn) -> None:
        client, sent = sign_in(Role.ANALYST), source()
        client.post("/sources/new", data=sent)
        place = {"name": "СІЗО", "kind": "unknown", "submission": sent["submission"]}
        assert client.post("/places/new", data=place).location == "/places"

    @pytest.mark.parametrize("key", ["", "x", "0" * 31, "0" * 33, "G" * 32, "\u0660" * 32, "' or 1=1 --"])
    def test_is_not_known_by_what_is_no_key(self, sign_in: SignIn, key: str) -> None:
        client = sign_in(Role.ANALYST)
        sent = {**source(), "submission": key}
        assert client.post("/sources/new", data=sent).status_code == 303
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Submission)) == 0

    def test_does_not_hold_for_the_language_button(self, sign_in: SignIn) -> None:
        client, sent = sign_in(Role.ANALYST), source()
        client.post("/sources/new", data=sent)
        assert client.post("/sources/new", data={**sent, "switch_language": "uk"}).status_code == 200

    def test_is_forgotten_where_the_save_was_refused(self, sign_in: SignIn) -> None:
        client, sent = sign_in(Role.ANALYST), source()
        client.post("/sources/new", data=sent)
        again = {**sent, "submission": fresh_key()}
        assert client.post("/sources/new", data=again).status_code == 422
        assert client.post("/sources/new", data={**again, "name": "Інший"}).status_code == 303

    def test_is_remembered_for_a_week(self, sign_in: SignIn) -> None:
        client = sign_in(Role.ANALYST)
        client.post("/sources/new", data=source())
        old = db.session.scalars(sa.select(Submission)).one()
        assert repr(old) == f"<Submission {old.id} of {client.user.id}>"
        key, old.at = old.key, clock.now() - timedelta(days=7, minutes=1)
        client.post("/sources/new", data=source("Інший"))
        assert db.session.scalars(sa.select(Submission.key)).all() != [key]

    def test_is_decided_by_the_database_when_nothing_else_did(self, app: Flask, sign_in: SignIn) -> None:
        client, sent = sign_in(Role.ANALYST), source()
        client.post("/sources/new", data=sent)
        with app.test_request_context("/sources/new", method="POST", data={**sent, "name": "Інший"}):
            g.user, g.submission = client.user, sent["submission"]
            db.session.add(Source(name="Третій", kind=SourceKind.ICRC))
            assert saving.done("Saved.", "/elsewhere").location == "/sources"
        assert count_sources() == 1


class TestUndo:
    def page_after(self, client: Client, undo: str | None) -> str:
        with client.session_transaction() as cookie:
            cookie["_flashes"] = [("success", saving.told("Saved.", undo))]
        return client.get("/settings").text

    def test_is_a_button_that_posts(self, sign_in: SignIn) -> None:
        page = self.page_after(sign_in(Role.ANALYST), "/events/1/undo")
        form = next(one for one in posting(page) if one.attributes.get("action") == "/events/1/undo")
        assert set(form.answers()) == {"csrf_token", "submission"}

    def test_is_offered_for_ten_minutes(self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
        client = sign_in(Role.ANALYST)
        with client.session_transaction() as cookie:
            cookie["_flashes"] = [("success", saving.told("Saved.", "/events/1/undo"))]
        later = clock.now() + timedelta(minutes=10, seconds=1)
        monkeypatch.setattr(clock, "now", lambda: later)
        page = client.get("/settings").text
        assert "Saved." in page
        assert "/events/1/undo" not in page

    def test_is_not_offered_where_nothing_can_be_taken_back(self, sign_in: SignIn) -> None:
        assert "Saved." in self.page_after(sign_in(Role.ANALYST), None)
