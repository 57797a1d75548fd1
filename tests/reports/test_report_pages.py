"""The reports as pages in either language, and the months as they are read."""

import re
from html import unescape
from types import SimpleNamespace

import pytest

from app.accounts.models import Role
from app.custody.models import EventKind
from app.sources.models import SourceKind
from tests.conftest import SignIn

CODES = ("register", "standing", "cohorts", "months", "exchanges")


def words(page: str) -> str:
    """Give what a reader sees of a page: its text on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])).split())


class TestReportPages:
    @pytest.mark.parametrize("locale", ["uk", "en"])
    @pytest.mark.parametrize("code", CODES)
    def test_open_in_either_language(self, sign_in: SignIn, factories: SimpleNamespace, code: str, locale: str) -> None:
        person = factories.person(category="civilian", side="ukr", sex=None)
        factories.person_cohort(person=person)
        factories.custody_event(person=person, happened="2022-05-16")
        assert sign_in(Role.VIEWER).get(f"/reports/{code}?lang={locale}").status_code == 200

    def test_count_by_month_who_was_captured_and_returned(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        person, source = factories.person(), factories.source(kind=SourceKind.OWN_OFFICE)
        for kind, day in ((EventKind.CAPTURE, "2022-05-16"), (EventKind.EXCHANGE, "2023-01-03")):
            factories.custody_event(person=person, kind=kind, happened=day, source=source)
        shown = words(sign_in(Role.VIEWER).get("/reports/months").text)
        assert "May 2022 1 0" in shown
        assert "January 2023 0 1" in shown
