"""Pairs of records that were merged: list, count and filters speak of people, by the records that stand for them."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from app.accounts.models import Role
from app.core.db import db
from app.matching import queries, rules
from app.matching.models import Pair, Verdict
from app.matching.queries import PairFilter, PairRequest, State
from app.people.models import Person
from tests.conftest import SignIn
from tests.matching.records import MERGED_ON, merged, supervisor

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def pair(factories: SimpleNamespace) -> Pair:
    """Two records that wait to be judged."""
    return factories.pair()  # type: ignore[no-any-return]


@pytest.fixture
def kept(factories: SimpleNamespace, pair: Pair) -> Person:
    """The record into which the first one of the pair was merged."""
    person: Person = factories.person()
    merged(pair.one, person, factories)
    db.session.expire_all()
    return person


@pytest.fixture
def judge(factories: SimpleNamespace) -> Callable[..., None]:
    def judged(one: Person, other: Person, verdict: Verdict = Verdict.SAME) -> None:
        rules.judge(one, other, rules.Opinion(verdict, "так"), actor=factories.user(), now=MERGED_ON)
        db.session.expire_all()

    return judged


def found(state: State = State.WAITING, **more: object) -> list[Pair]:
    """List the pairs of a filter, which are as many as are counted."""
    asked = PairFilter(state, **more)  # type: ignore[arg-type]
    rows = list(queries.list_pairs(PairRequest(asked)))
    assert queries.count_pairs(asked) == len(rows)
    return rows


class TestPairOfMergedRecord:
    def test_goes_on_waiting_for_the_one_that_is_kept(self, pair: Pair, kept: Person) -> None:
        (waiting,) = found()
        assert waiting.people == (pair.other, kept)
        assert found(person=kept) == found(person=pair.other) == [pair]

    def test_is_shown_under_the_number_that_is_kept(self, sign_in: SignIn, pair: Pair, kept: Person) -> None:
        text = sign_in(Role.ANALYST).get("/matching").text
        assert f"/matching/{pair.other.ref}/{kept.ref}" in text
        assert pair.one.ref not in text

    def test_is_one_with_that_of_the_kept_record(self, pair: Pair, kept: Person, factories: SimpleNamespace) -> None:
        own = factories.pair(one=kept, other=pair.other)
        assert found() == [own]

    def test_is_the_oldest_where_there_is_none_of_the_kept(
        self, pair: Pair, kept: Person, factories: SimpleNamespace
    ) -> None:
        another = factories.person(merged_into_id=kept.id)
        factories.pair(one=another, other=pair.other, score=40)
        assert found() == [pair]

    def test_is_judged_with_the_person(self, pair: Pair, kept: Person, judge: Callable[..., None]) -> None:
        judge(kept, pair.other)
        assert pair.verdict is Verdict.SAME
        assert (found(), [one.people for one in found(State.SAME)]) == ([], [(pair.other, kept)])

    def test_waits_anew_when_the_judgement_is_revoked(
        self, pair: Pair, kept: Person, judge: Callable[..., None], factories: SimpleNamespace
    ) -> None:
        judge(kept, pair.other)
        (judgement,) = queries.list_judgements_between(kept, pair.other)
        rules.revoke(judgement, reason="ні", actor=supervisor(factories), now=MERGED_ON)
        assert (len(found()), found(State.SAME)) == (1, [])

    def test_is_out_of_the_queue_where_the_kept_record_is_retracted(self, pair: Pair, kept: Person) -> None:
        kept.retracted_at, kept.retraction_reason = NOW, "хибно"
        assert found(State.ALL) == []
        assert pair.one.merged_into_id == kept.id

    def test_is_none_where_both_are_one_person(self, pair: Pair, factories: SimpleNamespace) -> None:
        merged(pair.one, pair.other, factories)
        assert found(State.ALL) == []


class TestJudgedBeforeMerging:
    """Somebody judged the first record and the other to be one person; then the first was merged into a third."""

    @pytest.fixture
    def kept(self, pair: Pair, judge: Callable[..., None], factories: SimpleNamespace) -> Person:
        judge(pair.one, pair.other)
        person: Person = factories.person()
        merged(pair.one, person, factories)
        db.session.expire_all()
        return person

    def test_waits_to_be_merged(self, pair: Pair, kept: Person) -> None:
        assert [one.people for one in found(State.SAME)] == [(pair.other, kept)]
        assert queries.count_pairs_to_do() == queries.PairsToDo(waiting=0, unmerged=1)

    def test_is_shown_among_the_judgements(self, pair: Pair, kept: Person, sign_in: SignIn) -> None:
        text = sign_in(Role.ANALYST).get(f"/people/{kept.ref}/judgements").text
        assert f"({pair.other.ref})</a></h3>" in text

    def test_tells_what_changed_since(self, pair: Pair, kept: Person) -> None:
        for person in (kept, pair.other):
            person.updated_at = NOW.replace(year=2020)
        assert found(State.SAME, changed=True) == []
        kept.updated_at = NOW.replace(year=2028)
        assert found(State.SAME, changed=True) == [pair]
        assert pair.other.merged_into_id is None


class TestDossier:
    def test_says_who_is_to_be_merged(self, sign_in: SignIn, pair: Pair, judge: Callable[..., None]) -> None:
        judge(pair.one, pair.other)
        address = f"/people/{pair.one.ref}"
        text = sign_in(Role.SUPERVISOR).get(address).text
        assert "not merged yet:" in text
        assert f'href="{address}/merge/{pair.other.ref}"' in text
        assert "May be the same person as:" not in text

    def test_leads_analysts_to_the_pair(self, sign_in: SignIn, pair: Pair, judge: Callable[..., None]) -> None:
        judge(pair.one, pair.other)
        text = sign_in(Role.ANALYST).get(f"/people/{pair.one.ref}").text
        assert f'href="/matching/{pair.one.ref}/{pair.other.ref}"' in text

    def test_says_nothing_to_who_does_not_judge(self, sign_in: SignIn, pair: Pair, judge: Callable[..., None]) -> None:
        judge(pair.one, pair.other)
        assert "not merged yet:" not in sign_in(Role.VIEWER).get(f"/people/{pair.one.ref}").text

    def test_names_the_person_of_a_merged_record(self, sign_in: SignIn, pair: Pair, kept: Person) -> None:
        text = sign_in(Role.ANALYST).get(f"/people/{pair.other.ref}").text
        assert f'href="/matching/{pair.other.ref}/{kept.ref}"' in text

    def test_names_few_and_leads_to_the_others(self, sign_in: SignIn, factories: SimpleNamespace, pair: Pair) -> None:
        for _ in range(3):
            factories.pair(one=pair.one)
        text = sign_in(Role.ANALYST).get(f"/people/{pair.one.ref}").text
        assert text.count('href="/matching/P-') == 3
        assert "and others" in text
