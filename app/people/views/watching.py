"""The buttons that put a person on the user's own list, and take them off."""

from flask import url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock
from app.core.i18n import _
from app.people import queries, rules
from app.people.views.blueprint import bp


@bp.post("/people/<ref>/watch")
def watch_person(ref: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    rules.watch(person, actor=acting_user(), now=clock.now())
    return saving.done(
        _("You watch this person: what changes is shown on your desk."), url_for("desk.person", ref=person.ref)
    )


@bp.post("/people/<ref>/unwatch")
def unwatch_person(ref: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    rules.unwatch(person, actor=acting_user(), now=clock.now())
    return saving.done(_("You no longer watch this person."), url_for("desk.person", ref=person.ref))
