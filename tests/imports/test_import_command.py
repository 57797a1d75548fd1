"""`obmin import`."""

import csv
import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.dates import parse_edtf
from app.core.db import db
from app.custody.models import EventKind
from app.custody.queries import list_events_of
from app.imports.cli import importing
from app.people.models import Confirmation, CustodyStatus, NameLanguage, Person
from app.people.queries import list_statements_of
from app.places.models import Place
from app.sources.models import Reliability, Source, SourceKind
from app.sources.queries import find_source_by_name

pytestmark = pytest.mark.usefixtures("session")

SAMPLES = Path(__file__).with_name("samples")
Obmin = Callable[..., Result]
SOURCE = ("--source", "Вигаданий список", "--credibility", "3")


def people(session: Session) -> list[Person]:
    return list(session.scalars(select(Person).order_by(Person.id)))


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 22))


class Sample:
    """A sample of a real list and what its sidecar expects of it."""

    def __init__(self, name: str) -> None:
        self.path = SAMPLES / name
        self.expected: dict[str, Any] = json.loads((SAMPLES / f"{name}.expected.json").read_text())
        with self.path.open(encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file, delimiter=self.expected["detected"]["delimiter"]))

    @property
    def mapping(self) -> list[str]:
        pairs = self.expected["header_mapping"].items()
        return [word for header, field in pairs for word in ("--map", f"{header}={field}")]


def summary(expected: Mapping[str, int]) -> str:
    counts = (expected["accepted"], expected["accepted_with_warnings"], expected["rejected"])
    return "Accepted {}, with warnings {}, rejected {}.\n".format(*counts)


def iso(text: str) -> str:
    """Turn a day that is written day first round, as the samples' sidecars do."""
    return "-".join(reversed(text.split(".")))


class TestSampleInUkrainian:
    @pytest.fixture
    def sample(self) -> Sample:
        return Sample("01_utf8_comma_uk.csv")

    @pytest.fixture
    def entered(self, obmin: Obmin, session: Session, sample: Sample) -> list[Person]:
        result = obmin("import", str(sample.path), *sample.mapping, *SOURCE, "--side", "ukr")
        assert (result.exit_code, result.stdout) == (0, summary(sample.expected["rows"])), result.stderr
        return people(session)

    def test_every_row_is_a_person_with_all_that_the_row_says(self, sample: Sample, entered: list[Person]) -> None:
        assert len(entered) == sample.expected["rows"]["accepted"]
        for person, row in zip(entered, sample.rows, strict=True):
            assert person.name == " ".join([row["Прізвище"], row["Ім'я"], row["По батькові"]])
            assert person.born.edtf == iso(row["Дата народження"])
            assert (person.rank, person.unit) == (row["Військове звання"], row["В/ч"])
            assert (person.category.label_uk.replace("«", "").replace("»", ""), person.side.code) == (
                row["Категорія"],
                "ukr",
            )

    def test_every_capture_has_its_day_and_place(self, sample: Sample, entered: list[Person]) -> None:
        for person, row in zip(entered, sample.rows, strict=True):
            taken, held = list_events_of(person)
            assert taken.kind is (EventKind.ARREST if row["Категорія"] == "цивільний" else EventKind.CAPTURE)
            assert (taken.happened.edtf, taken.place.name) == (iso(row["Дата полону"]), row["Місце полону"])
            assert (held.kind, held.happened.edtf) == (EventKind.CAPTIVITY_CONFIRMED, "../2026-11-22")
            assert (person.custody_status, person.captured.edtf) == (
                CustodyStatus.PRESUMED_CAPTIVE,
                iso(row["Дата полону"]),
            )

    def test_the_values_of_the_sidecar_come_out(self, sample: Sample, entered: list[Person]) -> None:
        for wanted in sample.expected["normalised"]:
            person = entered[wanted["row"] - 2]
            assert wanted["expect"] == {
                "last_name": person.surname,
                "first_name": person.given_name,
                "patronymic": person.patronymic,
                "birth_date": person.born.edtf,
                "captured_on": person.captured.edtf,
            }

    @pytest.mark.usefixtures("entered")
    def test_each_new_place_is_flagged(self, session: Session, sample: Sample) -> None:
        found = session.scalars(select(Place)).all()
        assert {place.name for place in found} == {row["Місце полону"] for row in sample.rows}
        assert all(place.needs_review for place in found)


class TestSampleInEnglish:
    @pytest.fixture
    def sample(self) -> Sample:
        return Sample("08_utf8_pipe_en.csv")

    @pytest.fixture
    def entered(self, obmin: Obmin, session: Session, sample: Sample) -> list[Person]:
        kind = ("--source-kind", "icrc", "--reliability", "A", "--as-of", "01.06.2024")
        result = obmin("import", str(sample.path), *sample.mapping, *SOURCE, *kind)
        assert (result.exit_code, result.stdout) == (0, summary(sample.expected["rows"])), result.stderr
        return people(session)

    def test_every_row_is_a_person_with_all_that_the_row_says(self, sample: Sample, entered: list[Person]) -> None:
        assert len(entered) == sample.expected["rows"]["accepted"]
        for person, row in zip(entered, sample.rows, strict=True):
            assert f"{person.surname}, {person.given_name}" == row["Full name"]
            assert (person.born.edtf, person.rank, person.unit) == (row["DOB"], row["Rank"], row["Unit"])
            assert (person.category.code, person.name_language) == ("azovstal_defender", NameLanguage.LATIN)

    def test_status_and_capture_are_facts_of_that_source(self, sample: Sample, entered: list[Person]) -> None:
        for person, row in zip(entered, sample.rows, strict=True):
            taken, held = list_events_of(person)
            assert (taken.happened.edtf, taken.place.name) == (row["Captured on"], row["Place of capture"])
            assert held.happened.edtf == "../2024-06-01"
            assert (person.custody_status, person.confirmation) == (CustodyStatus.IN_CAPTIVITY, Confirmation.ICRC)

    def test_the_name_as_it_was_written_and_the_notes_are_kept(self, sample: Sample, entered: list[Person]) -> None:
        for wanted in sample.expected["normalised"]:
            person = entered[wanted["row"] - 2]
            (statement,) = list_statements_of(person)
            assert statement.note == f"a, b; c\nFull name: {wanted['expect']['full_name']}"
            assert person.born.edtf == wanted["expect"]["birth_date"]
            assert person.category.code == wanted["expect"]["category"]


LIST = "Прізвище;Дата;Статус;Ще\nПерший;01.02.1985;у полоні;а\nДруга;31.02.1985;втік;б\nТретій;;у полоні;-\n"
MAPPED = ("--map", "Прізвище=surname", "--map", "Дата=born", "--map", "Статус=status")


@pytest.fixture
def bring(obmin: Obmin) -> Callable[..., Result]:
    """Import a list from standard input."""

    def imported(*options: str, text: str = LIST, mapped: tuple[str, ...] = MAPPED) -> Result:
        return obmin("import", "-", *mapped, *SOURCE, *options, stdin=text)

    return imported


Bring = Callable[..., Result]


class TestOutcome:
    def test_says_what_was_rejected_and_keeps_the_others(self, bring: Bring, session: Session) -> None:
        result = bring()
        assert (result.exit_code, result.stdout) == (3, "Accepted 2, with warnings 0, rejected 1.\n")
        assert "Row 3, column Дата: 02.1985 has only 28 days" in result.stderr
        assert "Row 3, column Статус: The status “втік” is not known." in result.stderr
        assert "Column Ще is mapped to no field" in result.stderr
        assert [person.surname for person in people(session)] == ["Перший", "Третій"]

    def test_a_dry_run_shows_the_same_counts_and_changes_nothing(self, bring: Bring, session: Session) -> None:
        result = bring("--dry-run")
        assert (result.exit_code, result.stdout) == (3, "Accepted 2, with warnings 0, rejected 1.\n")
        assert "nothing was changed" in result.stderr
        assert (people(session), session.scalar(select(func.count(Source.id)))) == ([], 0)

    @pytest.mark.parametrize("text", ["Прізвище;Дата;Статус\n", "Прізвище;Дата;Статус\n-;;\n"])
    def test_fails_where_nobody_is_left(self, bring: Bring, session: Session, text: str) -> None:
        result = bring(text=text)
        assert result.exit_code == 1
        assert "Nothing was imported" in result.stderr
        assert session.scalar(select(func.count(Source.id))) == 0

    def test_speaks_to_programs(self, bring: Bring) -> None:
        result = bring("--format", "json")
        told = json.loads(result.stdout)
        assert {name: told[name] for name in ("accepted", "accepted_with_warnings", "rejected", "skipped")} == {
            "accepted": 2,
            "accepted_with_warnings": 0,
            "rejected": 1,
            "skipped": 0,
        }
        assert [(one["row"], one["code"]) for one in told["problems"]] == [(3, "invalid_date"), (3, "unknown_status")]

    def test_is_quiet_about_all_but_what_was_rejected(self, bring: Bring) -> None:
        text = "Прізвище;Дата;Статус;Ще\nПерший;-;;\nДруга;вчора;;\nРазом;;;\n"
        loud, quiet = bring(text=text), bring("-q", text=text)
        assert "Row 2" in loud.stderr
        assert "no person" in loud.stderr
        assert quiet.stderr.count("\n") == 2
        assert "Row 3" in quiet.stderr

    def test_warns_of_people_who_are_on_record_already(self, bring: Bring, session: Session) -> None:
        assert "on record" not in bring().stderr
        assert "1 row has the name and date of birth of somebody on record" in bring().stderr
        assert len(people(session)) == 4


class TestUsage:
    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            (("--map", "Нема=rank"), "no column “Нема”"),
            (("--map", "Ще=nonsense"), "no field “nonsense”"),
            (("--side", "xx"), "There is no side xx. Use one of: ukr, rus."),
            (("--category", "xx"), "There is no category xx."),
            (("--as-of", "вчора"), "--as-of: This is not a date"),
            (("--as-of", "2030"), "--as-of: this day has not come yet"),
        ],
    )
    def test_is_wrong(self, bring: Bring, options: tuple[str, ...], sentence: str) -> None:
        result = bring(*options)
        assert result.exit_code == 2
        assert sentence in result.stderr

    def test_needs_a_name(self, bring: Bring) -> None:
        assert bring(mapped=("--map", "Дата=born")).exit_code == 2

    def test_a_file_that_cannot_be_read_is_no_wrong_usage(self, bring: Bring) -> None:
        result = bring(text='Прізвище;Дата\n"Перший;1985')
        assert result.exit_code == 1
        assert "quote" in result.stderr

    def test_a_delimiter_may_be_named(self, bring: Bring, session: Session) -> None:
        mapped = ("--map", "Прізвище=surname", "--delimiter", "tab")
        assert bring(text="Прізвище\tа,б\nПерший\tв,г\n", mapped=mapped).exit_code == 0
        assert list_statements_of(people(session)[0])[0].note == "а,б: в,г"

    def test_rows_may_get_a_side_and_a_category(self, bring: Bring, session: Session) -> None:
        bring("--side", "rus", "--category", "conscript")
        person = people(session)[0]
        assert (person.side.code, person.category.code) == ("rus", "conscript")


class TestSource:
    def test_a_new_one_is_added_and_said(self, bring: Bring) -> None:
        result = bring()
        source = find_source_by_name("Вигаданий список")
        assert (source.kind, source.reliability) == (SourceKind.OPEN_SOURCE, Reliability.F)
        assert "The source is new. It is added as open source, reliability F." in result.stderr

    def test_one_that_is_there_stays_as_it_is(self, bring: Bring, factories: SimpleNamespace) -> None:
        source = factories.source(name="Вигаданий список", kind=SourceKind.WITNESS)
        result = bring("--source-kind", "icrc")
        assert source.kind is SourceKind.WITNESS
        assert "stay as they are" in result.stderr
        assert "stay as they are" not in bring().stderr

    @pytest.mark.parametrize(
        ("published", "options", "happened"),
        [
            ("2024-05", (), "../2024-05-31"),
            ("2024-05/..", (), "../2026-11-22"),
            (None, (), "../2026-11-22"),
            ("2024-05", ("--as-of", "2023"), "../2023-12-31"),
            (None, ("--as-of", "2026"), "../2026-11-22"),
        ],
    )
    def test_its_day_is_that_of_the_statuses(
        self,
        bring: Bring,
        factories: SimpleNamespace,
        *,
        published: str | None,
        options: tuple[str, ...],
        happened: str,
    ) -> None:
        factories.source(name="Вигаданий список", published=parse_edtf(published) if published else None)
        bring(*options)
        (event,) = list_events_of(people(db.session)[0])
        assert event.happened.edtf == happened


class TestProgress:
    def test_is_a_line_now_and_then_without_a_terminal(self, bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(importing, "PATIENCE", 0)
        assert "1 of 2 rows" in bring().stderr

    def test_is_a_bar_on_a_terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        with importing.watched([], is_quiet=False) as drafts:
            assert list(drafts) == []
