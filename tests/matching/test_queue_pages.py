"""The queue and the page of a pair: who waits, what speaks for and against, and where a judgement leads."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.audit.models import AccessEntry
from app.core import clock
from app.matching import queries, rules
from app.matching.models import Judgement, Pair, Verdict
from app.people.models import IdentifierKind, Person
from tests.conftest import SignIn
from tests.harness.client import Client
from tests.harness.pages import posting, read

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def analyst(sign_in: Callable[..., Client]) -> Client:
    return sign_in(Role.ANALYST)


@pytest.fixture
def pair(factories: SimpleNamespace) -> Pair:
    one = factories.person(surname="Вигаданюк", given_name="Хома", patronymic="Гнатович", born="1990-05-01")
    other = factories.person(surname="Vyhadaniuk", given_name="Khoma", born="1990-05-01")
    made: Pair = factories.pair(one=one, other=other, score=24.5)
    return made


def address(pair: Pair) -> str:
    return f"/matching/{pair.one.ref}/{pair.other.ref}"


def judged(session: Session) -> list[Judgement]:
    return list(session.scalars(select(Judgement).order_by(Judgement.id)))


class TestQueue:
    def test_shows_the_highest_score_first(self, analyst: Client, factories: SimpleNamespace) -> None:
        for score in (18, 31, 25):
            factories.pair(one=factories.person(surname=f"Вигаданюк{score}"), score=score)
        page = analyst.get("/matching").text
        places = [page.index(f"Вигаданюк{score}") for score in (31, 25, 18)]
        assert places == sorted(places)
        assert "3 pairs wait to be judged" in page

    def test_pages_by_place(self, analyst: Client, factories: SimpleNamespace) -> None:
        for number in range(53):
            factories.pair(score=20 + number % 3)
        first = analyst.get("/matching").text
        following = next(a["href"] for tag, a in read(first).elements if tag == "a" and a.get("rel") == "next")
        second = analyst.get(following).text
        assert (first.count('<th scope="row">'), second.count('<th scope="row">')) == (50, 3)
        back = next(a["href"] for tag, a in read(second).elements if tag == "a" and a.get("rel") == "prev")
        assert analyst.get(back).text.count('<th scope="row">') == 50

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("", 2),
            ("?state=unsure", 1),
            ("?state=same", 1),
            ("?state=different", 1),
            ("?state=all", 5),
            ("?score=24", 1),
            ("?state=all&contradicted=y", 1),
            ("?state=nonsense&score=nonsense", 2),
        ],
    )
    def test_is_filtered(self, analyst: Client, factories: SimpleNamespace, query: str, count: int) -> None:
        factories.pair(score=30)
        factories.pair(score=18)
        for verdict in Verdict:
            factories.pair(verdict=verdict, is_contradicted=verdict is Verdict.SAME)
        assert analyst.get(f"/matching{query}").text.count('<th scope="row">') == count

    def test_of_one_person_by_number(self, analyst: Client, pair: Pair, factories: SimpleNamespace) -> None:
        factories.pair()
        page = analyst.get(f"/matching?text={pair.other.ref}").text
        assert ("1 pair<" in page, "Vyhadaniuk" in page) == (True, True)

    def test_says_that_a_number_is_nobodys(self, analyst: Client, pair: Pair) -> None:
        page = analyst.get("/matching?text=P-999999").text
        assert ("There is nobody of this number." in page, pair.one.name in page) == (True, True)

    def test_shows_what_changed_since_it_was_judged(
        self, analyst: Client, pair: Pair, factories: SimpleNamespace, session: Session
    ) -> None:
        rules.judge(pair.one, pair.other, rules.Opinion(Verdict.DIFFERENT), actor=factories.user(), now=NOW)
        session.commit()
        assert "No pair matches" in analyst.get("/matching?state=all&changed=y").text
        pair.other.updated_at = clock.now()
        assert pair.other.name in analyst.get("/matching?state=all&changed=y").text
        assert "Facts were added since" in analyst.get(address(pair)).text

    @pytest.mark.parametrize("change", ["merged", "retracted"])
    def test_leaves_out_who_stands_for_nobody(self, analyst: Client, pair: Pair, change: str) -> None:
        if change == "merged":
            pair.other.merged_into_id = pair.one_id
        else:
            pair.other.retracted_at, pair.other.retraction_reason = NOW, "помилка"
        assert "No pair waits to be judged" in analyst.get("/matching").text

    def test_leaves_the_blanks_of_a_form_out_of_the_address(self, analyst: Client) -> None:
        assert analyst.get("/matching?text=&state=all&score=").location == "/matching?state=all"

    def test_says_when_a_place_is_beyond_its_end(self, analyst: Client, pair: Pair) -> None:
        assert "nothing beyond this place" in analyst.get(f"/matching?after={pair.id}").text

    def test_takes_no_more_queries_for_more_pairs(
        self, analyst: Client, factories: SimpleNamespace, query_count: Callable[..., Any]
    ) -> None:
        counts = []
        for _ in range(2):
            for _ in range(5):
                factories.pair()
            with query_count() as asked:
                analyst.get("/matching")
            counts.append(len(asked))
        assert counts[0] == counts[1]

    def test_its_number_stands_on_the_home_page(self, analyst: Client, factories: SimpleNamespace) -> None:
        for _ in range(7):
            factories.pair()
        page = analyst.get("/").text
        row = page[page.index("Pairs of records that may be one person") :]
        assert row[: row.index("</tr>")].count("<b>7</b>") == 1

    def test_what_is_judged_and_not_merged_waits_for_supervisors(
        self, sign_in: SignIn, factories: SimpleNamespace
    ) -> None:
        for verdict in (Verdict.SAME, Verdict.SAME, Verdict.DIFFERENT):
            factories.pair(verdict=verdict)
        page = sign_in("supervisor").get("/").text
        row = page[page.index('href="/matching?state=same"') :]
        assert row[: row.index("</tr>")].count("<b>2</b>") == 1
        assert "not merged yet" not in sign_in("analyst").get("/").text

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMINISTRATOR])
    def test_is_for_those_who_judge(self, sign_in: Callable[..., Client], pair: Pair, role: Role) -> None:
        client = sign_in(role)
        assert [client.get(path).status_code for path in ("/matching", address(pair))] == [403, 403]
        assert "may be one person" not in client.get("/").text


class TestPair:
    def test_shows_both_records_and_why_they_match(self, analyst: Client, pair: Pair) -> None:
        page = analyst.get(address(pair)).text
        assert all(word in page for word in ("Вигаданюк", "Vyhadaniuk", "Гнатович", "A person decides."))
        measured = rules.measure(pair.one, pair.other)
        assert f"{measured.score:g} bits" in page

    def test_puts_both_lives_into_one_order(self, analyst: Client, pair: Pair, factories: SimpleNamespace) -> None:
        for person, day in ((pair.one, "2022-05-01"), (pair.other, "2022-06-02"), (pair.one, "2022-07-03")):
            factories.custody_event(person=person, happened=day)
        page = analyst.get(address(pair)).text
        places = [page.index(day) for day in ("3 Jul 2022", "2 Jun 2022", "1 May 2022")]
        assert places == sorted(places)

    def test_says_that_a_number_stands_on_both(self, analyst: Client, pair: Pair, factories: SimpleNamespace) -> None:
        for person, issuer in ((pair.one, "А"), (pair.other, "Б")):
            factories.person_identifier(person=person, kind=IdentifierKind.PASSPORT, value="KX1", issuer=issuer)
        assert "One number stands on both records" in analyst.get(address(pair)).text

    def test_chooses_nothing_beforehand(self, analyst: Client, factories: SimpleNamespace) -> None:
        """Neither brothers nor namesakes nor anybody else is half decided by what the page sends."""
        one, other = (factories.person(surname="Вигаданюк", given_name="Хома", born="1990-05-01") for _ in range(2))
        page = analyst.get(f"/matching/{one.ref}/{other.ref}").text
        (form,) = (form for form in posting(page) if "data-main" in form.attributes)
        assert not {"verdict", "reason"} & {name for name, values in form.answers().items() if any(values)}
        assert 'aria-checked="true"' not in page
        verdicts = [a for tag, a in read(page).elements if tag == "button" and a.get("name") == "verdict"]
        assert [button["value"] for button in verdicts] == ["same", "different", "unsure"]
        assert {button.get("class") for button in verdicts} == {"button"}

    def test_has_one_address(self, analyst: Client, pair: Pair) -> None:
        turned = analyst.get(f"/matching/{pair.other.ref}/{pair.one.ref}?state=all")
        assert (turned.status_code, turned.location) == (301, f"{address(pair)}?state=all")

    def test_of_a_merged_record_is_that_of_the_one_kept(
        self, analyst: Client, pair: Pair, factories: SimpleNamespace
    ) -> None:
        merged = factories.person(merged_into_id=pair.one_id)
        assert analyst.get(f"/matching/{merged.ref}/{pair.other.ref}").location == address(pair)

    def test_of_one_record_is_the_dossier(self, analyst: Client, pair: Pair) -> None:
        assert analyst.get(f"/matching/{pair.one.ref}/{pair.one.ref}").location == f"/people/{pair.one.ref}"

    def test_is_a_look_at_both(self, analyst: Client, pair: Pair, session: Session) -> None:
        analyst.get(address(pair))
        looks = select(AccessEntry.person_id).where(AccessEntry.action == "look at dossier")
        assert set(session.scalars(looks)) == {pair.one_id, pair.other_id}

    def test_warns_on_the_dossier_those_who_judge(self, analyst: Client, pair: Pair, sign_in: SignIn) -> None:
        path = f"/people/{pair.one.ref}"
        assert address(pair) in analyst.get(path).text
        assert address(pair) not in sign_in(Role.VIEWER).get(path).text

    def test_shows_who_was_retracted(self, analyst: Client, pair: Pair) -> None:
        pair.other.retracted_at, pair.other.retraction_reason = NOW, "внесено помилково"
        assert "was retracted: внесено помилково" in analyst.get(address(pair)).text


class TestJudging:
    def test_is_saved_with_the_reason(self, analyst: Client, pair: Pair, session: Session) -> None:
        response = analyst.post(address(pair), data={"verdict": "different", "reason": "брати"})
        assert (response.status_code, response.location) == (303, "/matching")
        (judgement,) = judged(session)
        assert (judgement.verdict, judgement.reason) == (Verdict.DIFFERENT, "брати")
        assert judgement.recorded_by_id == analyst.user.id

    def test_leads_to_the_next_pair_of_the_same_queue(
        self, analyst: Client, pair: Pair, factories: SimpleNamespace
    ) -> None:
        below, _above = factories.pair(score=22), factories.pair(score=40)
        response = analyst.post(f"{address(pair)}?score=20", data={"verdict": "same"})
        assert response.location == f"{address(below)}?score=20"

    def test_leads_to_the_first_pair_after_the_last(
        self, analyst: Client, pair: Pair, factories: SimpleNamespace
    ) -> None:
        above = factories.pair(score=40)
        assert analyst.post(address(pair), data={"verdict": "same"}).location == address(above)

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({}, "Choose what these two records are."),
            ({"verdict": "perhaps"}, "Choose"),
            ({"verdict": "unsure"}, "what is missing to decide"),
        ],
    )
    def test_says_what_is_missing(
        self, analyst: Client, pair: Pair, session: Session, typed: dict[str, str], sentence: str
    ) -> None:
        response = analyst.post(address(pair), data=typed)
        assert (response.status_code, sentence in response.text, judged(session)) == (422, True, [])

    def test_can_be_undone(self, analyst: Client, pair: Pair, session: Session) -> None:
        analyst.post(address(pair), data={"verdict": "same"})
        (judgement,) = judged(session)
        assert f"/matching/judgements/{judgement.id}/undo" in analyst.get("/matching").text
        response = analyst.post(f"/matching/judgements/{judgement.id}/undo")
        assert (response.status_code, response.location) == (303, address(pair))
        session.refresh(pair)
        assert (pair.verdict, queries.count_waiting()) == (None, 1)

    def test_is_not_undone_twice(self, analyst: Client, pair: Pair, session: Session) -> None:
        analyst.post(address(pair), data={"verdict": "same"})
        (judgement,) = judged(session)
        for _ in range(2):
            response = analyst.post(f"/matching/judgements/{judgement.id}/undo")
        assert "retracted already" in analyst.get(response.location).text

    def test_is_refused_where_a_colleague_was_first(self, analyst: Client, pair: Pair, session: Session) -> None:
        (form,) = (form for form in posting(analyst.get(address(pair)).text) if "data-main" in form.attributes)
        answers = {name: values[0] for name, values in form.answers().items()}
        opinion = rules.Opinion(Verdict.DIFFERENT, "брати")
        rules.judge(pair.one, pair.other, opinion, actor=analyst.user, now=NOW)
        response = analyst.post(address(pair), data={**answers, "verdict": "same", "reason": "одна"})
        assert (response.status_code, "Somebody changed this" in response.text) == (409, True)
        assert len(judged(session)) == 1

    def test_shows_a_contradiction_with_its_chain(
        self, analyst: Client, pair: Pair, factories: SimpleNamespace
    ) -> None:
        third = factories.person(surname="Вигаданюк", given_name="Хома")
        for one, other, verdict in (
            (pair.one, third, "same"),
            (pair.other, third, "same"),
            (pair.one, pair.other, "different"),
        ):
            rules.judge(one, other, rules.Opinion(Verdict(verdict)), actor=analyst.user, now=NOW)
        page = analyst.get(address(pair)).text
        assert f"{pair.one.ref} = {third.ref} = {pair.other.ref}" in page
        assert f"but {pair.one.ref} ≠ {pair.other.ref}" in page
        assert analyst.get("/matching?state=all&contradicted=y").text.count("contradiction</span>") == 3

    @pytest.mark.parametrize(
        ("verdict", "sentence"),
        [("same", "By other judgements they are one person"), ("different", "different people.")],
    )
    def test_says_what_other_judgements_make_of_it(
        self, analyst: Client, pair: Pair, factories: SimpleNamespace, verdict: str, sentence: str
    ) -> None:
        third = factories.person(surname="Вигаданюк", given_name="Хома")
        for person, given in ((pair.one, "same"), (pair.other, verdict)):
            rules.judge(person, third, rules.Opinion(Verdict(given)), actor=analyst.user, now=NOW)
        assert sentence in analyst.get(address(pair)).text


class TestJudgements:
    def test_of_a_person_stand_on_one_page(self, analyst: Client, pair: Pair, factories: SimpleNamespace) -> None:
        waiting = factories.pair(one=pair.one)
        rules.judge(pair.one, pair.other, rules.Opinion(Verdict.UNSURE, "немає дати"), actor=analyst.user, now=NOW)
        rules.judge(pair.one, pair.other, rules.Opinion(Verdict.SAME), actor=analyst.user, now=NOW)
        page = analyst.get(f"/people/{pair.one.ref}/judgements").text
        assert all(text in page for text in ("немає дати", "Judged anew since.", waiting.other.name))

    def test_there_may_be_none(self, analyst: Client, factories: SimpleNamespace) -> None:
        page = analyst.get(f"/people/{factories.person().ref}/judgements").text
        assert "Nobody has judged this person and another to be one" in page

    def test_are_revoked_with_a_reason(self, analyst: Client, pair: Pair, session: Session) -> None:
        analyst.post(address(pair), data={"verdict": "same"})
        (judgement,) = judged(session)
        path = f"/matching/judgements/{judgement.id}/revoke"
        assert path in analyst.get(address(pair)).text
        assert analyst.get(path).status_code == 200
        assert analyst.post(path, data={"reason": ""}).status_code == 422
        assert analyst.post(path, data={"reason": "не та людина"}).location == address(pair)
        page = analyst.get(address(pair)).text
        assert "Retracted: не та людина" in page

    def test_of_colleagues_are_revoked_by_supervisors(
        self, analyst: Client, pair: Pair, factories: SimpleNamespace, sign_in: SignIn
    ) -> None:
        judgement = rules.judge(pair.one, pair.other, rules.Opinion(Verdict.SAME), actor=factories.user(), now=NOW)
        path = f"/matching/judgements/{judgement.id}/revoke"
        assert path not in analyst.get(address(pair)).text
        assert analyst.post(path, data={"reason": "ні"}).status_code == 422
        assert path in sign_in(Role.SUPERVISOR).get(address(pair)).text


def test_people_are_read_by_either_record(factories: SimpleNamespace) -> None:
    one: Person = factories.person()
    pair = factories.pair(one=one)
    assert [list(queries.list_waiting_pairs_of(person)) for person in (one, pair.other)] == [[pair], [pair]]
