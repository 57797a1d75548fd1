"""What follows from several judgements together: groups, contradictions, and what nobody judged yet."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching.models import Verdict
from app.matching.queries import Link
from app.matching.rules import chain_between, contradictions_in, groups_of, implied

NUMBERS = range(1, 8)
PAIRS = st.sampled_from(list(combinations(NUMBERS, 2)))
LINKS = st.lists(st.builds(lambda pair, is_same: Link(pair[0], pair[1], is_same), PAIRS, st.booleans()), max_size=14)


def same_people(links: list[Link]) -> set[tuple[int, int]]:
    """Everybody who is the same person, found the slow way: by following links until nothing is added."""
    known = {(number, number) for number in NUMBERS}
    known |= {pair for link in links if link.is_same for pair in ((link.one, link.other), (link.other, link.one))}
    while more := {(a, d) for a, b in known for c, d in known if b == c} - known:
        known |= more
    return known


class TestGroups:
    @given(LINKS)
    def test_hold_whoever_is_linked_and_nobody_else(self, links: list[Link]) -> None:
        groups = groups_of(links)
        found = {(a, b) for a in groups for b in groups if groups[a] == groups[b]}
        assert found == {(a, b) for a, b in same_people(links) if a in groups and b in groups}

    @given(LINKS)
    def test_do_not_hang_on_the_order_of_judging(self, links: list[Link]) -> None:
        assert groups_of(links) == groups_of(links[::-1])


class TestContradictions:
    @given(LINKS)
    def test_are_those_judged_apart_whom_a_chain_makes_one(self, links: list[Link]) -> None:
        expected = [link for link in links if not link.is_same and (link.one, link.other) in same_people(links)]
        assert [found.different for found in contradictions_in(links)] == expected

    @given(LINKS)
    def test_show_a_chain_of_judgements_that_were_made(self, links: list[Link]) -> None:
        made = {frozenset((link.one, link.other)) for link in links if link.is_same}
        for found in contradictions_in(links):
            assert (found.chain[0], found.chain[-1]) == (found.different.one, found.different.other)
            assert {frozenset(step) for step in zip(found.chain, found.chain[1:], strict=False)} <= made
            assert len(set(found.chain)) == len(found.chain)

    def test_a_circle_of_the_same_is_none(self) -> None:
        assert contradictions_in([Link(1, 2), Link(2, 3), Link(1, 3)]) == []


class TestChains:
    def test_are_the_shortest(self) -> None:
        assert chain_between(1, 4, [Link(1, 2), Link(2, 3), Link(3, 4), Link(2, 4)]) == [1, 2, 4]

    def test_there_is_none_between_two_groups(self) -> None:
        assert chain_between(1, 4, [Link(1, 2), Link(3, 4)]) == []


class TestImplied:
    @pytest.mark.parametrize(
        ("links", "verdict"),
        [
            ([], None),
            ([Link(1, 2), Link(2, 3)], Verdict.SAME),
            ([Link(1, 2), Link(2, 3, is_same=False)], Verdict.DIFFERENT),
            ([Link(1, 2), Link(3, 4), Link(2, 4, is_same=False)], Verdict.DIFFERENT),
            ([Link(1, 2, is_same=False), Link(2, 3, is_same=False)], None),
        ],
    )
    def test_of_two_whom_nobody_judged(self, links: list[Link], verdict: Verdict | None) -> None:
        assert implied(1, 3, links) is verdict
