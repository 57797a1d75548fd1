"""Scanning: whoever is on record twice is found by keys, nobody is judged by the machine, nothing is done twice."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.matching import queries, rules
from app.matching.models import Pair, Scan, Verdict
from app.matching.rules import finding
from app.people.models import IdentifierKind, Person

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
Named = tuple[str, str, str, str]

TYKHO = ("Тихомирчук", "Всеволод", "Гнатович", "1991-02-14")
#: People who are on record twice: in Ukrainian, Russian and Latin letters, with a slip, without a patronymic.
SAME: list[tuple[Named, Named]] = [
    (TYKHO, ("Тихомирчук", "Всеволод", "Игнатьевич", "1991-02-14")),
    (TYKHO, ("Tykhomyrchuk", "Vsevolod", "", "1991-02-14")),
    (("Заболотний", "Олексій", "", "1995-11-05"), ("Заболотный", "Алексей", "", "1995-05-11")),
    (("Ясногородець", "Григорій", "Омелянович", "1988"), ("Yasnohorodets", "Hryhorii", "", "1988-07-03")),
]
#: Those who only seem to be: brothers, twins, father and son, namesakes of another year.
OTHERS: list[tuple[Named, Named]] = [
    (("Перелісний", "Богдан", "Андрійович", "1990-05-10"), ("Перелісний", "Данило", "Андрійович", "1992-09-01")),
    (("Перелісний", "Богдан", "Андрійович", "1990-05-10"), ("Перелісний", "Данило", "Андрійович", "1990-05-10")),
    (("Заверуха", "Остап", "Данилович", "1968-08-08"), ("Заверуха", "Данило", "Остапович", "1996-12-25")),
    (("Гончарук", "Іван", "Петрович", "1979-03-17"), ("Гончарук", "Иван", "Петрович", "1995")),
]


@pytest.fixture
def enter(factories: SimpleNamespace) -> Callable[..., Person]:
    def enter(surname: str, given: str, patronymic: str, born: str, **fields: Any) -> Person:
        named = {"surname": surname, "given_name": given, "patronymic": patronymic or None, "born": born}
        return factories.person(**named, **fields)

    return enter


def pairs(session: Session) -> list[Pair]:
    return list(session.scalars(select(Pair).order_by(Pair.one_id, Pair.other_id)))


def numbers(session: Session) -> list[tuple[int, int]]:
    return [(pair.one_id, pair.other_id) for pair in pairs(session)]


class TestFinding:
    @pytest.mark.parametrize(("one", "other"), SAME)
    def test_finds_who_is_on_record_twice(
        self, enter: Callable[..., Person], session: Session, one: Named, other: Named
    ) -> None:
        first, second = enter(*one), enter(*other)
        rules.scan(is_full=True, now=NOW)
        assert numbers(session) == [(first.id, second.id)]

    @pytest.mark.parametrize(("one", "other"), OTHERS)
    def test_judges_nobody(self, enter: Callable[..., Person], session: Session, one: Named, other: Named) -> None:
        """Brothers, twins, fathers and sons, namesakes: at most shown to a person, never decided by a machine."""
        enter(*one), enter(*other)
        rules.scan(is_full=True, now=NOW)
        assert all(pair.verdict is None for pair in pairs(session))

    @pytest.mark.parametrize(("one", "other"), OTHERS[:1] + OTHERS[2:])
    def test_shows_nobody_whom_birth_and_name_tell_apart(
        self, enter: Callable[..., Person], session: Session, one: Named, other: Named
    ) -> None:
        enter(*one), enter(*other)
        rules.scan(is_full=True, now=NOW)
        assert pairs(session) == []

    def test_keeps_the_score_with_its_reasons(self, enter: Callable[..., Person], session: Session) -> None:
        enter(*SAME[0][0]), enter(*SAME[0][1])
        rules.scan(is_full=True, now=NOW)
        (pair,) = pairs(session)
        assert round(sum(reason["bits"] for reason in pair.reasons), 1) == pair.score >= rules.BAR
        assert {reason["code"] for reason in pair.reasons} >= {"birth_same"}

    @pytest.mark.parametrize("change", ["merged", "retracted"])
    def test_leaves_out_who_stands_for_nobody(
        self, enter: Callable[..., Person], session: Session, change: str
    ) -> None:
        first, second = enter(*SAME[0][0]), enter(*SAME[0][1])
        if change == "merged":
            second.merged_into_id = first.id
        else:
            second.retracted_at, second.retraction_reason = NOW, "помилка"
        rules.scan(is_full=True, now=NOW)
        assert pairs(session) == []

    def test_a_number_on_two_records_is_enough(
        self, enter: Callable[..., Person], factories: SimpleNamespace, session: Session
    ) -> None:
        one, other = enter(*OTHERS[0][0]), enter("Вигаданюк", "Хома", "", "1970")
        for person, issuer in ((one, "А"), (other, "Б")):
            factories.person_identifier(person=person, kind=IdentifierKind.PASSPORT, value="KX1", issuer=issuer)
        rules.scan(is_full=True, now=NOW)
        (pair,) = pairs(session)
        assert (pair.one_id, pair.other_id, pair.shares_number) == (one.id, other.id, True)
        assert rules.measure(one, other).shares_number


class TestScanningAgain:
    def test_adds_and_removes_nothing(self, enter: Callable[..., Person], session: Session) -> None:
        enter(*SAME[0][0]), enter(*SAME[0][1])
        rules.scan(is_full=True, now=NOW)
        before = [(pair.id, pair.score, pair.found_at) for pair in pairs(session)]
        again = rules.scan(is_full=True, now=LATER)
        assert (again.found, again.removed) == (0, 0)
        assert [(pair.id, pair.score, pair.found_at) for pair in pairs(session)] == before

    @pytest.mark.parametrize("is_full", [True, False])
    def test_removes_who_is_no_pair_any_more(
        self,
        enter: Callable[..., Person],
        factories: SimpleNamespace,
        session: Session,
        is_full: bool,  # noqa: FBT001 - a table of cases
    ) -> None:
        one, other = enter(*OTHERS[0][0]), enter(*OTHERS[0][1])
        session.add(Pair(one=one, other=other, score=30, reasons=[], found_at=NOW, scored_at=NOW))
        kept = factories.pair(score=30, scored_at=NOW, verdict=Verdict.UNSURE)
        judged = factories.pair(score=30, scored_at=NOW)
        factories.judgement(one=judged.one, other=judged.other, retracted_at=NOW, retraction_reason="ні")
        rules.scan(is_full=True, now=NOW - timedelta(days=1))
        for person in (one, kept.one, judged.one):
            person.updated_at = LATER
        rules.scan(is_full=is_full, now=LATER)
        assert numbers(session) == [(pair.one_id, pair.other_id) for pair in (kept, judged)]

    @pytest.mark.parametrize("verdict", list(Verdict))
    def test_respects_what_people_judged(
        self, enter: Callable[..., Person], factories: SimpleNamespace, session: Session, verdict: Verdict
    ) -> None:
        one, other = enter(*SAME[0][0]), enter(*SAME[0][1])
        rules.judge(one, other, rules.Opinion(verdict, "так є"), actor=factories.user(), now=NOW)
        rules.scan(is_full=True, now=LATER)
        (pair,) = pairs(session)
        assert (pair.verdict, queries.count_waiting()) == (verdict, 0)

    def test_knows_what_was_judged_of_a_record_merged_since(
        self, enter: Callable[..., Person], factories: SimpleNamespace, session: Session
    ) -> None:
        one, merged, other = enter(*SAME[0][0]), enter(*SAME[0][0]), enter(*SAME[0][1])
        opinion = rules.Opinion(Verdict.DIFFERENT, "двоюрідний брат")
        rules.judge(merged, other, opinion, actor=factories.user(), now=NOW)
        merged.merged_into_id = one.id
        rules.scan(is_full=True, now=LATER)
        found = queries.find_pair(one, other)
        assert (found.verdict, queries.count_waiting()) == (Verdict.DIFFERENT, 0)
        assert session.get(Pair, found.id) is found

    def test_of_what_changed_finds_the_pairs_of_who_changed_alone(
        self, enter: Callable[..., Person], session: Session
    ) -> None:
        rules.scan(is_full=True, now=NOW)
        enter(*SAME[0][0]), enter(*SAME[0][1])
        third, fourth = enter(*SAME[2][0]), enter(*SAME[2][1], updated_at=LATER)
        scan = rules.scan(is_full=False, now=LATER)
        assert scan.changed_since == NOW - timedelta(days=1)
        assert numbers(session) == [(third.id, fourth.id)]

    def test_of_what_changed_finds_what_one_of_everybody_finds(
        self, enter: Callable[..., Person], session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(finding, "PEOPLE", 2)
        rules.scan(is_full=True, now=NOW)
        for one, other in SAME + OTHERS:
            enter(*one, updated_at=LATER), enter(*other, updated_at=LATER)
        rules.scan(is_full=False, now=LATER)
        found = [(pair.one_id, pair.other_id, pair.score) for pair in pairs(session)]
        rules.scan(is_full=True, now=LATER + timedelta(hours=1))
        assert [(pair.one_id, pair.other_id, pair.score) for pair in pairs(session)] == found


class TestStopping:
    """What a scan did stays done, and the next one goes on from there."""

    @pytest.fixture(autouse=True)
    def _in_small_parts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(finding, "ROWS", 3)

    def test_small_parts_find_the_same(self, enter: Callable[..., Person], session: Session) -> None:
        first, second = enter(*SAME[0][0]), enter(*SAME[0][1])
        rules.scan(is_full=True, now=NOW)
        assert numbers(session) == [(first.id, second.id)]

    def test_the_next_one_goes_on(self, enter: Callable[..., Person]) -> None:
        enter(*SAME[0][0]), enter(*SAME[0][1])
        stopped, finder = rules.begin(is_full=True, now=NOW), rules.Finder()
        rules.keep(stopped, rules.compare_next(stopped, finder), now=NOW)
        position = stopped.position
        assert position is not None
        assert rules.begin(is_full=False, now=LATER) is stopped
        assert rules.begin(is_full=True, now=LATER) is stopped
        assert rules.scan(is_full=True, now=LATER).position is None

    @pytest.mark.usefixtures("session")
    def test_of_what_changed_gives_way_to_one_of_everybody(self) -> None:
        rules.scan(is_full=True, now=NOW)
        stopped = rules.begin(is_full=False, now=LATER)
        begun = rules.begin(is_full=True, now=LATER)
        assert (stopped.changed_since is None, begun.changed_since is None) == (False, True)


class TestCommand:
    def test_says_what_it_did(
        self, enter: Callable[..., Person], obmin: Callable[..., Result], session: Session
    ) -> None:
        enter(*SAME[0][0]), enter(*SAME[0][1])
        session.commit()
        result = obmin("matching", "scan")
        assert (result.exit_code, result.stdout) == (0, "Compared 1 pairs: 1 new, 0 gone; 1 wait.\n")
        assert len(pairs(session)) == 1

    def test_says_it_to_programs(self, obmin: Callable[..., Result]) -> None:
        result = obmin("matching", "scan", "--full", "--format", "json", "-q")
        assert json.loads(result.stdout) == {"compared": 0, "found": 0, "removed": 0, "waiting": 0}
        assert result.stderr == ""

    @pytest.mark.parametrize("options", [[], ["--full"]])
    def test_a_trial_says_the_same_and_changes_nothing(
        self, enter: Callable[..., Person], obmin: Callable[..., Result], session: Session, options: list[str]
    ) -> None:
        obmin("matching", "scan")
        one, other = enter(*OTHERS[0][0]), enter(*OTHERS[0][1])
        session.add(Pair(one=one, other=other, score=30, reasons=[], found_at=NOW, scored_at=NOW))
        for named in SAME[0]:
            enter(*named)
        for person in session.scalars(select(Person)):
            person.updated_at = datetime.now(UTC)
        session.commit()
        before = numbers(session)
        trial = obmin("matching", "scan", "--dry-run", *options)
        assert (trial.exit_code, numbers(session)) == (0, before)
        assert "dry run" in trial.stderr
        assert trial.stdout == obmin("matching", "scan", *options).stdout

    def test_is_entered_in_the_ledger(self, obmin: Callable[..., Result], session: Session) -> None:
        obmin("matching", "scan")
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "scan pairs")).one()
        assert {value.field for value in entry.values} == {"compared", "found", "removed"}
        assert (entry.subject_id, entry.agent is not None) == (session.scalars(select(Scan.id)).one(), True)
