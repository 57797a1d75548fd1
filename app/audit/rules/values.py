"""What a change did to the fields of its subject, as it is shown and as it is digested."""

import hashlib
import hmac
import json
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, inspect
from sqlalchemy.orm import InstanceState, RelationshipDirection

from app.core.db import Base

#: Before and after of each field that a change touched.
Change = tuple[object, object]
UNCHANGED: Change = (None, None)


def changes_of(subject: Base) -> dict[str, Change]:
    """Read what an object's columns held before and hold now from SQLAlchemy's attribute history.

    A foreign key that is set by its object only follows when it is flushed; it is read from the object.
    """
    state = inspect(subject)
    pairs = {attribute.key: change_of(state, attribute.key) for attribute in state.mapper.column_attrs}
    for relation in state.mapper.relationships:
        if relation.direction is RelationshipDirection.MANYTOONE:
            (column, referred), (before, after) = relation.local_remote_pairs[0], change_of(state, relation.key)
            name = state.mapper.get_property_by_column(column).key
            if pairs[name] == UNCHANGED:
                pairs[name] = (value_of(before, referred), value_of(after, referred))
    return {name: (before, after) for name, (before, after) in pairs.items() if before != after}


def change_of(state: InstanceState[Any], name: str) -> Change:
    """Read what one attribute held before and holds now."""
    history = state.attrs[name].history
    if not history.has_changes():
        return UNCHANGED
    return history.deleted[0] if history.deleted else None, history.added[0] if history.added else None


def value_of(subject: object, column: ColumnElement[Any]) -> object:
    """Read the value of a column of whatever a relationship points at, if it points at anything."""
    return None if subject is None else getattr(subject, inspect(subject).mapper.get_property_by_column(column).key)


def as_text(value: object) -> str | None:
    """Give a value the one text form that is shown and digested."""
    match value:
        case None:
            return None
        case Enum():
            return str(value.value)
        case datetime() | date():
            return value.isoformat()
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, sort_keys=True)
        case _:
            return str(value)


def digest(key: bytes, name: str, value: str | None) -> str:
    """Digest a value with the installation's key: it proves what stood there, and nobody can guess it back."""
    return hmac.new(key, f"{name}\0{value}".encode(), hashlib.sha256).hexdigest()


def key_id_of(key: bytes) -> str:
    """Name a key without giving it away, so that what it made can be told from what another one made."""
    return hmac.new(key, b"which key", hashlib.sha256).hexdigest()[:12]
