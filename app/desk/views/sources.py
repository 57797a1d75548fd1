"""The page of one source: what rests on it."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import acting_user
from app.accounts.permissions import may_do
from app.custody.effects import CONFIRM_ENDINGS, CONFIRMS
from app.desk import queries
from app.desk.views.blueprint import bp
from app.people import queries as people
from app.people import refs
from app.sources import queries as sources
from app.sources.labels import MEANINGS


@bp.get("/sources/<int:source_id>")
def source(source_id: int) -> ResponseReturnValue:
    found = sources.get_source(source_id)
    after = refs.parse_ref(request.args.get("after", ""))
    return render_template(
        "desk/source.html",
        page=queries.get_source_page(found, after=after),
        categories={category.id: category for category in people.list_categories()},
        confirms=CONFIRMS,
        confirm_endings=CONFIRM_ENDINGS,
        meanings=MEANINGS,
        sees_witnesses=may_do(acting_user(), "see witnesses"),
    )
