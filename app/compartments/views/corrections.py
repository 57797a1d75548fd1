"""Correcting a fact of a compartment, retracting it, and undoing what was just entered."""

from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.compartments import forms, labels, queries, rules
from app.compartments.models import PersonFact
from app.compartments.views.blueprint import COMPARTMENT, bp, note_look, person_behind
from app.compartments.views.facts import address_of, saying_of, undo_of
from app.core import clock
from app.core.clashes import show_clash
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import _
from app.people import queries as people
from app.people.forms import RetractForm
from app.people.models import Person
from app.sources import queries as sources

FACT = f"/people/<ref>/{COMPARTMENT}/<int:fact_id>"


def fact_behind(ref: str, compartment: str, fact_id: int) -> tuple[Person, PersonFact]:
    """Find a fact of a compartment for whoever has the right, and the person whom it is about."""
    person = person_behind(ref, compartment)
    return person, queries.get_fact(forms.FORMS[compartment].kind, person, fact_id)


@bp.get(f"{FACT}/correct")
def edit_fact(ref: str, compartment: str, fact_id: int) -> ResponseReturnValue:
    person, fact = fact_behind(ref, compartment, fact_id)
    return show_correction(person, compartment, correction_form(compartment, queries.get_standing_fact(fact)))


@bp.post(f"{FACT}/correct")
def update_fact(ref: str, compartment: str, fact_id: int) -> ResponseReturnValue:
    person, fact = fact_behind(ref, compartment, fact_id)
    person = people.lock(person)
    fact = queries.get_standing_fact(fact)
    form = correction_form(compartment, fact)
    if form.submitted():
        present = correction_form(compartment, fact, formdata=None)
        if form.is_stale(present):
            note_look(person, compartment)
            return show_clash(form, present, heading=labels.TITLES[compartment])
        with form.showing_refusals():
            correction = rules.correct(fact, saying_of(form), actor=acting_user(), now=clock.now())
            back = address_of(person, compartment)
            undo = undo_of(person, compartment, correction.id)
            return saving.done(_("Corrected. What stood there before stays readable."), back, undo=undo)
    return show_correction(person, compartment, form)


def correction_form(compartment: str, fact: PersonFact, **sent: Any) -> forms.CorrectionForm:
    """Make the form that shows a fact as it stands; `formdata=None` leaves out what was sent."""
    form = forms.CORRECTIONS[compartment](obj=fact, **sent)
    form.offer_sources(sources.list_choices())
    form.stand_on(fact.id, fact.retracted_at)
    return form


def show_correction(person: Person, compartment: str, form: forms.FactForm) -> ResponseReturnValue:
    """Show the form for a correction, and record the look at what it holds."""
    note_look(person, compartment)
    page = render_template(
        "compartments/fact_form.html",
        form=form,
        form_id="form",
        person=person,
        title=_("Correct: %(what)s", what=labels.TITLES[compartment]),
        back=address_of(person, compartment),
    )
    return page, form.status


@bp.get(f"{FACT}/retract")
def confirm_retraction(ref: str, compartment: str, fact_id: int) -> ResponseReturnValue:
    person, fact = fact_behind(ref, compartment, fact_id)
    return show_retraction(person, compartment, fact, RetractForm())


@bp.post(f"{FACT}/retract")
def retract_fact(ref: str, compartment: str, fact_id: int) -> ResponseReturnValue:
    person, fact = fact_behind(ref, compartment, fact_id)
    form = RetractForm()
    if form.submitted():
        with form.showing_refusals():
            rules.retract(fact, reason=form.reason.data, actor=acting_user(), now=clock.now())
            return saving.done(
                _("Retracted. It stays in the history, with your reason."), address_of(person, compartment)
            )
    return show_retraction(person, compartment, fact, form)


def show_retraction(person: Person, compartment: str, fact: PersonFact, form: RetractForm) -> ResponseReturnValue:
    """Show what would be retracted, ask why, and record the look."""
    note_look(person, compartment)
    page = render_template(
        "compartments/retract_form.html",
        form=form,
        form_id="form",
        person=person,
        fact=fact,
        title=_("Retract: %(what)s", what=labels.TITLES[compartment]),
        fields={name: labels.FIELDS[name] for name in (*forms.FORMS[compartment].above_word, "note")},
        back=address_of(person, compartment),
    )
    return page, form.status


@bp.post(f"{FACT}/undo")
def undo_fact(ref: str, compartment: str, fact_id: int) -> ResponseReturnValue:
    person, fact = fact_behind(ref, compartment, fact_id)
    back = address_of(person, compartment)
    try:
        rules.undo(fact, actor=acting_user(), now=clock.now())
    except RuleError as error:
        db.session.rollback()
        flash(str(error), "warning")
        return redirect(back, 303)
    return saving.done(_("Undone."), back)
