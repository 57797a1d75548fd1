"""The table of hard cases holds: who is one person is found and agrees; who are two are told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.names.deciding import Verdict, verdict_on
from app.names.forms import Candidate, Name, Question
from app.names.given import families
from app.names.keys import keys_asked, keys_of
from app.names.tokens import tokens
from app.names.transliteration import from_russian, from_ukrainian
from tests.names.hard_cases import OTHERS, SAME, Case
from tests.names.people import asked, born, codes, scored
from tests.names.people import person as described

BORN = "1990-03-12"


def record(text: str) -> Name:
    surname, *others = tokens(text)
    return Name(surname, others[0], " ".join(others[1:]))


def said_of(case: Case) -> list[str]:
    return codes(scored(asked(case.asked), Candidate(1, (record(case.record),), None)))


@pytest.mark.parametrize("case", SAME, ids=lambda case: case.why)
class TestOneName:
    def test_is_found(self, case: Case) -> None:
        assert keys_asked(asked(case.asked)) & keys_of(record(case.record), None)

    def test_differs_in_nothing(self, case: Case) -> None:
        assert [code for code in said_of(case) if code.endswith(("differs", "unmatched"))] == []


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case.why)
class TestTwoPeople:
    def test_are_never_accepted_by_machine_for_one(self, case: Case) -> None:
        question, other = asked(case.asked, BORN), described(case.record, BORN)
        assert verdict_on(question, [(other, scored(question, other))]) is not Verdict.SURE

    def test_score_below_the_right_one(self, case: Case) -> None:
        question = asked(case.asked, BORN)
        right, wrong = described(case.asked, BORN), described(case.record, BORN)
        assert scored(question, right).bits - scored(question, wrong).bits >= 3

    def test_differ_in_something(self, case: Case) -> None:
        assert [code for code in said_of(case) if code.endswith(("differs", "similar"))]


BEGIN = "бар ви га гор ґу да жу за зго йо ка кра ла лу ме ни о па ро се та у фе хо цу ча ше ще ю я єв їж"
MIDDLE = "б бу ва да лю ля ма мя ніє п'я ра рі то ць чу шу щу ю"
END = "ько енко ук чук ський ов єв ів ин їн ець ак няк ало"
SURNAMES = st.tuples(*(st.sampled_from(parts.split()) for parts in (BEGIN, MIDDLE, END))).map("".join)
GIVEN = st.sampled_from([family.name for family in families() if len(family.ours) > 4])


@given(SURNAMES, GIVEN)
def test_a_name_shares_a_key_with_its_official_transliteration(surname: str, given_name: str) -> None:
    latin = from_ukrainian(f"{given_name} {surname}")
    assert keys_asked(Question(tokens(latin), None)) & keys_of(Name(surname, given_name), None)
    assert keys_asked(Question(tokens(f"{surname} {given_name}"), None)) & keys_of(Name(other=latin), None)


@given(SURNAMES.filter(lambda name: not set(name.lower()) & set("іїєґ'")))
def test_a_russian_surname_shares_a_key_with_its_own(surname: str) -> None:
    assert keys_asked(Question(tokens(from_russian(surname)), None)) & keys_of(Name(surname), None)


def test_a_namesake_born_in_another_year_is_never_accepted() -> None:
    question, other = asked("Вигадько Іван Петрович", BORN), described("Вигадько Іван Петрович", "1972-03-12")
    assert question.born == born(BORN)
    assert verdict_on(question, [(other, scored(question, other))]) is not Verdict.SURE
