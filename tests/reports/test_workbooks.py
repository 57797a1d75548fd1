"""Reports as workbooks: the same rows as the CSV, for the same people, under the same rules, and written down alike."""

import csv
import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock, xlsx
from app.core.csv import unguard
from app.people import queries as people
from app.people.models import CustodyStatus
from app.reports import register
from app.reports.catalogue import REPORTS
from app.reports.models import Export
from tests.harness.client import Client

SignIn = Callable[..., Client]


def sheet_of(data: bytes) -> list[list[Any]]:
    return [
        ["" if cell is None else cell for cell in row] for row in openpyxl.load_workbook(io.BytesIO(data)).active.values
    ]


def csv_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=","))


@pytest.mark.parametrize("code", REPORTS)
def test_hold_what_the_csv_holds(sign_in: SignIn, factories: SimpleNamespace, code: str) -> None:
    for surname, status in (("=1+1", CustodyStatus.IN_CAPTIVITY), ("#N/A", CustodyStatus.EXCHANGED)):
        person = factories.person(surname=surname, side="ukr", category="conscript", custody_status=status)
        factories.person_identifier(person=person, value=f"007{surname}")
    client = sign_in()
    workbook = sheet_of(client.get(f"/reports/{code}.xlsx").data)
    plain = csv_of(client.get(f"/reports/{code}.csv?separator=comma").data)
    assert [[str(cell) for cell in row] for row in workbook] == [[unguard(cell) for cell in row] for row in plain]


@pytest.mark.parametrize("code", REPORTS)
def test_hold_no_formula_and_no_error(sign_in: SignIn, factories: SimpleNamespace, code: str) -> None:
    factories.person(surname="=cmd|' /C calc'!A0", call_sign="#REF!", side="ukr")
    book = openpyxl.load_workbook(io.BytesIO(sign_in().get(f"/reports/{code}.xlsx").data))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}


def test_are_named_and_sent_as_what_they_are(sign_in: SignIn) -> None:
    response = sign_in().get("/reports/months.xlsx")
    name = f"obmin-internal-months-{clock.today().isoformat()}.xlsx"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Type"] == xlsx.MEDIA_TYPE


def test_are_written_down_with_their_digest(sign_in: SignIn, session: Session, factories: SimpleNamespace) -> None:
    factories.person()
    sent = sign_in().get("/reports/register.xlsx?columns=name,rank").data
    export = session.scalars(select(Export)).one()
    assert (export.format, export.rows, export.sha256) == ("xlsx", 1, hashlib.sha256(sent).hexdigest())
    assert export.filters == {"columns": ["name,rank"]}


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("analyst", 200), ("administrator", 403)])
def test_of_names_leave_only_with_those_who_enter_them(sign_in: SignIn, role: str, status: int) -> None:
    assert sign_in(role).get("/reports/register.xlsx").status_code == status


def test_of_more_than_a_sheet_holds_are_refused(
    sign_in: SignIn, factories: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 0)
    factories.person()
    client = sign_in()
    assert client.get("/reports/register.xlsx").status_code == 400
    assert client.get("/reports/register.csv").status_code == 200


class TestColumns:
    @pytest.mark.parametrize("ending", ["csv?separator=comma&", "xlsx?"])
    def test_are_those_that_the_list_shows_in_its_order(
        self, sign_in: SignIn, factories: SimpleNamespace, ending: str
    ) -> None:
        factories.person(surname="Шевчук", rank="капрал")
        data = sign_in().get(f"/reports/register.{ending}columns=rank,name,days").data
        header, row = csv_of(data) if "csv" in ending else sheet_of(data)
        name, days = ["surname", "given_name", "patronymic", "call_sign"], register.DAYS
        assert header == ["rank", *name, *days]
        assert row[:2] == ["капрал", "Шевчук"]

    def test_of_the_list_all_have_their_own(self) -> None:
        assert set(register.SHOWN_AS) == set(people.COLUMNS)
        assert {code for codes in register.SHOWN_AS.values() for code in codes} <= set(register.COLUMNS)

    def test_of_counts_stay_what_they_are(self, sign_in: SignIn) -> None:
        header = csv_of(sign_in().get("/reports/months.csv?separator=comma&columns=name").data)[0]
        assert header == [column.code for column in REPORTS["months"].columns]

    def test_are_offered_as_the_list_shows_them(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        factories.person(side="ukr")
        page = sign_in(locale="uk").get("/people?side=ukr&columns=name,rank&density=roomy&view=0").text
        assert 'href="/reports/register.xlsx?side=ukr&amp;headings=uk&amp;columns=name%2Crank"' in page
        assert 'href="/reports/register.xlsx?side=ukr&amp;headings=uk"' in page


def test_leave_by_the_command_too(obmin: Callable[..., Any], factories: SimpleNamespace, tmp_path: Path) -> None:
    factories.person(surname="Шевчук")
    path = tmp_path / "register.xlsx"
    options = ("--filter", "columns=number,name", "--format", "xlsx", "--output", str(path))
    assert obmin("export", "register", *options).exit_code == 0
    assert sheet_of(path.read_bytes())[1][1] == "Шевчук"
