"""What describes a person besides their identity: numbers and cohorts."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock
from app.core.clashes import show_clash
from app.core.i18n import _
from app.people import forms, queries, rules
from app.people.models import Person
from app.people.views.blueprint import bp
from app.sources import queries as sources
from app.sources import rules as source_rules


@bp.get("/people/<ref>/identifiers/new")
def new_identifier(ref: str) -> ResponseReturnValue:
    return show_identifier_form(queries.get_person(ref), identifier_form())


@bp.post("/people/<ref>/identifiers/new")
def create_identifier(ref: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    form = identifier_form()
    if form.submitted():
        with form.showing_refusals():
            identifier = rules.identify(
                person,
                kind=form.kind.data,
                value=form.value.data,
                issuer=form.issuer.data or "",
                source=source_rules.choose(**form.word(), actor=acting_user(), now=clock.now()),
                actor=acting_user(),
                now=clock.now(),
            )
            undo = url_for("people.undo_identifier", identifier_id=identifier.id)
            return saving.done(_("Saved."), url_for("desk.person", ref=person.ref), undo=undo)
    return show_identifier_form(person, form)


def identifier_form() -> forms.IdentifierForm:
    """Make the form for a number."""
    form = forms.IdentifierForm()
    form.offer_sources(sources.list_choices())
    return form


def show_identifier_form(person: Person, form: forms.IdentifierForm) -> ResponseReturnValue:
    """Show the form for a number, and record the look at whose it is."""
    rules.note_look(person, actor=acting_user())
    return render_template("people/identifier_form.html", form=form, form_id="form", person=person), form.status


@bp.get("/people/<ref>/cohorts")
def edit_cohorts(ref: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    return show_cohorts_form(person, cohorts_form(person))


@bp.post("/people/<ref>/cohorts")
def update_cohorts(ref: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    form = cohorts_form(person)
    if form.submitted():
        person = queries.lock(person)
        present = cohorts_form(person, formdata=None)
        if form.is_stale(present):
            rules.note_look(person, actor=acting_user())
            return show_clash(form, present, heading=person.name or person.ref)
        with form.showing_refusals():
            chosen = [queries.get_cohort(cohort_id) for cohort_id in form.cohorts.data]
            source = source_rules.choose(**form.word(), actor=acting_user(), now=clock.now())
            rules.set_cohorts(person, chosen, source=source, actor=acting_user(), now=clock.now())
            undo = url_for("people.undo_cohorts", ref=person.ref)
            return saving.done(_("Saved."), url_for("desk.person", ref=person.ref), undo=undo)
    return show_cohorts_form(person, form)


def cohorts_form(person: Person, **sent: Any) -> forms.CohortsForm:
    """Make the form with the cohorts that a person carries ticked; `formdata=None` leaves out what was sent."""
    carried = [link.cohort_id for link in queries.list_cohorts_of(person)]
    form = forms.CohortsForm(data={"cohorts": carried}, **sent)
    form.offer_sources(sources.list_choices())
    form.offer_cohorts(queries.list_cohorts())
    return form


def show_cohorts_form(person: Person, form: forms.CohortsForm) -> ResponseReturnValue:
    """Show the form for a person's cohorts, and record the look."""
    rules.note_look(person, actor=acting_user())
    return render_template("people/cohorts_form.html", form=form, form_id="form", person=person), form.status
