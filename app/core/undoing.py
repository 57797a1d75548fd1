"""How long, and by whom, what was just saved can be taken back without a reason of its own."""

from datetime import datetime, timedelta

from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l

WITHIN = timedelta(minutes=10)
#: The reason that stands where something was undone; pages say it in words.
UNDONE = "undone"


def refuse_undoing(*, at: datetime, by_id: int | None, actor_id: int, now: datetime) -> None:
    """Refuse to undo what somebody else did, and what was done longer ago than the button is offered."""
    if by_id != actor_id:
        raise RuleError(_l("Only who saved this can undo it. A supervisor can retract it, with a reason."))
    if now - at > WITHIN:
        raise RuleError(_l("This can be undone for ten minutes only. A supervisor can retract it, with a reason."))


def refuse_built_on(is_built_on: bool) -> None:  # noqa: FBT001 - the one question it asks
    """Refuse to undo what somebody has built on since: theirs would lose its ground."""
    if is_built_on:
        raise RuleError(
            _l("Somebody has built on this since, so it can no longer be undone. Retract it, with a reason.")
        )
