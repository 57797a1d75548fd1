"""The pages of the places."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.current import acting_user
from app.core import clock
from app.core.db import db
from app.core.i18n import _
from app.core.text import clean_line
from app.places import queries, rules
from app.places.forms import PlaceForm

bp = Blueprint("places", __name__)


@bp.get("/places")
def list_places() -> ResponseReturnValue:
    """List the places, all or those to review or those of which a name holds a text."""
    query = clean_line(request.args.get("text", ""))
    only_review = "review" in request.args
    places = queries.list_places(query, only_review=only_review)
    return render_template("places/list.html", places=places, query=query, only_review=only_review)


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
            db.session.commit()
            flash(_("The place was added."))
            return redirect(url_for("places.list_places"), 303)
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
        with form.showing_refusals():
            rules.change(place, **form.rule_values(), actor=acting_user(), now=clock.now())
            db.session.commit()
            flash(_("The place was saved."))
            return redirect(url_for("places.list_places"), 303)
    return render_template("places/form.html", form=form, form_id="form", place=place), form.status
