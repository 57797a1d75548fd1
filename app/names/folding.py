"""Folding a name to the form in which a search compares it: blind to case, apostrophes and what the eye cannot see."""

import unicodedata

#: Three characters in daily use for the Ukrainian apostrophe (U+0027, U+2019, U+02BC) and what keyboards type instead.
APOSTROPHES = "'\u2019\u02bc`\u00b4\u2018\u02b9\u2032"
_DROPPED = dict.fromkeys(map(ord, APOSTROPHES))


def fold(text: str) -> str:
    """Fold case and drop apostrophes, accents that stress a vowel, and invisible characters; words stay apart.

    >>> fold("Мар’яненко  ЮРІЙ")
    'маряненко юрій'
    """
    composed = unicodedata.normalize("NFC", text).translate(_DROPPED).casefold()
    visible = (c for c in composed if unicodedata.category(c) not in {"Cf", "Cc", "Mn"} or c.isspace())
    return " ".join("".join(visible).replace("-", " ").split())
