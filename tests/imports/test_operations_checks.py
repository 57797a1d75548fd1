"""Reading rows of lists of operations: cells, formulas, and which rows are one operation."""

from datetime import date

import pytest

from app.exchanges.models import CLAIMED, Mediator
from app.imports.checks import Checked
from app.imports.drafts import Draft
from app.imports.operations.checks import check
from app.imports.operations.fields import HEADINGS, Shape, known_columns, shape_of
from app.imports.operations.grouping import groups_of
from app.imports.operations.mediating import is_all_known, mediators_in
from app.imports.operations.numbers import Formula, formula_of, read_count
from app.imports.reading import Row, Table, Unreadable

TODAY = date(2026, 11, 22)
HEAD = ("date", "event_type", "ukrainians_returned", "russians_returned", "official_no", "mediator", "note", "source")
URL = "https://news.example/1"


def checked(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD, source: str | None = None) -> Checked:
    """Check rows under a heading."""
    table = Table(head, tuple(Row(number, cells) for number, cells in enumerate(rows, 2)))
    columns = known_columns(head)
    return check(table, columns, shape_of(columns, head), today=TODAY, source=source)


def codes(draft: Draft) -> list[str]:
    return [problem.code.value for problem in draft.problems]


def row(  # noqa: PLR0917 - the cells of a row, in their order
    day: str, kind: str = "exchange", ours: str = "", theirs: str = "", number: str = "", by: str = "", note: str = ""
) -> tuple[str, ...]:
    return day, kind, ours, theirs, number, by, note, URL


class TestColumns:
    def test_every_number_of_a_claim_has_a_heading(self) -> None:
        assert set(CLAIMED) <= set(HEADINGS)

    def test_are_known_in_both_languages_and_once(self) -> None:
        assert known_columns(("ДАТА", "Повернуто українців", "date", "щось")) == {0: "day", 1: "ukr_returned"}

    @pytest.mark.parametrize(
        ("head", "shape"),
        [
            (("as_of", "metric", "value"), Shape.TOTALS),
            (("date", "bodies_to_ukraine", "russians_returned"), Shape.PEOPLE),
            (("date", "bodies_to_russia"), Shape.REMAINS),
        ],
    )
    def test_tell_what_the_rows_are(self, head: tuple[str, ...], shape: Shape) -> None:
        assert shape_of(known_columns(head), head) is shape

    @pytest.mark.parametrize("head", [("date", "прізвище"), ("russians_returned", "source")])
    def test_of_other_lists_are_refused(self, head: tuple[str, ...]) -> None:
        with pytest.raises(Unreadable, match="no list of operations"):
            shape_of(known_columns(head), head)


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "number", "found"),
        [
            ("12", 12, []),
            ("1 015", 1015, ["thousands_space"]),
            ("понад 100", 100, ["approximate_number"]),
            ("100+", 100, ["approximate_number"]),
            ("25 + 5", 30, ["sum_in_cell"]),
            ("~25+5", 30, ["approximate_number", "sum_in_cell"]),
            ("н/д", None, []),
            ("невідомо", None, []),
            ("-3", 0, ["negative_number"]),
            ("−3", 0, ["negative_number"]),
            ("12,5", 0, ["not_a_whole_number"]),
            ("12345678", 0, ["not_a_whole_number"]),
            ("багато", 0, ["not_a_whole_number"]),
        ],
    )
    def test_are_read_as_people_write_them(self, text: str, number: int | None, found: list[str]) -> None:
        draft = Draft(2)
        read_count(draft, "value", "Число", text)
        assert (draft.said.get("value"), codes(draft)) == (number, found)

    @pytest.mark.parametrize(
        ("text", "formula"),
        [
            ("12 на 12", Formula(12, 12)),
            ("1 015x1015", Formula(1015, 1015)),
            ("40/38", Formula(40, 38)),
            ("205-for-205", Formula(205, 205)),
            ("25 на 25 плюс 5 поза обміном", Formula(25, 25, 5)),
            ("Всіх на всіх", Formula(is_all_for_all=True)),
            ("порівну", None),
        ],
    )
    def test_of_a_formula(self, text: str, formula: Formula | None) -> None:
        assert formula_of(text) == formula


class TestRows:
    def test_that_fit_have_no_problem(self) -> None:
        (draft,) = checked(row("2024-05-06", ours="45", theirs="3")).drafts
        assert (codes(draft), draft.said["format"], draft.said["ukr_returned"]) == ([], "general", 45)

    @pytest.mark.parametrize(
        ("cells", "found"),
        [
            (row("", ours="5"), ["missing_date"]),
            (row("вчора", ours="5"), ["invalid_date"]),
            (row("2031-01-01"), ["future_date"]),
            (row("2024-05-06", "парад"), ["unknown_type"]),
            (("2024-05-06", "exchange"), ["ragged_row", "missing_source"]),
            ((*row("2024-05-06")[:-1], ""), ["missing_source"]),
            ((*row("2024-05-06")[:-1], "слово " * 60), ["too_long"]),
        ],
    )
    def test_that_cannot_be_kept_are_left_out(self, cells: tuple[str, ...], found: list[str]) -> None:
        (draft,) = checked(cells).drafts
        assert (codes(draft), draft.is_rejected) == (found, True)

    def test_that_come_again_are_left_out(self) -> None:
        first, again = checked(row("2024-05-06"), row("2024-05-06")).drafts
        assert (codes(first), codes(again)) == ([], ["duplicate_exact"])

    def test_of_a_list_without_sources_have_that_of_the_list(self) -> None:
        (draft,) = checked(("06.05.2024", "45"), head=("Дата", "Повернуто українців"), source="Вигадане джерело").drafts
        assert (draft.said["source"], codes(draft)) == ("Вигадане джерело", [])

    @pytest.mark.parametrize(("word", "format_"), [("звільнення", "unilateral"), ("репатріація", "medical")])
    def test_say_of_which_kind_they_are(self, word: str, format_: str) -> None:
        (draft,) = checked(row("2024-05-06", word)).drafts
        assert draft.said["format"] == format_

    @pytest.mark.parametrize(
        ("precision", "day"),
        [("day", "2024-05-06"), ("page_date", "2024-05-06~"), ("inferred", "2024-05-06?"), ("", "2024-05-06")],
    )
    def test_say_how_well_a_day_is_known(self, precision: str, day: str) -> None:
        head = ("date", "date_precision", "ukrainians_returned", "source")
        (draft,) = checked(("2024-05-06", precision, "1", URL), head=head).drafts
        assert draft.said["day"].edtf == day

    def test_keep_in_the_note_what_no_field_takes(self) -> None:
        head = ("date", "ukrainians_returned", "confidence", "formula", "note", "source", "source_2", "Ще")
        cells = ("2024-05-06", "5", "певно", "порівну", "Слова.", URL, "https://other.example/2", "щось")
        (draft,) = checked(cells, head=head).drafts
        assert codes(draft) == ["unknown_confidence", "unknown_formula"]
        assert draft.note == (
            "Слова.\nconfidence: певно\nformula: порівну\nsource_2: https://other.example/2\nЩе: щось"
        )

    @pytest.mark.parametrize(
        ("ours", "theirs", "formula", "found"),
        [
            ("20", "21", "20 на 21", []),
            ("20", "20", "20 на 21", ["formula_mismatch"]),
            ("20", "н/д", "20 на 21", []),
            ("25", "20", "20 на 20 плюс 5 поза обміном", []),
            ("25", "20", "всіх на всіх", []),
            ("25", "20", "-", []),
        ],
    )
    def test_are_compared_with_their_formula(self, ours: str, theirs: str, formula: str, found: list[str]) -> None:
        head = ("date", "ukrainians_returned", "russians_returned", "formula", "source", "confidence", "place")
        (draft,) = checked(("2024-05-06", ours, theirs, formula, URL, "a", "x" * 20), head=head).drafts
        assert codes(draft) == found

    def test_of_remains_need_a_number(self) -> None:
        head = ("date", "bodies_to_ukraine", "source")
        some, none = checked(("2024-05-06", "5", URL), ("2024-05-07", "", URL), head=head).drafts
        assert (codes(some), some.said["format"], codes(none)) == ([], "remains", ["missing_number"])

    def test_too_long_for_a_line_are_left_out(self) -> None:
        head = ("date", "ukrainians_returned", "source", "place")
        (draft,) = checked(("2024-05-06", "5", URL, "x" * 301), head=head).drafts
        assert codes(draft) == ["too_long"]


class TestTotals:
    HEAD = ("as_of", "metric", "value", "note", "source", "confidence")

    def test_keep_of_which_month_they_speak(self) -> None:
        (draft,) = checked(("2024-06", "held", "6465", "", URL, "B"), head=self.HEAD).drafts
        assert (draft.said["day"].latest, draft.note) == (date(2024, 6, 30), "as_of: 2024-06")

    def test_need_a_day_a_metric_and_a_value(self) -> None:
        (draft,) = checked(("", "held", "", "", URL, "B"), head=self.HEAD).drafts
        assert codes(draft) == ["missing_date", "missing_number"]

    def test_are_no_line_of_totals_of_the_list(self) -> None:
        table = checked(("2024-06-01", "held", "5", "", URL, "B"), ("Разом", "", "5", "", "", ""), head=self.HEAD)
        assert (len(table.drafts), table.skipped) == (1, 1)


class TestGroups:
    def sizes(self, *rows: tuple[str, ...]) -> list[int]:
        return [len(group.drafts) for group in groups_of(checked(*rows).accepted)]

    def test_share_the_official_number(self) -> None:
        rows = (row("2024-06-25", number="53", ours="90"), row("2024-06-28", "exchange_stage", number="53", ours="10"))
        (group,) = groups_of(checked(*rows).accepted)
        assert (group.is_staged, group.official_no, group.planned.edtf) == (True, "53", "2024-06-25/2024-06-28")

    def test_of_one_day_differ_by_number_kind_or_counts(self) -> None:
        day = "2024-06-25"
        rows = (row(day, number="53", ours="9"), row(day, number="54", ours="9"), row(day, "release", ours="9"))
        assert self.sizes(*rows, row(day, ours="8")) == [1, 1, 1, 1]

    def test_agree_in_day_kind_and_both_counts(self) -> None:
        rows = (row("2024-06-25", ours="9", theirs="8"), row("2024-06-25", ours="9", theirs="8", note="Інше слово."))
        (group,) = groups_of(checked(*rows).accepted)
        assert (len(group.drafts), group.is_staged, group.planned.edtf) == (2, False, "2024-06-25")

    def test_are_stages_of_the_agreement_that_the_note_names(self) -> None:
        stage = "exchange_stage"
        rows = (
            row("2025-05-23", stage, "390", "390", by="Стамбул", note="1000-for-1000, part 1"),
            row("2025-05-24", stage, "307", "307", note="1000-for-1000, part 2"),
            row("2025-05-25", stage, "303", "303", by="Стамбул", note="500 на 500, частина 1"),
        )
        first, second = groups_of(checked(*rows).accepted)
        assert (len(first.drafts), first.formula, second.formula) == (2, Formula(1000, 1000), Formula(500, 500))

    def test_are_stages_under_the_same_talks_without_a_long_pause(self) -> None:
        stage, by = "exchange_stage", "Стамбул"
        rows = (
            row("2025-06-09", stage, by=by),
            row("2025-06-10", stage, number="66", by=by),
            row("2025-07-04", stage, by=by),
        )
        assert self.sizes(*rows, row("2025-07-05", stage, by="Женева"), row("2025-09-04", stage, by=by)) == [3, 1, 1]

    def test_a_stage_alone_has_its_day(self) -> None:
        (group,) = groups_of(checked(row("2025-06-09", "exchange_stage")).accepted)
        assert (group.planned.edtf, group.formula, group.official_no) == ("2025-06-09", Formula(), None)

    def test_days_may_be_open(self) -> None:
        rows = (row("../2024-06-25", "exchange_stage"), row("2024-06-26/..", "exchange_stage"))
        (group,) = groups_of(checked(*rows).accepted)
        assert group.planned.edtf == "2024-06-25/2024-06-26"


class TestMediators:
    KNOWN = (
        Mediator(code="are", label_en="United Arab Emirates", label_uk="ОАЕ", aliases=["UAE"]),
        Mediator(code="qat", label_en="Qatar", label_uk="Катар", aliases=[]),
    )

    @pytest.mark.parametrize(
        ("text", "found", "is_all"),
        [
            ("ОАЕ", ["are"], True),
            ("uae; Катар", ["are", "qat"], True),
            ("Qatar (foreigners)", ["qat"], False),
            ("хтось", [], False),
        ],
    )
    def test_are_recognised_by_every_word_of_theirs(self, text: str, found: list[str], *, is_all: bool) -> None:
        assert [one.code for one in mediators_in(text, self.KNOWN)] == found
        assert is_all_known(text, self.KNOWN) is is_all
