"""Who of those under one key may be one person: everybody of a few, and of many those born about the same time."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.names.births import Born

#: Among so many under one key each is compared with each.
FEW = 40
#: Of more, those who share a year or a birthday are compared, unless even these are more: other keys tell them apart.
MANY = 40
#: Years by which two births may be apart and yet be one, told or written wrong.
YEARS_APART = 1
#: As births are asked for: no bounds where nobody says when.
UNKNOWN = (0, 0, 0)


@dataclass(frozen=True)
class Birth:
    """When somebody was born: the years between which it was, and the day of the year where it is known."""

    first_year: int
    last_year: int
    day: tuple[int, int] | None = None

    @classmethod
    def of(cls, born: Born) -> "Birth":
        """Take a birth apart."""
        day = (born[0].month, born[0].day) if born[0] == born[1] else None
        return cls(born[0].year, born[1].year, day)

    def may_be(self, other: "Birth") -> bool:
        """Tell whether two births may be one: in years that are not far apart, or on one day of other years.

        >>> Birth(1990, 1990, (3, 1)).may_be(Birth(1993, 1993, (5, 2)))
        False
        """
        apart = max(self.first_year - other.last_year, other.first_year - self.last_year)
        return apart <= YEARS_APART or (self.day is not None and self.day == other.day)


def pairs_in(ids: Sequence[int], births: dict[int, Birth]) -> Iterator[tuple[int, int]]:
    """Give the pairs under one key that are worth a closer look, the lower number first; a pair may come twice."""
    if len(ids) <= FEW:
        yield from compatible(ids, births)
        return
    for group in born_alike(ids, births):
        if len(group) <= MANY:
            yield from compatible(group, births)


def compatible(ids: Iterable[int], births: dict[int, Birth]) -> Iterator[tuple[int, int]]:
    """Pair everybody with everybody whose birth may be theirs; an unknown one may be anybody's."""
    for one, other in combinations(sorted(ids), 2):
        here, there = births.get(one), births.get(other)
        if here is None or there is None or here.may_be(there):
            yield one, other


def born_alike(ids: Iterable[int], births: dict[int, Birth]) -> Iterable[list[int]]:
    """Group people by the years in which they may have been born, and by the day of the year."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for number in ids:
        if (birth := births.get(number)) is not None:
            for mark in marks_of(birth):
                groups[mark].append(number)
    return groups.values()


def marks_of(birth: Birth) -> Iterator[Hashable]:
    """Give what a birth may have in common with another one of the same person."""
    if birth.last_year - birth.first_year <= YEARS_APART:
        yield from range(birth.first_year, birth.last_year + 1)
    if birth.day is not None:
        yield birth.day
