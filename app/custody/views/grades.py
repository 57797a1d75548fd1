"""The page on which sources are graded anew: whoever rests on them is derived anew."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock
from app.core.clashes import show_clash
from app.core.i18n import ngettext
from app.core.locks import hold
from app.custody import rules
from app.custody.views.blueprint import bp
from app.sources import queries as sources
from app.sources.forms import GradeForm
from app.sources.models import Source


@bp.get("/sources/<int:source_id>/grade")
def edit_grade(source_id: int) -> ResponseReturnValue:
    source = sources.get_source(source_id)
    return show_grade(source, grade_form(source))


@bp.post("/sources/<int:source_id>/grade")
def update_grade(source_id: int) -> ResponseReturnValue:
    source = sources.get_source(source_id)
    form = grade_form(source)
    if form.submitted():
        hold(source)
        present = grade_form(source, formdata=None)
        if form.is_stale(present):
            return show_clash(form, present, heading=source.name)
        with form.showing_refusals():
            count = regrade(source, form)
            return saving.done(
                ngettext("Saved. %(num)s person was derived anew.", "Saved. %(num)s people were derived anew.", count),
                url_for("sources.list_sources"),
            )
    return show_grade(source, form)


def regrade(source: Source, form: GradeForm) -> int:
    """Grade a source as the form says."""
    repeats = sources.find_source(form.repeats_id.data)
    return rules.regrade(source, **form.grade_values(), repeats=repeats, actor=acting_user(), now=clock.now())


def grade_form(source: Source, **sent: Any) -> GradeForm:
    """Make the form that shows a source's grade; `formdata=None` leaves out what was sent."""
    form = GradeForm(obj=source, **sent)
    form.repeats_id.offer(choice for choice in sources.list_choices() if choice[0] != source.id)
    return form


def show_grade(source: Source, form: GradeForm) -> ResponseReturnValue:
    """Show the form for a source's grade."""
    return render_template("sources/grade.html", form=form, form_id="form", source=source), form.status
