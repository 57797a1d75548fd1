"""Reading places, under any of their names."""

from collections.abc import Sequence

from sqlalchemy import ScalarSelect, func, or_, select
from sqlalchemy.orm import selectinload

from app.core.db import db
from app.core.errors import NotFound
from app.names.folding import fold
from app.names.ordering import sort_key
from app.places.models import LONGEST_NAME, Place, PlaceAlias


def get_place(place_id: int) -> Place:
    """Find a place, or raise NotFound."""
    place = find_place(place_id)
    if place is None:
        raise NotFound
    return place


def find_place(place_id: int | None) -> Place | None:
    """Find the place that a form's choice stands for; no choice is no place."""
    return db.session.get(Place, place_id) if place_id is not None else None


def find_place_by_name(name: str) -> Place | None:
    """Find the place that goes by a name, its main one or another, blind to case and apostrophes."""
    folded = fold(name)
    known_as = select(PlaceAlias.place_id).where(PlaceAlias.folded == folded)
    return db.session.scalar(select(Place).where(or_(Place.folded == folded, Place.id.in_(known_as))))


def list_places(text: str = "", *, only_review: bool = False) -> list[Place]:
    """List the places of which a name holds a text, all or those to review, in the order of the Ukrainian alphabet."""
    folded = fold(text)
    if len(folded) > LONGEST_NAME:
        # No name holds it, and SQLite fails at patterns of many thousand characters.
        return []
    known_as = select(PlaceAlias.place_id).where(PlaceAlias.folded.contains(folded, autoescape=True))
    query = (
        select(Place)
        .options(selectinload(Place.aliases))
        .where(or_(Place.folded.contains(folded, autoescape=True), Place.id.in_(known_as)))
        .order_by(Place.id)
    )
    if only_review:
        query = query.where(Place.needs_review.is_(True))
    return sorted(db.session.scalars(query), key=lambda place: sort_key(place.name))


def count_places_to_review() -> int:
    """Count the places that an import added and nobody has looked at."""
    return db.session.scalar(select(number_to_review())) or 0


def number_to_review() -> ScalarSelect[int]:
    """Select how many places an import added and nobody has looked at, for a statement that counts more than these."""
    return select(func.count()).where(Place.needs_review.is_(True)).scalar_subquery()


def list_choices() -> Sequence[tuple[int, str]]:
    """List numbers and names to choose from, in the order of the Ukrainian alphabet."""
    rows = db.session.execute(select(Place.id, Place.name).order_by(Place.id))
    return sorted(((number, name) for number, name in rows), key=lambda choice: sort_key(choice[1]))
