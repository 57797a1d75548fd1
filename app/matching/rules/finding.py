"""Comparing people who stand under one key, part by part, and keeping whom somebody should look at."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from math import inf, log2

from app.matching import queries
from app.matching.models import Scan
from app.matching.rules.blocks import Birth, pairs_in
from app.matching.rules.measure import score_many
from app.names.scoring import Score
from app.people.search.candidates import Commonness, candidates_for
from app.people.search.engine import surnames_among

#: Bits from which two records are shown to somebody, at least.
BAR = 16.0
#: The more there are, the more are alike by chance: each doubling asks for a bit more than it takes to tell them apart.
BEYOND_CHANCE = 1.0
#: Rows of keys, or people who changed, of one part.
ROWS, PEOPLE = 100_000, 300
#: Pairs remembered as compared, so that they are not compared under each key that they share.
REMEMBERED = 1_000_000

Key = tuple[int, int]
birth_of = lru_cache(1 << 16)(Birth.of)


@dataclass(frozen=True)
class Part:
    """What one part of a scan found: the pairs with their scores, and how far it came."""

    found: Mapping[Key, Score]
    compared: int
    #: The last key, or the last person, of this part; none where the scan is through.
    position: int | None
    #: The people who were compared with everybody; none where keys were walked.
    people: Collection[int] | None = None
    #: Pairs on whose records one number stands.
    sharing: Collection[Key] = ()


def bar_among(count: int) -> float:
    """Give the bits from which two of so many people are shown to somebody.

    >>> bar_among(1_000), bar_among(1_000_000)
    (16.0, 20.9)
    """
    return max(BAR, round(log2(max(count, 1)) + BEYOND_CHANCE, 1))


@dataclass
class Finder:
    """Compares people who stand under one key, and remembers what it has read."""

    commonness: Commonness = field(default_factory=Commonness)
    #: Two numbers in one, which takes half the room of a pair.
    compared: set[int] = field(default_factory=set)

    @cached_property
    def births(self) -> dict[int, Birth]:
        """Give when everybody was born."""
        return {number: birth_of(born) for number, born in queries.births_of_all()}

    @cached_property
    def bar(self) -> float:
        """Give the bits from which somebody is asked to look, among so many people."""
        return bar_among(queries.count_listed_people())

    def look_through(
        self, groups: Iterable[list[int]], only: AbstractSet[int] | None = None
    ) -> tuple[dict[Key, Score], int]:
        """Compare everybody of some blocks who may be one person; with `only`, no others than these with anybody."""
        partners: dict[int, list[int]] = defaultdict(list)
        count = 0
        for group in groups:
            for key in pairs_in(group, self.births):
                packed = key[0] << 32 | key[1]
                if packed in self.compared or (only is not None and only.isdisjoint(key)):
                    continue
                self.compared.add(packed)
                partners[key[0]].append(key[1])
                count += 1
        return self.score(partners), count

    def score(self, partners: Mapping[int, Collection[int]], *, bar: float | None = None) -> dict[Key, Score]:
        """Score people with their partners, and keep whom somebody should look at."""
        least = self.bar if bar is None else bar
        self.compared = self.compared if len(self.compared) <= REMEMBERED else set()
        people = {one.id: one for one in candidates_for({*partners, *(n for some in partners.values() for n in some)})}
        self.commonness.learn(surnames_among(people.values()))
        known = {
            one: [other for other in others if other in people] for one, others in partners.items() if one in people
        }
        scores = score_many(known, people, self.commonness)
        return {(one, other): score for one, other, score in scores if score.bits >= least}


def compare_sharing(finder: Finder) -> Part:
    """Compare those on whose records one number stands: whatever their names, somebody looks at them."""
    keys = queries.list_pairs_sharing_number()
    partners: dict[int, list[int]] = defaultdict(list)
    for one, other in keys:
        partners[one].append(other)
    return Part(finder.score(partners, bar=-inf), len(keys), None, sharing=keys)


def compare_next(scan: Scan, finder: Finder) -> Part | None:
    """Compare the next people of a scan; nothing is left when it is through."""
    if scan.changed_since is not None:
        return compare_changed(scan, finder, scan.changed_since)
    read = queries.list_blocks(after=scan.position, limit=ROWS)
    if read.position is None:
        return None
    found, compared = finder.look_through(read.groups)
    return Part(found, compared, read.position)


def compare_changed(scan: Scan, finder: Finder, since: datetime) -> Part | None:
    """Compare the next of those who changed with everybody."""
    people = queries.list_changed_people(since=since, after=scan.position, limit=PEOPLE)
    if not people:
        return None
    found, compared = finder.look_through(queries.list_blocks_around(people), only=set(people))
    return Part(found, compared, people[-1], people)
