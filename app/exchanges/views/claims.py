"""Entering what is published of an operation, and taking it back."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock, dates
from app.core.i18n import _, locale_code
from app.exchanges import forms, queries
from app.exchanges.labels import CLAIMED
from app.exchanges.models import Operation, OperationClaim
from app.exchanges.rules import claims as rules
from app.exchanges.views.blueprint import bp
from app.sources import queries as sources


@bp.get("/operations/<operation_code>/claims/new")
def new_claim(operation_code: str) -> ResponseReturnValue:
    operation = queries.get_operation(operation_code)
    return show_claim_form(operation, claim_form(operation))


@bp.post("/operations/<operation_code>/claims/new")
def create_claim(operation_code: str) -> ResponseReturnValue:
    operation = queries.get_operation(operation_code)
    form = claim_form(operation)
    if form.submitted():
        with form.showing_refusals():
            rules.add_claim(operation, form.said(operation), actor=acting_user(), now=clock.now())
            return saving.done(_("Saved."), url_for("exchanges.show_operation", operation_code=operation.code))
    return show_claim_form(operation, form)


def claim_form(operation: Operation) -> forms.ClaimForm:
    """Make the form of a publisher's word."""
    form = forms.ClaimForm()
    form.source_id.offer(sources.list_choices())
    form.stage_id.offer([(one.id, dates.show(one.day, locale_code())) for one in operation.stages if one.day])
    return form


def show_claim_form(operation: Operation, form: forms.ClaimForm) -> ResponseReturnValue:
    """Ask what a publisher says."""
    page = render_template("exchanges/claim_form.html", form=form, form_id="form", operation=operation, columns=CLAIMED)
    return page, form.status


@bp.get("/claims/<int:claim_id>/retract")
def confirm_claim_retraction(claim_id: int) -> ResponseReturnValue:
    claim = queries.get_claim(claim_id)
    return show_retraction(claim, retraction_form(claim))


@bp.post("/claims/<int:claim_id>/retract")
def retract_claim(claim_id: int) -> ResponseReturnValue:
    claim = queries.get_claim(claim_id)
    form = retraction_form(claim)
    if form.submitted():
        with form.showing_refusals():
            form.refuse_stale(retraction_form(claim, formdata=None))
            rules.retract_claim(claim, reason=form.reason.data, actor=acting_user(), now=clock.now())
            return saving.done(
                _("Retracted."), url_for("exchanges.show_operation", operation_code=claim.operation.code)
            )
    return show_retraction(claim, form)


def retraction_form(claim: OperationClaim, **sent: object) -> forms.RetractClaimForm:
    """Make the form that asks why, on the claim as it stands."""
    form = forms.RetractClaimForm(**sent)
    form.stand_on(claim.retracted_at is None)
    return form


def show_retraction(claim: OperationClaim, form: forms.RetractClaimForm) -> ResponseReturnValue:
    """Ask why a publisher's word is taken back."""
    page = render_template("exchanges/claim_retract.html", form=form, form_id="form", claim=claim, columns=CLAIMED)
    return page, form.status
