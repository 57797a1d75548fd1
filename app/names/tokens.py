"""Taking a name apart into the words that are compared."""

import re

from app.names.normalising import APOSTROPHE, HYPHENS, bare, normalise, repair

#: Words with the digits that stand in them, and hyphens between their parts.
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_DIGITS = re.compile(r"\d+")
_ONE_HYPHEN = str.maketrans(dict.fromkeys(HYPHENS, "-") | {APOSTROPHE: ""})
#: What is left of a word without its digits is a name from this length on: Коваль2, but not 7б, 1987р.
_SHORTEST_BESIDE_DIGITS = 3


def tokens(text: str) -> tuple[str, ...]:
    """Give the words of a name: of one alphabet each, without case, apostrophes, digits; a double name stays one.

    >>> tokens("Нечуй–Левицький Мар'ян І. (1990)")
    ('нечуй-левицький', 'марян', 'і')
    >>> tokens("КОВАЛЬ2 Cергій 1987р.")
    ('коваль', 'сергій')
    """
    written = bare(repair(normalise(text)).text.casefold()).translate(_ONE_HYPHEN)
    return tuple(word for word in map(without_digits, _WORD.findall(written)) if word)


def without_digits(word: str) -> str:
    """Leave out a word's digits; short letters beside digits are a unit or a code, and no name."""
    letters = _DIGITS.sub("", word).strip("-")
    return letters if letters == word or len(letters) >= _SHORTEST_BESIDE_DIGITS else ""
