"""The people list."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.people import forms, queries
from app.people.views.blueprint import bp
from app.places import queries as places


@bp.get("/people")
def list_people() -> ResponseReturnValue:
    form = forms.FilterForm(request.args)
    categories = queries.list_categories()
    form.offer(
        sides=queries.list_sides(),
        categories=categories,
        cohorts=queries.list_cohorts(),
        places=places.list_choices(),
    )
    asked = form.request()
    return render_template(
        "people/list.html",
        form=form,
        asked=asked,
        page=queries.list_people(asked),
        total=queries.count_people(asked.filter),
        first=request.args.get("first", 1, type=int),
        categories={category.id: category for category in categories},
    )
