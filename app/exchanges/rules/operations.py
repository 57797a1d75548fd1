"""What may be done with an operation: it is planned, changed, and taken from state to state, a function a step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core.clock import KYIV
from app.core.dates import UncertainDate
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.locks import await_turn, hold
from app.core.text import is_blank
from app.exchanges import queries
from app.exchanges.models import (
    OPERATION_ERRORS,
    Mediator,
    Operation,
    OperationFormat,
    OperationKind,
    OperationStage,
    OperationState,
    OperationTransition,
)
from app.exchanges.rules import entries

#: With what the code of an operation begins.
LETTERS: Mapping[OperationKind, str] = {
    OperationKind.EXCHANGE: "E",
    OperationKind.REPATRIATION: "R",
    OperationKind.RELEASE: "U",
    OperationKind.REMAINS: "B",
}
#: From which states each may be entered; a list that was refused goes out again, and a day may fall through.
BEFORE: Mapping[OperationState, frozenset[OperationState]] = {
    OperationState.DRAFT: frozenset({OperationState.REQUESTED, OperationState.CANCELLED}),
    OperationState.REQUESTED: frozenset({OperationState.DRAFT, OperationState.AGREED}),
    OperationState.AGREED: frozenset({OperationState.DRAFT, OperationState.REQUESTED, OperationState.UNDER_WAY}),
    OperationState.UNDER_WAY: frozenset({OperationState.AGREED}),
    OperationState.COMPLETED: frozenset({OperationState.UNDER_WAY}),
    OperationState.CANCELLED: frozenset(
        {OperationState.DRAFT, OperationState.REQUESTED, OperationState.AGREED, OperationState.UNDER_WAY}
    ),
}


@dataclass(frozen=True)
class Terms:
    """What is agreed, or planned, of an operation."""

    format: OperationFormat
    to_us: int | None = None
    to_them: int | None = None
    is_all_for_all: bool = False
    planned: UncertainDate | None = None
    place: str | None = None
    route: str | None = None
    official_no: str | None = None
    note: str | None = None
    mediators: Sequence[Mediator] = ()


def plan(terms: Terms, *, actor: User | None, now: datetime) -> Operation:
    """Begin an operation as a draft, under a code of its own."""
    return enter(terms, OperationState.DRAFT, None, actor=actor, now=now)


def record_past(terms: Terms, *, actor: User | None, now: datetime) -> Operation:
    """Enter an operation that is over, as it was published; its steps before are nobody's knowledge."""
    happened = terms.planned.latest if terms.planned else None
    return enter(terms, OperationState.COMPLETED, happened, actor=actor, now=now)


def enter(
    terms: Terms, state: OperationState, happened: date | None, *, actor: User | None, now: datetime
) -> Operation:
    """Enter an operation in the state in which it begins for us."""
    refuse_two_formulas(terms)
    # Two operations of one day would otherwise be given one code.
    await_turn("operations")
    operation = Operation(
        code=free_code(terms, now), state=state, created_at=now, created_by_id=actor.id if actor else None
    )
    with OPERATION_ERRORS.savepoint(db.session):
        write(operation, terms)
        db.session.add(operation)
        audit.record("plan operation", operation, actor=actor, at=now)
    follow_up(operation, None, happened, None, actor=actor, now=now)
    return operation


def free_code(terms: Terms, now: datetime) -> str:
    """Give the first code of a kind and a day that is free: E-2031-05-20, and then E-2031-05-20-2."""
    day = terms.planned.latest if terms.planned and terms.planned.latest else now.astimezone(KYIV).date()
    beginning = f"{LETTERS[terms.format.kind]}-{day.isoformat()}"
    taken = set(queries.list_codes_like(beginning))
    others = (f"{beginning}-{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (beginning, *others) if code not in taken)


def refuse_two_formulas(terms: Terms) -> None:
    """Refuse numbers beside "all for all"."""
    if terms.is_all_for_all and (terms.to_us is not None or terms.to_them is not None):
        raise RuleError(_l("All for all has no numbers: leave them empty, or take the mark away."), "to_us")


def write(operation: Operation, terms: Terms) -> None:
    """Write what is agreed of an operation into its row."""
    operation.format, operation.planned = terms.format, terms.planned
    operation.to_us, operation.to_them, operation.is_all_for_all = terms.to_us, terms.to_them, terms.is_all_for_all
    operation.place, operation.route = terms.place or None, terms.route or None
    operation.official_no, operation.note = terms.official_no or None, terms.note or None
    operation.mediators = list(terms.mediators)


def change(operation: Operation, terms: Terms, *, actor: User | None, now: datetime) -> None:
    """Change what is agreed of an operation; its code stays, since people have written it down."""
    refuse_two_formulas(terms)
    before = [mediator.code for mediator in operation.mediators]
    with OPERATION_ERRORS.savepoint(db.session):
        write(operation, terms)
        operation.version += 1
        changes = audit.changes_of(operation)
        if before != (after := [mediator.code for mediator in operation.mediators]):
            changes["mediators"] = (before, after)
        audit.record("change operation", operation, actor=actor, at=now, changes=changes)


def add_stage(
    operation: Operation, day: UncertainDate | None, *, note: str | None = None, actor: User | None, now: datetime
) -> OperationStage:
    """Add a day to an operation that goes on for several."""
    hold(operation)
    if any(stage.day == day for stage in operation.stages):
        raise RuleError(_l("This operation has this day already."), "day")
    stage = OperationStage(operation=operation, day=day, note=note or None)
    db.session.add(stage)
    audit.record("add stage", stage, actor=actor, at=now)
    return stage


def request(operation: Operation, *, happened: date | None = None, actor: User | None, now: datetime) -> None:
    """Send the list to the other side."""
    step(operation, OperationState.REQUESTED, happened, None, actor=actor, now=now)


def agree(operation: Operation, *, happened: date | None = None, actor: User | None, now: datetime) -> None:
    """Record that both sides agree on the operation; who is agreed says each entry."""
    step(operation, OperationState.AGREED, happened, None, actor=actor, now=now)


def begin(operation: Operation, *, happened: date | None = None, actor: User | None, now: datetime) -> None:
    """Record that people are on their way."""
    step(operation, OperationState.UNDER_WAY, happened, None, actor=actor, now=now)


def complete(operation: Operation, *, happened: date | None = None, actor: User | None, now: datetime) -> None:
    """End an operation; who was asked for and was not answered was met with silence."""
    step(operation, OperationState.COMPLETED, happened, None, actor=actor, now=now)


def draft_again(operation: Operation, *, reason: str | None, actor: User | None, now: datetime) -> None:
    """Take an operation up again that was sent or cancelled, with the reason."""
    step(operation, OperationState.DRAFT, None, reason, actor=actor, now=now)


def cancel(operation: Operation, *, reason: str | None, actor: User | None, now: datetime) -> None:
    """Cancel an operation, with the reason."""
    step(operation, OperationState.CANCELLED, None, reason, actor=actor, now=now)


def step(
    operation: Operation,
    to: OperationState,
    happened: date | None,
    reason: str | None,
    *,
    actor: User | None,
    now: datetime,
) -> None:
    """Take an operation one step that the table allows, and derive anew where everybody on its list stands."""
    hold(operation)
    if operation.state not in BEFORE[to]:
        raise RuleError(_l("Somebody has moved this operation meanwhile: look at it again."))
    if to in {OperationState.CANCELLED, OperationState.DRAFT} and is_blank(reason):
        raise RuleError(_l("Say why."), "reason")
    today = now.astimezone(KYIV).date()
    if happened is not None and happened > today:
        raise RuleError(_l("This day has not come yet: correct the date."), "happened")
    before, operation.state = operation.state, to
    operation.version += 1
    follow_up(operation, before, happened or today, reason, actor=actor, now=now)
    entries.follow(operation)


def follow_up(
    operation: Operation,
    before: OperationState | None,
    happened: date | None,
    reason: str | None,
    *,
    actor: User | None,
    now: datetime,
) -> None:
    """Write the row that says how an operation came to its state."""
    transition = OperationTransition(
        operation=operation,
        from_state=before,
        to_state=operation.state,
        happened=happened,
        recorded_at=now,
        recorded_by_id=actor.id if actor else None,
        reason=reason or None,
    )
    db.session.add(transition)
    audit.record("move operation", transition, actor=actor, at=now)
    db.session.flush()
