"""How the entries of the ledger are said in words."""

import json
from types import SimpleNamespace

import pytest
from flask_babel import force_locale

from app.custody.models import EventKind
from app.desk import reading
from app.desk.reading import Change

pytestmark = pytest.mark.usefixtures("session")


def said(factories: SimpleNamespace, field: str, after: str | None, table: str = "person_statements") -> list[Change]:
    """Say the one value of an entry."""
    entry = factories.audit_entry(subject_type=table)
    factories.audit_value(entry=entry, field=field, after=after)
    return list(reading.changes_in([entry], may=lambda _right: True)[entry.id])


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

    @pytest.mark.parametrize("field", ["id", "recorded_at", "other_names", "born_earliest", "born_latest", "person_id"])
    def test_leave_out_what_the_entry_says_by_itself(self, factories: SimpleNamespace, field: str) -> None:
        assert said(factories, field, "1") == []

    def test_leave_out_what_stays_empty(self, factories: SimpleNamespace) -> None:
        assert said(factories, "rank", None) == []

    def test_say_a_filter_as_its_form_would(self, factories: SimpleNamespace) -> None:
        asked = {"side": ["ukr", "rus"], "status": ["in_captivity"], "sort": ["name"], "captured_from": ["2022-05"]}
        (one,) = said(factories, "filters", json.dumps(asked), "exports")
        assert one.after == (
            "Side: Ukraine; Side: Russian Federation; Custody status: in captivity; sort: name; "
            "Captured from: May 2022 (1 May – 31 May 2022)"
        )

    def test_say_a_filter_of_the_ledger_by_its_own_form(self, factories: SimpleNamespace) -> None:
        user = factories.user(full_name="Олена Тестова")
        asked = {"user": [str(user.id)], "action": ["tag"], "person": ["P-1"]}
        (one,) = said(factories, "filters", json.dumps(asked), "exports")
        assert one.after == "User: Олена Тестова; What was done: added a cohort; Person: P-000001-C"


class TestMasks:
    """What belongs to a compartment is shown to nobody who lacks its right, the auditor included."""

    def masked(self, factories: SimpleNamespace, *, may: bool, **fields: object) -> Change:
        entry = factories.audit_entry(**fields)
        factories.audit_value(entry=entry, field="note", before="МАРКЕР1", after="МАРКЕР2", mask="see health")
        (one,) = reading.changes_in([entry], may=lambda right: may and right == "see health")[entry.id]
        return one

    def test_hide_both_values_and_name_the_field(self, factories: SimpleNamespace) -> None:
        one = self.masked(factories, may=False)
        assert one == Change("Note", "", "", "see health")

    def test_let_those_read_who_may(self, factories: SimpleNamespace) -> None:
        assert self.masked(factories, may=True) == Change("Note", "МАРКЕР1", "МАРКЕР2")

    @pytest.mark.parametrize(
        ("kind", "field", "mask"),
        [
            (EventKind.CONSENT_REFUSED, "place_id", "see consents"),
            (EventKind.HOSPITAL_IN, "note", "see health"),
            (EventKind.HOSPITAL_IN, "sets_x", None),
            (EventKind.TRANSFER, "note", None),
        ],
    )
    def test_are_those_of_the_kind_of_an_event(
        self, factories: SimpleNamespace, kind: EventKind, field: str, mask: str | None
    ) -> None:
        event = factories.custody_event(kind=kind)
        entry = factories.audit_entry(subject_type="custody_events", subject_id=event.id)
        factories.audit_value(entry=entry, field=field, after="1")
        (one,) = reading.changes_in([entry], may=lambda _right: False)[entry.id]
        assert one.mask == mask

    def test_hold_in_a_file(self, factories: SimpleNamespace) -> None:
        entry = factories.audit_entry()
        factories.audit_value(entry=entry, field="note", before="МАРКЕР1", after="МАРКЕР2", mask="see health")
        (row,) = reading.change_rows([entry], {}, may=lambda _right: False)
        assert row[-4:] == ["note", "●●●", "●●●", entry.hash]


class TestDetails:
    def test_say_what_is_noted_with_a_look(self, factories: SimpleNamespace) -> None:
        details = {"filters": [["side", "ukr"]], "count": 3, "words": "ab12", "odd": "", "page": "desk.ledger"}
        look = factories.access_entry(details=details)
        assert reading.details_in([look])[look.id] == [
            ("Filters", "Side: Ukraine"),
            ("Found", "3"),
            ("Digest of the words", "ab12"),
            ("Page", "ledger (desk.ledger)"),
        ]

    def test_say_filters_however_they_are_kept(self, factories: SimpleNamespace) -> None:
        look = factories.access_entry(details={"filters": {"side": ["ukr", "rus"], "gaps": "y"}})
        ((_name, words),) = reading.details_in([look])[look.id]
        assert words == "Side: Ukraine; Side: Russian Federation; lacks what the law asks"
