"""Where somebody stands on the lists of exchanges: a pure derivation from the steps of entries, and its one writer.

EXCHANGED while the custody status is; else the state of the entry with the newest step, among operations that were not
cancelled and since the present captivity began; else on no list. What still is a request when its operation ends is
silent.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.custody import standing as custody
from app.exchanges import queries
from app.exchanges.models import OperationState, Refusal, State
from app.exchanges.queries import Beginning, Line, Step
from app.people.models import CustodyStatus, ExchangeStatus, LastAnswer, Person

#: What the row of a person says of states that it does not name: nobody's will is told by a list.
SHOWN_AS: Mapping[State, ExchangeStatus] = {State.CONSENT_REFUSED: ExchangeStatus.WITHDRAWN}
ANSWERS: Mapping[Refusal, LastAnswer] = {Refusal.SAYS_UNWILLING: LastAnswer.REFUSED}
#: The steps that the other side answers with.
ANSWERED = (State.AGREED, State.DECLINED)


@dataclass(frozen=True)
class Listed:
    """Where somebody stands on lists, and how they were asked for: of whoever was asked, the rest was delivered."""

    status: ExchangeStatus = ExchangeStatus.NOT_LISTED
    asked: int = 0
    refused: int = 0
    silent: int = 0
    waiting: int = 0
    answer: LastAnswer | None = None
    answered_on: date | None = None


def derive(lines: Iterable[Line], *, is_exchanged: bool = False, began: Beginning | None = None) -> Listed:
    """Tell where somebody stands from the entries of all their lists."""
    counted = [line for line in lines if counts(line, began)]
    asked = [line for line in counted if any(step.to_state is State.REQUESTED for step in line.steps)]
    states = [status_of(line) for line in asked]
    answer = last_answer_in(counted)
    return Listed(
        status=ExchangeStatus.EXCHANGED if is_exchanged else present_status(counted),
        asked=len(asked),
        refused=states.count(ExchangeStatus.DECLINED),
        silent=states.count(ExchangeStatus.SILENT),
        waiting=states.count(ExchangeStatus.REQUESTED),
        answer=answer_of(answer) if answer else None,
        answered_on=answer.happened if answer else None,
    )


def counts(line: Line, began: Beginning | None) -> bool:
    """Tell whether an entry counts: of the present captivity, not cancelled, and sent before its operation ended."""
    is_unsent = line.last.to_state is State.PROPOSED and line.operation_state is OperationState.COMPLETED
    return line.operation_state is not OperationState.CANCELLED and not is_unsent and not is_before(line.last, began)


def is_before(step: Step, began: Beginning | None) -> bool:
    """Tell whether a step belongs to a captivity before the present one.

    A hand-over ends a captivity: whatever may have begun after it is another. Other steps are of the present one
    unless they surely came before it; before the first captivity nobody was captive, so all counts there.
    """
    if began is None:
        return False
    if step.to_state is State.HANDED_OVER:
        return began.latest is not None and step.happened < began.latest
    return began.number > 1 and began.earliest is not None and step.happened < began.earliest


def present_status(lines: Sequence[Line]) -> ExchangeStatus:
    """Give the state of the entry with the newest step; of steps on one day the one that was recorded last."""
    if not lines:
        return ExchangeStatus.NOT_LISTED
    return status_of(max(lines, key=lambda line: (line.last.happened, line.last.id)))


def status_of(line: Line) -> ExchangeStatus:
    """Give the state of an entry as the row of its person says it."""
    state = line.last.to_state
    if state is State.REQUESTED and line.operation_state is OperationState.COMPLETED:
        return ExchangeStatus.SILENT
    return SHOWN_AS.get(state) or ExchangeStatus(state.value)


def last_answer_in(lines: Iterable[Line]) -> Step | None:
    """Find what the other side answered last."""
    answers = [step for line in lines for step in line.steps if step.to_state in ANSWERED]
    return max(answers, key=lambda step: (step.happened, step.id), default=None)


def answer_of(step: Step) -> LastAnswer:
    """Give an answer as the row of its person says it."""
    if step.refusal is None:
        return LastAnswer.AGREED
    return ANSWERS.get(step.refusal) or LastAnswer(step.refusal.value)


def columns_of(listed: Listed) -> dict[str, Any]:
    """Give the columns of a person's row that are written from where they stand on lists."""
    return {
        "exchange_status": listed.status,
        "times_listed": listed.asked,
        "times_refused": listed.refused,
        "times_silent": listed.silent,
        "times_waiting": listed.waiting,
        "last_answer": listed.answer,
        "last_answer_on": listed.answered_on,
    }


def refresh(person: Person) -> None:
    """Write where a person stands on lists, from the entries of everybody merged into them."""
    refresh_all([person])


def refresh_all(people: Collection[Person]) -> None:
    """Write where many people stand on lists, read in one go; no other function writes it."""
    for person, listed in derived(people):
        for name, value in columns_of(listed).items():
            setattr(person, name, value)


def derived(people: Collection[Person]) -> Iterable[tuple[Person, Listed]]:
    """Derive where many people stand on lists."""
    lines = queries.lines_of_each(people)
    listed = [person for person in people if person.id in lines]
    began = queries.beginnings_of(listed) if listed else {}
    for person in people:
        is_exchanged = person.custody_status is CustodyStatus.EXCHANGED
        yield person, derive(lines.get(person.id, ()), is_exchanged=is_exchanged, began=began.get(person.id))


def differences_of(person: Person) -> list[str]:
    """Name what is stored of where a person stands on lists and is not what the entries say; write nothing."""
    return [
        name
        for one, listed in derived([person])
        for name, value in columns_of(listed).items()
        if getattr(one, name) != value
    ]


custody.FOLLOWERS.append(custody.Follower(refresh, differences_of))
