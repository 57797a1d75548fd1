"""The table of states: every step from every state, as the document of the table says it."""

import re

import pytest

from app.exchanges import states
from app.exchanges.models import AskedBy, State
from app.exchanges.states import MOVES, Deed, can, deeds_from

S = State
#: What is possible, told once more and by state: a mistake in the table would have to be made twice.
POSSIBLE: dict[State | None, str] = {
    None: "propose offer",
    S.PROPOSED: "request withdraw refuse_consent",
    S.REQUESTED: "decline agree withdraw refuse_consent",
    S.DECLINED: "request decline agree withdraw refuse_consent",
    S.AGREED: "decline make_ready hand_over keep_back substitute withdraw refuse_consent",
    S.READY: "decline hand_over keep_back substitute withdraw refuse_consent",
    S.HANDED_OVER: "take_back",
    S.NOT_DELIVERED: "hand_over substitute take_back",
    S.SUBSTITUTED: "take_back",
    S.OFFERED: "accept refuse withdraw refuse_consent",
    S.ACCEPTED: "refuse make_ready hand_over keep_back substitute withdraw refuse_consent",
    S.REFUSED_BY_US: "accept",
    S.WITHDRAWN: "propose offer",
    S.CONSENT_REFUSED: "propose offer",
}


class TestTable:
    @pytest.mark.parametrize("state", [None, *State])
    def test_says_what_is_possible_from_each_state(self, state: State | None) -> None:
        assert {deed.value for deed in deeds_from(state)} == set(POSSIBLE[state].split())

    @pytest.mark.parametrize("deed", Deed)
    @pytest.mark.parametrize("state", [None, *State])
    def test_answers_for_each_step(self, deed: Deed, state: State | None) -> None:
        assert can(deed, state) is (deed.value in POSSIBLE[state].split())

    def test_has_a_row_for_each_deed(self) -> None:
        assert list(MOVES) == list(Deed)

    def test_reaches_every_state(self) -> None:
        assert {move.to for move in MOVES.values()} == set(State)

    def test_says_who_asks_where_somebody_comes_onto_a_list(self) -> None:
        asks = {deed: move.asked_by for deed, move in MOVES.items() if None in move.starts}
        assert asks == {Deed.PROPOSE: AskedBy.WE, Deed.OFFER: AskedBy.THEY}

    def test_is_what_its_document_says(self) -> None:
        rows = re.findall(r"^\| ([a-z ]+) \| (.+?) \| ([a-z ]+) \|", states.__doc__ or "", re.MULTILINE)[1:]
        told = {step: to for step, _, to in rows}
        assert told == {words(deed.value): words(move.to.value) for deed, move in MOVES.items()}

    def test_names_in_its_document_where_each_step_starts(self) -> None:
        rows = re.findall(r"^\| ([a-z ]+) \| (.+?) \| ([a-z ]+) \|", states.__doc__ or "", re.MULTILINE)[1:]
        before = {words(state.value) for state in states.BEFORE_THE_DAY}
        for step, starts, _ in rows:
            move = MOVES[Deed(step.replace(" ", "_"))]
            named = {words(state.value) if state else "on no list" for state in move.starts}
            told = before if starts == "whatever comes before the day" else set(starts.split(", "))
            assert told == named, step


def words(code: str) -> str:
    return code.replace("_", " ")
