"""What may be done to places."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.core.errors import RuleError
from app.places import queries, rules
from app.places.models import CONSTRAINT_ERRORS, Place, PlaceKind

pytestmark = pytest.mark.usefixtures("session")

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def add(name: str = "Вигаданка", **values: Any) -> Place:
    return rules.add(**{"name": name, "actor": None, "now": NOW, **values})


def change(place: Place, **values: Any) -> None:
    known = {"name": place.name, "kind": place.kind, "region": None, "note": None, "aliases": place.alias_names}
    rules.change(place, **{**known, **values}, actor=None, now=NOW)


def recognise(name: str) -> Place:
    return rules.recognise(name, actor=None, now=NOW)


def last_entry(session: Session) -> tuple[str, dict[str, tuple[str | None, str | None]]]:
    session.commit()
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    return entry.action, {value.field: (value.before, value.after) for value in entry.values}


class TestCheckedName:
    def test_cleans_a_name(self) -> None:
        assert rules.checked_name("  Нова\u200b  Вигаданка ", "name") == "Нова Вигаданка"

    @pytest.mark.parametrize("nothing", ["", " ", "\u200b", "-", "’"])
    def test_refuses_what_is_no_name_to_a_search(self, nothing: str) -> None:
        with pytest.raises(RuleError) as refused:
            rules.checked_name(nothing, "aliases")
        assert refused.value.field == "aliases"

    @pytest.mark.parametrize("long", ["а" * 301, "ß" * 200])
    def test_refuses_what_is_too_long_to_be_kept(self, long: str) -> None:
        with pytest.raises(RuleError, match="at most 300 characters"):
            rules.checked_name(long, "name")

    def test_takes_the_longest_that_can_be_kept(self) -> None:
        assert len(rules.checked_name("а" * 300, "name")) == 300


class TestAdd:
    def test_keeps_what_was_said(self, session: Session) -> None:
        place = add(kind=PlaceKind.COLONY, region="Вигадана область", note="За річкою", aliases=["ВК-1", "Колонія 1"])
        session.commit()
        session.refresh(place)
        assert (place.kind, place.region, place.note) == (PlaceKind.COLONY, "Вигадана область", "За річкою")
        assert place.alias_names == ["ВК-1", "Колонія 1"]

    def test_needs_no_review(self) -> None:
        place = add()
        assert (place.needs_review, place.kind) == (False, PlaceKind.UNKNOWN)

    def test_keeps_each_other_name_once(self) -> None:
        place = add("Мар’янка", aliases=["МАРЯНКА", "Лісна", "лісна"])
        assert place.alias_names == ["Лісна"]

    def test_refuses_a_name_that_another_place_has(self) -> None:
        add("Мар’янка")
        with pytest.raises(RuleError, match="The place Мар’янка goes by the name мар'янка already") as refused:
            add("мар'янка")
        assert refused.value.field == "name"

    def test_refuses_another_name_of_another_place(self) -> None:
        add("Мар’янка", aliases=["Лісна"])
        with pytest.raises(RuleError, match="The place Мар’янка goes by the name ЛІСНА already"):
            add("ЛІСНА")

    @pytest.mark.parametrize("taken", ["Мар’янка", "Лісна"])
    def test_refuses_an_alias_that_another_place_goes_by(self, taken: str) -> None:
        add("Мар’янка", aliases=["Лісна"])
        with pytest.raises(RuleError, match="The place Мар’янка goes by the name") as refused:
            add("Вигаданка", aliases=[taken])
        assert refused.value.field == "aliases"

    @pytest.mark.parametrize(
        ("names", "field"), [({"name": "Мар’янка"}, "name"), ({"name": "Нова", "aliases": ["Лісна"]}, "aliases")]
    )
    def test_refuses_a_name_that_was_taken_meanwhile(
        self, monkeypatch: pytest.MonkeyPatch, names: dict[str, Any], field: str
    ) -> None:
        add("Мар’янка", aliases=["Лісна"])
        monkeypatch.setattr(queries, "find_place_by_name", lambda _name: None)
        with pytest.raises(RuleError, match="There is a place with this name already") as refused:
            add(**names)
        assert refused.value.field == field

    def test_undoes_only_itself_when_refused(self, session: Session) -> None:
        first = add("Мар’янка")
        with pytest.raises(RuleError):
            add("Вигаданка", aliases=["Мар’янка"])
        session.commit()
        assert queries.list_places() == [first]

    def test_leaves_what_it_does_not_know_to_the_developer(self, session: Session) -> None:
        place = Place(id=add("Мар’янка").id)
        session.expunge_all()
        with pytest.raises(IntegrityError), CONSTRAINT_ERRORS.savepoint(session):
            rules.enter("add place", place, name="Нова", actor=None, now=NOW)

    def test_is_entered_in_the_ledger(self, session: Session) -> None:
        add("Мар’янка", aliases=["Лісна"])
        action, changes = last_entry(session)
        assert action == "add place"
        assert changes["name"] == (None, "Мар’янка")
        assert changes["aliases"] == ("[]", '["Лісна"]')


class TestRecognise:
    @pytest.mark.parametrize("written", ["Мар’янка", "МАР'ЯНКА", " мар\u02bcянка ", "Лісна"])
    def test_finds_a_place_by_any_of_its_names(self, written: str) -> None:
        place = add("Мар’янка", aliases=["Лісна"])
        assert recognise(written) is place

    def test_adds_a_place_nobody_knows_and_flags_it(self, session: Session) -> None:
        place = recognise("  Невідома   станція")
        session.commit()
        assert (place.name, place.kind, place.needs_review) == ("Невідома станція", PlaceKind.UNKNOWN, True)

    def test_adds_it_once(self) -> None:
        assert recognise("Станція") is recognise("СТАНЦІЯ")

    def test_refuses_what_is_no_name(self) -> None:
        with pytest.raises(RuleError, match="Enter a name that has letters or digits"):
            recognise(" - ")

    def test_is_entered_in_the_ledger(self, session: Session) -> None:
        recognise("Станція")
        action, changes = last_entry(session)
        assert (action, changes["needs_review"]) == ("recognise place", (None, "True"))


class TestChange:
    def test_changes_what_is_known(self, session: Session, factories: SimpleNamespace) -> None:
        place = factories.place(name="Вигаданка", region="Хибна область")
        change(place, name="Нова Вигаданка", kind=PlaceKind.CAMP, note="Табір")
        session.commit()
        assert (place.name, place.folded, place.kind) == ("Нова Вигаданка", "нова вигаданка", PlaceKind.CAMP)
        assert (place.region, place.note) == (None, "Табір")

    def test_clears_the_flag_of_a_place_that_was_looked_at(self) -> None:
        place = recognise("Станція")
        change(place)
        assert not place.needs_review

    def test_keeps_its_own_names(self, session: Session) -> None:
        place = add("Мар’янка", aliases=["Лісна"])
        change(place, name="МАР’ЯНКА", aliases=["ЛІСНА", "Гірна"])
        session.commit()
        session.refresh(place)
        assert (place.name, place.alias_names) == ("МАР’ЯНКА", ["ЛІСНА", "Гірна"])

    def test_lets_the_name_and_an_alias_change_places(self, session: Session) -> None:
        place = add("Мар’янка", aliases=["Лісна"])
        change(place, name="Лісна", aliases=["Мар’янка"])
        session.commit()
        session.refresh(place)
        assert (place.name, place.alias_names) == ("Лісна", ["Мар’янка"])

    def test_frees_the_names_that_it_takes_away(self) -> None:
        change(add("Мар’янка", aliases=["Лісна"]), aliases=[])
        assert add("Лісна").name == "Лісна"

    def test_refuses_the_name_of_another_place_and_changes_nothing(self, factories: SimpleNamespace) -> None:
        factories.place(name="Мар’янка")
        place = factories.place(name="Вигаданка", needs_review=True)
        with pytest.raises(RuleError, match="The place Мар’янка goes by the name"):
            change(place, name="Мар’янка", note="Нова")
        assert (place.name, place.note, place.needs_review) == ("Вигаданка", None, True)

    def test_is_entered_in_the_ledger(self, session: Session) -> None:
        place = add("Мар’янка", aliases=["Лісна"])
        session.commit()
        change(place, note="За річкою", aliases=["Гірна"])
        changes = {"note": (None, "За річкою"), "aliases": ('["Лісна"]', '["Гірна"]')}
        assert last_entry(session) == ("change place", changes)

    def test_says_nothing_of_aliases_that_stayed(self, session: Session) -> None:
        place = add("Мар’янка", aliases=["Лісна"])
        session.commit()
        change(place, note="За річкою")
        assert last_entry(session) == ("change place", {"note": (None, "За річкою")})
