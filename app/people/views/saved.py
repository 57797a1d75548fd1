"""Filters that users keep under names, and the columns with which their list starts."""

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock
from app.core.i18n import _
from app.people import forms, labels, queries, rules
from app.people.models import Density, SavedFilter
from app.people.views.blueprint import bp

LIST = "people.list_saved_filters"


@bp.get("/people/views")
def list_saved_filters() -> ResponseReturnValue:
    user = acting_user()
    settings = queries.find_list_settings(user)
    return render_template(
        "people/saved_filters.html",
        saved_filters=queries.list_saved_filters(user),
        user=user,
        opens_with=settings.saved_filter_id if settings else None,
    )


@bp.get("/people/views/new")
def new_saved_filter() -> ResponseReturnValue:
    return show_saved_filter(None, forms.SavedFilterForm(data={"query": request.query_string.decode()}))


@bp.post("/people/views/new")
def create_saved_filter() -> ResponseReturnValue:
    form, user = forms.SavedFilterForm(), acting_user()
    if form.submitted():
        with form.showing_refusals():
            saved = rules.save_filter(
                form.name.data,
                canonical(form.query.data or ""),
                is_shared=form.is_shared.data,
                actor=user,
                now=clock.now(),
            )
            if form.is_default.data:
                rules.open_list_with(saved, actor=user)
            return saving.done(_("Saved."), url_for("people.list_people", view=saved.id))
    return show_saved_filter(None, form)


@bp.get("/people/views/<int:saved_id>/edit")
def edit_saved_filter(saved_id: int) -> ResponseReturnValue:
    user = acting_user()
    saved, settings = queries.get_own_filter(saved_id, user), queries.find_list_settings(user)
    is_default = settings is not None and settings.saved_filter_id == saved.id
    return show_saved_filter(saved, forms.SavedFilterForm(obj=saved, data={"is_default": is_default}))


@bp.post("/people/views/<int:saved_id>/edit")
def update_saved_filter(saved_id: int) -> ResponseReturnValue:
    form, user = forms.SavedFilterForm(), acting_user()
    saved, settings = queries.get_own_filter(saved_id, user), queries.find_list_settings(user)
    was_default = settings is not None and settings.saved_filter_id == saved.id
    if form.submitted():
        with form.showing_refusals():
            rules.rename_filter(saved, name=form.name.data, is_shared=form.is_shared.data, actor=user, now=clock.now())
            if form.is_default.data != was_default:
                rules.open_list_with(saved if form.is_default.data else None, actor=user)
            return saving.done(_("Saved."), url_for(LIST))
    return show_saved_filter(saved, form)


@bp.post("/people/views/<int:saved_id>/query")
def update_saved_query(saved_id: int) -> ResponseReturnValue:
    saved, form = queries.get_own_filter(saved_id, acting_user()), forms.QueryForm()
    if form.submitted():
        rules.change_filter(saved, canonical(form.query.data or ""), now=clock.now())
        return saving.done(_("Saved."), url_for("people.list_people", view=saved.id))
    return redirect(url_for("people.list_people", view=saved.id), 303)


@bp.post("/people/views/<int:saved_id>/up")
def update_saved_place(saved_id: int) -> ResponseReturnValue:
    user = acting_user()
    rules.move_filter_up(queries.get_own_filter(saved_id, user), actor=user)
    return saving.done(_("Saved."), url_for(LIST))


@bp.post("/people/views/<int:saved_id>/delete")
def delete_saved_filter(saved_id: int) -> ResponseReturnValue:
    rules.delete_filter(queries.get_own_filter(saved_id, acting_user()))
    return saving.done(_("The saved filter was deleted."), url_for(LIST))


def show_saved_filter(saved: SavedFilter | None, form: forms.SavedFilterForm) -> ResponseReturnValue:
    """Show the form for a saved filter."""
    page = render_template(
        "people/saved_filter_form.html",
        form=form,
        form_id="form",
        saved=saved,
        may_share=rules.may_share(acting_user()),
    )
    return page, form.status


def canonical(query: str) -> str:
    """Bring a query into the one form in which the list writes it, its own name left out."""
    return forms.FilterForm(forms.arguments_of(query)).saved_query()


@bp.get("/people/columns")
def edit_columns() -> ResponseReturnValue:
    settings = queries.find_list_settings(acting_user())
    listed = forms.FilterForm(request.args)
    own = settings.columns.split(",") if settings and settings.columns else queries.DEFAULT_COLUMNS
    density = forms.density_in(listed.arguments) or (settings.density if settings else Density.COMPACT)
    data = {"query": listed.query(columns="", density=""), "density": density}
    return show_columns(forms.ColumnsForm(MultiDict(), formdata=None, data=data), listed.columns(own))


@bp.post("/people/columns")
def update_columns() -> ResponseReturnValue:
    form = forms.ColumnsForm(request.form)
    chosen, density = form.chosen(queries.DEFAULT_COLUMNS), form.density.data or Density.COMPACT
    listed = forms.FilterForm(forms.arguments_of(form.query.data or ""))
    shown = f"{url_for('people.list_people')}?{listed.query(columns=','.join(chosen), density=density.value)}"
    if form.submitted() and "keep" in request.form:
        rules.set_columns(chosen, density=density, actor=acting_user())
        return saving.done(_("The list starts with these columns from now on."), shown)
    return redirect(shown, 303) if "show" in request.form else show_columns(form, chosen)


def show_columns(form: forms.ColumnsForm, present: Sequence[str]) -> ResponseReturnValue:
    """Show the columns to tick and to move; some are shown at present."""
    page = render_template(
        "people/columns.html",
        form=form,
        form_id="form",
        order=form.order(present),
        chosen=form.chosen(present),
        titles=labels.COLUMNS,
    )
    return page, form.status
