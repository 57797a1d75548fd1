"""Entering checked lists."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.core.dates import parse_edtf
from app.custody.models import CustodyEvent, EventKind, Origin
from app.custody.queries import list_events_of
from app.imports import queries, rules
from app.imports.drafts import Draft, Telling
from app.imports.problems import Code
from app.people.models import Absence, CustodyStatus, IdentifierKind, Person, PersonStatement
from app.people.queries import list_identifiers_of, list_statements_of
from app.places.models import Place
from app.places.queries import find_place_by_name
from app.sources.models import SourceKind
from tests.conftest import QueryCount

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
AS_OF = parse_edtf("2024-06-01")
Enter = Callable[..., list[Person]]


@pytest.fixture
def batch(factories: SimpleNamespace) -> rules.Batch:
    source = factories.source(name="Вигаданий список", kind=SourceKind.ICRC)
    return rules.Batch(source, credibility=2, as_of=AS_OF, file_name="list.csv")


@pytest.fixture
def enter(session: Session, batch: rules.Batch) -> Enter:
    """Enter drafts and give everybody who is on record then."""

    def entered(*drafts: Draft, now: datetime = NOW) -> list[Person]:
        rules.enter(drafts, batch, actor=None, now=now)
        return list(session.scalars(select(Person).order_by(Person.id)))

    return entered


def named(number: int = 2, **more: object) -> Draft:
    return Draft(number, said={"surname": "Вигаданий", "given_name": "Хома", **more})


class TestEnter:
    def test_a_row_becomes_a_statement_of_its_source(self, enter: Enter, batch: rules.Batch) -> None:
        draft = named(born=parse_edtf("1985"), category="civilian", side="ukr", status="missing")
        draft.absences, draft.notes = {"rank": Absence.UNKNOWN}, ["Стовпець: щось"]
        (person,) = enter(draft)
        (statement,) = list_statements_of(person)
        assert (person.name, person.category.code, person.side.code) == ("Вигаданий Хома", "civilian", "ukr")
        assert (statement.source, statement.credibility, statement.as_of) == (batch.source, 2, AS_OF)
        assert (statement.note, statement.absences) == ("Стовпець: щось", {"rank": "unknown"})

    def test_what_it_tells_becomes_events(self, enter: Enter) -> None:
        draft = named()
        draft.events = [
            Telling(EventKind.CAPTURE, parse_edtf("2022-05"), "Вигадів"),
            Telling(EventKind.CAPTIVITY_CONFIRMED, parse_edtf("../2024-06-01")),
        ]
        (person,) = enter(draft)
        capture, confirmed = list_events_of(person)
        assert (capture.kind, capture.place.name, capture.place.needs_review) == (EventKind.CAPTURE, "Вигадів", True)
        assert (confirmed.happened.edtf, confirmed.place) == ("../2024-06-01", None)
        assert {capture.origin, confirmed.origin} == {Origin.IMPORT}
        assert person.custody_status is CustodyStatus.IN_CAPTIVITY

    def test_a_place_is_entered_once_for_all_rows(self, enter: Enter, session: Session) -> None:
        drafts = [named(number) for number in (2, 3)]
        for draft, name in zip(drafts, ("Вигадів", "ВИГАДІВ"), strict=True):
            draft.events = [Telling(EventKind.CAPTURE, place=name)]
        enter(*drafts)
        assert session.scalar(select(func.count(Place.id))) == 1

    def test_the_ledger_names_the_file_and_the_number_of_rows(
        self, enter: Enter, session: Session, batch: rules.Batch
    ) -> None:
        enter(named(), named(3))
        session.commit()
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "import file")).one()
        assert entry.subject_id == batch.source.id
        assert {value.field: value.after for value in entry.values} == {"file": "list.csv", "rows": "2"}

    def test_an_office_without_the_category_leaves_it_open(self, enter: Enter) -> None:
        (person,) = enter(named(category="no longer there"))
        assert (person.category.code, list_statements_of(person)[0].category_id) == ("unknown", None)


class TestRefused:
    def test_a_refused_row_leaves_no_trace_but_a_problem(self, enter: Enter, session: Session) -> None:
        refused = named(2)
        refused.events = [
            Telling(EventKind.CAPTURE, parse_edtf("2022"), "Вигадів"),
            Telling(EventKind.EXCHANGE, parse_edtf("2030-01-01")),
        ]
        (person,) = enter(refused, named(3, surname="Друга"))
        session.commit()
        assert person.name == "Друга Хома"
        assert [problem.code for problem in refused.problems] == [Code.REFUSED_BY_RULE]
        assert session.scalar(select(func.count(CustodyEvent.id))) == 0
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.person_id.is_not(None)))
        assert sorted(actions) == ["register person", "state"]

    def test_its_place_stays_for_the_other_rows(self, enter: Enter, session: Session) -> None:
        drafts = [named(number) for number in (2, 3)]
        for draft in drafts:
            draft.events = [Telling(EventKind.CAPTURE, parse_edtf("2022"), "Вигадів")]
        drafts[0].events.append(Telling(EventKind.EXCHANGE, parse_edtf("2030-01-01")))
        (person,) = enter(*drafts)
        assert list_events_of(person)[0].place is find_place_by_name("Вигадів")
        assert session.scalar(select(func.count(PersonStatement.id))) == 1


class TestNumbers:
    def test_are_recorded_and_those_of_a_list_are_its_own(self, enter: Enter) -> None:
        draft = named()
        draft.numbers = {IdentifierKind.SERVICE_NUMBER: "т-75 49", IdentifierKind.LIST_NUMBER: "7"}
        (person,) = enter(draft)
        found = {one.kind: (one.value, one.issuer) for one in list_identifiers_of(person)}
        assert found == {
            IdentifierKind.SERVICE_NUMBER: ("Т-7549", ""),
            IdentifierKind.LIST_NUMBER: ("7", "Вигаданий список"),
        }

    def test_one_that_somebody_has_goes_to_the_note(self, enter: Enter) -> None:
        drafts = [named(2), named(3, surname="Друга")]
        for draft in drafts:
            draft.numbers = {IdentifierKind.SERVICE_NUMBER: "т-7549"}
        _first, second = enter(*drafts)
        assert list_identifiers_of(second) == []
        assert list_statements_of(second)[0].note == "service_number: т-7549"
        assert [problem.code for problem in drafts[1].problems] == [Code.NUMBER_TAKEN]


class TestCountOnRecord:
    def test_counts_rows_with_the_name_and_birth_of_somebody(self, enter: Enter) -> None:
        enter(named(born=parse_edtf("1985-01-07")))
        again, another = named(surname="ВИГАДАНИЙ", born=parse_edtf("1985-01-07")), named(born=parse_edtf("1985"))
        assert rules.count_on_record([again, another, named()]) == 1

    def test_counts_nobody_who_was_retracted(self, enter: Enter) -> None:
        (person,) = enter(named(born=parse_edtf("1985")))
        person.retracted_at, person.retraction_reason = NOW, "вигадка"
        assert rules.count_on_record([named(born=parse_edtf("1985"))]) == 0

    def test_looks_in_blocks(self, enter: Enter, monkeypatch: pytest.MonkeyPatch, query_count: QueryCount) -> None:
        drafts = [named(number, surname=f"Вигад{number}", born=parse_edtf("1985")) for number in range(5)]
        enter(*drafts)
        monkeypatch.setattr(queries, "BLOCK", 2)
        with query_count() as statements:
            assert rules.count_on_record(drafts) == 5
        assert len(statements) == 3
