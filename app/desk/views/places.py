"""The list of places with what is known of each, and a place's own page: who is believed to be there."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.core import clock
from app.core.text import clean_line
from app.desk import queries
from app.desk.views.blueprint import bp
from app.people import queries as people
from app.people import refs
from app.places import queries as places


@bp.get("/places")
def list_places() -> ResponseReturnValue:
    """List the places, all or those to review or those of which a name holds a text."""
    query, only_review = clean_line(request.args.get("text", "")), "review" in request.args
    found = places.list_places(query, only_review=only_review)
    return render_template(
        "places/list.html",
        places=found,
        known=queries.known_of(found),
        query=query,
        only_review=only_review,
        today=clock.today(),
    )


@bp.get("/places/<int:place_id>")
def place(place_id: int) -> ResponseReturnValue:
    after = refs.parse_ref(request.args.get("after", ""))
    return render_template(
        "desk/place.html",
        page=queries.get_place_page(places.get_place(place_id), after=after, today=clock.today()),
        categories={category.id: category for category in people.list_categories()},
    )
