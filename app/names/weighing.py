"""Weighing one word against one part of a name: in bits; more where chance agrees seldom."""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from app.names import patronymics, surnames
from app.names.equivalents import formal_spellings, known_families
from app.names.skeletons import skeletons
from app.names.sounds import readings

#: The most and the least that the same surname says, by how many bear it.
RAREST, COMMONEST, ALL = 15.0, 7.0, 19.0
GIVEN_SAME, GIVEN_EQUIVALENT, PATRONYMIC_SAME = 5.0, 4.5, 5.5
INITIAL_SAME, INITIAL_DIFFERS = 2.5, -4.0
FATHER_INITIAL, FATHER_INITIAL_DIFFERS = 2.0, -3.0
DIFFERS = -5.0
#: Shares of the full weight by likeness, best first.
SAME, ALIKE, CLOSE, FAINT, UNLIKE = 1.0, 0.85, 0.6, 0.25, 0.0
#: Words with the same consonants, by the share of letters that differ.
_VOWELS_ALIKE, _VOWELS_CLOSE = 0.25, 0.5
#: The fewest letters of words that may differ by one mistake, by two, by three; below, the words are others.
_FEWEST = {1: (4, CLOSE), 2: (7, FAINT), 3: (10, FAINT)}
MOST_MISTAKES = max(_FEWEST)
#: Words that neither begin alike nor end alike, in so many consonants, are not one word with a mistake in it.
_ENDING = 3

#: Vowels that two languages begin one name with; letters that may begin with any of them.
_INITIALS, _ANY_VOWEL = {"o": "a", "i": "e"}, frozenset("yjй")

Commonness = Callable[[str], int]


#: What is said of one word and one part of a name, and in how many bits.
Weighed = tuple[str, float]


class Sound(NamedTuple):
    """What is compared of a word: its readings without the ending, their consonants, and how these begin and end."""

    stems: frozenset[str]
    skeletons: frozenset[str]
    hints: frozenset[str]


@lru_cache(1 << 14)
def sound_of(word: str) -> Sound:
    """Give what is compared of a word."""
    some = frozenset(skeletons(word))
    return Sound(
        frozenset(surnames.stems(word)), some, frozenset(one[:1] for one in some) | {one[-_ENDING:] for one in some}
    )


def likeness(asked: Sound, found: Sound) -> float:
    """Say how alike two words sound: the same, the same consonants, a mistake or two apart, or unlike.

    >>> likeness(sound_of("shevchuk"), sound_of("шевчук")), likeness(sound_of("шевчук"), sound_of("коваль"))
    (1.0, 0.0)
    >>> likeness(sound_of("кондратюк"), sound_of("кіндратюк")), likeness(sound_of("шевчук"), sound_of("шевук"))
    (0.85, 0.6)
    """
    if not asked.stems.isdisjoint(found.stems):
        return SAME
    if not asked.skeletons.isdisjoint(found.skeletons):
        return max(vowels(one, other) for one in asked.stems for other in found.stems)
    if asked.hints.isdisjoint(found.hints):
        return UNLIKE
    return max(slips(one, other) for one in asked.stems for other in found.stems)


def vowels(one: str, other: str) -> float:
    """Say how alike two readings of the same consonants are."""
    apart = OSA.distance(one, other)
    share = apart / max(len(one), len(other))
    return ALIKE if apart == 1 or share <= _VOWELS_ALIKE else CLOSE if share <= _VOWELS_CLOSE else FAINT


def slips(one: str, other: str) -> float:
    """Say how alike two readings are that differ by mistakes in typing: long words may differ by more."""
    apart = OSA.distance(one, other, score_cutoff=MOST_MISTAKES)
    fewest, alike = _FEWEST.get(apart, (0, UNLIKE))
    return alike if max(len(one), len(other)) >= fewest else UNLIKE


@lru_cache(1 << 13)
def resembles(asked: str, found: str) -> float:
    """Say how alike two surnames are, double ones by the part that agrees best: a part is less than all."""
    whole = likeness(sound_of(asked), sound_of(found))
    if whole == SAME or ("-" not in asked and "-" not in found):
        return whole
    pairs = [(one, other) for one in surnames.parts_of(asked) for other in surnames.parts_of(found)]
    best = max(likeness(sound_of(one), sound_of(other)) for one, other in pairs)
    return max(whole, min(best, ALIKE))


def weight_of_surname(found: str, commonness: Commonness) -> float:
    """Say what the same surname is worth: the rarer the more.

    >>> weight_of_surname("коваль", lambda skeleton: 2000), weight_of_surname("коваль", lambda skeleton: 3)
    (8.0, 15.0)
    """
    bearers = max(commonness(one) for one in skeletons(found))
    return round(min(RAREST, max(COMMONEST, ALL - math.log2(1 + bearers))), 1)


def weigh_surname(asked: str, found: str, commonness: Commonness) -> Weighed:
    """Weigh one word against a surname: an initial says nothing of it."""
    alike = UNLIKE if len(asked) == 1 else resembles(asked, found)
    if alike == UNLIKE:
        return "surname_differs", DIFFERS
    code = "surname_same" if alike == SAME else "surname_similar"
    return code, round(weight_of_surname(found, commonness) * alike, 1)


@lru_cache(1 << 14)
def initials(word: str) -> frozenset[str]:
    """Give the letters a name may be shortened to: its own, and those of the same name in other languages.

    >>> sorted(initials("микола")), sorted(initials("о")), sorted(initials("y"))
    (['m', 'n'], ['a'], ['a', 'e', 'u'])
    """
    if word in _ANY_VOWEL:
        return frozenset("aeu")
    named = [reading for spelling in formal_spellings(word) for reading in readings(spelling)[:1]]
    return frozenset(_INITIALS.get(reading[0], reading[0]) for reading in (*readings(word), *named))


def initial_agrees(asked: str, found: str) -> bool:
    """Tell whether one word is the other's first letter, in any alphabet."""
    return not initials(asked).isdisjoint(initials(found))


@lru_cache(1 << 14)
def weigh_given(asked: str, found: str) -> Weighed:
    """Weigh one word against a given name, of a double one against the part that agrees best."""
    return max((given(one, other) for one in halves(asked) for other in halves(found)), key=lambda said: said[1])


def halves(word: str) -> tuple[str, ...]:
    """Give the parts of a double name."""
    return tuple(filter(None, word.split("-"))) or (word,)


def given(asked: str, found: str) -> Weighed:
    """Weigh two given names: those known as different ones differ, however alike they look.

    >>> given("михайло", "mikhail"), given("роман", "руслан"), given("олександр", "олексій")
    (('given_equivalent', 4.5), ('given_differs', -5.0), ('given_differs', -5.0))
    """
    if min(len(asked), len(found)) == 1:
        return ("given_initial", INITIAL_SAME) if initial_agrees(asked, found) else ("given_differs", INITIAL_DIFFERS)
    if not set(readings(asked)).isdisjoint(readings(found)):
        return "given_same", GIVEN_SAME
    ours, theirs = known_families(asked), known_families(found)
    if ours and theirs:
        return ("given_differs", DIFFERS) if ours.isdisjoint(theirs) else ("given_equivalent", GIVEN_EQUIVALENT)
    alike = likeness(sound_of(asked), sound_of(found))
    return ("given_similar", round(GIVEN_EQUIVALENT * alike, 1)) if alike else ("given_differs", DIFFERS)


@lru_cache(1 << 14)
def weigh_patronymic(asked: str, found: str) -> Weighed:
    """Weigh one word against a patronymic: by the father's name, else by its sound, for its ending may be misspelt.

    >>> weigh_patronymic("николаевич", "миколайович"), weigh_patronymic("п", "петрович")
    (('patronymic_same', 5.5), ('patronymic_initial', 2.0))
    >>> weigh_patronymic("коваль", "петрович"), weigh_patronymic("миколайвоич", "миколайович")
    (('patronymic_differs', -5.0), ('patronymic_similar', 4.7))
    """
    if min(len(asked), len(found)) == 1:
        agrees = initial_agrees(asked, found)
        return ("patronymic_initial", FATHER_INITIAL) if agrees else ("patronymic_differs", FATHER_INITIAL_DIFFERS)
    if patronymics.is_patronymic(asked) and not set(patronymics.fathers(asked)).isdisjoint(patronymics.fathers(found)):
        return "patronymic_same", PATRONYMIC_SAME
    alike = likeness(sound_of(asked), sound_of(found))
    return (
        ("patronymic_similar", round(PATRONYMIC_SAME * alike, 1)) if alike > FAINT else ("patronymic_differs", DIFFERS)
    )
