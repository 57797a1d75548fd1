"""The judgements of a person, taking one back with a reason, and undoing the one just saved."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.accounts.permissions import may_do
from app.core import clock
from app.core.errors import RuleError
from app.core.i18n import _
from app.core.refusals import lead_back
from app.matching import queries, rules
from app.matching.models import Judgement
from app.matching.views.blueprint import bp
from app.people import queries as people
from app.people import rules as person_rules
from app.people.forms import RetractForm


@bp.get("/people/<ref>/judgements")
def list_judgements(ref: str) -> ResponseReturnValue:
    person = people.get_person(ref)
    person_rules.note_look(person, actor=acting_user())
    judgements = queries.list_judgements_of(person)
    return render_template(
        "matching/judgements.html",
        person=person,
        judgements=judgements,
        standing={one.id for one in queries.live(judgements)},
        may_revoke=may_do(acting_user(), "correct others"),
        waiting=queries.list_waiting_pairs_of(person),
    )


@bp.get("/matching/judgements/<int:judgement_id>/revoke")
def confirm_revocation(judgement_id: int) -> ResponseReturnValue:
    judgement = queries.get_judgement(judgement_id)
    return show_revocation(judgement, revoke_form(judgement))


@bp.post("/matching/judgements/<int:judgement_id>/revoke")
def revoke_judgement(judgement_id: int) -> ResponseReturnValue:
    judgement = queries.get_judgement(judgement_id)
    form = revoke_form(judgement)
    if form.submitted():
        with form.showing_refusals():
            form.refuse_stale(revoke_form(judgement, formdata=None))
            rules.revoke(judgement, reason=form.reason.data, actor=acting_user(), now=clock.now())
            return saving.done(_("Retracted. It stays in the history, with your reason."), pair_of(judgement))
    return show_revocation(judgement, form)


@bp.post("/matching/judgements/<int:judgement_id>/undo")
def undo_judgement(judgement_id: int) -> ResponseReturnValue:
    judgement = queries.get_judgement(judgement_id)
    try:
        rules.undo_judgement(judgement, actor=acting_user(), now=clock.now())
    except RuleError as error:
        return lead_back(error, pair_of(judgement))
    return saving.done(_("Undone."), pair_of(judgement))


def pair_of(judgement: Judgement) -> str:
    """Give the address of the pair that was judged."""
    return url_for("matching.show_pair", ref=judgement.one.ref, other_ref=judgement.other.ref)


def revoke_form(judgement: Judgement, **sent: Any) -> RetractForm:
    """Make the form that asks why a judgement is revoked, as it stands."""
    form = RetractForm(**sent)
    form.stand_on(judgement.retracted_at is None)
    return form


def show_revocation(judgement: Judgement, form: RetractForm) -> ResponseReturnValue:
    """Show the judgement that would be revoked, and ask why; the look at whom it is about is recorded."""
    for person in (judgement.one, judgement.other):
        person_rules.note_look(person, actor=acting_user())
    page = render_template("matching/revoke_form.html", form=form, form_id="form", judgement=judgement)
    return page, form.status
