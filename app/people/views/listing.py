"""The people list."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.current import acting_user
from app.accounts.permissions import may_do
from app.core.paging import SIZES, Page
from app.people import forms, queries
from app.people.views.blueprint import bp
from app.places import queries as places


@bp.get("/people")
def list_people() -> ResponseReturnValue:
    form = forms.FilterForm(request.args)
    if "" in request.args.values():
        # A form sends its blanks too; an address to copy has none.
        return redirect(f"{url_for('people.list_people')}?{form.query()}")
    categories = queries.list_categories()
    form.offer(
        sides=queries.list_sides(),
        categories=categories,
        cohorts=queries.list_cohorts(),
        places=places.list_choices(),
    )
    asked = form.request()
    page, total = queries.list_people(asked), queries.count_people(asked.filter)
    return render_template(
        "people/list.html",
        form=form,
        asked=asked,
        page=page,
        total=total,
        first=place_of(page, total=total, hint=request.args.get("first", 1, type=int)),
        sizes=SIZES,
        categories={category.id: category for category in categories},
        may_export=may_do(acting_user(), "export names"),
    )


def place_of(page: Page[Any], *, total: int, hint: int) -> int:
    """Give the place of a page's first row: known at both ends of the list, else as the link that led here says."""
    if not page.has_previous:
        return 1
    last_start = total - len(page) + 1
    return min(max(hint, 1), last_start) if page.has_next else last_start
