"""The vocabulary of cohorts."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock
from app.core.clashes import show_clash
from app.core.i18n import _
from app.core.locks import hold
from app.people import forms, queries, rules
from app.people.models import Cohort
from app.people.views.blueprint import bp


@bp.get("/cohorts")
def list_cohorts() -> ResponseReturnValue:
    return render_template("people/cohorts.html", cohorts=queries.list_cohorts())


@bp.get("/cohorts/new")
def new_cohort() -> ResponseReturnValue:
    return show_cohort(None, forms.CohortForm())


@bp.post("/cohorts/new")
def create_cohort() -> ResponseReturnValue:
    form = forms.CohortForm()
    if form.submitted():
        with form.showing_refusals():
            rules.define_cohort(
                form.code.data,
                label_en=form.label_en.data,
                label_uk=form.label_uk.data,
                actor=acting_user(),
                now=clock.now(),
            )
            return saving.done(_("Saved."), url_for("people.list_cohorts"))
    return show_cohort(None, form)


@bp.get("/cohorts/<int:cohort_id>/edit")
def edit_cohort(cohort_id: int) -> ResponseReturnValue:
    cohort = queries.get_cohort(cohort_id)
    return show_cohort(cohort, forms.RenameCohortForm(obj=cohort))


@bp.post("/cohorts/<int:cohort_id>/edit")
def update_cohort(cohort_id: int) -> ResponseReturnValue:
    cohort = queries.get_cohort(cohort_id)
    form = forms.RenameCohortForm()
    if form.submitted():
        hold(cohort)
        present = forms.RenameCohortForm(None, obj=cohort)
        if form.is_stale(present):
            return show_clash(form, present, heading=cohort.code)
        labels = {"label_en": form.label_en.data, "label_uk": form.label_uk.data}
        rules.rename_cohort(cohort, **labels, actor=acting_user(), now=clock.now())
        return saving.done(_("Saved."), url_for("people.list_cohorts"))
    return show_cohort(cohort, form)


def show_cohort(cohort: Cohort | None, form: forms.RenameCohortForm) -> ResponseReturnValue:
    """Show the form for a cohort of the vocabulary."""
    return render_template("people/cohort_form.html", form=form, form_id="form", cohort=cohort), form.status
