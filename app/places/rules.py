"""Keeping the places: adding them, changing them, and recognising one by any of its names."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import clean_line
from app.names.folding import fold
from app.places import queries
from app.places.models import CONSTRAINT_ERRORS, LONGEST_NAME, Place, PlaceAlias, PlaceKind


def checked_name(name: str, field: str) -> str:
    """Clean a name; one that is no name to a search, or too long to be kept, is refused."""
    cleaned = clean_line(name)
    folded = fold(cleaned)
    if not folded:
        raise RuleError(_l("Enter a name that has letters or digits."), field)
    if max(len(cleaned), len(folded)) > LONGEST_NAME:
        raise RuleError(_l("Shorten this to at most %(limit)s characters.", limit=LONGEST_NAME), field)
    return cleaned


def distinct(name: str, aliases: Iterable[str]) -> dict[str, str]:
    """Keep each alias once, by its folded form, and none that a search takes for the main name.

    >>> distinct("Оленівка", ["ОЛЕНІВКА", "Мар'янівка", "Мар’янівка"])
    {'марянівка': "Мар'янівка"}
    """
    kept: dict[str, str] = {}
    for alias in aliases:
        kept.setdefault(fold(alias), alias)
    kept.pop(fold(name), None)
    return kept


def add(
    *,
    name: str,
    kind: PlaceKind = PlaceKind.UNKNOWN,
    region: str | None = None,
    note: str | None = None,
    aliases: Sequence[str] = (),
    actor: User | None,
    now: datetime,
) -> Place:
    """Add a place under names that no other place goes by."""
    place = Place(kind=kind, region=region, note=note)
    with CONSTRAINT_ERRORS.savepoint(db.session):
        enter("add place", place, name=name, aliases=aliases, actor=actor, now=now)
    return place


def recognise(name: str, *, actor: User | None, now: datetime) -> Place:
    """Find the place that goes by a name, or add one that is flagged: somebody looks whether it is another spelling."""
    known = queries.find_place_by_name(name)
    if known is not None:
        return known
    place = Place(needs_review=True)
    with CONSTRAINT_ERRORS.savepoint(db.session):
        enter("recognise place", place, name=name, actor=actor, now=now)
    return place


def change(
    place: Place,
    *,
    name: str,
    kind: PlaceKind,
    region: str | None,
    note: str | None,
    aliases: Sequence[str],
    actor: User | None,
    now: datetime,
) -> None:
    """Change what is known of a place; whoever saves it has looked at it, so it needs no review any more."""
    with CONSTRAINT_ERRORS.savepoint(db.session):
        place.kind, place.region, place.note, place.needs_review = kind, region, note, False
        enter("change place", place, name=name, aliases=aliases, actor=actor, now=now)


def enter(
    action: str, place: Place, *, name: str, aliases: Sequence[str] = (), actor: User | None, now: datetime
) -> None:
    """Give a place its names and enter it, as it then is, in the database and the ledger."""
    name = checked_name(name, "name")
    others = distinct(name, [checked_name(alias, "aliases") for alias in aliases])
    with db.session.no_autoflush:
        refuse_taken([name], place, field="name")
        refuse_taken(others.values(), place, field="aliases")
    before = place.alias_names
    place.name, place.folded = name, fold(name)
    replace_aliases(place, others)
    db.session.add(place)
    audit.record(action, place, actor=actor, at=now, changes=changes_of(place, before))


def changes_of(place: Place, aliases: list[str]) -> dict[str, audit.Change]:
    """Read what changed of a place for the ledger; its aliases, which it had before, stand there as one list."""
    changes = audit.changes_of(place)
    if place.alias_names != aliases:
        changes["aliases"] = (aliases, place.alias_names)
    return changes


def refuse_taken(names: Iterable[str], place: Place, *, field: str) -> None:
    """Refuse a name that another place goes by, and say which."""
    for name in names:
        other = queries.find_place_by_name(name)
        if other is not None and other is not place:
            raise RuleError(
                _l(
                    "The place %(place)s goes by the name %(name)s already. Use that place, or enter another name.",
                    place=other.name,
                    name=name,
                ),
                field,
            )


def replace_aliases(place: Place, others: dict[str, str]) -> None:
    """Keep the rows of the aliases that stay: a row that went and came again would clash with itself."""
    rows = {alias.folded: alias for alias in place.aliases}
    place.aliases = [rows.get(folded) or PlaceAlias(folded=folded) for folded in others]
    for alias in place.aliases:
        alias.name = others[alias.folded]
