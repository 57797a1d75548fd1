"""The pages on which events are entered and retracted, and sources are graded anew."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.current import acting_user
from app.core import clock
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import _, ngettext
from app.custody import forms, queries, rules
from app.custody.models import CustodyEvent
from app.people import queries as people
from app.people.forms import RetractForm
from app.people.models import Person
from app.places import queries as places
from app.places import rules as place_rules
from app.places.models import Place
from app.sources import queries as sources
from app.sources import rules as source_rules
from app.sources.forms import GradeForm
from app.sources.models import Source

bp = Blueprint("custody", __name__)


@bp.get("/people/<ref>/events/new")
def new_event(ref: str) -> ResponseReturnValue:
    return show_event_form(people.get_person(ref), event_form())


@bp.post("/people/<ref>/events/new")
def create_event(ref: str) -> ResponseReturnValue:
    person = people.get_person(ref)
    form = event_form()
    if form.submitted():
        with form.showing_refusals():
            rules.record(person, happening_of(form), actor=acting_user(), now=clock.now())
            db.session.commit()
            flash(_("Saved."))
            return redirect(url_for("desk.person", ref=person.ref))
    return show_event_form(person, form)


def event_form() -> forms.EventForm:
    """Make the form with everything it offers."""
    form = forms.EventForm()
    form.offer_sources(sources.list_choices())
    form.offer(places=places.list_choices(), sides=people.list_sides())
    return form


def happening_of(form: forms.EventForm) -> rules.Happening:
    """Make what happened from a form."""
    holder = next((side for side in people.list_sides() if side.id == form.holder_id.data), None)
    return rules.Happening(
        kind=form.kind.data,
        source=source_rules.choose(**form.word(), actor=acting_user(), now=clock.now()),
        credibility=form.credibility.data.value,
        happened=form.happened.data,
        place=place_of(form),
        holder=holder,
        note=form.note.data,
        sets_status=form.sets_status.data,
    )


def place_of(form: forms.EventForm) -> Place | None:
    """Give the chosen place, or the one that was typed, which is added if no place is known by that name."""
    if form.new_place.data:
        try:
            return place_rules.recognise(form.new_place.data, actor=acting_user(), now=clock.now())
        except RuleError as error:
            raise RuleError(error.message, form.new_place.name) from error
    return places.find_place(form.place_id.data)


def show_event_form(person: Person, form: forms.EventForm) -> ResponseReturnValue:
    """Show the form for an event."""
    return render_template("custody/event_form.html", form=form, form_id="form", person=person), form.status


@bp.get("/events/<int:event_id>/retract")
def confirm_retraction(event_id: int) -> ResponseReturnValue:
    return show_retraction(queries.get_event(event_id), RetractForm())


@bp.post("/events/<int:event_id>/retract")
def retract_event(event_id: int) -> ResponseReturnValue:
    event = queries.get_event(event_id)
    form = RetractForm()
    if form.submitted():
        with form.showing_refusals():
            rules.retract(event, reason=form.reason.data, actor=acting_user(), now=clock.now())
            db.session.commit()
            flash(_("Retracted. It stays in the history, with your reason."))
            return redirect(url_for("desk.person", ref=event.person.ref))
    return show_retraction(event, form)


def show_retraction(event: CustodyEvent, form: RetractForm) -> ResponseReturnValue:
    """Show what would be retracted, and ask why."""
    page = render_template("custody/retract_form.html", form=form, form_id="form", event=event, person=event.person)
    return page, form.status


@bp.get("/sources/<int:source_id>/grade")
def edit_grade(source_id: int) -> ResponseReturnValue:
    source = sources.get_source(source_id)
    return show_grade(source, grade_form(source))


@bp.post("/sources/<int:source_id>/grade")
def update_grade(source_id: int) -> ResponseReturnValue:
    source = sources.get_source(source_id)
    form = grade_form(source)
    if form.submitted():
        with form.showing_refusals():
            count = regrade(source, form)
            db.session.commit()
            flash(
                ngettext("Saved. %(num)s person was derived anew.", "Saved. %(num)s people were derived anew.", count)
            )
            return redirect(url_for("sources.list_sources"))
    return show_grade(source, form)


def regrade(source: Source, form: GradeForm) -> int:
    """Grade a source as the form says."""
    repeats = sources.find_source(form.repeats_id.data)
    return rules.regrade(source, **form.grade_values(), repeats=repeats, actor=acting_user(), now=clock.now())


def grade_form(source: Source) -> GradeForm:
    """Make the form that shows a source's grade."""
    form = GradeForm(obj=source)
    form.repeats_id.offer(choice for choice in sources.list_choices() if choice[0] != source.id)
    return form


def show_grade(source: Source, form: GradeForm) -> ResponseReturnValue:
    """Show the form for a source's grade."""
    return render_template("sources/grade.html", form=form, form_id="form", source=source), form.status
