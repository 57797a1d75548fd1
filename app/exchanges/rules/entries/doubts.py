"""What speaks against listing somebody: what is refused, and what is unlikely and asks for a reason."""

import enum
from collections.abc import Callable, Mapping

from app.accounts.models import User
from app.accounts.permissions import may_do
from app.compartments import queries as compartments
from app.compartments.consents import present_consent
from app.compartments.models import Consent
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.exchanges import queries, standing
from app.exchanges.models import CONSENT_RIGHT, Direction, Entry, Operation, OperationState, State
from app.people import queries as people
from app.people.models import GONE, RETURNED, CustodyStatus, EndingKind, Person

UNWILLING = _l("The person does not want to return (GC III 109, 118). Only a newer consent opens the list to them.")
CLOSED = _l("Not possible now: closed reasons.")
DELIVERED = _l("This person was handed over already, and no new captivity is on record since.")


class Doubt(enum.Enum):
    """What makes it unlikely that somebody belongs on a list."""

    BELIEVED_DEAD = "believed_dead"
    MISSING = "missing"
    RETURNED = "returned"
    ON_OPEN_LIST = "on_open_list"
    CAPTURED_LATER = "captured_later"
    WRONG_SIDE = "wrong_side"
    NOT_CONFIRMED = "not_confirmed"


def is_dead(person: Person, operation: Operation, direction: Direction) -> bool:  # noqa: ARG001 - each row asks alike
    """Tell whether somebody is dead, or said to be."""
    return person.custody_status in GONE or person.reported is EndingKind.DEATH


def is_missing(person: Person, operation: Operation, direction: Direction) -> bool:  # noqa: ARG001
    """Tell whether nobody knows where somebody is."""
    return person.custody_status is CustodyStatus.MISSING


def is_home(person: Person, operation: Operation, direction: Direction) -> bool:  # noqa: ARG001
    """Tell whether somebody came back."""
    return person.custody_status in RETURNED


def is_listed(person: Person, operation: Operation, direction: Direction) -> bool:  # noqa: ARG001
    """Tell whether somebody stands on another list that is open."""
    return bool(queries.list_open_operations_with(person, but=operation))


def is_captured_later(person: Person, operation: Operation, direction: Direction) -> bool:  # noqa: ARG001
    """Tell whether somebody was surely captured after the day that is planned."""
    day = operation.planned.latest if operation.planned else None
    captured = person.captured.earliest if person.captured else None
    return day is not None and captured is not None and captured > day


def is_of_wrong_side(person: Person, operation: Operation, direction: Direction) -> bool:  # noqa: ARG001
    """Tell whether somebody goes to a Power on which they do not depend; the first side of the vocabulary is ours."""
    ours = people.list_sides()[0].id
    return person.side_id is not None and (person.side_id == ours) is not (direction is Direction.TO_US)


def is_unconfirmed(person: Person, operation: Operation, direction: Direction) -> bool:  # noqa: ARG001
    """Tell whether nobody who holds people has confirmed that they hold this one: a list may betray who is hiding."""
    return person.custody_status in {CustodyStatus.UNKNOWN, CustodyStatus.MISSING, CustodyStatus.PRESUMED_CAPTIVE}


#: The table of doubts: each with what tells whether it holds.
DOUBTS: Mapping[Doubt, Callable[[Person, Operation, Direction], bool]] = {
    Doubt.BELIEVED_DEAD: is_dead,
    Doubt.MISSING: is_missing,
    Doubt.RETURNED: is_home,
    Doubt.ON_OPEN_LIST: is_listed,
    Doubt.CAPTURED_LATER: is_captured_later,
    Doubt.WRONG_SIDE: is_of_wrong_side,
    Doubt.NOT_CONFIRMED: is_unconfirmed,
}


def doubts_about(person: Person, operation: Operation, direction: Direction) -> list[Doubt]:
    """Name what makes it unlikely that somebody belongs on a list."""
    return [doubt for doubt, holds in DOUBTS.items() if holds(person, operation, direction)]


def doubts_whichever_way(person: Person, operation: Operation) -> list[Doubt]:
    """Name what makes it unlikely that somebody belongs on a list, whichever way they would go."""
    return [doubt for doubt in doubts_about(person, operation, Direction.TO_US) if doubt is not Doubt.WRONG_SIDE]


def refuse_unreasoned(person: Person, operation: Operation, direction: Direction, reason: str | None) -> None:
    """Refuse to list somebody without a word where something makes it unlikely."""
    if is_blank(reason) and doubts_about(person, operation, direction):
        raise RuleError(_l("Something speaks against it: say why this person is listed all the same."), "reason")


def is_unwilling(person: Person) -> bool:
    """Tell whether somebody does not want to return, by the last answer that holds."""
    present = present_consent(compartments.list_facts_of(Consent, person))
    return present is not None and present.answer.is_against


def refuse_unwilling(person: Person, direction: Direction, *, actor: User) -> None:
    """Refuse to list somebody whom we hold and who does not want to return; who may not see why is not told why."""
    if direction is Direction.TO_THEM and is_unwilling(person):
        raise RuleError(UNWILLING if may_do(actor, CONSENT_RIGHT) else CLOSED, "person")


def refuse_delivered(person: Person, *, but: Entry | None = None) -> None:
    """Refuse to list or to hand over somebody twice without a new captivity."""
    lines = queries.lines_of_each([person]).get(person.id, [])
    began = queries.beginnings_of([person]).get(person.id)
    for line in lines:
        is_over = line.operation_state is not OperationState.CANCELLED and line.last.to_state is State.HANDED_OVER
        if is_over and not standing.is_before(line.last, began) and (but is None or line.entry_id != but.id):
            raise RuleError(DELIVERED, "person")
