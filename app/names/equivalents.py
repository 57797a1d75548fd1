"""Given names that are one name: by their spelling where it is known, else by their sound, else by their consonants."""

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache

from app.names.given import families, families_of
from app.names.skeletons import skeletons
from app.names.sounds import readings

#: Shorter stems and skeletons say too little to name a family by.
_SHORTEST = 3
#: The first forms of a family are those of documents here, the Ukrainian one before all; initials are theirs.
_FORMAL = 4
_NONE: frozenset[str] = frozenset()

Index = dict[str, frozenset[str]]


def indexed(key: Callable[[str], str], sexes: str) -> Index:
    """Index the families of men or women by something of our full forms: gathered ones have slips."""
    found: dict[str, set[str]] = defaultdict(set)
    for family in families():
        if family.sex in sexes:
            for spelling in family.ours:
                found[key(spelling)].add(family.name)
    return {one: frozenset(names) for one, names in found.items()}


def stem_of(spelling: str) -> str:
    """Give what a name sounds like without its ending.

    >>> stem_of("микола"), stem_of("андрій")
    ('mikol', 'andr')
    """
    return (readings(spelling) or ("",))[0].rstrip("aeiou")


@lru_cache(2)
def by_stem(sexes: str) -> Index:
    """Index the families by how their names sound without the ending."""
    return indexed(stem_of, sexes)


@lru_cache(1)
def by_skeleton() -> Index:
    """Index the families by the consonants of their names."""
    return indexed(lambda spelling: (skeletons(spelling) or ("",))[0], "mf")


def fathers_sounding(stem: str) -> frozenset[str]:
    """Give the families of the father whose name sounds so without its ending."""
    return by_stem("m").get(stem, _NONE)


@lru_cache(1 << 14)
def given_ids(token: str) -> tuple[str, ...]:
    """Give what a given name is compared by: its families, however surely they are known, or its consonants.

    >>> set(given_ids("володимир")) & set(given_ids("wladimir")) != set()
    True
    """
    named = known_families(token) or families_near(token)
    return tuple(sorted(named)) or skeletons(token)


@lru_cache(1 << 14)
def known_families(token: str) -> frozenset[str]:
    """Give the families of a name that is spelt, or sounds, like one that is known.

    >>> known_families("fedyr"), known_families("гай")
    (frozenset({'федір'}), frozenset())
    """
    return families_of(token) or _NONE.union(*(families_sounding(reading) for reading in readings(token)))


def families_sounding(reading: str) -> frozenset[str]:
    """Give the families of names that sound so but for their ending."""
    stem = reading.rstrip("aeiou")
    return by_stem("mf").get(stem, _NONE) if len(stem) >= _SHORTEST else _NONE


def families_near(token: str) -> frozenset[str]:
    """Give the families whose names have the consonants of this one."""
    long = [one for one in skeletons(token) if len(one) >= _SHORTEST]
    return _NONE.union(*(by_skeleton().get(skeleton, _NONE) for skeleton in long))


@lru_cache(1)
def formal() -> dict[str, tuple[str, ...]]:
    """Give the forms of each family that documents have here."""
    return {family.name: family.full[:_FORMAL] for family in families()}


def formal_spellings(token: str) -> tuple[str, ...]:
    """Give the forms that documents have of a name, if it is spelt as one that is known.

    >>> formal_spellings("коля")[:2], formal_spellings("коваль")
    (('микола', 'николай'), ())
    """
    return tuple(spelling for family in sorted(families_of(token)) for spelling in formal()[family])
