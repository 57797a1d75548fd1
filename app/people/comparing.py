"""Two descriptions of somebody beside each other, field by field: pure, and blind to how a name is spelled."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.dates import UncertainDate
from app.names import births
from app.names.agreement import is_one_name
from app.people.identity import NEVER_IN_CONFLICT, PARTS, differ
from app.people.models.identity import IDENTITY_FIELDS


class Verdict(enum.Enum):
    """How two values of one field stand to each other."""

    AGREE = "agree"
    #: One name, written in another script or another spelling; one date with its day and month swapped.
    SIMILAR = "similar"
    DIFFER = "differ"
    ONLY_ONE = "only one"
    ONLY_OTHER = "only other"


@dataclass(frozen=True)
class Compared:
    """One field of two descriptions, and how its values stand to each other."""

    field: str
    one: Any
    other: Any
    verdict: Verdict


def compare(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[Compared]:
    """Compare two descriptions in the order of a record's fields; what neither of them says is left out.

    The language of a name tells how it is written, not who somebody is: it is not compared.
    """
    asked = [name for name in IDENTITY_FIELDS if name not in NEVER_IN_CONFLICT]
    pairs = [(name, one.get(name) or None, other.get(name) or None) for name in asked]
    return [
        Compared(name, here, there, verdict_on(name, here, there))
        for name, here, there in pairs
        if here is not None or there is not None
    ]


def verdict_on(field: str, one: object, other: object) -> Verdict:
    """Say how two values of a field stand to each other; an uncertain date agrees with every date it may fall on."""
    if other is None:
        return Verdict.ONLY_ONE
    if one is None:
        return Verdict.ONLY_OTHER
    if not differ(one, other):
        return Verdict.AGREE
    return Verdict.SIMILAR if is_similar(field, one, other) else Verdict.DIFFER


def is_similar(field: str, one: object, other: object) -> bool:
    """Tell whether two values that differ are one name spelled otherwise, or one date with its parts swapped."""
    if isinstance(one, UncertainDate) and isinstance(other, UncertainDate):
        return is_swapped(one, other)
    return field in PARTS and is_one_name(PARTS[field], str(one), str(other))


def is_swapped(one: UncertainDate, other: UncertainDate) -> bool:
    """Tell whether two dates are one day with its day and month swapped: 12.03.1990 and 03.12.1990."""
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return births.compare((one.earliest, one.latest), (other.earliest, other.latest))[0] == "birth_swapped"
