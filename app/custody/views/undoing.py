"""Taking back what was just saved, from the button beside the sentence that said so."""

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock
from app.core.errors import RuleError
from app.core.i18n import _
from app.core.refusals import lead_back
from app.custody import queries, rules
from app.custody.models import CustodyEvent
from app.custody.views.blueprint import bp
from app.people import queries as people


@bp.post("/events/<int:event_id>/undo")
def undo_event(event_id: int) -> ResponseReturnValue:
    return taken_back(queries.get_event(event_id), rules.undo)


@bp.post("/events/<int:event_id>/retract/undo")
def undo_retraction(event_id: int) -> ResponseReturnValue:
    return taken_back(queries.get_event(event_id), rules.undo_retraction)


def taken_back(event: CustodyEvent, undo: Callable[..., Any]) -> ResponseReturnValue:
    """Take something back and lead to the person, or say there why it cannot be."""
    dossier = url_for("desk.person", ref=people.kept(event.person).ref)
    try:
        undo(event, actor=acting_user(), now=clock.now())
    except RuleError as error:
        return lead_back(error, dossier)
    return saving.done(_("Undone."), dossier)
