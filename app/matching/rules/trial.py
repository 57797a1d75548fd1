"""Trying a scan: what it would do, counted like a real one."""

from dataclasses import dataclass, field
from datetime import datetime

from app.matching import queries
from app.matching.rules.finding import Key, Part


@dataclass
class Trial:
    """What a scan would do; nothing of it is written."""

    started_at: datetime
    new: set[Key] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    unseen: set[int] = field(default_factory=set)
    compared: int = 0

    def weigh(self, part: Part) -> None:
        """Count what a part would store, and which pairs it would not find again."""
        stored = queries.pairs_stored_among(part.found)
        self.new |= set(part.found) - set(stored)
        self.seen |= set(stored.values())
        self.compared += part.compared
        if part.people is not None:
            self.unseen |= set(queries.unseen_pairs(before=self.started_at, numbers=part.people))

    def end(self, *, is_full: bool) -> None:
        """Count what would be taken away at the end."""
        if is_full:
            self.unseen |= set(queries.unseen_pairs(before=self.started_at))

    @property
    def removed(self) -> int:
        """Count what would be taken away."""
        return len(self.unseen - self.seen)
