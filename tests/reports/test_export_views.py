"""Files that leave from the pages: who may take them, what they hold, and what is written down."""

import csv
import hashlib
import io
import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Role, Separator
from app.core import clock
from app.people.models import CustodyStatus
from app.reports.catalogue import REPORTS
from app.reports.models import Export
from tests.harness.client import Client

SignIn = Callable[..., Client]

HEADERS = {
    "standing": [
        "side", "category", "unknown", "missing", "presumed_captive", "in_captivity", "neutral_country", "exchanged",
        "repatriated", "released", "escaped", "died_in_captivity", "presumed_dead", "found_not_captive", "deceased",
        "total",
    ],
    "cohorts": [
        "side", "cohort", "unknown", "missing", "presumed_captive", "in_captivity", "neutral_country", "exchanged",
        "repatriated", "released", "escaped", "died_in_captivity", "presumed_dead", "found_not_captive", "deceased",
        "total",
    ],
    "months": ["month", "captured", "returned"],
    "exchanges": [
        "month", "exchanges", "to_ukraine", "by_ukraine", "to_ukraine_not_given", "by_ukraine_not_given",
    ],
}  # fmt: skip


def download(client: Client, address: str, separator: str = ";") -> list[list[str]]:
    response = client.get(address)
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"), newline=""), delimiter=separator))


def surnames(client: Client, query: str = "") -> list[str]:
    header, *rows = download(client, f"/reports/register.csv{query}")
    return [row[header.index("surname")] for row in rows]


class TestFile:
    @pytest.mark.parametrize("code", HEADERS)
    def test_has_a_fixed_header(self, sign_in: SignIn, code: str) -> None:
        assert download(sign_in(), f"/reports/{code}.csv")[0] == HEADERS[code]

    def test_holds_whom_the_list_shows_in_its_order(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        for surname, side, status in (
            ("Вигаданий", "ukr", CustodyStatus.IN_CAPTIVITY),
            ("Ясний", "ukr", CustodyStatus.IN_CAPTIVITY),
            ("Інший", "rus", CustodyStatus.IN_CAPTIVITY),
            ("Вільний", "ukr", CustodyStatus.RELEASED),
        ):
            factories.person(surname=surname, side=side, custody_status=status)
        query = "?side=ukr&status=in_captivity&sort=-name"
        assert surnames(sign_in(), query) == ["Ясний", "Вигаданий"]

    def test_is_csv_with_a_mark_of_its_encoding(self, sign_in: SignIn) -> None:
        response = sign_in().get("/reports/months.csv")
        assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert response.data.startswith('\ufeff"month";'.encode())

    def test_is_named_by_profile_report_and_day(self, sign_in: SignIn) -> None:
        response = sign_in().get("/reports/register.csv")
        name = f"obmin-internal-register-{clock.today().isoformat()}.csv"
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'

    def test_is_never_cached_and_runs_nothing(self, sign_in: SignIn) -> None:
        headers = sign_in().get("/reports/register.csv").headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")

    @pytest.mark.parametrize(("setting", "sign"), [(Separator.COMMA, ","), (Separator.SEMICOLON, ";")])
    def test_is_separated_as_the_user_has_set(self, sign_in: SignIn, setting: Separator, sign: str) -> None:
        assert download(sign_in(separator=setting), "/reports/months.csv", sign)[0] == HEADERS["months"]

    @pytest.mark.parametrize(("asked", "sign"), [("comma", ","), ("semicolon", ";")])
    def test_is_separated_as_the_address_asks(self, sign_in: SignIn, asked: str, sign: str) -> None:
        assert download(sign_in(), f"/reports/months.csv?separator={asked}", sign)[0] == HEADERS["months"]

    def test_is_written_in_words_when_asked(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        factories.person(side="ukr", custody_status=CustodyStatus.IN_CAPTIVITY)
        header, *rows = download(sign_in(), "/reports/standing.csv?headings=en")
        assert header[:2] == ["Side", "Category"]
        assert "in captivity" in header
        assert rows[-1][:2] == ["Total", "Total"]

    def test_leaves_numbers_to_be_calculated_with(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        factories.person(side="ukr")
        *_, total = download(sign_in(), "/reports/standing.csv")
        assert total[-1] == "1"

    def test_holds_no_formula(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        factories.person(surname="=cmd|' /C calc'!A0")
        assert surnames(sign_in()) == ["'=cmd|' /C calc'!A0"]

    def test_is_not_made_of_a_filter_that_is_not_understood(
        self, sign_in: SignIn, session: Session, factories: SimpleNamespace
    ) -> None:
        factories.person()
        assert sign_in().get("/reports/register.csv?status=nonsense").status_code == 400
        assert session.scalars(select(Export)).all() == []

    @pytest.mark.parametrize("query", ["separator=pipe", "headings=fr"])
    def test_is_not_written_in_a_way_that_nobody_offers(self, sign_in: SignIn, query: str) -> None:
        assert sign_in().get(f"/reports/months.csv?{query}").status_code == 400

    def test_of_no_known_report_is_nowhere(self, sign_in: SignIn) -> None:
        assert sign_in().get("/reports/nonsense.csv").status_code == 404


class TestWhoMayExport:
    @pytest.mark.parametrize(
        ("role", "status"),
        [("viewer", 403), ("analyst", 200), ("supervisor", 200), ("administrator", 403), ("auditor", 403)],
    )
    def test_names_leave_only_with_those_who_enter_them(self, sign_in: SignIn, role: str, status: int) -> None:
        assert sign_in(role).get("/reports/register.csv").status_code == status

    @pytest.mark.parametrize(
        ("role", "status"), [("viewer", 200), ("administrator", 200), ("auditor", 403), ("analyst", 200)]
    )
    @pytest.mark.parametrize("code", HEADERS)
    def test_counts_leave_with_whoever_sees_them(self, sign_in: SignIn, role: str, status: int, code: str) -> None:
        assert sign_in(role).get(f"/reports/{code}.csv").status_code == status

    def test_a_refused_export_is_not_written_down(self, sign_in: SignIn, session: Session) -> None:
        sign_in(Role.VIEWER).get("/reports/register.csv")
        assert session.scalars(select(Export)).all() == []

    @pytest.mark.parametrize("address", ["/reports/standing.csv", "/reports/standing"])
    def test_who_sees_no_names_cannot_ask_by_name(
        self, sign_in: SignIn, factories: SimpleNamespace, address: str
    ) -> None:
        factories.person(surname="Вигаданий")
        assert sign_in(Role.ADMINISTRATOR).get(f"{address}?text=Вигаданий").status_code == 403

    @pytest.mark.parametrize("code", HEADERS)
    def test_counts_hold_no_name(self, sign_in: SignIn, factories: SimpleNamespace, code: str) -> None:
        factories.person(surname="Маркерний", call_sign="Маркер", side="ukr")
        client = sign_in(Role.ADMINISTRATOR)
        for address in (f"/reports/{code}.csv", f"/reports/{code}"):
            assert "Маркер" not in client.get(address).get_data(as_text=True)


class TestWhatIsWrittenDown:
    def test_who_took_what_out_how_much_and_its_digest(
        self, sign_in: SignIn, session: Session, factories: SimpleNamespace
    ) -> None:
        factories.person(side="ukr")
        client = sign_in()
        sent = client.get("/reports/register.csv?side=ukr&sort=-name&side=&size=100").data
        export = session.scalars(select(Export)).one()
        assert (export.report, export.filters) == ("register", {"side": ["ukr"], "sort": ["-name"]})
        assert (export.exported_by_id, export.rows) == (client.user.id, 1)
        assert export.sha256 == hashlib.sha256(sent).hexdigest()
        assert export.finished_at is not None

    def test_a_download_that_breaks_off_stays_unfinished(
        self, sign_in: SignIn, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def break_off(*_: object, **__: object) -> None:
            raise ConnectionError

        monkeypatch.setattr("app.reports.files.csv.stream", break_off)
        with pytest.raises(ConnectionError):
            sign_in().get("/reports/months.csv")
        assert session.scalars(select(Export)).one().finished_at is None

    def test_is_nothing_where_the_head_alone_is_asked_for(self, sign_in: SignIn, session: Session) -> None:
        response = sign_in().head("/reports/standing.csv")
        assert (response.status_code, response.data) == (200, b"")
        assert session.scalars(select(Export)).all() == []


class TestPage:
    @pytest.mark.parametrize("role", ["viewer", "analyst", "supervisor", "administrator"])
    def test_of_all_reports_leads_to_each(self, sign_in: SignIn, role: str) -> None:
        page = sign_in(role).get("/reports").get_data(as_text=True)
        assert [code for code in REPORTS if f'href="/reports/{code}"' not in page] == []

    def test_offers_no_file_of_names_to_those_who_may_not_take_it(self, sign_in: SignIn) -> None:
        page = sign_in(Role.VIEWER).get("/reports").get_data(as_text=True)
        assert "/reports/register.csv" not in page
        assert "/reports/standing.csv" in page

    @pytest.mark.parametrize("code", REPORTS)
    @pytest.mark.parametrize("role", ["viewer", "analyst", "administrator"])
    def test_of_each_report_opens(self, sign_in: SignIn, factories: SimpleNamespace, role: str, code: str) -> None:
        factories.person(side="ukr", custody_status=CustodyStatus.IN_CAPTIVITY)
        response = sign_in(role).get(f"/reports/{code}")
        assert response.status_code == 200
        assert str(REPORTS[code].title) in response.get_data(as_text=True)

    @pytest.mark.parametrize("code", REPORTS)
    def test_of_each_report_opens_without_anybody_on_record(self, sign_in: SignIn, code: str) -> None:
        assert sign_in().get(f"/reports/{code}").status_code == 200

    def test_of_no_known_report_is_nowhere(self, sign_in: SignIn) -> None:
        assert sign_in().get("/reports/nonsense").status_code == 404

    def test_shows_all_sides_when_none_is_chosen(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        factories.person(side="ukr")
        page = sign_in().get("/reports/standing?side=").get_data(as_text=True)
        assert "1 person." in page
        assert '<p class="message">Side' not in page

    def test_says_what_it_did_not_understand_in_the_filter(self, sign_in: SignIn) -> None:
        page = sign_in().get("/reports/standing?captured_from=nonsense").get_data(as_text=True)
        assert '<p class="message">Captured from' in page

    @pytest.mark.parametrize("code", ["standing", "cohorts"])
    @pytest.mark.parametrize(
        "query", ["", "?side=ukr", "?status=in_captivity&status=exchanged", "?category=civilian", "?cohort=first"]
    )
    def test_every_count_leads_to_as_many_people(
        self, sign_in: SignIn, factories: SimpleNamespace, code: str, query: str
    ) -> None:
        cohorts = [factories.cohort(code="first"), factories.cohort(code="second")]
        for number, status in enumerate(CustodyStatus):
            person = factories.person(
                side=("ukr", "rus")[number % 2],
                category=("civilian", "conscript")[number % 3 % 2],
                custody_status=status,
            )
            for cohort in cohorts[: number % 3]:
                factories.person_cohort(person=person, cohort=cohort)
        client = sign_in()
        page = client.get(f"/reports/{code}{query}").get_data(as_text=True)
        links = re.findall(r'<a href="/people\?([^"]*)">(\d+)</a>', page)
        assert links
        wrong = [
            (link, count)
            for link, count in links
            if len(surnames(client, f"?{link}".replace("&amp;", "&"))) != int(count)
        ]
        assert wrong == []

    def test_links_to_nobody_where_the_reader_sees_no_names(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        factories.person(side="ukr")
        assert 'href="/people' not in sign_in(Role.ADMINISTRATOR).get("/reports/standing").get_data(as_text=True)


class TestMenu:
    @pytest.mark.parametrize("page", ["/people", "/reports/register", "/reports/standing", "/reports/months"])
    def test_offers_words_in_the_language_of_the_page(
        self, sign_in: SignIn, factories: SimpleNamespace, page: str
    ) -> None:
        factories.person()
        assert "headings=uk" in sign_in(locale="uk").get(page).text
