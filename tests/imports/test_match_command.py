"""`obmin match`: everybody of a list is looked up, in one process or in several, and nobody is entered."""

import csv
import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.models import AccessEntry
from app.cli import root
from app.core.db import db
from app.imports.cli import matching
from app.people.models import Person
from tests.factories.people import PersonFactory
from tests.harness import commands
from tests.harness.databases import KINDS, Databases, application_on

LIST = "Прізвище;Ім'я;Дата народження\nKovalskyi;Volodymyr;12.03.1987\n;;\nНікогошвілі;Зурабій;колись\n"
PARTS = ("--name-column", "прізвище", "--name-column", "Ім’я", "--born-column", "Дата народження")


@pytest.fixture
def person(factories: SimpleNamespace) -> Person:
    made: Person = factories.person(surname="Ковальський", given_name="Володимир", born="1987-03-12")
    return made


def match(app: Flask, *arguments: str, text: str = LIST) -> Result:
    return commands.run(app, "match", "-", *arguments, stdin=text)


@pytest.mark.usefixtures("session")
class TestMatch:
    def test_answers_each_row_under_its_number(self, app: Flask, person: Person) -> None:
        first, second = json.loads(match(app, *PARTS, "--format", "json").stdout)
        assert (first["row"], first["verdict"], first["accept"]) == (2, "sure", True)
        assert first["candidates"][0]["reference"] == person.ref
        assert (second["row"], second["verdict"], second["candidates"]) == (4, "unknown", [])

    def test_writes_a_line_for_each_candidate_and_one_for_whom_nobody_answers(self, app: Flask, person: Person) -> None:
        rows = list(csv.DictReader(io.StringIO(match(app, *PARTS).stdout)))
        assert [(row["row"], row["reference"], row["accept"]) for row in rows] == [
            ("2", person.ref, "yes"),
            ("4", "", "no"),
        ]
        assert "birth_same +" in rows[0]["reasons"]

    @pytest.mark.usefixtures("person")
    def test_says_what_it_did_and_which_dates_it_could_not_read(self, app: Flask) -> None:
        told = match(app, *PARTS).stderr
        assert "Rows 2: sure 1, likely 0, unknown 1." in told
        assert "1 date of birth could not be read" in told
        assert match(app, *PARTS, "--quiet").stderr == ""

    @pytest.mark.usefixtures("person")
    def test_says_now_and_then_how_far_it_is(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(matching, "PATIENCE", 0)
        assert "1 row is done" in match(app, *PARTS).stderr

    def test_refuses_a_column_that_is_not_there(self, app: Flask) -> None:
        result = match(app, "--name-column", "Name")
        assert (result.exit_code, "There is no column Name" in result.stderr) == (2, True)

    @pytest.mark.parametrize("text", ["", "\n\n"])
    def test_refuses_a_file_with_nothing_in_it(self, app: Flask, text: str) -> None:
        assert match(app, "--name-column", "Name", text=text).exit_code == 2

    def test_notes_that_a_list_was_looked_up_but_none_of_its_words(
        self, app: Flask, person: Person, session: Session
    ) -> None:
        match(app, *PARTS)
        (look,) = session.scalars(select(AccessEntry).where(AccessEntry.action == "check list"))
        assert (look.details["count"], look.details["sure"], person.id > 0) == (2, 1, True)
        assert "kovalskyi" not in str(look.details).casefold()


@pytest.mark.parametrize("kind", KINDS)
def test_several_processes_answer_like_one(databases: Databases, kind: str, tmp_path: Path) -> None:
    with databases.migrated(kind) as url, application_on(url) as app:
        with app.app_context():
            for surname in ("Ковальський", "Мельничук", "Гончаренко"):
                PersonFactory(surname=surname, given_name="Іван", born="1987-03-12")
            db.session.commit()
            assert db.session.scalar(select(func.count()).select_from(Person)) == 3
        names = ("Kovalskyi Ivan", "Гончаренко І.", "Мельничук Иван") * 200
        file = tmp_path / "list.csv"
        file.write_text("name\n" + "\n".join(names) + "\n", encoding="utf-8")
        arguments = ["match", str(file), "--name-column", "name", "--quiet", "--format", "json", "--processes"]
        one, two = (run_on(app, *arguments, processes) for processes in ("1", "2"))
        assert one == two
        assert [row["row"] for row in json.loads(two)] == list(range(2, 602))


def run_on(app: Flask, *arguments: str) -> str:
    result = CliRunner().invoke(root, arguments, obj=app, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout
