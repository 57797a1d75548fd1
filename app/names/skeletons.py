"""The skeleton of a word: its consonants, hushing and hissing ones as one; what the keys of a search are made of."""

import re
from functools import lru_cache

from app.names.sounds import readings

VOWELS = frozenset("aeiou")
#: Stands for whatever vowel a word begins with.
ANY_VOWEL = "@"
_TOGETHER = str.maketrans({"S": "s", "Z": "z", "C": "c"})
_RUNS = re.compile("[td]c")
_DOUBLED = re.compile(r"(.)\1+")
#: How many skeletons of one word are kept; more come of Latin words that every language reads otherwise.
MOST = 5


def skeleton_of(reading: str) -> str:
    """Give the consonants of a reading, and that it begins with a vowel if so.

    >>> skeleton_of("SevCenko"), skeleton_of("andri")
    ('svcnk', '@ndr')
    """
    head = ANY_VOWEL if reading[:1] in VOWELS else reading[:1]
    consonants = head + "".join(letter for letter in reading[1:] if letter not in VOWELS)
    return _DOUBLED.sub(r"\1", _RUNS.sub("c", consonants.translate(_TOGETHER)))


@lru_cache(1 << 14)
def skeletons(token: str) -> tuple[str, ...]:
    """Give the skeletons of a word, the likeliest reading's first.

    >>> skeletons("шевченко"), skeletons("chevtchenko")
    (('svcnk',), ('cvcnk', 'hvcnk', 'svcnk', 'kvcnk'))
    """
    found = dict.fromkeys(skeleton_of(reading) for reading in readings(token))
    return tuple(found)[:MOST]
