"""What all facts share: they are corrected by a newer fact or retracted with a reason, and otherwise stand."""

from collections.abc import Iterable, Iterator, Mapping
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
    """Keep the facts that stand: not retracted, and not corrected, directly or further on, by a fact that stands.

    Retracting a correction therefore brings the corrected fact back. With `known_at`, what was recorded later is left
    out, and what was retracted later still stands: it gives what we knew then.
    """
    recorded = {fact.id: fact for fact in facts if is_recorded(fact, known_at)}
    known = [fact for fact in recorded.values() if not is_retracted(fact, known_at)]
    corrected = {earlier for fact in known for earlier in corrected_by(fact, recorded)}
    return [fact for fact in known if fact.id not in corrected]


def corrected_by(fact: Fact, facts: Mapping[int, Fact]) -> Iterator[int]:
    """Give the numbers of the facts that a fact corrects: the one it supersedes, the one which that did, and so on."""
    earlier = fact.supersedes_id
    while earlier is not None:
        yield earlier
        earlier = facts[earlier].supersedes_id if earlier in facts else None


def last_correction(fact: F, facts: Iterable[F]) -> F:
    """Give the end of a fact's corrections, even if it was retracted; the next one comes after it, in one line."""
    following = {one.supersedes_id: one for one in facts}
    while fact.id in following:
        fact = following[fact.id]
    return fact


def is_recorded(fact: Fact, known_at: datetime | None) -> bool:
    """Tell whether a fact was on record at a moment."""
    return known_at is None or fact.recorded_at <= known_at


def is_retracted(fact: Fact, known_at: datetime | None) -> bool:
    """Tell whether a fact had been retracted by a moment."""
    return fact.retracted_at is not None and (known_at is None or fact.retracted_at <= known_at)
