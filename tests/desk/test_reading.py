"""How the entries of the ledger are said in words."""

import json
from types import SimpleNamespace

import pytest
from flask_babel import force_locale

from app.desk import reading
from app.desk.reading import Change

pytestmark = pytest.mark.usefixtures("session")


def said(factories: SimpleNamespace, field: str, after: str | None, table: str = "person_statements") -> list[Change]:
    """Say the one value of an entry."""
    entry = factories.audit_entry(subject_type=table)
    factories.audit_value(entry=entry, field=field, after=after)
    return list(reading.changes_in([entry])[entry.id])


class TestChanges:
    @pytest.mark.parametrize(
        ("field", "after", "table", "words"),
        [
            ("surname", "Шевчук", "person_statements", "Шевчук"),
            ("born_edtf", "1990-05-16", "person_statements", "16 May 1990"),
            ("sex", "female", "person_statements", "female"),
            ("is_active", "True", "users", "yes"),
            ("kind", "capture", "custody_events", "capture"),
            ("field", "surname", "preferred_values", "Surname"),
            ("name", "Список А", "gone", "Список А"),
        ],
    )
    def test_say_the_value_in_words(
        self, factories: SimpleNamespace, field: str, after: str, table: str, words: str
    ) -> None:
        assert [(one.before, one.after) for one in said(factories, field, after, table)] == [("", words)]

    @pytest.mark.parametrize(("field", "name"), [("surname", "Surname"), ("born_edtf", "Date of birth"), ("x", "x")])
    def test_say_what_the_field_is_called(self, field: str, name: str) -> None:
        assert reading.name_of(field) == name

    def test_say_why_values_are_not_there(self, factories: SimpleNamespace) -> None:
        (one,) = said(factories, "absences", json.dumps({"rank": "refused", "born": "unknown"}))
        assert one.after.casefold() == "rank: refused to say, date of birth: unknown"

    def test_name_what_numbers_stand_for(self, factories: SimpleNamespace) -> None:
        (one,) = said(factories, "source_id", str(factories.source(name="Список А").id))
        assert one.after == "Список А"

    def test_name_a_preferred_statement_by_its_source(self, factories: SimpleNamespace) -> None:
        statement = factories.person_statement(source=factories.source(name="Список А"))
        (one,) = said(factories, "statement_id", str(statement.id), "preferred_values")
        assert (one.name, one.after) == ("Source", "Список А")

    def test_speak_the_readers_language(self, factories: SimpleNamespace) -> None:
        with force_locale("uk"):
            (one,) = said(factories, "born_edtf", "1990-05")
        assert one.after == "05.1990"

    @pytest.mark.parametrize("field", ["id", "recorded_at", "folded", "born_earliest", "born_latest", "person_id"])
    def test_leave_out_what_the_entry_says_by_itself(self, factories: SimpleNamespace, field: str) -> None:
        assert said(factories, field, "1") == []

    def test_leave_out_what_stays_empty(self, factories: SimpleNamespace) -> None:
        assert said(factories, "rank", None) == []
