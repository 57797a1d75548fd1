"""Where somebody stands on lists: each rule of the derivation by an example."""

from collections.abc import Sequence
from datetime import date

import pytest

from app.exchanges import standing
from app.exchanges.models import OperationState, Refusal, State
from app.exchanges.queries import Beginning, Line, Step
from app.exchanges.standing import Listed, derive
from app.people.models import ExchangeStatus, LastAnswer

S, E, OP = State, ExchangeStatus, OperationState
#: A step of a line: the state it leads to, or the refusal it leads to declined with.
Told = State | Refusal


def line(*told: Told, on: str = "2024-08-01", operation: OperationState = OP.UNDER_WAY, number: int = 1) -> Line:
    """Tell an entry by its steps, a day after each other; its number orders the records of several."""
    first = date.fromisoformat(on)
    steps = [
        Step(
            number * 100 + place,
            S.DECLINED if isinstance(one, Refusal) else one,
            one if isinstance(one, Refusal) else None,
            first.replace(day=first.day + place),
        )
        for place, one in enumerate(told)
    ]
    return Line(number, operation, steps)


def status(lines: Sequence[Line], **more: object) -> ExchangeStatus:
    return derive(lines, **more).status  # type: ignore[arg-type]


class TestStatus:
    def test_of_who_stands_on_no_list(self) -> None:
        assert derive([]) == Listed()

    @pytest.mark.parametrize("state", [one for one in State if one is not S.CONSENT_REFUSED])
    def test_is_the_state_of_the_only_entry(self, state: State) -> None:
        refusal = Refusal.REFUSED if state is S.DECLINED else state
        assert status([line(S.PROPOSED, refusal)]).value == state.value

    def test_never_tells_that_somebody_does_not_want_to_return(self) -> None:
        assert status([line(S.PROPOSED, S.CONSENT_REFUSED)]) is E.WITHDRAWN

    def test_is_exchanged_while_the_custody_status_is(self) -> None:
        assert status([line(S.PROPOSED)], is_exchanged=True) is E.EXCHANGED

    def test_is_that_of_the_newest_step_whichever_entry_is_newer(self) -> None:
        older = line(S.REQUESTED, S.AGREED, on="2024-09-01", number=1)
        assert status([older, line(S.REQUESTED, on="2024-08-01", number=2)]) is E.AGREED

    def test_on_one_day_is_that_of_the_step_recorded_last(self) -> None:
        assert status([line(S.PROPOSED, number=2), line(S.OFFERED, number=1)]) is E.PROPOSED

    def test_leaves_out_what_was_cancelled(self) -> None:
        assert status([line(S.REQUESTED, operation=OP.CANCELLED)]) is E.NOT_LISTED

    def test_leaves_out_who_was_never_asked_for_when_the_operation_ended(self) -> None:
        assert status([line(S.PROPOSED, operation=OP.COMPLETED)]) is E.NOT_LISTED

    def test_is_silent_where_no_answer_came_before_the_end(self) -> None:
        assert status([line(S.PROPOSED, S.REQUESTED, operation=OP.COMPLETED)]) is E.SILENT

    @pytest.mark.parametrize("operation", [OP.DRAFT, OP.REQUESTED, OP.AGREED, OP.UNDER_WAY])
    def test_waits_for_an_answer_until_then(self, operation: OperationState) -> None:
        assert status([line(S.PROPOSED, S.REQUESTED, operation=operation)]) is E.REQUESTED


class TestCounts:
    def test_add_up(self) -> None:
        lines = [
            line(S.PROPOSED, S.REQUESTED, Refusal.REFUSED, number=1),
            line(S.PROPOSED, S.REQUESTED, Refusal.SAYS_DEAD, S.REQUESTED, Refusal.NO_REASON, number=2),
            line(S.PROPOSED, S.REQUESTED, operation=OP.COMPLETED, number=3),
            line(S.PROPOSED, S.REQUESTED, number=4),
        ]
        listed = derive(lines)
        assert (listed.asked, listed.refused, listed.silent, listed.waiting) == (4, 2, 1, 1)

    def test_know_who_was_asked_for_and_delivered(self) -> None:
        listed = derive([line(S.PROPOSED, S.REQUESTED, S.AGREED, S.READY, S.HANDED_OVER)])
        assert (listed.asked, listed.refused, listed.silent, listed.waiting) == (1, 0, 0, 0)

    def test_leave_out_whom_we_did_not_ask_for(self) -> None:
        assert derive([line(S.OFFERED, S.ACCEPTED), line(S.PROPOSED)]).asked == 0


class TestLastAnswer:
    def test_is_none_before_there_is_one(self) -> None:
        listed = derive([line(S.PROPOSED, S.REQUESTED)])
        assert (listed.answer, listed.answered_on) == (None, None)

    def test_is_the_newest_of_all_lists_with_its_day(self) -> None:
        lines = [
            line(S.REQUESTED, Refusal.DENIES_HOLDING, on="2024-08-01", number=2),
            line(S.REQUESTED, S.AGREED, on="2024-09-01", number=1),
        ]
        listed = derive(lines)
        assert (listed.answer, listed.answered_on) == (LastAnswer.AGREED, date(2024, 9, 2))

    @pytest.mark.parametrize("refusal", [one for one in Refusal if one is not Refusal.SAYS_UNWILLING])
    def test_names_the_kind_of_refusal(self, refusal: Refusal) -> None:
        answer = derive([line(S.REQUESTED, refusal)]).answer
        assert answer is LastAnswer(refusal.value)

    def test_never_tells_what_they_say_of_somebodys_will(self) -> None:
        assert derive([line(S.REQUESTED, Refusal.SAYS_UNWILLING)]).answer is LastAnswer.REFUSED


class TestCaptivity:
    """Only what is of the present captivity counts."""

    def test_counts_all_before_the_first_one(self) -> None:
        # A missing person is asked for, and only later somebody tells when they were captured.
        began = Beginning(1, date(2024, 9, 1), date(2024, 9, 1))
        assert status([line(S.REQUESTED, on="2024-08-01")], began=began) is E.REQUESTED

    def test_leaves_out_what_surely_came_before_a_later_one(self) -> None:
        began = Beginning(2, date(2024, 9, 1), date(2024, 9, 1))
        assert derive([line(S.REQUESTED, Refusal.REFUSED, on="2024-08-01")], began=began) == Listed()

    def test_counts_what_may_be_of_a_later_one(self) -> None:
        began = Beginning(2, None, date(2024, 9, 30))
        assert status([line(S.REQUESTED, on="2024-08-01")], began=began) is E.REQUESTED

    def test_leaves_out_a_hand_over_after_which_it_may_have_begun(self) -> None:
        began = Beginning(1, date(2024, 8, 1), date(2024, 8, 31))
        assert status([line(S.READY, S.HANDED_OVER, on="2024-08-10")], began=began) is E.NOT_LISTED

    @pytest.mark.parametrize("latest", [None, date(2024, 8, 11)])
    def test_counts_a_hand_over_that_ended_it(self, latest: date | None) -> None:
        began = Beginning(1, None, latest)
        assert status([line(S.READY, S.HANDED_OVER, on="2024-08-10")], began=began) is E.HANDED_OVER


def test_the_row_of_a_person_has_a_word_for_every_state() -> None:
    shown = {standing.SHOWN_AS.get(state) or ExchangeStatus(state.value) for state in State}
    assert shown <= set(ExchangeStatus)
    assert set(ExchangeStatus) - shown == {E.NOT_LISTED, E.SILENT, E.EXCHANGED}
