"""Folding a name to the form in which lists compare it: blind to case, apostrophes and what the eye cannot see."""

from app.names.normalising import APOSTROPHES, HYPHENS, bare

_REPLACED = {**dict.fromkeys(map(ord, APOSTROPHES)), **dict.fromkeys(map(ord, HYPHENS), " ")}


def fold(text: str) -> str:
    """Fold case and drop apostrophes, accents that stress a vowel, and invisible characters; words stay apart.

    >>> fold("Мар’яненко  ЮРІЙ")
    'маряненко юрій'
    """
    return " ".join(bare(bare(text).casefold()).translate(_REPLACED).split())
