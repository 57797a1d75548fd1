"""What is unlikely in the order of somebody's facts."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from app.core.i18n import label
from app.custody import rules
from app.custody.labels import ADVICE
from app.custody.models import CustodyEvent
from app.custody.models import EventKind as K
from app.custody.rules import Happening
from app.custody.standing import life_of
from app.custody.standing.plausibility import AZOVSTAL, ROWS, Case, unlikely_in
from app.people import rules as people_rules
from app.people.models import CustodyStatus, Person, Unlikely
from app.people.rules import Saying
from app.sources.models import Source, SourceKind
from tests.custody.events import captured, day, decision, event, exchanged

BY, U = SourceKind, Unlikely
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def found(*events: CustodyEvent, born: str | None = None, category: str = "") -> list[Unlikely]:
    return unlikely_in(Case(life_of(events), day(born), category))


@pytest.mark.parametrize(
    ("events", "fields", "unlikely"),
    [
        ([event(K.SIGHTING, "2022-07")], {"born": "2023"}, U.BEFORE_BIRTH),
        ([captured("2022-05-16")], {"born": "2010"}, U.CHILD_AT_CAPTURE),
        ([captured("2022-05-16"), event(K.CORRESPONDENCE, "2022-03")], {}, U.BEFORE_CAPTURE),
        ([exchanged("2022-03"), captured("2022-05-16")], {}, U.ENDED_BEFORE_CAPTURE),
        ([captured(), exchanged(), event(K.SIGHTING, "2024-01")], {}, U.HELD_AGAIN_WITHOUT_CAPTURE),
        ([captured(), event(K.DEATH, "2023-05"), event(K.CALL, "2023-07")], {}, U.ALIVE_AFTER_DEATH),
        ([event(K.REMAINS_IDENTIFIED, "2023-05", BY.FAMILY), event(K.SIGHTING, "2023-07")], {}, U.ALIVE_AFTER_REMAINS),
        (
            [captured(), event(K.DEATH, "2023-05", BY.DETAINING_POWER), event(K.CALL, "2023-07")],
            {},
            U.DEATH_BEFORE_PROOF_OF_LIFE,
        ),
        ([captured("2023-08")], {"category": AZOVSTAL}, U.AZOVSTAL_CAPTURE),
        ([decision(CustodyStatus.PRESUMED_DEAD, "2023-05"), event(K.CALL, "2023-07")], {}, U.ALIVE_AFTER_DEATH),
    ],
)
def test_says_what_is_unlikely(events: list[CustodyEvent], fields: dict[str, str], unlikely: Unlikely) -> None:
    assert unlikely in found(*events, **fields)


@pytest.mark.parametrize(
    ("events", "fields"),
    [
        ([], {"born": "1990"}),
        ([event(K.SIGHTING, "2022")], {"born": "2022"}),
        ([captured("2022-05-16")], {"born": "2008"}),
        ([captured("2022-05-16")], {"born": "../1990"}),
        ([captured(None)], {"born": "2010"}),
        ([captured("2022-05-16"), event(K.CORRESPONDENCE, "2022-05")], {}),
        ([exchanged("2022-05"), captured("2022-05-16")], {}),
        ([event(K.FOUND_ALIVE, "2022-03", BY.OWN_OFFICE), captured("2022-05-16")], {}),
        ([captured(), exchanged(), captured("2024-01-10")], {}),
        ([captured(), event(K.DEATH, "2023-05"), event(K.BURIAL, "2023-06")], {}),
        ([captured(), event(K.DEATH, "2023-05"), event(K.REPORTED_MISSING, "2023-07")], {}),
        ([captured(), event(K.DEATH, "2023-05", BY.DETAINING_POWER), event(K.CALL, "2023-05")], {}),
        ([captured("2022-05-20")], {"category": AZOVSTAL}),
        ([captured("2022-05")], {"category": AZOVSTAL}),
        ([event(K.SIGHTING, "2023-08")], {"category": AZOVSTAL}),
        ([captured("2023-08")], {"category": "conscript"}),
    ],
)
def test_is_silent_where_it_may_be_so(events: list[CustodyEvent], fields: dict[str, str]) -> None:
    assert found(*events, **fields) == []


def test_every_code_has_a_row_with_an_example_a_sentence_and_an_advice() -> None:
    assert [row.code for row in ROWS] == list(U)
    assert all(row.example for row in ROWS)
    assert all(label(code) and ADVICE[code] for code in U)


@pytest.mark.usefixtures("session")
class TestStored:
    """The columns follow the events, and what is told of the birth and the category."""

    @pytest.fixture
    def person(self, factories: SimpleNamespace) -> Person:
        made: Person = factories.person()
        return made

    @pytest.fixture
    def icrc(self, factories: SimpleNamespace) -> Source:
        made: Source = factories.source(kind=BY.ICRC)
        return made

    def test_are_written_with_an_event(self, person: Person, icrc: Source) -> None:
        rules.record(person, Happening(K.CAPTURE, icrc, 2, day("2022-05-16")), actor=None, now=NOW)
        rules.record(person, Happening(K.CALL, icrc, 2, day("2022-03")), actor=None, now=NOW)
        assert (person.unlikely, person.has_unlikely) == (["before_capture"], True)

    def test_follow_a_birth_that_is_told_later(self, person: Person, icrc: Source) -> None:
        rules.record(person, Happening(K.CAPTURE, icrc, 2, day("2022-05-16")), actor=None, now=NOW)
        people_rules.state(person, Saying(icrc, 1, {"born": day("2010")}), actor=None, now=NOW)
        assert person.unlikely == ["child_at_capture"]

    def test_follow_a_category_that_is_told_later(
        self,
        person: Person,
        icrc: Source,
        factories: SimpleNamespace,
    ) -> None:
        rules.record(person, Happening(K.ARREST, icrc, 2, day("2022-05-16")), actor=None, now=NOW)
        before = person.legal_situation.value
        soldier = factories.category(law="gc3").id
        people_rules.state(person, Saying(icrc, 1, {"category_id": soldier}), actor=None, now=NOW)
        assert (before, person.legal_situation.value) == ("held_without_charge", "pow")

    def test_of_a_birth_follows_nothing_where_nothing_happened(
        self,
        person: Person,
        icrc: Source,
    ) -> None:
        people_rules.state(person, Saying(icrc, 1, {"born": day("2010")}), actor=None, now=NOW)
        assert (person.unlikely, person.last_known_on) == ([], None)

    @pytest.mark.parametrize(
        ("happened", "last"), [("2022-05", "2022-05-31"), ("2022-05-16/..", "2022-05-16"), ("2026", "2026-03-01")]
    )
    def test_know_when_anything_was_known_last(self, person: Person, icrc: Source, happened: str, last: str) -> None:
        rules.record(person, Happening(K.SIGHTING, icrc, 2, day(happened)), actor=None, now=NOW)
        assert str(person.last_known_on) == last

    def test_take_no_decision_of_the_office_for_news(self, person: Person, icrc: Source) -> None:
        rules.record(person, Happening(K.SIGHTING, icrc, 2, day("2022-05-16")), actor=None, now=NOW)
        decided = {"sets_status": CustodyStatus.PRESUMED_DEAD, "note": "рішення"}
        rules.record(person, Happening(K.OVERRIDE, icrc, 2, day("2024-01-10"), **decided), actor=None, now=NOW)
        assert str(person.last_known_on) == "2022-05-16"

    def test_tell_of_a_name_that_mixes_alphabets(self, person: Person, icrc: Source) -> None:
        assert person.has_mixed_script is False
        people_rules.state(person, Saying(icrc, 1, {"given_name": "Cергій"}), actor=None, now=NOW)
        assert person.has_mixed_script is True
