"""The register of people: its columns, what a cell says, and that it is read block by block."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.people.models import CustodyStatus, EndingKind, IdentifierKind, Sex
from app.people.queries import PeopleFilter, Request
from app.reports import register
from app.reports.queries import register as reading
from app.reports.words import Headings, words_for

TODAY = date(2026, 11, 22)
COLUMNS = [
    "ref", "surname", "given_name", "patronymic", "call_sign", "latin_name", "name_language", "sex",
    "born", "born_earliest", "born_latest", "birth_place", "father_name", "mother_maiden_name", "nationality",
    "side", "category", "cohorts", "rank", "unit", "service_number", "identity_disc", "passport", "tax_number",
    "icrc_number", "prisoner_number", "list_number", "last_residence", "distinguishing_marks", "custody_status",
    "confirmation", "reported", "legal_situation", "since", "since_earliest", "since_latest", "place",
    "captured", "captured_earliest", "captured_latest", "ended", "ended_earliest", "ended_latest", "last_known_on",
    "days_in_captivity_min", "days_in_captivity_max",
    "exchange_status", "times_listed", "times_refused", "times_silent", "times_waiting", "last_answer",
    "last_answer_on", "conflicts", "missing", "created_at", "updated_at",
]  # fmt: skip


def rows(headings: Headings = Headings.CODES, asked: Request | None = None) -> list[dict[str, str]]:
    found = register.rows(asked or Request(), words_for(headings), day=TODAY)
    return [dict(zip(register.COLUMNS, row, strict=True)) for row in found]


def row(headings: Headings = Headings.CODES) -> dict[str, str]:
    (only,) = rows(headings)
    return only


def dated(name: str, edtf: str, earliest: date | None, latest: date | None) -> dict[str, Any]:
    return {f"{name}_edtf": edtf, f"{name}_earliest": earliest, f"{name}_latest": latest}


def test_the_header_is_fixed() -> None:
    assert list(register.COLUMNS) == COLUMNS


class TestCell:
    def test_names_the_record_by_the_number_that_people_use(self, factories: SimpleNamespace) -> None:
        person = factories.person()
        assert row()["ref"] == person.ref

    def test_tells_who_somebody_is(self, factories: SimpleNamespace) -> None:
        factories.person(surname="Мар’яненко", given_name="Олена", side="ukr", category="civilian", sex=Sex.FEMALE)
        told = row()
        assert (told["surname"], told["given_name"], told["patronymic"]) == ("Мар’яненко", "Олена", "")
        assert (told["side"], told["category"], told["sex"]) == ("ukr", "civilian", "female")

    @pytest.mark.parametrize("code", ["unknown", "not_asked", "refused"])
    @pytest.mark.parametrize(
        ("field", "column"), [("rank", "rank"), ("born", "born"), ("side_id", "side"), ("sex", "sex")]
    )
    def test_tells_why_a_field_is_left_open(
        self, factories: SimpleNamespace, field: str, column: str, code: str
    ) -> None:
        factories.person(absences={field: code})
        assert row()[column] == code

    def test_is_blank_where_nobody_says_anything(self, factories: SimpleNamespace) -> None:
        factories.person()
        assert row()["rank"] == ""

    def test_tells_a_date_with_its_bounds(self, factories: SimpleNamespace) -> None:
        factories.person(born="1990-05")
        told = row()
        assert (told["born"], told["born_earliest"], told["born_latest"]) == ("1990-05", "1990-05-01", "1990-05-31")

    def test_tells_the_standing_in_codes(self, factories: SimpleNamespace) -> None:
        place = factories.place(name="Вигадана колонія")
        factories.person(custody_status=CustodyStatus.IN_CAPTIVITY, reported=EndingKind.DEATH, place_id=place.id)
        told = row()
        assert (told["custody_status"], told["confirmation"], told["exchange_status"]) == (
            "in_captivity",
            "none",
            "not_listed",
        )
        assert (told["reported"], told["place"]) == ("death", "Вигадана колонія")

    def test_tells_cohorts_in_the_order_of_their_vocabulary(self, factories: SimpleNamespace) -> None:
        person = factories.person()
        for code, position in (("second", 91), ("first", 90)):
            factories.person_cohort(person=person, cohort=factories.cohort(code=code, position=position))
        assert row()["cohorts"] == "first second"

    def test_tells_numbers_that_stand_each_in_the_column_of_its_kind(self, factories: SimpleNamespace) -> None:
        person = factories.person()
        factories.person_identifier(person=person, value="ВИ-1")
        factories.person_identifier(person=person, value="ВИ-2", issuer="список 12 травня")
        factories.person_identifier(person=person, kind=IdentifierKind.PASSPORT, value="АА123")
        factories.person_identifier(
            person=person, value="ВИ-3", retracted_at=datetime(2026, 2, 1, tzinfo=UTC), retraction_reason="описка"
        )
        told = row()
        assert told["service_number"] == "ВИ-1; ВИ-2 (список 12 травня)"
        assert (told["passport"], told["tax_number"]) == ("АА123", "")

    def test_tells_also_what_merged_records_carry(self, factories: SimpleNamespace) -> None:
        person = factories.person()
        twin = factories.person(merged_into_id=person.id)
        cohort = factories.cohort(code="wide")
        factories.person_cohort(person=person, cohort=cohort)
        factories.person_cohort(person=twin, cohort=cohort)
        factories.person_identifier(person=twin, value="ВИ-9")
        told = row()
        assert (told["ref"], told["cohorts"], told["service_number"]) == (person.ref, "wide", "ВИ-9")

    def test_names_conflicts_and_gaps_by_columns(self, session: Session, factories: SimpleNamespace) -> None:
        person = factories.person()
        person.conflicts, person.missing = ["side_id", "rank"], ["service_number"]
        session.flush()
        told = row()
        assert (told["conflicts"], told["missing"]) == ("side rank", "service_number")

    def test_tells_moments_in_utc(self, factories: SimpleNamespace) -> None:
        factories.person(created_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
        assert row()["created_at"] == "2026-01-02T03:04:05Z"


class TestDaysInCaptivity:
    def days(self) -> tuple[str, str]:
        told = row()
        return told["days_in_captivity_min"], told["days_in_captivity_max"]

    def test_run_to_today_while_somebody_is_held(self, factories: SimpleNamespace) -> None:
        captured = dated("captured", "2026-11", date(2026, 11, 1), date(2026, 11, 12))
        factories.person(custody_status=CustodyStatus.IN_CAPTIVITY, **captured)
        assert self.days() == ("10", "21")

    def test_run_to_the_end_of_the_captivity(self, factories: SimpleNamespace) -> None:
        captured = dated("captured", "2022-05-16", date(2022, 5, 16), date(2022, 5, 16))
        ended = dated("ended", "2022-05-26", date(2022, 5, 26), date(2022, 5, 26))
        factories.person(custody_status=CustodyStatus.EXCHANGED, **captured, **ended)
        assert self.days() == ("10", "10")

    def test_have_no_upper_bound_where_the_capture_has_no_first_day(self, factories: SimpleNamespace) -> None:
        captured = dated("captured", "../2026-11-12", None, date(2026, 11, 12))
        factories.person(custody_status=CustodyStatus.PRESUMED_CAPTIVE, **captured)
        assert self.days() == ("10", "")

    def test_are_not_told_where_nobody_knows_when_it_ended(self, factories: SimpleNamespace) -> None:
        captured = dated("captured", "2022-05-16", date(2022, 5, 16), date(2022, 5, 16))
        factories.person(custody_status=CustodyStatus.RELEASED, **captured)
        assert self.days() == ("", "")

    def test_are_not_told_of_somebody_who_was_never_captured(self, factories: SimpleNamespace) -> None:
        factories.person()
        assert self.days() == ("", "")


class TestWords:
    def test_are_those_of_a_language_when_asked(self, session: Session, factories: SimpleNamespace) -> None:
        person = factories.person(
            side="ukr", category="azovstal_defender", sex=Sex.FEMALE, absences={"rank": "not_asked"}
        )
        for position, name in enumerate(("перша ознака", "друга")):
            cohort = factories.cohort(label_uk=name, label_en=f"cohort {position}", position=90 + position)
            factories.person_cohort(person=person, cohort=cohort)
        person.missing = ["side_id", "born"]
        session.flush()
        told = row(Headings.UKRAINIAN)
        assert (told["side"], told["category"]) == ("Україна", "захисниця «Азовсталі»")
        assert told["cohorts"] == "перша ознака, друга"
        told = row(Headings.ENGLISH)
        assert (told["side"], told["rank"], told["sex"]) == ("Ukraine", "not asked", "female")
        assert told["missing"] == "Side, Date of birth"


class TestRegister:
    def test_holds_whom_the_list_shows_in_its_order(self, factories: SimpleNamespace) -> None:
        for surname, side in (("Ґудзь", "ukr"), ("Гай", "ukr"), ("Дуб", "rus"), ("Яр", "ukr")):
            factories.person(surname=surname, side=side)
        asked = Request(filter=PeopleFilter(sides=("ukr",)), is_descending=True)
        assert [told["surname"] for told in rows(asked=asked)] == ["Яр", "Ґудзь", "Гай"]

    def test_is_read_block_by_block_with_a_constant_number_of_queries_for_each(
        self, factories: SimpleNamespace, query_count: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reading, "BLOCK", 3)
        source = factories.source()
        for _ in range(7):
            factories.person(source=source)
        with query_count() as queries:
            assert len(rows()) == 7
        vocabularies, merged, people, blocks = 4, 1, 1, 3
        assert len(queries) == vocabularies + merged + people + 2 * blocks

    def test_gives_its_first_row_before_the_last_is_read(
        self, factories: SimpleNamespace, query_count: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reading, "BLOCK", 2)
        source = factories.source()
        for _ in range(6):
            factories.person(source=source)
        with query_count() as queries:
            started: Iterator[list[str]] = register.rows(Request(), words_for(Headings.CODES), day=TODAY)
            next(started)
        assert len([query for query in queries if "person_cohorts" in query]) == 1
        assert len(list(started)) == 5
