"""The queue of pairs that wait to be judged."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.paging import SIZES
from app.matching import forms, queries
from app.matching.views.blueprint import bp
from app.people import queries as people


@bp.get("/matching")
def list_pairs() -> ResponseReturnValue:
    form = forms.QueueForm(request.args)
    if "" in request.args.values():
        return redirect(f"{url_for('matching.list_pairs')}?{form.query()}".rstrip("?"))
    page = queries.list_pairs(form.asked)
    return render_template(
        "matching/list.html",
        form=form,
        asked=form.asked,
        page=page,
        total=queries.count_pairs(form.asked.filter),
        waiting=queries.count_waiting(),
        laws={category.id: category.law for category in people.list_categories()},
        sizes=SIZES,
    )
