"""The people list."""

from dataclasses import replace
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.current import acting_user
from app.accounts.permissions import may_do
from app.audit import rules as audit
from app.core import clock
from app.core.i18n import locale_code
from app.core.paging import SIZES, Page
from app.names.folding import fold
from app.people import forms, labels, queries
from app.people.models import Density, ListSettings, Person
from app.people.views.blueprint import bp
from app.people.views.cells import Look, rows_of
from app.places import queries as places

#: No number of a saved filter has as many digits.
LONG = 18


@bp.get("/people")
def list_people() -> ResponseReturnValue:
    user = acting_user()
    form = forms.FilterForm(request.args, reader=user)
    settings = queries.find_list_settings(user)
    if (elsewhere := better_address(form, settings)) is not None:
        return redirect(elsewhere)
    sides, categories, places_known = queries.list_sides(), queries.list_categories(), places.list_choices()
    form.offer(sides=sides, categories=categories, cohorts=queries.list_cohorts(), places=places_known)
    asked = form.request()
    if settings is not None and settings.columns and "columns" not in request.args:
        asked = replace(asked, columns=settings.columns.split(","))
    page, total = queries.list_people(asked), queries.total_of(asked.filter)
    note_search(form, asked.filter.text, count=total)
    saved = queries.list_saved_filters(user)
    locale = locale_code()
    look = Look(
        locale=locale,
        sides={side.id: side.label(locale) for side in sides},
        categories={category.id: category for category in categories},
        places=dict(places_known),
        day=clock.today(),
        address=url_for("desk.person", ref="*"),
    )
    return render_template(
        "people/list.html",
        form=form,
        asked=asked,
        page=page,
        rows=rows_of(page, asked.columns, look),
        total=total,
        first=place_of(page, total=total, hint=request.args.get("first", 1, type=int)),
        sizes=SIZES,
        titles=labels.COLUMNS,
        keys=queries.KEYS,
        may_export=may_do(user, "export names"),
        saved_filters=saved,
        opened=next((one for one in saved if str(one.id) == request.args.get("view")), None),
        everybody=url_for("people.list_people", view=0 if settings and settings.saved_filter_id else None),
        density=(forms.density_in(request.args) or (settings.density if settings else Density.COMPACT)).value,
    )


@bp.get("/people/facets")
def list_facets() -> ResponseReturnValue:
    form = filter_form()
    return render_template("people/facets.html", form=form, counts=queries.count_facets(form.chosen()))


@bp.get("/people/filters")
def list_more_filters() -> ResponseReturnValue:
    return render_template("people/more_filters.html", form=filter_form())


def filter_form() -> forms.FilterForm:
    """Make the filter of the address with the vocabularies to choose from."""
    form = forms.FilterForm(request.args, reader=acting_user())
    sides, categories, cohorts = queries.list_sides(), queries.list_categories(), queries.list_cohorts()
    form.offer(sides=sides, categories=categories, cohorts=cohorts, places=places.list_choices())
    return form


def better_address(form: forms.FilterForm, settings: ListSettings | None) -> str | None:
    """Give the address to go to instead: without the blanks that a form sends, or the one that a name stands for."""
    here, named = url_for("people.list_people"), request.args.get("view", "")
    if "" in request.args.values():
        return f"{here}?{form.query()}"
    opens_with = settings.saved_filter_id if settings and not request.args else None
    is_named = set(request.args) == {"view"} and named.isascii() and named.isdecimal() and len(named) < LONG
    number = opens_with or (int(named) if is_named else 0)
    if not number:
        return None
    saved = queries.get_saved_filter(number, acting_user())
    return f"{here}?{saved.query}&view={saved.id}" if saved.query else None


def note_search(form: forms.FilterForm, text: str, *, count: int) -> None:
    """Note that somebody looked for a name: with which filter and how many were found, but not the words."""
    if text:
        filters = [list(pair) for pair in form.pairs() if pair[0] != "text"]
        details = {"filters": filters, "words": audit.fingerprint(fold(text)), "count": count}
        audit.look("search", actor=acting_user(), subject_type=Person.__tablename__, details=details)


def place_of(page: Page[Any], *, total: int, hint: int) -> int:
    """Give the place of a page's first row: known at both ends of the list, else as the link that led here says."""
    if not page.has_previous:
        return 1
    last_start = total - len(page) + 1
    return min(max(hint, 1), last_start) if page.has_next else last_start
