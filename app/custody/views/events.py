"""The page on which events are entered."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock
from app.core.errors import RuleError
from app.core.forms import id_or_none
from app.core.i18n import _
from app.custody import forms, queries, rules
from app.custody.views.blueprint import bp
from app.people import queries as people
from app.people import rules as person_rules
from app.people.labels import warnings_since
from app.people.models import Person
from app.places import queries as places
from app.places import rules as place_rules
from app.places.models import Place
from app.sources import queries as sources
from app.sources import rules as source_rules

#: What another source's word may confirm.
CONFIRMED = ("kind", "happened", "place_id", "holder_id")


@bp.get("/people/<ref>/events/new")
def new_event(ref: str) -> ResponseReturnValue:
    return show_event_form(people.get_person(ref), event_form(data=confirmed_data()))


@bp.post("/people/<ref>/events/new")
def create_event(ref: str) -> ResponseReturnValue:
    person = people.get_person(ref)
    form = event_form()
    if form.submitted():
        with form.showing_refusals():
            before = set(person.unlikely)
            event = rules.record(person, happening_of(form), actor=acting_user(), now=clock.now())
            undo = url_for("custody.undo_event", event_id=event.id)
            warnings = warnings_since(before, person)
            return saving.done(_("Saved."), url_for("desk.person", ref=person.ref), undo=undo, warnings=warnings)
    return show_event_form(person, form)


def event_form(**data: Any) -> forms.EventForm:
    """Make the form with everything it offers."""
    form = forms.EventForm(**data)
    offer(form)
    return form


def offer(form: forms.EventForm) -> None:
    """Offer sources, places and sides to a form about an event."""
    form.offer_sources(sources.list_choices())
    form.offer(places=places.list_choices(), sides=people.list_sides())


def confirmed_data() -> dict[str, Any]:
    """Give what the form holds already where it confirms an event that is only reported: all but the source's word."""
    number = request.args.get("confirms", type=id_or_none)
    event = queries.find_event(number) if number is not None else None
    return {name: getattr(event, name) for name in CONFIRMED} if event else {}


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
    """Show the form for an event, and record the look at whose it is."""
    person_rules.note_look(person, actor=acting_user())
    return render_template("custody/event_form.html", form=form, form_id="form", person=person), form.status
