"""What may be done to sources."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.core import dates
from app.core.errors import NotFound, RuleError
from app.sources import queries, rules
from app.sources.models import Reliability, Source, SourceKind

pytestmark = pytest.mark.usefixtures("session")

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def chain(*names: str) -> list[Source]:
    """Make sources of which each repeats the one before."""
    made: list[Source] = []
    for name in names:
        made.append(Source(name=name, repeats=made[-1] if made else None))
    return made


def add(name: str = "Список А", **values: Any) -> Source:
    return rules.add(**{"name": name, "kind": SourceKind.WITNESS, "actor": None, "now": NOW, **values})


def describe(source: Source, **values: Any) -> None:
    said = {"name": source.name, "address": None, "published": None, "note": None}
    rules.describe(source, **{**said, **values}, actor=None, now=NOW)


def grade(source: Source, **values: Any) -> None:
    judged = {"kind": source.kind, "reliability": source.reliability, "repeats": None}
    rules.grade(source, **{**judged, **values}, actor=None, now=NOW)


def last_entry(session: Session) -> tuple[str, dict[str, tuple[str | None, str | None]]]:
    session.commit()
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    return entry.action, {value.field: (value.before, value.after) for value in entry.values}


class TestRootOf:
    def test_is_the_source_itself_where_it_repeats_none(self) -> None:
        (alone,) = chain("Свідок")
        assert rules.root_of(alone) is alone

    def test_is_the_first_of_a_chain(self) -> None:
        first, _, last = chain("Свідок", "Канал", "Газета")
        assert rules.root_of(last) is first

    def test_ends_in_a_ring_that_two_people_closed_at_once(self) -> None:
        first, last = chain("Канал", "Газета")
        first.repeats = last
        assert rules.chain_of(first) == [first, last]


class TestComesBack:
    def test_not_when_a_source_repeats_none(self) -> None:
        (alone,) = chain("Свідок")
        assert not rules.comes_back(alone, None)

    def test_not_when_the_other_speaks_for_itself(self) -> None:
        (one,), (other,) = chain("Свідок"), chain("Канал")
        assert not rules.comes_back(one, other)

    def test_when_a_source_repeats_itself(self) -> None:
        (alone,) = chain("Свідок")
        assert rules.comes_back(alone, alone)

    def test_when_one_that_repeats_it_is_repeated(self) -> None:
        first, _, last = chain("Свідок", "Канал", "Газета")
        assert rules.comes_back(first, last)


class TestAdd:
    def test_relies_on_nothing_that_nobody_judged(self, session: Session) -> None:
        source = add()
        session.commit()
        assert source.reliability is Reliability.F

    def test_keeps_what_was_said(self, session: Session) -> None:
        published = dates.parse("травень 2022")
        repeated = add("Свідок")
        source = add(reliability=Reliability.B, repeats=repeated, published=published, address="арк. 12", note="Копія")
        session.commit()
        assert (source.repeats, source.published, source.address, source.note) == (
            repeated,
            published,
            "арк. 12",
            "Копія",
        )

    def test_cleans_the_name(self) -> None:
        assert add("  Список\u200b   А ").name == "Список А"

    @pytest.mark.parametrize("blank", ["", "  ", "\u200b"])
    def test_refuses_a_name_that_nobody_sees(self, blank: str) -> None:
        with pytest.raises(RuleError, match="Enter the name of the source") as refused:
            add(blank)
        assert refused.value.field == "name"

    @pytest.mark.parametrize("name", ["x" * 301, "Список\x1b[31m", "Список\u202e", "Список\udcff"])
    def test_refuses_a_name_that_cannot_be_kept_or_read(self, name: str) -> None:
        with pytest.raises(RuleError) as refused:
            add(name)
        assert refused.value.field == "name"

    def test_refuses_a_name_that_another_source_has(self) -> None:
        add("Список А")
        with pytest.raises(RuleError, match="There is a source with this name already") as refused:
            add("Список А")
        assert refused.value.field == "name"

    def test_undoes_only_itself_when_refused(self, session: Session) -> None:
        first = add("Список А")
        with pytest.raises(RuleError):
            add("Список А")
        session.commit()
        assert queries.list_sources() == [first]

    def test_leaves_what_it_does_not_know_to_the_developer(self) -> None:
        with pytest.raises(IntegrityError):
            add(kind=None)

    def test_is_entered_in_the_ledger(self, session: Session) -> None:
        repeated = add("Свідок")
        session.commit()
        add("Канал", repeats=repeated)
        action, changes = last_entry(session)
        assert action == "add source"
        assert changes["name"] == (None, "Канал")
        assert changes["repeats_id"] == (None, str(repeated.id))

    def test_a_refused_one_leaves_no_trace_in_the_ledger(self, session: Session) -> None:
        add("Список А")
        with pytest.raises(RuleError):
            add("Список А")
        session.commit()
        assert len(session.scalars(select(AuditEntry)).all()) == 1


class TestDescribe:
    def test_changes_what_is_noted(self, session: Session, factories: SimpleNamespace) -> None:
        source = factories.source(note="Хибно", published=dates.parse("2022"))
        describe(source, name="Список Б", address="https://example.org/1")
        session.commit()
        session.refresh(source)
        noted = (source.name, source.address, source.published, source.note)
        assert noted == ("Список Б", "https://example.org/1", None, None)

    def test_keeps_the_name_as_it_is(self, factories: SimpleNamespace) -> None:
        source = factories.source(name="Список А")
        describe(source, note="Нове")
        assert source.name == "Список А"

    def test_refuses_a_name_that_nobody_sees(self, factories: SimpleNamespace) -> None:
        with pytest.raises(RuleError, match="Enter the name of the source"):
            describe(factories.source(), name=" ")

    def test_refuses_a_name_that_another_source_has(self, factories: SimpleNamespace) -> None:
        factories.source(name="Список А")
        source = factories.source(name="Список Б")
        with pytest.raises(RuleError, match="There is a source with this name already"):
            describe(source, name="Список А")
        assert source.name == "Список Б"

    def test_is_entered_in_the_ledger(self, session: Session, factories: SimpleNamespace) -> None:
        source = factories.source(name="Список А")
        describe(source, name="Список Б")
        assert last_entry(session) == ("describe source", {"name": ("Список А", "Список Б")})


class TestGrade:
    def test_changes_who_speaks_and_how_far_it_is_relied_on(self, factories: SimpleNamespace) -> None:
        source = factories.source()
        grade(source, kind=SourceKind.ICRC, reliability=Reliability.A)
        assert (source.kind, source.reliability) == (SourceKind.ICRC, Reliability.A)

    def test_takes_a_repetition_back(self, session: Session, factories: SimpleNamespace) -> None:
        source = factories.source(repeats=factories.source())
        grade(source)
        session.commit()
        session.refresh(source)
        assert source.repeats is None

    def test_refuses_a_source_that_would_repeat_itself(self, factories: SimpleNamespace) -> None:
        source = factories.source()
        repeater = factories.source(repeats=source)
        with pytest.raises(RuleError, match="The source would then repeat itself") as refused:
            grade(source, repeats=repeater)
        assert refused.value.field == "repeats_id"

    def test_is_entered_in_the_ledger(self, session: Session, factories: SimpleNamespace) -> None:
        source, repeated = factories.source(reliability=Reliability.C), factories.source()
        session.commit()
        grade(source, reliability=Reliability.E, repeats=repeated)
        changes = {"reliability": ("C", "E"), "repeats_id": (None, str(repeated.id))}
        assert last_entry(session) == ("grade source", changes)


class TestChoose:
    def choose(self, source_id: int | None = None, **named: Any) -> Source:
        return rules.choose(source_id, **{"named": None, "kind": None, **named}, actor=None, now=NOW)

    def test_gives_the_chosen_source(self, factories: SimpleNamespace) -> None:
        source = factories.source()
        assert self.choose(source.id) is source

    def test_gives_the_source_that_has_the_name_already(self, factories: SimpleNamespace) -> None:
        source = factories.source(name="Список А")
        assert self.choose(named="Список А", kind=SourceKind.ICRC) is source

    def test_adds_a_source_that_nobody_has_judged(self) -> None:
        source = self.choose(named="Список А", kind=SourceKind.FAMILY)
        assert (source.name, source.kind, source.reliability) == ("Список А", SourceKind.FAMILY, Reliability.F)

    def test_asks_who_speaks_in_a_new_source(self) -> None:
        with pytest.raises(RuleError, match="Choose who speaks in the new source") as refused:
            self.choose(named="Список А")
        assert refused.value.field == "new_source_kind"

    @pytest.mark.parametrize("unknown", [None, 1])
    def test_finds_nothing_where_nothing_was_chosen(self, unknown: int | None) -> None:
        with pytest.raises(NotFound):
            self.choose(unknown)


class TestWitnessSource:
    def test_keeps_its_number_for_a_name(self, factories: SimpleNamespace) -> None:
        source = factories.source(name="W-000012-H")
        with pytest.raises(RuleError, match="known by this number alone"):
            describe(source, name="Вигаданий Свідок")
        describe(source, note="Дзвонити зранку")
        assert (source.name, source.note) == ("W-000012-H", "Дзвонити зранку")
