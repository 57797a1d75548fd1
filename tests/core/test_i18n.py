"""Which of the two languages a page is in, and how days and moments are shown in it."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from flask import Flask, g, session
from flask_babel import force_locale

from app.accounts.models import Role
from app.core import i18n
from app.sources.models import SourceKind
from tests.conftest import SignIn
from tests.harness.client import Client


class TestChooseLocale:
    @pytest.mark.parametrize(
        ("in_session", "of_user", "of_browser", "chosen"),
        [
            ("en", "uk", "uk", "en"),
            ("xx", "en", "uk", "en"),
            (None, "en", "uk", "en"),
            (None, "xx", "en", "en"),
            (None, None, "en-GB,uk;q=0.5", "en"),
            (None, None, "uk,en;q=0.9", "uk"),
            (None, None, "de,en-US;q=0.3", "en"),
            (None, None, "en;q=0", "uk"),
            (None, None, "*", "uk"),
            (None, None, "de", "uk"),
            (None, None, "", "uk"),
        ],
    )
    def test_takes_the_session_then_the_user_then_the_browser(
        self, app: Flask, in_session: str | None, of_user: str | None, *, of_browser: str, chosen: str
    ) -> None:
        with app.test_request_context(headers={"Accept-Language": of_browser}):
            if in_session:
                session["locale"] = in_session
            g.user = SimpleNamespace(locale=of_user) if of_user else None
            assert i18n.choose_locale() == chosen

    def test_is_ukrainian_where_nobody_asks(self, app: Flask) -> None:
        with app.app_context():
            assert i18n.choose_locale() == "uk"

    def test_is_ukrainian_where_there_is_no_application(self) -> None:
        assert i18n.locale_code() == "uk"


class TestRememberLocale:
    def test_a_link_is_remembered(self, client: Client) -> None:
        assert '<html lang="uk"' in client.get("/sign-in?lang=uk").text
        assert '<html lang="uk"' in client.get("/sign-in").text

    @pytest.mark.parametrize("wanted", ["de", "", "uk\x00", "../uk"])
    def test_a_language_that_there_is_not_changes_nothing(self, client: Client, wanted: str) -> None:
        assert '<html lang="en"' in client.get("/sign-in", query_string={"lang": wanted}).text

    def test_a_form_asks_by_its_button_alone(self, sign_in: SignIn) -> None:
        analyst = sign_in(Role.ANALYST)
        assert '<html lang="en"' in analyst.post("/people/new?lang=uk", data={"surname": "Шевчук"}).text
        assert '<html lang="uk"' in analyst.post("/people/new", data={"switch_language": "uk"}).text


class TestShown:
    @pytest.mark.parametrize(
        ("moment", "shown"),
        [
            (datetime(2022, 5, 5, 22, 30, tzinfo=UTC), "6 May 2022 01:30"),
            (datetime(2022, 1, 5, 22, 30, tzinfo=UTC), "6 Jan 2022 00:30"),
        ],
    )
    def test_a_moment_is_kyivs_and_keeps_its_own(self, app: Flask, moment: datetime, shown: str) -> None:
        with app.app_context(), force_locale("en"):
            assert i18n.show_moment(moment) == f'<time datetime="{moment.isoformat()}">{shown}</time>'

    @pytest.mark.parametrize(("locale", "shown"), [("uk", "МКЧХ"), ("en", "ICRC")])
    def test_a_label_is_in_the_readers_language(self, app: Flask, locale: str, shown: str) -> None:
        with app.app_context(), force_locale(locale):
            assert shown in i18n.label(SourceKind.ICRC)
