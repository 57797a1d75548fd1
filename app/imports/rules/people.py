"""Entering a checked list: each row in a savepoint of its own, through the rules for what analysts type."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.audit import rules as audit
from app.core.dates import UncertainDate
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.custody import rules as custody
from app.custody.models import Origin
from app.custody.rules import Happening
from app.imports import queries
from app.imports.drafts import Draft, Telling
from app.imports.problems import Code
from app.names.ordering import sort_key
from app.people import identity
from app.people import rules as people
from app.people.models import IdentifierKind
from app.people.models.identity import IDENTITY_FIELDS
from app.people.queries import list_categories, list_sides
from app.people.rules.identify import written
from app.places import rules as places
from app.places.models import Place
from app.sources.models import Source


@dataclass
class Batch:
    """What the rows of one list share: on whose word they stand, for which day, and the words already looked up."""

    source: Source
    credibility: int
    as_of: UncertainDate
    file_name: str
    places: dict[str, Place] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=lambda: {one.code: one.id for one in list_categories()})
    sides: dict[str, int] = field(default_factory=lambda: {one.code: one.id for one in list_sides()})


def enter(drafts: Iterable[Draft], batch: Batch, *, actor: User | None, now: datetime) -> int:
    """Enter every draft and give the number of those entered; what a rule refuses is undone alone and noted in it."""
    entered = 0
    for draft in drafts:
        try:
            recognise_places(draft, batch, actor=actor, now=now)
            with db.session.begin_nested():
                enter_row(draft, batch, actor=actor, now=now)
        except RuleError as error:
            draft.object_to(Code.REFUSED_BY_RULE, error.message)
        else:
            entered += 1
    changes = {"file": (None, batch.file_name), "rows": (None, entered)}
    audit.record("import file", batch.source, actor=actor, at=now, changes=changes)
    return entered


def recognise_places(draft: Draft, batch: Batch, *, actor: User | None, now: datetime) -> None:
    """Find the places that a row names, or add them, flagged; they outlive a refused row, since others name them."""
    for telling in draft.events:
        if telling.place is not None and telling.place not in batch.places:
            batch.places[telling.place] = places.recognise(telling.place, actor=actor, now=now)


def enter_row(draft: Draft, batch: Batch, *, actor: User | None, now: datetime) -> None:
    """Enter the person whom a row names, what it tells of them, and the numbers that nobody else has."""
    numbers = [kind for kind in draft.numbers if is_free(draft, kind, batch)]
    person = people.register(saying_of(draft, batch), actor=actor, now=now)
    for telling in draft.events:
        custody.record(person, happening_of(telling, batch), actor=actor, now=now)
    for kind in numbers:
        people.identify(
            person,
            kind=kind,
            value=draft.numbers[kind],
            issuer=issuer_of(kind, batch),
            source=batch.source,
            actor=actor,
            now=now,
        )


def is_free(draft: Draft, kind: IdentifierKind, batch: Batch) -> bool:
    """Tell whether nobody has a number yet; one that somebody has goes to the note, with a warning."""
    value = draft.numbers[kind]
    if not queries.is_number_taken(kind, issuer=issuer_of(kind, batch), value=written(value)):
        return True
    draft.object_to(
        Code.NUMBER_TAKEN,
        _l(
            "Somebody on record has the number %(number)s already: it is in the note. "
            "See whether they are the same person.",
            number=value,
        ),
    )
    draft.keep(kind.value, value)
    return False


def issuer_of(kind: IdentifierKind, batch: Batch) -> str:
    """Say who gave a number: numbers in a list are the list's own."""
    return batch.source.name if kind is IdentifierKind.LIST_NUMBER else ""


def saying_of(draft: Draft, batch: Batch) -> people.Saying:
    """Give what the list says about who somebody is."""
    return people.Saying(
        source=batch.source,
        credibility=batch.credibility,
        values=values_of(draft, batch),
        absences=draft.absences,
        as_of=batch.as_of,
        note=draft.note,
    )


def values_of(draft: Draft, batch: Batch) -> dict[str, Any]:
    """Give the values of an identity, with the vocabularies' numbers for their codes."""
    values = {name: draft.said[name] for name in IDENTITY_FIELDS if name in draft.said}
    return values | {
        "category_id": batch.categories.get(draft.said.get("category", "")),
        "side_id": batch.sides.get(draft.said.get("side", "")),
    }


def happening_of(telling: Telling, batch: Batch) -> Happening:
    """Give an event as the rules of custody take it."""
    return Happening(
        kind=telling.kind,
        source=batch.source,
        credibility=batch.credibility,
        happened=telling.happened,
        place=batch.places[telling.place] if telling.place is not None else None,
        origin=Origin.IMPORT,
    )


def count_on_record(drafts: Iterable[Draft]) -> int:
    """Count the rows that name somebody who seems to be on record: the same name, born on the same date."""
    return queries.count_on_record(
        [(name_key(draft), draft.said["born"].edtf) for draft in drafts if "born" in draft.said]
    )


def name_key(draft: Draft) -> str:
    """Give the key under which the person of a row will stand in lists."""
    return sort_key(identity.display_name(draft.said).strip("«»"))
