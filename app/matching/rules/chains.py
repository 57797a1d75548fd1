"""What follows from several judgements together: pure, over the numbers of records."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.matching.models import Verdict
from app.matching.queries import Link


@dataclass(frozen=True)
class Contradiction:
    """Two records held to be two people, and the chain that says they are one."""

    different: Link
    chain: Sequence[int]


def groups_of(links: Iterable[Link]) -> dict[int, int]:
    """Give for each record the lowest number of those that the judgements hold to be the same person.

    >>> groups_of([Link(1, 2), Link(2, 3), Link(4, 5, is_same=False)])
    {1: 1, 2: 1, 3: 1, 4: 4, 5: 5}
    """
    roots: dict[int, int] = {}
    for link in links:
        one, other = root_of(link.one, roots), root_of(link.other, roots)
        if link.is_same and one != other:
            roots[max(one, other)] = min(one, other)
    return {number: root_of(number, roots) for number in roots}


def root_of(number: int, roots: dict[int, int]) -> int:
    """Find the record that stands for a group, and shorten the way to it."""
    root = roots.setdefault(number, number)
    while root != roots[root]:
        roots[root] = roots[roots[root]]
        root = roots[root]
    roots[number] = root
    return root


def contradictions_in(links: Sequence[Link]) -> list[Contradiction]:
    """Find where judgements contradict each other: A is B and B is C, but A is not C.

    >>> [found] = contradictions_in([Link(1, 2), Link(2, 3), Link(1, 3, is_same=False)])
    >>> found.chain
    [1, 2, 3]
    """
    groups = groups_of(links)
    return [
        Contradiction(link, chain_between(link.one, link.other, links))
        for link in links
        if not link.is_same and groups[link.one] == groups[link.other]
    ]


def chain_between(one: int, other: int, links: Iterable[Link]) -> list[int]:
    """Give the shortest chain of records held to be the same that leads from one to another; none where none does.

    >>> chain_between(1, 3, [Link(1, 2), Link(2, 3), Link(2, 4)])
    [1, 2, 3]
    """
    beside = neighbours_in(links)
    came_from, waiting = {one: one}, deque([one])
    while waiting and other not in came_from:
        here = waiting.popleft()
        for there in beside.get(here, ()):
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    return way_back(other, came_from) if other in came_from else []


def neighbours_in(links: Iterable[Link]) -> Mapping[int, list[int]]:
    """Give for each record those that are directly held to be the same person, in the order of their numbers."""
    beside: dict[int, set[int]] = defaultdict(set)
    for link in links:
        if link.is_same:
            beside[link.one].add(link.other)
            beside[link.other].add(link.one)
    return {number: sorted(others) for number, others in beside.items()}


def way_back(number: int, came_from: Mapping[int, int]) -> list[int]:
    """Read a chain from its end to its beginning, and give it from its beginning."""
    chain = [number]
    while came_from[chain[-1]] != chain[-1]:
        chain.append(came_from[chain[-1]])
    return chain[::-1]


def implied(one: int, other: int, links: Sequence[Link]) -> Verdict | None:
    """Say what other judgements make of two records that nobody has judged together; they may make nothing of them.

    >>> implied(1, 3, [Link(1, 2), Link(2, 3, is_same=False)])
    <Verdict.DIFFERENT: 'different'>
    """
    groups = groups_of(links)
    here, there = groups.get(one, one), groups.get(other, other)
    if here == there:
        return Verdict.SAME
    apart = {frozenset((groups[link.one], groups[link.other])) for link in links if not link.is_same}
    return Verdict.DIFFERENT if frozenset((here, there)) in apart else None
