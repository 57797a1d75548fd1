"""`obmin import --as operations`."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.core import clock
from app.core.dates import parse_edtf
from app.demo.rules.published import DATA, FILES
from app.exchanges.models import Operation, OperationClaim, OperationKind, OperationState, PublishedTotal
from app.exchanges.rules import claims
from app.sources.models import Source, SourceKind

pytestmark = pytest.mark.usefixtures("session")

SAMPLE = Path(__file__).with_name("samples") / "32_exchange_operations.csv"
Bring = Callable[..., Result]
HEAD = "date,event_type,ukrainians_returned,russians_returned,official_no,mediator,place,bodies_to_ukraine,note,source"
URL = "https://news.example/one"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 22))


@pytest.fixture
def bring(obmin: Callable[..., Result], tmp_path: Path) -> Bring:
    """Give a function that imports a list with these rows."""

    def run(*rows: str, head: str = HEAD, options: tuple[str, ...] = ()) -> Result:
        path = tmp_path / "list.csv"
        path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
        return obmin("import", str(path), "--as", "operations", *options)

    return run


def added(result: Result) -> str:
    """Give the line that says what was new."""
    return result.stdout.splitlines()[-1]


def operations(session: Session) -> list[Operation]:
    return list(session.scalars(select(Operation).order_by(Operation.id)))


def claims_of(session: Session) -> list[OperationClaim]:
    return list(session.scalars(select(OperationClaim).order_by(OperationClaim.id)))


class TestPublishedExchanges:
    @pytest.fixture
    def loaded(self, obmin: Callable[..., Result]) -> list[str]:
        return [added(obmin("import", str(DATA / name), "--as", "operations")) for name in FILES]

    def test_come_once_however_often_they_are_imported(
        self, obmin: Callable[..., Result], session: Session, loaded: list[str]
    ) -> None:
        assert loaded == [
            "Added: operations 81, days 16, claims 85, totals 0.",
            "Added: operations 12, days 0, claims 13, totals 0.",
            "Added: operations 0, days 0, claims 0, totals 43.",
        ]
        tables = (Operation, OperationClaim, PublishedTotal, Source, AuditEntry)
        before = [session.scalar(select(func.count()).select_from(table)) for table in tables]
        again = [added(obmin("import", str(DATA / name), "--as", "operations")) for name in FILES]
        assert set(again) == {"Added: operations 0, days 0, claims 0, totals 0."}
        assert [session.scalar(select(func.count()).select_from(table)) for table in tables] == before

    @pytest.mark.usefixtures("loaded")
    def test_keep_the_stages_of_an_agreement_together(self, session: Session) -> None:
        staged = [one for one in operations(session) if one.stages]
        assert [(one.planned.edtf, len(one.stages), one.official_no, one.to_us) for one in staged] == [
            ("2024-06-25/2024-06-28", 2, "53", None),
            ("2025-05-23/2025-05-25", 3, None, 1000),
            ("2025-06-09/2025-07-23", 9, "66", None),
            ("2026-03-05/2026-03-06", 2, None, 500),
        ]
        assert {one.state for one in operations(session)} == {OperationState.COMPLETED}

    @pytest.mark.usefixtures("loaded")
    def test_add_up_as_both_sides_published(self, session: Session) -> None:
        of_2024 = [one for one in claims_of(session) if one.stated_on and one.stated_on.year == 2024]
        assert sum(one.ukr_returned or 0 for one in of_2024) == 1358
        assert sum(one.rus_returned or 0 for one in of_2024) == 1266

    @pytest.mark.parametrize("order", [FILES, FILES[1::-1]])
    def test_tell_bodies_once_in_whatever_order(
        self, obmin: Callable[..., Result], session: Session, order: tuple[str, ...]
    ) -> None:
        for name in (*order, *order):
            obmin("import", str(DATA / name), "--as", "operations")
        for day, number in ((date(2024, 5, 31), 212), (date(2025, 6, 14), 1200), (date(2022, 10, 11), 62)):
            found = {
                one.operation_id for one in claims_of(session) if (one.stated_on, one.bodies_to_ukr) == (day, number)
            }
            assert len(found) == 1
        days = [one.code for one in operations(session)]
        assert len(days) == len(set(days))


class TestSample:
    def test_has_the_problems_that_are_expected(self, obmin: Callable[..., Result]) -> None:
        expected = json.loads(SAMPLE.with_name(f"{SAMPLE.name}.expected.json").read_text())
        options = ("--as", "operations", "--source", "Вигадане джерело", "--format", "json")
        result = obmin("import", str(SAMPLE), *options)
        told = json.loads(result.stdout)
        assert (result.exit_code, told["accepted"], told["rejected"]) == (3, 5, 4)
        assert told["accepted_with_warnings"] == expected["rows"]["accepted_with_warnings"]
        for is_rejected, name in ((True, "rejected"), (False, "warnings")):
            wanted = [(row["row"], issue["code"]) for row in expected[name] for issue in row["issues"]]
            assert [(one["row"], one["code"]) for one in told["problems"] if one["rejected"] is is_rejected] == wanted
        assert told["added"] == {"operations": 5, "stages": 0, "claims": 5, "totals": 0}

    def test_keeps_numbers_formula_mediator_and_words(self, obmin: Callable[..., Result], session: Session) -> None:
        obmin("import", str(SAMPLE), "--as", "operations", "--source", "Вигадане джерело")
        first, about, over, extra, odd = claims_of(session)
        assert (first.ukr_returned, first.civilians_ukr, first.operation.place) == (1015, 12, "кордон")
        assert [one.code for one in first.operation.mediators] == ["are"]
        assert (about.ukr_returned, about.note) == (40, "Повернуто українців: ~40")
        assert (over.ukr_returned, over.rus_returned) == (100, None)
        assert (extra.ukr_returned, extra.outside_exchange, extra.operation.to_us) == (30, 5, 25)
        assert (odd.rus_returned, odd.operation.to_them, odd.source.name) == (20, 21, "Вигадане джерело")


class TestRecognising:
    def test_a_second_publisher_adds_a_claim_to_the_same_operation(self, bring: Bring, session: Session) -> None:
        bring(f"2024-05-06,exchange,45,3,,,,,,{URL}")
        result = bring("2024-05-06,exchange,45,3,,,,,,https://mod.gov.example/two?p=1")
        assert added(result) == "Added: operations 0, days 0, claims 1, totals 0."
        one, two = claims_of(session)
        assert (one.operation, one.source.kind, two.source.kind) == (
            two.operation,
            SourceKind.OPEN_SOURCE,
            SourceKind.OFFICIAL_BODY,
        )
        assert (two.source.name, two.source.address) == ("mod.gov.example/two", "https://mod.gov.example/two?p=1")

    def test_pages_of_one_path_are_sources_apart(self, bring: Bring, session: Session) -> None:
        bring(
            "2024-05-06,exchange,4,3,,,,,,https://a.example/?p=1", "2024-05-07,exchange,4,3,,,,,,https://a.example/?p=2"
        )
        assert [one.source.name for one in claims_of(session)] == ["a.example", "a.example/?p=2"]

    def test_an_official_number_goes_before_the_day(self, bring: Bring, session: Session) -> None:
        bring(f"2024-05-06,exchange,45,3,7,,,,,{URL}")
        result = bring(f"2024-05-09,exchange,2,2,7,,,,,{URL}", f"2024-05-06,exchange,45,3,8,,,,,{URL}")
        assert added(result) == "Added: operations 1, days 1, claims 2, totals 0."
        first, second = operations(session)
        assert ([stage.day.edtf for stage in first.stages], second.official_no) == (["2024-05-09"], "8")

    def test_a_number_that_the_record_lacks_is_in_the_note(self, bring: Bring, session: Session) -> None:
        bring(f"2024-05-06,exchange,45,3,,,,,,{URL}")
        bring("2024-05-06,exchange,45,3,7,Хтось,Суми,,Слова,https://b.example/")
        assert claims_of(session)[1].note == "Слова\nplace: Суми\nofficial_no: 7\nmediator: Хтось"

    def test_other_counts_are_another_operation(self, bring: Bring, session: Session) -> None:
        bring(f"2024-05-06,exchange,45,3,,,,,,{URL}", f"2024-05-06,exchange,45,,,,,,,{URL}")
        assert [one.code for one in operations(session)] == ["E-2024-05-06", "E-2024-05-06-2"]

    def test_later_stages_find_their_agreement(self, bring: Bring, session: Session) -> None:
        bring(f'2026-03-05,exchange_stage,200,200,,,,,"500-for-500, part 1",{URL}')
        bring(f'2026-03-06,exchange_stage,300,300,,,,,"500-for-500, part 2",{URL}')
        bring(f'2026-09-06,exchange_stage,300,300,,,,,"500-for-500, part 1",{URL}')
        assert [len(one.stages) for one in operations(session)] == [2, 1]

    def test_what_was_retracted_does_not_return(
        self, bring: Bring, session: Session, factories: SimpleNamespace
    ) -> None:
        row = f"2024-05-06,exchange,45,3,,,,,,{URL}"
        bring(row)
        (claim,) = claims_of(session)
        claims.retract_claim(claim, reason="Помилка.", actor=factories.user(), now=clock.now())
        assert added(bring(row)) == "Added: operations 0, days 0, claims 0, totals 0."

    def test_a_row_without_numbers_leaves_its_words_with_the_operation(self, bring: Bring, session: Session) -> None:
        rows = (f"2024-05-06,exchange,,,,,,,Без чисел.,{URL}", f"2024-06-06,exchange_stage,,,,,,,Етап.,{URL}")
        assert added(bring(*rows)) == "Added: operations 2, days 1, claims 0, totals 0."
        assert "operations 0, days 0" in added(bring(*rows))
        one, staged = operations(session)
        assert (one.note, staged.note) == (f"Без чисел.\n{URL}", None)
        assert staged.stages[0].note == f"Етап.\n{URL}"

    def test_an_uncertain_day_is_none_on_which_it_was_stated(self, bring: Bring, session: Session) -> None:
        row = f"2015,release,12,12,,,,,,{URL}"
        bring(row, row.replace("release", "repatriation"), row.replace("release", "remains"))
        assert added(bring(row)) == "Added: operations 0, days 0, claims 0, totals 0."
        assert [(one.format.kind, one.planned) for one in operations(session)] == [
            (kind, parse_edtf("2015"))
            for kind in (OperationKind.RELEASE, OperationKind.REPATRIATION, OperationKind.REMAINS)
        ]
        assert {one.stated_on for one in claims_of(session)} == {None}


class TestCommand:
    ROW = f"2024-05-06,exchange,45,3,,Хтось,,,,{URL}"

    def test_a_dry_run_changes_nothing(self, bring: Bring, session: Session) -> None:
        result = bring(self.ROW, options=("--dry-run",))
        assert added(result) == "Added: operations 1, days 0, claims 1, totals 0."
        assert "nothing was changed" in result.stderr
        assert (operations(session), session.scalar(select(func.count(Source.id)))) == ([], 0)

    def test_the_ledger_names_the_file(self, bring: Bring, session: Session) -> None:
        bring(self.ROW)
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "import file"))
        assert {value.field: value.after for value in entry.values} == {
            "file": "list.csv",
            "operations": "1",
            "claims": "1",
        }

    def test_says_which_mediators_and_columns_are_not_known(self, bring: Bring) -> None:
        result = bring(self.ROW + ",щось", head=HEAD + ",Ще")
        assert "Row 2: The mediator “Хтось” is not known" in result.stderr
        assert "Column Ще is not known" in result.stderr

    def test_a_rule_refuses_a_row_alone(self, bring: Bring, session: Session) -> None:
        result = bring("2024-05-06,exchange,1,1,,,,,,http://", self.ROW)
        assert result.exit_code == 3
        assert len(operations(session)) == 1

    def test_refuses_a_total_of_a_source_without_a_name(self, bring: Bring, session: Session) -> None:
        rows = ("2024-05-06,held,5,http://", f"2024-05-06,held,6,{URL}")
        assert bring(*rows, head="as_of,metric,value,source").exit_code == 3
        assert session.scalars(select(PublishedTotal.value)).all() == [6]

    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            (("--credibility", "3"), "--credibility belongs to a list of people"),
            (("--map", "a=b"), "--map belongs to a list of people"),
        ],
    )
    def test_refuses_options_of_people(self, bring: Bring, options: tuple[str, ...], sentence: str) -> None:
        result = bring(self.ROW, options=options)
        assert result.exit_code == 2
        assert sentence in result.stderr

    def test_needs_a_source(self, bring: Bring) -> None:
        result = bring("2024-05-06,5", head="date,ukrainians_returned")
        assert result.exit_code == 2
        assert "--source" in result.stderr

    def test_refuses_a_list_of_people(self, bring: Bring) -> None:
        result = bring("Вигаданий,1985", head="Прізвище,Дата")
        assert result.exit_code == 1
        assert "no list of operations" in result.stderr

    @pytest.mark.parametrize("option", ["--map", "--source", "--credibility"])
    def test_people_need_what_they_always_needed(
        self, obmin: Callable[..., Result], tmp_path: Path, option: str
    ) -> None:
        (tmp_path / "list.csv").write_text("Прізвище\nВигаданий\n")
        given = {"--map": "Прізвище=surname", "--source": "Вигадане", "--credibility": "3"}
        words = [word for name, value in given.items() if name != option for word in (name, value)]
        result = obmin("import", str(tmp_path / "list.csv"), *words)
        assert result.exit_code == 2
        assert f"needs {option}" in result.stderr
