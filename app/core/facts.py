"""What all facts share: they are corrected by a newer fact or retracted with a reason, and otherwise stand."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar


class Fact(Protocol):
    """Anything that somebody recorded and that may since have been corrected or retracted."""

    @property
    def id(self) -> int:
        """Give its number."""

    @property
    def recorded_at(self) -> datetime:
        """Give the moment we recorded it."""

    @property
    def supersedes_id(self) -> int | None:
        """Give the fact that it corrects, if any."""

    @property
    def retracted_at(self) -> datetime | None:
        """Give the moment it was retracted, if it was."""


F = TypeVar("F", bound=Fact)


def live(facts: Iterable[F], *, known_at: datetime | None = None) -> list[F]:
    """Keep the facts that stand: not retracted, and not corrected by a fact that stands itself.

    Retracting a correction therefore brings the corrected fact back. With `known_at`, what was recorded later is left
    out, and what was retracted later still stands: it gives what we knew then.
    """
    known = [fact for fact in facts if is_recorded(fact, known_at) and not is_retracted(fact, known_at)]
    corrected = {fact.supersedes_id for fact in known}
    return [fact for fact in known if fact.id not in corrected]


def is_recorded(fact: Fact, known_at: datetime | None) -> bool:
    """Tell whether a fact was on record at a moment."""
    return known_at is None or fact.recorded_at <= known_at


def is_retracted(fact: Fact, known_at: datetime | None) -> bool:
    """Tell whether a fact had been retracted by a moment."""
    return fact.retracted_at is not None and (known_at is None or fact.retracted_at <= known_at)
