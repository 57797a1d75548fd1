"""Folding a name to the form in which a search compares it: blind to case, apostrophes and what the eye cannot see."""

import unicodedata

#: Three characters in daily use for the Ukrainian apostrophe (U+0027, U+2019, U+02BC) and what keyboards type instead.
APOSTROPHES = "'\u2019\u02bc`\u00b4\u2018\u02b9\u2032"
#: Hyphens join the parts of a name, and lists write them or leave them out.
HYPHENS = "-\u2010\u2011\u2013"
#: Unicode's classes of what the eye cannot see (Cf, Cc) and of accents on their own (Mn).
UNSEEN = {"Cf", "Cc", "Mn"}
_REPLACED = {**dict.fromkeys(map(ord, APOSTROPHES)), **dict.fromkeys(map(ord, HYPHENS), " ")}


def is_seen(character: str) -> bool:
    """Tell what counts in a name from marks and from what the eye cannot see; white space counts, of any kind."""
    return character.isspace() or unicodedata.category(character) not in UNSEEN


def fold(text: str) -> str:
    """Fold case and drop apostrophes, accents that stress a vowel, and invisible characters; words stay apart.

    >>> fold("Мар’яненко  ЮРІЙ")
    'маряненко юрій'
    """
    folded = unicodedata.normalize("NFC", text).casefold().translate(_REPLACED)
    seen = "".join(filter(is_seen, folded))
    return " ".join(unicodedata.normalize("NFC", seen).split())
