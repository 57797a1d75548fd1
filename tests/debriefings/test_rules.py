"""What a witness says is kept as typed, and becomes facts once somebody knows of whom it speaks."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Role, User
from app.audit.models import AuditEntry
from app.compartments import queries as guarded
from app.compartments import rules as compartments
from app.compartments.models import HealthObservation, Witness
from app.core import dates, facts
from app.core.errors import RuleError
from app.custody import queries as events
from app.custody import rules as custody
from app.custody.models import CustodyEvent, EventKind
from app.debriefings import queries, rules
from app.debriefings.models import Debriefing, DebriefingRow, How
from app.debriefings.rules import Known, Words
from app.people.models import CustodyStatus, Person
from app.places.models import Place
from app.sources.models import Credibility, SourceKind

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def analyst(factories: SimpleNamespace) -> User:
    made: User = factories.user()
    return made


@pytest.fixture
def sheet(analyst: User) -> Debriefing:
    return rules.open_debriefing(name="Хома Вигаданюк", actor=analyst, now=NOW)


@pytest.fixture
def person(factories: SimpleNamespace) -> Person:
    made: Person = factories.person(surname="Бук", call_sign="Сойка")
    return made


def take_down(sheet: Debriefing, actor: User, **words: object) -> DebriefingRow:
    said = {"who": "Бук", "how": How.SHARED_CELL, **words}
    return rules.take_down(sheet, Words(**said), actor=actor, now=NOW)


class TestOpening:
    def test_a_name_goes_to_the_witnesses_and_a_number_everywhere_else(self, sheet: Debriefing) -> None:
        assert sheet.witness.name == "Хома Вигаданюк"
        assert sheet.witness.source.kind is SourceKind.RELEASED_PRISONER
        assert sheet.witness.source.name == sheet.witness.ref

    def test_a_person_on_record_testifies_under_one_number(self, person: Person, analyst: User) -> None:
        first, second = (rules.open_debriefing(person=person, actor=analyst, now=NOW) for _ in range(2))
        assert first.witness is second.witness
        assert (first.witness.name, first.witness.person) == ("Бук", person)

    def test_a_witness_may_testify_again(self, sheet: Debriefing, analyst: User) -> None:
        again = rules.open_debriefing(witness=sheet.witness, held=dates.parse("01.02.2026"), actor=analyst, now=NOW)
        assert again.witness is sheet.witness

    @pytest.mark.parametrize("both", [True, False])
    def test_says_who_in_one_way(self, person: Person, analyst: User, *, both: bool) -> None:
        said = {"person": person, "name": "Хома"} if both else {}
        with pytest.raises(RuleError, match="in one way"):
            rules.open_debriefing(**said, actor=analyst, now=NOW)

    def test_refuses_a_day_to_come(self, analyst: User) -> None:
        with pytest.raises(RuleError, match="has not come yet"):
            rules.open_debriefing(name="Хома", held=dates.parse("02.03.2026"), actor=analyst, now=NOW)

    def test_the_ledger_masks_who_testifies(self, sheet: Debriefing, session: Session) -> None:
        session.commit()
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "open debriefing")).one()
        assert (entry.subject_id, entry.person_id) == (sheet.id, None)
        assert {value.mask for value in entry.values} == {"see witnesses"}


class TestTakingDown:
    @pytest.mark.parametrize(("how", "figure"), [(How.SHARED_CELL, 2), (How.SAW, 3), (How.HEARD, 4)])
    def test_is_believed_by_how_the_witness_knows(
        self, sheet: Debriefing, analyst: User, how: How, figure: int
    ) -> None:
        assert take_down(sheet, analyst, how=how).credibility == figure

    def test_is_believed_as_somebody_says(self, sheet: Debriefing, analyst: User) -> None:
        assert take_down(sheet, analyst, credibility=Credibility.IMPROBABLE).credibility == 5

    def test_keeps_the_words_and_asks_for_nobody(self, sheet: Debriefing, analyst: User, session: Session) -> None:
        row = take_down(sheet, analyst, who="лисий з Одеси", place="десь під Курськом", about_when="перед Великоднем")
        assert (row.who, row.place, row.about_when) == ("лисий з Одеси", "десь під Курськом", "перед Великоднем")
        assert row.is_unidentified
        assert queries.list_unidentified() == [row]
        assert session.scalars(select(CustodyEvent)).all() == []
        assert session.scalars(select(Place)).all() == []

    def test_asks_of_whom_it_speaks(self, sheet: Debriefing, analyst: User) -> None:
        with pytest.raises(RuleError, match="of whom the witness speaks"):
            take_down(sheet, analyst, who=" \u200b")

    def test_the_ledger_masks_the_words_and_proves_them(
        self, sheet: Debriefing, analyst: User, session: Session
    ) -> None:
        take_down(sheet, analyst, who="Бук", health="поранений")
        session.commit()
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "take down row")).one()
        assert {value.mask for value in entry.values} == {"see health"}
        assert {"who", "health", "how", "credibility"} <= set(entry.digests)


class TestIdentifying:
    def test_records_a_sighting_on_the_witnesses_word(
        self, sheet: Debriefing, analyst: User, person: Person, session: Session
    ) -> None:
        row = take_down(sheet, analyst, place="Оленівка", about_when="липень 2025")
        rules.identify(row, person, actor=analyst, now=NOW)
        event = session.scalars(select(CustodyEvent)).one()
        assert (row.person, row.event, row.identified_by_id, row.is_unidentified) == (person, event, analyst.id, False)
        assert (event.kind, event.person, event.source) == (EventKind.SIGHTING, person, sheet.witness.source)
        assert (event.credibility, event.happened, event.place.name) == (2, dates.parse("07.2025"), "Оленівка")
        assert event.note == "Бук · Оленівка · липень 2025"
        assert person.custody_status is CustodyStatus.PRESUMED_CAPTIVE
        assert person.place is event.place

    def test_a_known_place_is_recognised(
        self, sheet: Debriefing, analyst: User, person: Person, factories: SimpleNamespace
    ) -> None:
        place = factories.place(name="Мар’янівка")
        row = take_down(sheet, analyst, place="мар'янівка")
        rules.identify(row, person, actor=analyst, now=NOW)
        assert row.event.place is place

    @pytest.mark.parametrize("words", ["перед Великоднем", "31.04.2025", "05.2027"])
    def test_words_that_are_no_day_stay_words(
        self, sheet: Debriefing, analyst: User, person: Person, words: str
    ) -> None:
        row = take_down(sheet, analyst, about_when=words, place="’")
        rules.identify(row, person, actor=analyst, now=NOW)
        assert (row.event.happened, row.event.place) == (None, None)
        assert row.event.note == f"Бук · ’ · {words}"

    def test_health_goes_to_its_compartment(
        self, sheet: Debriefing, analyst: User, person: Person, session: Session
    ) -> None:
        row = take_down(sheet, analyst, health="кашляє кров’ю", is_serious=True, about_when="07.2025")
        rules.identify(row, person, actor=analyst, now=NOW)
        observed = session.scalars(select(HealthObservation)).one()
        assert row.health_observation is observed
        assert (observed.person, observed.particulars, observed.is_serious) == (person, "кашляє кров’ю", True)
        assert (observed.observed, observed.source) == (dates.parse("07.2025"), sheet.witness.source)
        assert "кашляє" not in (row.event.note or "")

    def test_happens_once(self, sheet: Debriefing, analyst: User, person: Person) -> None:
        row = take_down(sheet, analyst)
        rules.identify(row, person, actor=analyst, now=NOW)
        with pytest.raises(RuleError, match="meanwhile"):
            rules.identify(row, person, actor=analyst, now=NOW)

    def test_a_retracted_row_speaks_of_nobody(self, sheet: Debriefing, analyst: User, person: Person) -> None:
        row = take_down(sheet, analyst)
        rules.retract_row(row, reason="двічі", actor=analyst, now=NOW)
        with pytest.raises(RuleError, match="retracted already"):
            rules.identify(row, person, actor=analyst, now=NOW)

    def test_stands_on_the_witness_as_corrected_last(
        self, sheet: Debriefing, analyst: User, person: Person, session: Session
    ) -> None:
        first = sheet.witness
        session.add(
            Witness(first_id=first.id, name="Хома В.", source=first.source, recorded_at=NOW, supersedes_id=first.id)
        )
        session.flush()
        row = take_down(sheet, analyst)
        rules.identify(row, person, actor=analyst, now=NOW)
        assert row.event.source is first.source

    def test_needs_a_source(self, factories: SimpleNamespace, analyst: User, person: Person) -> None:
        row = factories.debriefing_row(debriefing__witness__source=None)
        with pytest.raises(RuleError, match="No source stands"):
            rules.identify(row, person, actor=analyst, now=NOW)


class TestRegistering:
    @pytest.mark.parametrize(
        ("words", "known_as", "identity"),
        [
            ("Вигаданюк Хома Іванович", Known.NAME, ("Вигаданюк", "Хома", "Іванович", None)),
            ("Вигаданюк «Сойка»", Known.NAME, ("Вигаданюк", None, None, "Сойка")),
            ('"Сойка"', Known.CALL_SIGN, (None, None, None, "Сойка")),
            ("Сойка Друга", Known.CALL_SIGN, (None, None, None, "Сойка Друга")),
            ("Огли Мамед Ібрагім Ахмед", Known.NAME, ("Огли", "Мамед", "Ібрагім Ахмед", None)),
        ],
    )
    def test_enters_the_person_under_the_words(
        self,
        sheet: Debriefing,
        analyst: User,
        words: str,
        known_as: Known,
        identity: tuple[str | None, ...],
    ) -> None:
        row = take_down(sheet, analyst, who=words)
        person = rules.register(row, known_as, actor=analyst, now=NOW)
        assert (person.surname, person.given_name, person.patronymic, person.call_sign) == identity
        assert row.person is person
        assert row.event.person is person


class TestSeparating:
    @pytest.fixture
    def row(self, sheet: Debriefing, analyst: User, person: Person) -> DebriefingRow:
        row = take_down(sheet, analyst, health="поранений")
        rules.identify(row, person, actor=analyst, now=NOW)
        return row

    def test_retracts_what_the_row_wrote_and_lets_it_wait_again(
        self, row: DebriefingRow, analyst: User, person: Person
    ) -> None:
        event, observed = row.event, row.health_observation
        rules.separate(row, reason="інший Бук", actor=analyst, now=NOW)
        assert (row.person, row.event, row.health_observation, row.is_unidentified) == (None, None, None, True)
        assert (event.retraction_reason, observed.retraction_reason) == ("інший Бук", "інший Бук")
        assert person.custody_status is CustodyStatus.UNKNOWN

    def test_leaves_what_was_retracted_before(self, row: DebriefingRow, analyst: User) -> None:
        for fact in (row.event, row.health_observation):
            fact.retracted_at, fact.retraction_reason = NOW, "раніше"
        event = row.event
        rules.separate(row, reason="інший Бук", actor=analyst, now=NOW)
        assert event.retraction_reason == "раніше"

    def test_retracts_what_was_corrected_since_with_its_corrections(
        self, row: DebriefingRow, analyst: User, person: Person
    ) -> None:
        """The corrections tell of the wrong person, too; and what they had corrected must not stand again."""
        happening = custody.happening_in(row.event)
        custody.correct(row.event, replace(happening, credibility=4), actor=analyst, now=NOW)
        observed = row.health_observation
        said = compartments.Saying(observed.source, 4, {"particulars": "інше", "observed": None, "is_serious": True})
        compartments.correct(observed, said, actor=analyst, now=NOW)
        assert len(facts.live(events.list_events_of(person))) == 1
        rules.separate(row, reason="інший Бук", actor=analyst, now=NOW)
        assert facts.live(events.list_events_of(person)) == []
        assert facts.live(guarded.list_facts_of(HealthObservation, person)) == []
        assert (person.custody_status, person.health_due_on) == (CustodyStatus.UNKNOWN, None)

    def test_what_a_colleague_corrected_is_for_supervisors(
        self, row: DebriefingRow, analyst: User, factories: SimpleNamespace
    ) -> None:
        supervisor = factories.user(role=Role.SUPERVISOR)
        custody.correct(row.event, replace(custody.happening_in(row.event), credibility=4), actor=supervisor, now=NOW)
        with pytest.raises(RuleError, match="A colleague corrected"):
            rules.separate(row, reason="інший Бук", actor=analyst, now=NOW)
        rules.separate(row, reason="інший Бук", actor=supervisor, now=NOW)
        assert row.is_unidentified

    def test_of_a_row_that_tells_of_no_health(self, sheet: Debriefing, analyst: User, person: Person) -> None:
        row = take_down(sheet, analyst)
        rules.identify(row, person, actor=analyst, now=NOW)
        rules.separate(row, reason="інший Бук", actor=analyst, now=NOW)
        assert row.is_unidentified

    def test_of_a_colleagues_row_is_for_supervisors(self, row: DebriefingRow, factories: SimpleNamespace) -> None:
        with pytest.raises(RuleError, match="Ask a supervisor"):
            rules.separate(row, reason="інший Бук", actor=factories.user(), now=NOW)
        rules.separate(row, reason="інший Бук", actor=factories.user(role=Role.SUPERVISOR), now=NOW)
        assert row.is_unidentified

    def test_needs_a_reason_and_somebody(self, row: DebriefingRow, analyst: User) -> None:
        with pytest.raises(RuleError, match="Say why"):
            rules.separate(row, reason=" ", actor=analyst, now=NOW)
        rules.separate(row, reason="інший Бук", actor=analyst, now=NOW)
        with pytest.raises(RuleError, match="any more"):
            rules.separate(row, reason="ще раз", actor=analyst, now=NOW)


class TestRetracting:
    def test_keeps_the_row_with_the_reason(self, sheet: Debriefing, analyst: User) -> None:
        row = take_down(sheet, analyst)
        rules.retract_row(row, reason="двічі", actor=analyst, now=NOW)
        assert (row.retraction_reason, row.is_unidentified) == ("двічі", False)
        assert queries.list_unidentified() == []
        with pytest.raises(RuleError, match="retracted already"):
            rules.retract_row(row, reason="двічі", actor=analyst, now=NOW)

    def test_needs_a_reason_and_nobody(self, sheet: Debriefing, analyst: User, person: Person) -> None:
        row = take_down(sheet, analyst)
        with pytest.raises(RuleError, match="Say why"):
            rules.retract_row(row, reason="", actor=analyst, now=NOW)
        rules.identify(row, person, actor=analyst, now=NOW)
        with pytest.raises(RuleError, match="Take the person off"):
            rules.retract_row(row, reason="двічі", actor=analyst, now=NOW)
