"""Finding the names of what the ledger's entries refer to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import select

from app.accounts.models import User
from app.audit.models import AuditEntry
from app.core.db import Base, db
from app.custody.models import CustodyEvent, EventKind
from app.people import queries as people
from app.people import refs
from app.people.models import Category, Cohort, PersonStatement, Side
from app.people.models.vocabularies import Labelled
from app.places import queries as places
from app.places.models import Place
from app.sources.models import Source

#: What the numbers in a fact's columns stand for.
REFERENCES: Mapping[str, type[Base]] = {
    "place_id": Place,
    "source_id": Source,
    "repeats_id": Source,
    "side_id": Side,
    "holder_id": Side,
    "category_id": Category,
    "cohort_id": Cohort,
    "statement_id": PersonStatement,
}
#: The numbers of people's records, which are said as people write them.
RECORDS = {"kept_id", "merged_id", "merged_into_id", "one_id", "other_id"}


def names_of_users() -> Mapping[int, str]:
    """Give the names of all users, for the ledger."""
    return dict(db.session.execute(select(User.id, User.full_name).order_by(User.id)).all())


def names_in(entries: Iterable[AuditEntry], locale: str) -> Mapping[tuple[str, str], str]:
    """Give the names of what entries of the ledger refer to, by field and number: a query for each kind of thing."""
    values = [value for entry in entries for value in entry.values]
    numbers = {(value.field, number) for value in values for number in (value.before, value.after) if number}
    referred = {(field, number) for field, number in numbers if field in REFERENCES}
    wanted: dict[type[Base], set[int]] = defaultdict(set)
    for field, number in referred:
        wanted[REFERENCES[field]].add(int(number))
    found = {kind: names_of(kind, ids, locale) for kind, ids in wanted.items()}
    named = {(field, number): found[REFERENCES[field]].get(number) for field, number in referred}
    people_named = {(field, number): refs.ref_of(int(number)) for field, number in numbers if field in RECORDS}
    return {reference: name for reference, name in named.items() if name is not None} | people_named


def names_of(kind: type[Any], ids: Collection[int], locale: str) -> Mapping[str, str]:
    """Give the names of rows by their numbers as the ledger writes them; a statement is known by its source."""
    rows = db.session.scalars(select(kind).where(kind.id.in_(ids)).order_by(kind.id))
    if kind is PersonStatement:
        return {str(one.id): one.source.name for one in rows}
    return {str(one.id): one.label(locale) if isinstance(one, Labelled) else one.name for one in rows}


def kinds_of_events(entries: Iterable[AuditEntry]) -> Mapping[int, EventKind]:
    """Give the kinds of the events that entries are about: some kinds are not for everybody."""
    numbers = {entry.subject_id for entry in entries if entry.subject_type == CustodyEvent.__tablename__}
    if not numbers:
        return {}
    return dict(
        db.session.execute(select(CustodyEvent.id, CustodyEvent.kind).where(CustodyEvent.id.in_(numbers))).all()
    )


def vocabulary_of_filters() -> Mapping[str, Any]:
    """Give the words that filters choose among, for the list of people and for the ledger."""
    return {
        "people": {
            "sides": people.list_sides(),
            "categories": people.list_categories(),
            "cohorts": people.list_cohorts(),
            "places": places.list_choices(),
        },
        "users": names_of_users(),
    }
