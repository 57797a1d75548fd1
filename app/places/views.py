"""The pages on which places are entered and changed; that of a place, and their list, are the desk's."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock
from app.core.clashes import show_clash
from app.core.i18n import _
from app.core.locks import hold
from app.places import queries, rules
from app.places.forms import PlaceForm

bp = Blueprint("places", __name__)


@bp.get("/places/new")
def new_place() -> ResponseReturnValue:
    """Show the form of a new place."""
    return render_template("places/form.html", form=PlaceForm(), form_id="form", place=None)


@bp.post("/places/new")
def create_place() -> ResponseReturnValue:
    """Add a place."""
    form = PlaceForm()
    if form.submitted():
        with form.showing_refusals():
            rules.add(**form.rule_values(), actor=acting_user(), now=clock.now())
            return saving.done(_("The place was added."), url_for("desk.list_places"))
    return render_template("places/form.html", form=form, form_id="form", place=None), form.status


@bp.get("/places/<int:place_id>/edit")
def edit_place(place_id: int) -> ResponseReturnValue:
    """Show the form of a place."""
    place = queries.get_place(place_id)
    form = PlaceForm(obj=place)
    return render_template("places/form.html", form=form, form_id="form", place=place)


@bp.post("/places/<int:place_id>/edit")
def update_place(place_id: int) -> ResponseReturnValue:
    """Save a place; it needs no review any more."""
    place = queries.get_place(place_id)
    form = PlaceForm(obj=place)
    if form.submitted():
        hold(place)
        present = PlaceForm(None, obj=place)
        if form.is_stale(present):
            return show_clash(form, present, heading=place.name)
        with form.showing_refusals():
            rules.change(place, **form.rule_values(), actor=acting_user(), now=clock.now())
            return saving.done(_("The place was saved."), url_for("desk.list_places"))
    return render_template("places/form.html", form=form, form_id="form", place=place), form.status
