"""The pages of the sources."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.current import acting_user
from app.core import clock
from app.core.db import db
from app.core.i18n import _
from app.core.text import clean_line
from app.sources import queries, rules
from app.sources.forms import DescriptionForm, SourceForm

bp = Blueprint("sources", __name__)


@bp.get("/sources")
def list_sources() -> ResponseReturnValue:
    """List the sources, all or those whose name holds a text."""
    query = clean_line(request.args.get("text", ""))
    return render_template("sources/list.html", sources=queries.list_sources(query), query=query)


@bp.get("/sources/new")
def new_source() -> ResponseReturnValue:
    """Show the form of a new source."""
    return render_template("sources/form.html", form=offering_sources(), form_id="form", source=None)


@bp.post("/sources/new")
def create_source() -> ResponseReturnValue:
    """Add a source."""
    form = offering_sources()
    if form.submitted():
        with form.showing_refusals():
            repeats = queries.find_source(form.repeats_id.data)
            rules.add(**form.rule_values(), repeats=repeats, actor=acting_user(), now=clock.now())
            db.session.commit()
            flash(_("The source was added."))
            return redirect(url_for("sources.list_sources"), 303)
    return render_template("sources/form.html", form=form, form_id="form", source=None), form.status


def offering_sources() -> SourceForm:
    """Make the form of a new source, which may repeat any of those that there are."""
    form = SourceForm()
    form.repeats_id.offer(queries.list_choices())
    return form


@bp.get("/sources/<int:source_id>/edit")
def edit_source(source_id: int) -> ResponseReturnValue:
    """Show the form of what is noted about a source; how far it is relied on has a page of its own."""
    source = queries.get_source(source_id)
    form = DescriptionForm(obj=source)
    return render_template("sources/form.html", form=form, form_id="form", source=source)


@bp.post("/sources/<int:source_id>/edit")
def update_source(source_id: int) -> ResponseReturnValue:
    """Save what is noted about a source."""
    source = queries.get_source(source_id)
    form = DescriptionForm(obj=source)
    if form.submitted():
        with form.showing_refusals():
            rules.describe(source, **form.rule_values(), actor=acting_user(), now=clock.now())
            db.session.commit()
            flash(_("The source was saved."))
            return redirect(url_for("sources.list_sources"), 303)
    return render_template("sources/form.html", form=form, form_id="form", source=source), form.status
