"""How many people each value of a part of the filter finds, under its other parts."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import Any

from sqlalchemy import String, func, select, type_coerce

from app.core.db import db
from app.core.keeping import keep
from app.people.models import Category, Person, Side
from app.people.queries.listing.filters import PeopleFilter, conditions

#: Parts that are not counted within so many seconds stay without counts.
BUDGET = 0.3

#: The parts that are counted: what names their values, and the filter without them.
PARTS: dict[str, tuple[Any, Any, dict[str, Any]]] = {
    "side": (Person.side_id, Side, {"sides": ()}),
    "category": (Person.category_id, Category, {"categories": ()}),
    "status": (type_coerce(Person.custody_status, String), None, {"statuses": ()}),
    "legal": (type_coerce(Person.legal_situation, String), None, {"legal": ()}),
}


def count_facets(chosen: PeopleFilter) -> Mapping[str, Mapping[str, int]]:
    """Count the people of each value of each part, as many parts as there is time for, by the values' codes."""
    until, counts = monotonic() + BUDGET, {}
    for name, (column, vocabulary, without) in PARTS.items():
        if monotonic() > until:
            break
        others = replace(chosen, **without)
        counts[name] = keep(("facet", name, repr(others)), partial(count_by, column, vocabulary, others))
    return counts


def count_by(column: Any, vocabulary: Any, chosen: PeopleFilter) -> dict[str, int]:  # noqa: ANN401 - columns of any kind
    """Count the people of each value of a column."""
    rows = db.session.execute(select(column, func.count()).where(*conditions(chosen)).group_by(column)).all()
    words = db.session.execute(select(vocabulary.id, vocabulary.code)).all() if vocabulary else ()
    codes: dict[object, str] = {number: code for number, code in words}  # noqa: C416 - rows are no pairs to mypy
    return {str(codes.get(value, value)): count for value, count in rows if value is not None}
