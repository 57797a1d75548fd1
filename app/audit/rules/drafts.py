"""An entry before it has its place in the chain."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Draft:
    """Everything that an entry says but its place in the chain, and its readable values, as they will be stored.

    Plain rows and not objects: what is done while the head is locked is done while everybody else waits.
    """

    row: dict[str, Any]
    values: list[dict[str, Any]] = field(default_factory=list)
