"""The page of a witness: the one place where the name behind the number stands."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.audit import rules as audit
from app.compartments import queries, rules
from app.compartments.forms import WitnessForm
from app.compartments.labels import FIELDS
from app.compartments.models import Witness
from app.compartments.views.blueprint import bp, require
from app.core import clock
from app.core.clashes import show_clash
from app.core.i18n import _


def witness_behind(number: str) -> Witness:
    """Find a witness for whoever has the right."""
    require(Witness.__masked__)
    return queries.get_witness(number)


def note_look(witness: Witness) -> None:
    """Record that somebody looks at a witness; under the number of the witness, and nobody else's."""
    audit.look("look at witness", actor=acting_user(), subject_type="witnesses", subject_id=witness.number)


@bp.get("/witnesses/<number>")
def show_witness(number: str) -> ResponseReturnValue:
    witness = witness_behind(number)
    note_look(witness)
    return render_template(
        "compartments/witness.html",
        witness=witness,
        versions=queries.list_versions(witness.number)[::-1],
        fields=FIELDS,
    )


@bp.get("/witnesses/<number>/correct")
def edit_witness(number: str) -> ResponseReturnValue:
    witness = witness_behind(number)
    return show_correction(witness, correction_form(witness))


@bp.post("/witnesses/<number>/correct")
def update_witness(number: str) -> ResponseReturnValue:
    witness = queries.lock_witness(witness_behind(number))
    form = correction_form(witness)
    if form.submitted():
        present = correction_form(witness, formdata=None)
        if form.is_stale(present):
            note_look(witness)
            return show_clash(form, present, heading=witness.ref)
        with form.showing_refusals():
            rules.correct_witness(witness, **form.rule_values(), actor=acting_user(), now=clock.now())
            return saving.done(
                _("Corrected. What stood there before stays readable."),
                url_for("compartments.show_witness", number=witness.ref),
            )
    return show_correction(witness, form)


def correction_form(witness: Witness, **sent: Any) -> WitnessForm:
    """Make the form that shows who a witness is; `formdata=None` leaves out what was sent."""
    form = WitnessForm(obj=witness, **sent)
    form.stand_on(witness.id)
    return form


def show_correction(witness: Witness, form: WitnessForm) -> ResponseReturnValue:
    """Show the form with who the witness is, and record the look."""
    note_look(witness)
    page = render_template("compartments/witness_form.html", form=form, form_id="form", witness=witness)
    return page, form.status
