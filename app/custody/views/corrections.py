"""The pages on which an event is corrected or retracted."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock
from app.core.clashes import show_clash
from app.core.i18n import _
from app.custody import forms, queries, rules
from app.custody.models import CustodyEvent
from app.custody.views.blueprint import bp
from app.custody.views.events import happening_of, offer
from app.people import queries as people
from app.people import rules as person_rules
from app.people.forms import RetractForm
from app.people.labels import warnings_since


@bp.get("/events/<int:event_id>/correct")
def edit_event(event_id: int) -> ResponseReturnValue:
    event = queries.get_standing_event(event_id)
    return show_correction(event, correction_form(event))


@bp.post("/events/<int:event_id>/correct")
def update_event(event_id: int) -> ResponseReturnValue:
    event = queries.get_event(event_id)
    person = people.lock(event.person)
    event = queries.get_standing_event(event_id)
    form = correction_form(event)
    if form.submitted():
        present = correction_form(event, formdata=None)
        if form.is_stale(present):
            person_rules.note_look(person, actor=acting_user())
            return show_clash(form, present, heading=person.name or person.ref)
        with form.showing_refusals():
            before = set(person.unlikely)
            correction = rules.correct(event, happening_of(form), actor=acting_user(), now=clock.now())
            undo = url_for("custody.undo_event", event_id=correction.id)
            warnings = warnings_since(before, person)
            return saving.done(_("Saved."), url_for("desk.person", ref=person.ref), undo=undo, warnings=warnings)
    return show_correction(event, form)


def correction_form(event: CustodyEvent, **sent: Any) -> forms.CorrectEventForm:
    """Make the form that shows an event as it stands; `formdata=None` leaves out what was sent."""
    form = forms.CorrectEventForm.of(event, **sent)
    offer(form)
    form.stand_on(event.id, event.retracted_at)
    return form


def show_correction(event: CustodyEvent, form: forms.CorrectEventForm) -> ResponseReturnValue:
    """Show the form that corrects an event, and record the look at what it holds."""
    person = people.kept(event.person)
    person_rules.note_look(person, actor=acting_user())
    page = render_template("custody/event_form.html", form=form, form_id="form", person=person, corrected=event)
    return page, form.status


@bp.get("/events/<int:event_id>/retract")
def confirm_retraction(event_id: int) -> ResponseReturnValue:
    event = queries.get_event(event_id)
    return show_retraction(event, retract_form(event))


@bp.post("/events/<int:event_id>/retract")
def retract_event(event_id: int) -> ResponseReturnValue:
    event = queries.get_event(event_id)
    form = retract_form(event)
    if form.submitted():
        person = people.lock(event.person)
        with form.showing_refusals():
            form.refuse_stale(retract_form(event, formdata=None))
            rules.retract(event, reason=form.reason.data, actor=acting_user(), now=clock.now())
            return saving.done(
                _("Retracted. It stays in the history, with your reason."),
                url_for("desk.person", ref=person.ref),
                undo=url_for("custody.undo_retraction", event_id=event.id),
            )
    return show_retraction(event, form)


def retract_form(event: CustodyEvent, **sent: Any) -> RetractForm:
    """Make the form that asks why an event is retracted, as it stands."""
    form = RetractForm(**sent)
    form.stand_on(event.retracted_at is None)
    return form


def show_retraction(event: CustodyEvent, form: RetractForm) -> ResponseReturnValue:
    """Show what would be retracted, and ask why; the look is recorded."""
    person = people.kept(event.person)
    person_rules.note_look(person, actor=acting_user())
    page = render_template("custody/retract_form.html", form=form, form_id="form", event=event, person=person)
    return page, form.status
