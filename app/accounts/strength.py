"""How soon a password would be guessed: the list of those that are tried first, and an estimate for all others."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

#: zxcvbn's scale: 3 takes over 10^8 guesses, with a slow hash far more than anybody has time for.
ENOUGH = 3
#: What comes after these characters only makes a password longer; the estimate takes seconds where there is more.
LOOKED_AT = 72
#: What a password holds besides the words that are known of its user and house is at least this long.
OWN_PART = 8
SHORTEST_WORD = 3
#: A reading shorter than this is a chance find in a password of many digits.
SHORTEST_READING, LONG_READING = 4, 6

#: Words that whoever guesses at our house tries first.
HOUSE_WORDS = (
    "obmin",
    "обмін",
    "exchange",
    "prisoner",
    "captive",
    "полон",
    "полонений",
    "бранець",
    "azovstal",
    "азовсталь",
)
#: What the English list lacks.
UKRAINIAN = (
    "пароль", "привіт", "україна", "слава україні", "героям слава", "любов", "кохання", "сонечко", "київ", "львів",
    "харків", "одеса", "маріуполь", "динамо", "шахтар", "шевченко", "мамочка", "наталія", "олександр", "перемога",
    "свобода", "козак", "тризуб", "калина", "адміністратор", "користувач",
)  # fmt: skip
#: The same keys in the two layouts: a Ukrainian word typed on a Latin keyboard is guessed as soon as the word.
LAYOUT = str.maketrans(
    "йцукенгшщзхїфівапролджєячсмитьбюґыэъ",
    "qwertyuiop[]asdfghjkl;'zxcvbnm,.\\s']",
)
#: Digits and marks that stand for letters; 1 stands for two.
LEET = (
    str.maketrans("013457@$!|", "oieasta" + "sii"),
    str.maketrans("013457@$!|", "oleasta" + "sll"),
)
#: What is hung on to a word so that it looks like a password.
ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
COUNTING = "1234567890" * 4
SEPARATORS = re.compile(r"[\W_]")
NO_LETTERS = re.compile(r"[\W\d_]+")


def is_guessable(password: str, about: Iterable[str]) -> bool:
    """Tell whether a password is found by trying words, names, keys and dates, those of its user and house first."""
    told = [folded(word) for word in (*HOUSE_WORDS, *itertools.chain.from_iterable(map(words_of, about)))]
    seen = folded(password)[:LOOKED_AT]
    written = {seen, seen.translate(LAYOUT), SEPARATORS.sub("", seen)} - {""}
    return len(without(told, seen)) < OWN_PART or any(
        zxcvbn(one, user_inputs=told)["score"] < ENOUGH for one in written
    )


def without(words: Iterable[str], text: str) -> str:
    """Give what a text holds besides known words: the part that somebody who knows them has to guess."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "") if len(word) >= SHORTEST_WORD else text
    return SEPARATORS.sub("", text)


def words_of(text: str) -> list[str]:
    """Give a text and each of its words, which are guessed one by one."""
    return [text, *re.findall(r"[^\W_]+", text)]


def is_common(password: str) -> bool:
    """Tell whether a password is one of those that are tried first, or one doubled or with digits hung on."""
    return any(reading in common() for reading in readings(password)) or has_digits_hung_on(folded(password))


def has_digits_hung_on(text: str) -> bool:
    """Tell whether digits or marks stand before or after a common password that may itself be of digits.

    One of four or five digits begins many a random number: it counts only where what is hung on is no secret either.
    """
    known = common()
    parts = [(text[:cut], text[cut:]) for cut in range(SHORTEST_READING, len(text))]
    return any(
        hung_on.isascii()
        and NO_LETTERS.fullmatch(hung_on) is not None
        and word in known
        and (len(word) >= LONG_READING or is_monotonous(hung_on))
        for head, tail in parts
        for word, hung_on in ((head, tail), (tail, head))
    )


def is_monotonous(text: str) -> bool:
    """Tell whether a text repeats a year or less, or counts up or down."""
    return len(unit_of(text)) <= SHORTEST_READING or text in COUNTING or text in COUNTING[::-1]


@cache
def common() -> frozenset[str]:
    """Give the list of common passwords, each as it is and without what is hung on."""
    listed = [folded(one) for one in (*FREQUENCY_LISTS["passwords"], *UKRAINIAN)]
    known = {form for one in listed for form in (one, *bare(one))}
    return frozenset(form for form in known if len(form) >= SHORTEST_READING)


def folded(text: str) -> str:
    """Take away what makes one password look like another: capitals and ways to write a letter."""
    return unicodedata.normalize("NFKC", text).casefold()


def readings(password: str) -> Iterator[str]:
    """Read a password as somebody would who guesses: in both layouts, with digits for letters, without its ends."""
    plain = folded(password)
    for typed in (plain, plain.translate(LAYOUT)):
        for form in bare(typed):
            yield from (unit_of(form), *(unit_of(form.translate(table)) for table in LEET))


def bare(text: str) -> set[str]:
    """Give a text without its separators: whole, and without what is hung on to its ends."""
    left, right = re.sub(r"^[\W\d_]+", "", text), re.sub(r"[\W\d_]+$", "", text)
    return {SEPARATORS.sub("", form) for form in (text, left, right, ENDS.sub("", text))}


def unit_of(text: str) -> str:
    """Give what a text repeats: "abcabc" is no harder to guess than "abc"."""
    return text[: (text + text).find(text, 1)] if text else ""
