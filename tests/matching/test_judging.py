"""Judging two records: somebody's word, kept with its reason, judged anew and revoked, and never a machine's."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Role, User
from app.audit.models import AuditEntry
from app.core.errors import NotFound, RuleError
from app.matching import queries, rules
from app.matching.models import Judgement, Pair, Verdict
from app.people import rules as person_rules
from app.people.models import Person

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
Judge = Callable[..., Judgement]


@pytest.fixture
def analyst(factories: SimpleNamespace) -> User:
    made: User = factories.user(role=Role.ANALYST)
    return made


@pytest.fixture
def people(factories: SimpleNamespace) -> list[Person]:
    return [factories.person(surname="Вигаданюк", given_name="Хома", born="1990-05-01") for _ in range(4)]


@pytest.fixture
def judge(analyst: User) -> Judge:
    def judge(
        one: Person, other: Person, verdict: str = "same", reason: str | None = None, **given: object
    ) -> Judgement:
        opinion = rules.Opinion(Verdict(verdict), reason)
        return rules.judge(one, other, opinion, **{"actor": analyst, "now": NOW, **given})

    return judge


def pair_of(one: Person, other: Person) -> Pair:
    found = queries.find_pair(one, other)
    assert found
    return found


class TestJudging:
    def test_keeps_the_word_with_its_author_and_reason(self, judge: Judge, people: list[Person], analyst: User) -> None:
        judgement = judge(people[1], people[0], "different", "інший рік")
        assert (judgement.one, judgement.other) == (people[0], people[1])
        assert (judgement.verdict, judgement.reason) == (Verdict.DIFFERENT, "інший рік")
        assert (judgement.recorded_by_id, judgement.recorded_at) == (analyst.id, NOW)

    def test_makes_the_pair_with_its_score_where_no_scan_found_it(self, judge: Judge, people: list[Person]) -> None:
        judge(*people[:2])
        pair = pair_of(*people[:2])
        assert (pair.verdict, pair.score > rules.BAR, bool(pair.reasons)) == (Verdict.SAME, True, True)

    def test_marks_the_pair_that_a_scan_found(
        self, judge: Judge, people: list[Person], factories: SimpleNamespace
    ) -> None:
        found = factories.pair(one=people[0], other=people[1])
        judge(*people[:2])
        assert (found.verdict, found.score) == (Verdict.SAME, 20)

    def test_stands_in_the_history_of_both(self, judge: Judge, people: list[Person], session: Session) -> None:
        judge(*people[:2])
        session.commit()
        entered = session.scalars(select(AuditEntry.person_id).where(AuditEntry.action == "judge pair"))
        assert set(entered) == {people[0].id, people[1].id}

    def test_is_no_change_of_a_record(self, judge: Judge, people: list[Person]) -> None:
        before = [(person.version, person.updated_at) for person in people]
        judge(*people[:2])
        assert [(person.version, person.updated_at) for person in people] == before

    def test_anew_supersedes_and_keeps_the_former(self, judge: Judge, people: list[Person]) -> None:
        first = judge(*people[:2])
        second = judge(*people[:2], "different", "брати")
        assert second.supersedes_id == first.id
        assert queries.find_judgement_between(*people[:2]) is second
        assert pair_of(*people[:2]).verdict is Verdict.DIFFERENT

    def test_comes_to_those_who_keep_what_was_told_apart_at_entry(
        self, people: list[Person], analyst: User, factories: SimpleNamespace
    ) -> None:
        saying = person_rules.Saying(factories.source(), 3, {"surname": "Вигаданюк"})
        told = {people[0]: "інша людина, інший рік"}
        person = person_rules.register(saying, actor=analyst, now=NOW, distinguished=told)
        judgement = queries.find_judgement_between(people[0], person)
        assert (judgement.verdict, judgement.reason) == (Verdict.DIFFERENT, "інша людина, інший рік")


class TestRefusals:
    def test_one_record(self, judge: Judge, people: list[Person]) -> None:
        with pytest.raises(RuleError, match="one and the same record"):
            judge(people[0], people[0])

    def test_a_merged_record(self, judge: Judge, people: list[Person]) -> None:
        people[1].merged_into_id = people[2].id
        with pytest.raises(RuleError, match="merged into another"):
            judge(*people[:2])

    def test_a_retracted_record(self, judge: Judge, people: list[Person]) -> None:
        people[1].retracted_at, people[1].retraction_reason = NOW, "помилка"
        with pytest.raises(RuleError, match="was retracted"):
            judge(*people[:2])

    def test_a_doubt_without_a_word(self, judge: Judge, people: list[Person]) -> None:
        with pytest.raises(RuleError, match="what is missing"):
            judge(*people[:2], "unsure", " ")

    def test_another_verdict_without_a_word(self, judge: Judge, people: list[Person]) -> None:
        judge(*people[:2])
        with pytest.raises(RuleError, match="why you judge it otherwise"):
            judge(*people[:2], "different")

    def test_the_same_once_more(self, judge: Judge, people: list[Person]) -> None:
        judge(*people[:2])
        with pytest.raises(RuleError, match="judged so already"):
            judge(*people[:2])

    def test_but_not_what_settles_a_doubt(self, judge: Judge, people: list[Person]) -> None:
        judge(*people[:2], "unsure", "немає дати")
        judge(*people[:2])
        assert pair_of(*people[:2]).verdict is Verdict.SAME


class TestRevoking:
    def test_lets_the_pair_wait_anew(self, judge: Judge, people: list[Person], analyst: User) -> None:
        judgement = judge(*people[:2])
        rules.revoke(judgement, reason="помилка", actor=analyst, now=NOW)
        assert pair_of(*people[:2]).verdict is None
        assert (judgement.retracted_by_id, judgement.retraction_reason) == (analyst.id, "помилка")

    def test_lets_the_former_stand_again(self, judge: Judge, people: list[Person], analyst: User) -> None:
        first = judge(*people[:2])
        second = judge(*people[:2], "different", "брати")
        rules.revoke(second, reason="не брати", actor=analyst, now=NOW)
        assert queries.find_judgement_between(*people[:2]) is first

    def test_leaves_room_for_the_next(self, judge: Judge, people: list[Person], analyst: User) -> None:
        first = judge(*people[:2])
        rules.revoke(first, reason="помилка", actor=analyst, now=NOW)
        assert judge(*people[:2]).supersedes_id == first.id

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_needs_a_reason(self, judge: Judge, people: list[Person], analyst: User, reason: str) -> None:
        with pytest.raises(RuleError, match="why this is retracted"):
            rules.revoke(judge(*people[:2]), reason=reason, actor=analyst, now=NOW)

    def test_is_done_once(self, judge: Judge, people: list[Person], analyst: User) -> None:
        judgement = judge(*people[:2])
        rules.revoke(judgement, reason="помилка", actor=analyst, now=NOW)
        with pytest.raises(RuleError, match="retracted already"):
            rules.revoke(judgement, reason="помилка", actor=analyst, now=NOW)

    def test_of_a_colleagues_word_is_for_supervisors(
        self, judge: Judge, people: list[Person], factories: SimpleNamespace
    ) -> None:
        judgement = judge(*people[:2])
        with pytest.raises(RuleError, match="A colleague judged"):
            rules.revoke(judgement, reason="ні", actor=factories.user(role=Role.ANALYST), now=NOW)
        rules.revoke(judgement, reason="ні", actor=factories.user(role=Role.SUPERVISOR), now=NOW)
        assert queries.find_judgement_between(*people[:2]) is None


class TestUndoing:
    def test_takes_back_what_was_just_saved(self, judge: Judge, people: list[Person], analyst: User) -> None:
        judgement = judge(*people[:2])
        rules.undo_judgement(judgement, actor=analyst, now=NOW + timedelta(minutes=9))
        assert (pair_of(*people[:2]).verdict, judgement.retraction_reason) == (None, "undone")

    def test_is_for_ten_minutes(self, judge: Judge, people: list[Person], analyst: User) -> None:
        with pytest.raises(RuleError, match="ten minutes"):
            rules.undo_judgement(judge(*people[:2]), actor=analyst, now=NOW + timedelta(minutes=11))

    def test_is_refused_where_somebody_judged_anew(self, judge: Judge, people: list[Person], analyst: User) -> None:
        judgement = judge(*people[:2])
        judge(*people[:2], "different", "брати")
        with pytest.raises(RuleError, match="built on this"):
            rules.undo_judgement(judgement, actor=analyst, now=NOW)


class TestContradictions:
    """A is B and B is C, but A is not C."""

    def test_mark_every_pair_of_the_group(self, judge: Judge, people: list[Person]) -> None:
        one, two, three, _ = people
        judge(one, two)
        judge(two, three)
        judge(one, three, "different", "брати")
        assert all(pair_of(*pair).is_contradicted for pair in ((one, two), (two, three), (one, three)))

    def test_go_with_the_judgement_that_made_them(self, judge: Judge, people: list[Person], analyst: User) -> None:
        one, two, three, _ = people
        judge(one, three, "different", "брати")
        judge(one, two)
        wrong = judge(two, three)
        assert pair_of(one, two).is_contradicted
        rules.revoke(wrong, reason="помилка", actor=analyst, now=NOW)
        assert not any(pair_of(*pair).is_contradicted for pair in ((one, two), (two, three), (one, three)))

    def test_leave_other_groups_alone(self, judge: Judge, people: list[Person]) -> None:
        one, two, three, four = people
        judge(three, four)
        judge(one, two, "different", "брати")
        assert not pair_of(three, four).is_contradicted

    def test_follow_from_a_merger_too(self, judge: Judge, people: list[Person]) -> None:
        one, two, three, _ = people
        judge(one, three, "different", "брати")
        two.merged_into_id = one.id
        judge(three, people[3])
        judge(one, people[3])
        assert pair_of(one, three).is_contradicted


class TestReading:
    def test_a_judgement_of_a_merged_record_is_one_of_the_person(self, judge: Judge, people: list[Person]) -> None:
        one, two, three, _ = people
        judgement = judge(two, three, "different", "брати")
        two.merged_into_id = one.id
        assert queries.find_judgement_between(one, three) is judgement
        assert list(queries.list_judgements_of(one)) == [judgement]

    def test_there_is_no_judgement_of_an_unknown_number(self, session: Session) -> None:
        with pytest.raises(NotFound):
            queries.get_judgement(10**6)
        assert session.scalars(select(Judgement)).all() == []
