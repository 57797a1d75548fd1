"""Checking rows before anything is written."""

from datetime import date

import pytest

from app.core.dates import UncertainDate, parse_edtf
from app.custody.models import EventKind
from app.imports import cells
from app.imports.checks import Assumed, Checked, check
from app.imports.drafts import Draft, Telling
from app.imports.fields import FIELDS
from app.imports.problems import REJECTING, Code, Problem
from app.imports.reading import Row, Table
from app.people.models import Absence, IdentifierKind, NameLanguage, Sex

TODAY = date(2026, 11, 22)
AS_OF = parse_edtf("../2024-06-01")


def checked(*rows: dict[str, str], side: str | None = None, category: str | None = None) -> Checked:
    """Check rows written by field; their headers are the fields themselves, "Extra" is mapped to none."""
    header = tuple(dict.fromkeys(field for row in rows for field in row))
    columns = {position: field for position, field in enumerate(header) if field in FIELDS}
    lines = tuple(Row(number, tuple(row.get(field, "") for field in header)) for number, row in enumerate(rows, 2))
    return check(Table(header, lines), columns, Assumed(date(2024, 6, 1), TODAY, side, category))


def draft(**said: str) -> Draft:
    (only,) = checked({"surname": "Вигаданий"} | said).drafts
    return only


def codes(one: Draft) -> list[Code]:
    return [problem.code for problem in one.problems]


class TestNames:
    def test_a_full_name_is_taken_apart_and_kept(self) -> None:
        (one,) = checked({"full_name": "Test00 Exampl, Ivan"}).drafts
        assert one.said == {"surname": "Test00 Exampl", "given_name": "Ivan", "name_language": NameLanguage.LATIN}
        assert one.note == "full_name: Test00 Exampl, Ivan"

    def test_a_full_name_yields_to_the_surname_beside_it(self) -> None:
        assert draft(full_name="Зовсім Інша").said["surname"] == "Вигаданий"

    def test_a_given_name_beside_it_is_not_overwritten(self) -> None:
        (one,) = checked({"full_name": "Вигаданий Іван", "given_name": "Хома"}).drafts
        assert one.said["given_name"] == "Хома"

    def test_an_assumed_order_is_said(self) -> None:
        (one,) = checked({"full_name": "Exampl Ivan"}).drafts
        assert codes(one) == [Code.NAME_ORDER]

    def test_a_call_sign_is_enough(self) -> None:
        (one,) = checked({"call_sign": "Null"}).drafts
        assert (one.said, one.problems) == ({"call_sign": "Null"}, [])

    @pytest.mark.parametrize(
        "row", [{"full_name": "н/д"}, {"surname": "\u200b \u200b", "given_name": "Хома"}, {"full_name": ","}]
    )
    def test_a_row_that_names_nobody_is_rejected(self, row: dict[str, str]) -> None:
        (one,) = checked(row).drafts
        assert codes(one)[-1] is Code.MISSING_NAME


class TestCells:
    def test_text_is_kept_on_one_line(self) -> None:
        assert draft(rank="  старший \n солдат ").said["rank"] == "старший солдат"

    def test_paragraphs_keep_their_lines(self) -> None:
        one = draft(note="перший\nдругий", distinguishing_marks="шрам\n-")
        assert one.note == "перший\nдругий"
        assert one.said["distinguishing_marks"] == "шрам\n-"

    def test_what_no_field_takes_goes_to_the_note(self) -> None:
        assert draft(Extra="щось", note="примітка").note == "примітка\nExtra: щось"

    def test_numbers_stand_apart(self) -> None:
        one = draft(service_number="Т-1", list_number="7")
        assert one.numbers == {IdentifierKind.SERVICE_NUMBER: "Т-1", IdentifierKind.LIST_NUMBER: "7"}

    def test_hidden_characters_are_taken_out(self) -> None:
        one = draft(rank="\u202eсолдат\u202c\x07")
        assert (one.said["rank"], codes(one)) == ("солдат", [Code.HIDDEN_CHARACTERS])

    def test_a_lost_letter_costs_the_row(self) -> None:
        assert codes(draft(rank="сол\ufffdат")) == [Code.UNDECODABLE]

    @pytest.mark.parametrize(("field", "most"), [("rank", 300), ("captured_place", 300), ("note", 10_000)])
    def test_what_has_no_room_costs_the_row(self, field: str, most: int) -> None:
        assert codes(draft(**{field: "я" * most})) == []
        assert codes(draft(**{field: "я" * (most + 1)})) == [Code.TOO_LONG]

    def test_room_is_measured_in_the_form_that_searches_compare(self) -> None:
        assert codes(draft(service_number="ß" * 200)) == [Code.TOO_LONG]

    def test_an_answer_that_leaves_a_value_open_is_kept_as_one(self) -> None:
        one = draft(rank="невідомо", category="not asked", status="unknown")
        assert one.absences == {"rank": Absence.UNKNOWN, "category_id": Absence.NOT_ASKED}
        assert one.problems == []

    def test_a_dash_is_an_empty_cell(self) -> None:
        one = draft(rank="—")
        assert ("rank" in one.said, codes(one)) == (False, [Code.MISSING_VALUE])


class TestDates:
    def test_are_read_day_first_and_may_be_uncertain(self) -> None:
        one = draft(born="7.01.1985", captured_on="травень 2022")
        assert (one.said["born"].edtf, one.said["captured_on"].edtf) == ("1985-01-07", "2022-05")

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("31.02.1999", Code.INVALID_DATE),
            ("вчора", Code.INVALID_DATE),
            ("05.03.1889", Code.IMPLAUSIBLE_DATE),
            ("05.03.1789", Code.IMPLAUSIBLE_DATE),
            ("23.11.2026", Code.FUTURE_DATE),
        ],
    )
    def test_what_cannot_be_costs_the_row(self, text: str, code: Code) -> None:
        one = draft(born=text)
        assert (codes(one), one.problems[0].column, one.is_rejected) == ([code], "born", True)

    def test_a_birth_after_the_capture_is_kept_with_a_warning(self) -> None:
        one = draft(born="05.03.2023", captured_on="12.04.2022")
        assert (codes(one), one.is_rejected) == ([Code.BORN_AFTER_CAPTURE], False)


class TestWords:
    def test_known_ones_become_codes(self) -> None:
        one = draft(sex="ж", category="цивільна", side="РФ")
        assert (one.said["sex"], one.said["category"], one.said["side"]) == (Sex.FEMALE, "civilian", "rus")

    @pytest.mark.parametrize(
        ("field", "code", "is_rejected"),
        [
            ("category", Code.UNKNOWN_CATEGORY, False),
            ("sex", Code.UNKNOWN_SEX, False),
            ("side", Code.UNKNOWN_SIDE, True),
            ("status", Code.UNKNOWN_STATUS, True),
        ],
    )
    def test_an_unknown_one_is_kept_and_said(self, field: str, code: Code, *, is_rejected: bool) -> None:
        one = draft(**{field: "казна-що"})
        assert (codes(one), one.is_rejected, one.note) == ([code], is_rejected, f"{field}: казна-що")
        assert "казна-що" in str(one.problems[0].sentence)

    def test_rows_that_say_nothing_get_what_holds_for_the_list(self) -> None:
        one, other = checked(
            {"surname": "Один", "side": ""}, {"surname": "Друга", "side": "РФ"}, side="ukr", category="other"
        ).drafts
        assert (one.said["side"], one.said["category"], other.said["side"]) == ("ukr", "other", "rus")

    def test_an_answer_that_leaves_it_open_is_not_overruled(self) -> None:
        (one,) = checked({"surname": "Один", "side": "невідомо"}, side="ukr").drafts
        assert "side" not in one.said


class TestEvents:
    def test_a_capture(self) -> None:
        one = draft(captured_on="16.05.2022", captured_place="Вигадів")
        assert one.events == [Telling(EventKind.CAPTURE, one.said["captured_on"], "Вигадів")]

    def test_a_civilian_is_arrested(self) -> None:
        one = draft(captured_place="Вигадів", category="цивільний")
        assert one.events == [Telling(EventKind.ARREST, None, "Вигадів")]

    def test_being_held_somewhere(self) -> None:
        assert draft(held_at="Вигадана колонія").events == [Telling(EventKind.INTERNMENT, AS_OF, "Вигадана колонія")]

    @pytest.mark.parametrize(
        ("status", "kind"),
        [
            ("у полоні", EventKind.CAPTIVITY_CONFIRMED),
            ("exchanged", EventKind.EXCHANGE),
            ("released", EventKind.RELEASE_UNILATERAL),
            ("помер у полоні", EventKind.DEATH),
            ("missing", EventKind.REPORTED_MISSING),
            ("загинула", EventKind.KILLED),
        ],
    )
    def test_a_status_holds_for_the_day_of_the_list(self, status: str, kind: EventKind) -> None:
        assert draft(status=status).events == [Telling(kind, AS_OF)]

    def test_who_was_captured_and_died_died_in_custody(self) -> None:
        told = draft(status="загинула", captured_on="2022").events
        assert [telling.kind for telling in told] == [EventKind.CAPTURE, EventKind.DEATH]


class TestRows:
    def check(self, *rows: tuple[str, ...]) -> Checked:
        lines = tuple(Row(number, cells) for number, cells in enumerate(rows, 2))
        return check(Table(("П", "Р"), lines), {0: "surname", 1: "rank"}, Assumed(TODAY, TODAY))

    @pytest.mark.parametrize("row", [("Один",), ("Один", "солдат", "зайве")])
    def test_cells_too_few_or_too_many_cost_the_row(self, row: tuple[str, ...]) -> None:
        (one,) = self.check(row).drafts
        assert (codes(one), one.said) == ([Code.RAGGED_ROW], {})

    def test_empty_cells_too_many_do_not(self) -> None:
        (one,) = self.check(("Один", "солдат", "", " ")).drafts
        assert (codes(one), one.is_rejected) == ([Code.TRAILING_EMPTY_CELLS], False)

    def test_the_same_row_again_costs_it(self) -> None:
        found = self.check(("Один", "солдат"), ("ОДИН ", "солдат"), ("Один", "капітан"))
        assert [codes(one) for one in found.drafts] == [[], [Code.DUPLICATE_EXACT], []]
        assert "row 2" in str(found.drafts[1].problems[0].sentence)

    def test_totals_and_the_header_again_are_no_people(self) -> None:
        found = self.check(("П", "Р"), ("Один", "солдат"), ("", "Разом:"))
        assert (len(found.drafts), found.skipped) == (1, 2)

    def test_accepted_and_warned_are_counted(self) -> None:
        found = self.check(("Один", "солдат"), ("Два", "-"), ("", "солдат"))
        assert (len(found.drafts), len(found.accepted), len(found.warned)) == (3, 2, 1)


class TestProblem:
    def test_names_its_row_and_column(self) -> None:
        assert str(Problem(5, Code.INVALID_DATE, "Correct it.", "Дата")) == "Row 5, column Дата: Correct it."
        assert str(Problem(5, Code.RAGGED_ROW, "Correct it.")) == "Row 5: Correct it."

    def test_is_data_to_programs(self) -> None:
        assert Problem(5, Code.INVALID_DATE, "Correct it.", "Дата").as_data() == {
            "row": 5,
            "column": "Дата",
            "code": "invalid_date",
            "rejected": True,
            "sentence": "Correct it.",
        }

    def test_an_unknown_category_never_costs_a_row(self) -> None:
        assert Code.UNKNOWN_CATEGORY not in REJECTING


def test_an_open_date_is_neither_future_nor_implausible() -> None:
    one = Draft(2)
    cells.read_date(one, "captured_on", "Дата", "до 06.2022", today=TODAY)
    assert (one.problems, one.said["captured_on"]) == ([], UncertainDate("../2022-06", None, date(2022, 6, 30)))
