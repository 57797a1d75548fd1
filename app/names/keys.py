"""The keys people are found by: hashes of what of a name survives other spellings, scripts and orders."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import permutations

from app.names import births
from app.names.births import Born
from app.names.equivalents import given_ids, known_families
from app.names.forms import Name, Question, arrangements, shape, words
from app.names.patronymics import fathers, is_patronymic, joined
from app.names.skeletons import skeletons
from app.names.surnames import surname_skeletons_of

#: What a key is made of: surname and given name, surname and patronymic, given name, patronymic and year of birth,
#: surname and initial, surname alone, a call sign or alias, day of birth.
GIVEN, FATHER, YEAR, INITIAL, SURNAME, OTHER, DAY = "gpyisod"
#: Surname, given name and patronymic; what else is asked for beside them is not looked up.
ALL_PARTS, MOST_WORDS = 3, 5
#: Shorter skeletons have neighbours everywhere.
SHORTEST_CORRECTED = 3


@lru_cache(1 << 14)
def hashed(kind: str, *parts: str) -> int:
    """Give a key of 64 bits, signed as both databases keep whole numbers.

    >>> hashed("s", "kvlnk") == hashed("s", "kvlnk") != hashed("s", "kvl")
    True
    """
    digest = blake2b("|".join((kind, *parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def keys_of(name: Name, born: Born | None) -> frozenset[int]:
    """Give the keys one form of a name is stored under."""
    found: set[int] = set()
    for form in arrangements(name):
        found.update(keys_of_form(form, born))
    found.update(hashed(OTHER, skeleton) for word in words(name.other) for skeleton in skeletons(word)[:2])
    if born and births.is_day(born):
        found.add(hashed(DAY, born[0].isoformat()))
    return frozenset(found)


def keys_of_form(name: Name, born: Born | None) -> Iterator[int]:
    """Give the keys of a name whose parts are known."""
    form = shape(name)
    surnames = surname_skeletons_of(form.surname)
    given = ids_of(form.given)
    roots = fathers(form.patronymic) if form.patronymic else ()
    initials = dict.fromkeys(skeleton[:1] for skeleton in skeletons(form.given)[:2])
    for surname in surnames:
        yield surname_key(surname)
        yield from (hashed(GIVEN, surname, one) for one in given)
        yield from (hashed(FATHER, surname, root) for root in roots)
        yield from (hashed(INITIAL, surname, initial) for initial in initials)
    for year in births.years_of(born) if born else ():
        yield from (hashed(YEAR, one, root, str(year)) for one in given for root in roots)


@lru_cache(1 << 14)
def ids_of(given: str) -> tuple[str, ...]:
    """Give what a given name, or each part of a double one, is compared by."""
    return tuple(dict.fromkeys(one for part in given.split("-") if part for one in given_ids(part)))


def surname_skeletons(name: Name) -> tuple[str, ...]:
    """Give the skeletons of a surname, of a double one also those of its parts."""
    return tuple(dict.fromkeys(one for form in arrangements(name) for one in surname_skeletons_of(shape(form).surname)))


def surname_key(skeleton: str) -> int:
    """Give the key under which all bearers of a surname stand."""
    return hashed(SURNAME, skeleton)


def deletions(skeleton: str) -> frozenset[int]:
    """Give the keys of a skeleton with each letter left out once: two that share one differ by one mistake.

    >>> bool(deletions("kvlnk") & deletions("kvnk"))
    True
    """
    if len(skeleton) < SHORTEST_CORRECTED:
        return frozenset()
    shorter = {skeleton[:place] + skeleton[place + 1 :] for place in range(len(skeleton))}
    return frozenset(hashed("x", one) for one in shorter | {skeleton})


def skeletons_asked(question: Question) -> tuple[str, ...]:
    """Give the skeletons whose neighbours a wider search needs: of every word that is likely a surname."""
    return tuple(
        dict.fromkeys(one for word in likely_surnames(words_of(question)) for one in surname_skeletons_of(word))
    )


def words_of(question: Question) -> tuple[str, ...]:
    """Give the words of a question that are compared."""
    return joined(question.tokens)[:MOST_WORDS]


def possible_surnames(asked: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words that can be a surname: of three or more, not the only one that looks like a patronymic.

    >>> possible_surnames(("радович", "павло")), possible_surnames(("коваль", "іван", "петрович"))
    (('радович', 'павло'), ('коваль', 'іван'))
    >>> possible_surnames(("радович", "п", "і"))
    ('радович',)
    """
    whole = tuple(word for word in asked if len(word) > 1)
    others = tuple(word for word in whole if not is_patronymic(word))
    return others if len(whole) >= ALL_PARTS and len(others) == len(whole) - 1 else whole


def likely_surnames(asked: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words that can be a surname and are not known as given names, if there are such."""
    possible = possible_surnames(asked)
    return tuple(word for word in possible if not known_families(word)) or possible


def keys_asked(question: Question) -> frozenset[int]:
    """Give the keys of the first search: the question's words in every order that they may stand in."""
    asked = words_of(question)
    found = set(keys_of_words(asked, possible_surnames(asked), {}))
    if question.born:
        found.update(keys_of_birth(asked, question.born))
    return frozenset(found)


def keys_of_words(
    asked: tuple[str, ...], surnames: tuple[str, ...], neighbours: Mapping[str, Sequence[str]]
) -> Iterator[int]:
    """Give the keys of surnames beside every other word; with neighbours, of surnames written nearly so."""
    if len(asked) == 1:
        yield from (hashed(OTHER, one) for one in skeletons(asked[0]))
        yield from (surname_key(one) for one in spread(asked[0], neighbours))
    for surname, other in permutations(asked, 2):
        if surname in surnames:
            yield from keys_of_two(spread(surname, neighbours), other)


def spread(surname: str, neighbours: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Give the skeletons of a surname and their neighbours."""
    own = surname_skeletons_of(surname)
    return tuple(dict.fromkeys((*own, *(near for one in own for near in neighbours.get(one, ())))))


def keys_of_two(surnames: Sequence[str], other: str) -> Iterator[int]:
    """Give the keys of a surname beside a given name, a patronymic or an initial."""
    if len(other) == 1:
        yield from (hashed(INITIAL, surname, one[:1]) for surname in surnames for one in skeletons(other))
        return
    named, roots = ids_of(other), fathers(other) if is_patronymic(other) else ()
    for surname in surnames:
        yield from (hashed(GIVEN, surname, one) for one in named)
        yield from (hashed(FATHER, surname, root) for root in roots)


def keys_of_birth(asked: tuple[str, ...], born: Born) -> Iterator[int]:
    """Give the keys that need no surname: the day of birth; given name and patronymic with the year."""
    if births.is_day(born):
        yield hashed(DAY, born[0].isoformat())
    yield from keys_of_years(asked, births.years_of(born))


def keys_of_years(asked: tuple[str, ...], years: Iterable[int]) -> Iterator[int]:
    """Give the keys of given name and patronymic with each year."""
    fathers_names = [word for word in asked if is_patronymic(word)]
    pairs = [
        (one, root)
        for given, other in permutations(asked, 2)
        if other in fathers_names
        for one in ids_of(given)
        for root in fathers(other)
    ]
    for year in years:
        yield from (hashed(YEAR, one, root, str(year)) for one, root in pairs)


def wider_keys_asked(question: Question) -> frozenset[int]:
    """Give the keys of the second search: the surnames beside initials, for the rest may be misspelt; wrong dates."""
    asked = words_of(question)
    found = set(keys_of_initials(asked, likely_surnames(asked), {}))
    if question.born:
        found.update(keys_of_wrong_birth(asked, question.born))
    return frozenset(found - keys_asked(question))


def keys_of_slips(question: Question, neighbours: Mapping[str, Sequence[str]]) -> frozenset[int]:
    """Give the keys of the last search: surnames written nearly so."""
    asked = words_of(question)
    surnames = likely_surnames(asked)
    found = {*keys_of_words(asked, surnames, neighbours), *keys_of_initials(asked, surnames, neighbours)}
    return frozenset(found - keys_asked(question) - wider_keys_asked(question))


def keys_of_initials(
    asked: tuple[str, ...], surnames: tuple[str, ...], neighbours: Mapping[str, Sequence[str]]
) -> Iterator[int]:
    """Give the keys of each surname beside the first letters of the other words, whose rest may be misspelt."""
    for surname, other in permutations(asked, 2):
        if surname in surnames and not is_patronymic(other):
            initials = dict.fromkeys(one[:1] for one in skeletons(other)[:2])
            yield from (hashed(INITIAL, near, initial) for near in spread(surname, neighbours) for initial in initials)


def keys_of_wrong_birth(asked: tuple[str, ...], born: Born) -> Iterator[int]:
    """Give the keys of dates that may have been meant."""
    if births.is_day(born):
        yield from (hashed(DAY, day.isoformat()) for day in births.days_beside(born[0]))
    yield from keys_of_years(asked, (born[0].year - 1, born[1].year + 1))
