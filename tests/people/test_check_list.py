"""A list that is checked: each row has its answer, it can be taken away, and nothing of it is kept."""

import csv
import io
import re
from html import unescape
from types import SimpleNamespace

import openpyxl
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.models import Role
from app.accounts.permissions import MATRIX, RIGHTS
from app.audit.models import AccessEntry
from app.core.dates import parse
from app.core.db import Base
from app.people.models import Person
from app.people.views import checking
from tests.conftest import SignIn
from tests.harness.client import Client
from tests.harness.pages import posting

ROW = re.compile(r'<tr class="answered-(\w+)">(.*?)</tr>', re.DOTALL)
LIST = (
    "Прошу перевірити:\n1. солдат Вербозвук Яків Гнатович, 12.03.1987 р.н.\n\n"
    "2. Werbosvuk Yakiv 1987\n3. Ніхтожній Хома\n"
)


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in(Role.ANALYST)


@pytest.fixture
def yakiv(factories: SimpleNamespace) -> Person:
    """Somebody invented."""
    told = {"surname": "Вербозвук", "given_name": "Яків", "patronymic": "Гнатович"}
    return factories.person_statement(**told, born=parse("12.03.1987")).person


def check(client: Client, names: str, address: str = "/people/check") -> TestResponse:
    return client.post(address, data={"names": names})


def rows_in(response: TestResponse) -> list[tuple[str, str]]:
    """The answer of each row, and its text."""
    return [(answer, unescape(re.sub(r"<[^>]+>", " ", row))) for answer, row in ROW.findall(response.text)]


def kept_in(response: TestResponse) -> list[str]:
    """What stands in the box of the list."""
    return next(form.answers()["names"] for form in posting(response.text) if "names" in form.answers())


class TestAnswers:
    def test_stand_beside_each_row_with_the_reasons(self, analyst: Client, yakiv: Person) -> None:
        response = check(analyst, LIST)
        assert response.status_code == 200
        answers = rows_in(response)
        assert [answer for answer, _row in answers] == ["sure", "likely", "unknown"]
        assert all(part in answers[0][1] for part in (yakiv.name, yakiv.ref, "12 Mar 1987", "no information"))
        assert f'href="/people/{yakiv.ref}"' in response.text
        assert 'class="reasons"' in response.text

    def test_keep_the_numbers_of_the_lines(self, analyst: Client, yakiv: Person) -> None:
        numbers = re.findall(r'<td class="number">(\d+)</td>', check(analyst, LIST).text)
        assert numbers == ["2", "4", "5"]
        assert yakiv.id

    def test_are_not_sure_of_brothers(self, analyst: Client, yakiv: Person, factories: SimpleNamespace) -> None:
        factories.person_statement(surname="Вербозвук", given_name="Юхим", patronymic="Гнатович", born=parse("1985"))
        (row,) = rows_in(check(analyst, "Вербозвук Юхим Гнатович, 12.03.1987"))
        assert row[0] != "sure"
        assert yakiv.ref in row[1]

    def test_know_a_record_by_its_number(self, analyst: Client, yakiv: Person) -> None:
        (row,) = rows_in(check(analyst, f"7) {yakiv.ref.lower()}"))
        assert (row[0], yakiv.name in row[1]) == ("sure", True)

    def test_offer_to_enter_who_is_not_found(self, analyst: Client) -> None:
        page = unescape(check(analyst, "1) Ніхтожній Хома Гнатович 1990").text)
        assert "/people/new?surname=%D0%9D" in page
        assert "patronymic=" in page
        assert "born=1990" in page

    def test_tell_which_lines_were_passed_over(self, analyst: Client, yakiv: Person) -> None:
        page = check(analyst, LIST).text
        assert "1 line names nobody and was passed over" in page
        assert yakiv.id


class TestNothingIsLost:
    def test_of_a_list_that_names_nobody(self, analyst: Client) -> None:
        response = check(analyst, "Добрий день!")
        assert response.status_code == 422
        assert "No name was found in what you pasted." in response.text
        assert kept_in(response) == ["Добрий день!"]

    def test_of_nothing(self, analyst: Client) -> None:
        assert "Paste the list: a person a line." in check(analyst, " \n ").text

    def test_of_a_list_that_is_too_long_at_all(self, analyst: Client) -> None:
        pasted = "Ніхтожній Хома\n" * 7000
        response = check(analyst, pasted)
        assert response.status_code == 422
        assert kept_in(response) == [pasted.rstrip()]

    def test_beyond_those_who_are_looked_up_at_once(self, analyst: Client) -> None:
        pasted = "\n".join(f"P-{number}" for number in range(1, 504))
        response = check(analyst, pasted)
        assert len(rows_in(response)) == 500
        assert "3 people more than 500 were not looked up." in response.text
        assert kept_in(response) == [pasted]

    def test_by_the_language_button(self, analyst: Client) -> None:
        response = analyst.post("/people/check", data={"names": LIST, "switch_language": "uk"})
        assert "Перевірити список" in response.text
        assert kept_in(response) == [LIST.rstrip()]

    def test_but_what_nobody_sees(self, analyst: Client, yakiv: Person) -> None:
        (row,) = rows_in(check(analyst, "\u202aВербозвук\u202c Яків\x0b\x00"))
        assert yakiv.name in row[1]


class TestParts:
    """A long list is answered in parts, each when its time is over; what waits is one button further."""

    @pytest.fixture(autouse=True)
    def no_patience(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checking, "PATIENCE", 0)

    def test_show_how_far_the_list_is_and_lead_on(self, analyst: Client, yakiv: Person) -> None:
        response = check(analyst, LIST)
        assert len(rows_in(response)) == 1
        assert yakiv.name in rows_in(response)[0][1]
        assert "1–1 of 3 people of your list were looked up." in response.text
        assert 'name="done" value="1"' in response.text
        assert kept_in(response) == [LIST.rstrip()]

    def test_go_on_where_the_last_one_ended(self, analyst: Client) -> None:
        response = analyst.post("/people/check", data={"names": LIST, "done": "2"})
        (row,) = rows_in(response)
        assert "Ніхтожній Хома" in row[1]
        assert "3–3 of 3 people" in response.text
        assert 'name="done"' not in response.text

    def test_are_empty_where_the_list_has_become_shorter(self, analyst: Client) -> None:
        response = analyst.post("/people/check", data={"names": LIST, "done": "7"})
        assert (response.status_code, rows_in(response)) == (200, [])

    def test_are_noted_each_for_itself(self, analyst: Client, session: Session) -> None:
        check(analyst, LIST)
        (entry,) = session.scalars(select(AccessEntry))
        assert entry.details["count"] == 1

    def test_are_not_made_of_files(self, analyst: Client) -> None:
        _header, *rows = csv.reader(io.StringIO(check(analyst, LIST, "/people/check/csv").text), delimiter=";")
        assert len(rows) == 3


class TestFiles:
    def test_hold_the_rows_for_a_spreadsheet(self, analyst: Client, yakiv: Person) -> None:
        response = check(analyst, f"{LIST}4. =cmd Хома", "/people/check/csv")
        assert re.search(
            r'filename="obmin-internal-check-\d{4}-\d\d-\d\d.csv"', response.headers["Content-Disposition"]
        )
        header, *rows = csv.reader(io.StringIO(response.text.lstrip("\ufeff")), delimiter=";")
        assert header[:2] == ["Line", "In your list"]
        assert rows[0][:8] == [
            *("2", "1. солдат Вербозвук Яків Гнатович, 12.03.1987 р.н.", "Вербозвук Яків Гнатович", "12 Mar 1987"),
            *("sure", yakiv.ref, yakiv.name, "12 Mar 1987"),
        ]
        assert rows[0][8] == "no information"
        assert [row[5] for row in rows] == [yakiv.ref, yakiv.ref, "", ""]
        assert {len(row) for row in rows} == {len(header)}

    def test_make_no_formula_of_what_was_pasted(self, analyst: Client) -> None:
        assert "'=HYPERLINK" in check(analyst, '=HYPERLINK("x") Хома Гнатович', "/people/check/csv").text

    def test_are_workbooks_as_well(self, analyst: Client, yakiv: Person) -> None:
        response = check(analyst, LIST, "/people/check/xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(response.data)).active
        rows = list(sheet.iter_rows(values_only=True))
        assert (len(rows), rows[1][0], rows[1][5]) == (4, 2, yakiv.ref)

    @pytest.mark.parametrize("address", ["/people/check/csv", "/people/check/xlsx"])
    def test_are_not_made_of_what_names_nobody(self, analyst: Client, address: str) -> None:
        assert check(analyst, "Добрий день!", address).status_code == 422

    def test_leave_with_those_who_may_take_names_out(self, sign_in: SignIn) -> None:
        assert MATRIX["people.export_check"] == MATRIX["people.export_check_workbook"] == RIGHTS["export names"]
        viewer = sign_in(Role.VIEWER)
        assert "check/csv" not in check(viewer, LIST).text
        assert check(viewer, LIST, "/people/check/csv").status_code == 403


class TestNothingIsKept:
    @pytest.mark.parametrize("address", ["/people/check", "/people/check/csv", "/people/check/xlsx"])
    def test_but_that_somebody_checked_a_list(
        self, analyst: Client, yakiv: Person, session: Session, address: str
    ) -> None:
        before = counts(session)
        check(analyst, LIST, address)
        changed = {name: count - before[name] for name, count in counts(session).items() if count != before[name]}
        assert changed == {"access_entries": 1}
        (entry,) = session.scalars(select(AccessEntry))
        assert (entry.action, entry.actor_id, entry.person_id) == ("check list", analyst.user.id, None)
        assert (entry.details["count"], entry.details["sure"]) == (3, 1)
        assert entry.details.get("file") == {"check": None, "csv": "csv", "xlsx": "xlsx"}[address.rpartition("/")[2]]
        assert not re.search("вербозвук|verbo|хома", str(entry.details).casefold())
        assert yakiv.id

    def test_nor_does_a_log_hold_a_word(
        self, analyst: Client, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
    ) -> None:
        with caplog.at_level("DEBUG"):
            check(analyst, LIST)
        logged = " ".join(str(vars(record)) for record in caplog.records) + "".join(capfd.readouterr())
        assert not re.search("вербозвук|werbos|ніхтожній", logged, re.IGNORECASE)


def counts(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    return {
        name: session.scalars(select(func.count()).select_from(table)).one()
        for name, table in Base.metadata.tables.items()
    }


def test_the_desk_leads_there(sign_in: SignIn) -> None:
    assert 'href="/people/check"' in sign_in(Role.VIEWER).get("/").text
    assert 'href="/people/check"' not in sign_in(Role.ADMINISTRATOR).get("/").text
