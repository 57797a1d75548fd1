"""Telling the alphabet of a word, and words that mix look-alike letters of two: a Latin i inside Шевчiк."""

import enum
import re
import unicodedata

#: What people read as one word: letters with their marks, digits, hyphens aside.
WORD = re.compile(r"[^\W_]+(?:[’'ʼ`][^\W_]+)*")


class Script(enum.Enum):
    """An alphabet whose letters are taken for another's."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    GREEK = "greek"


_LETTERS = {
    Script.LATIN: re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff]"),
    Script.CYRILLIC: re.compile("[\u0400-\u0481\u048a-\u052f]"),
    Script.GREEK: re.compile("[\u0370-\u0373\u0376\u0377\u037b-\u037d\u037f\u0386\u0388-\u03ff\u1f00-\u1fbc]"),
}


def scripts_of(text: str) -> set[Script]:
    """Name the alphabets of a text's letters; a digit or a mark belongs to none.

    >>> sorted(script.name for script in scripts_of("Х-55a"))
    ['CYRILLIC', 'LATIN']
    """
    return {script for script, letters in _LETTERS.items() if letters.search(text)}


def script_of(text: str) -> Script | None:
    """Tell the one alphabet that a text is written in; none where there are several, or another.

    >>> script_of("Ґалаґан О’Браєн 2")
    <Script.CYRILLIC: 'cyrillic'>
    >>> script_of("Шевчiк") is script_of("山田") is None
    True
    """
    scripts = scripts_of(text)
    return scripts.pop() if len(scripts) == 1 else None


def mixed_scripts(text: str) -> list[str]:
    """Give the words of a text, each once, in which letters of more than one alphabet stand.

    >>> mixed_scripts("Шевчiк Іван")
    ['Шевчiк']
    >>> mixed_scripts("Шевчік Ivan О'Браєн")
    []
    >>> mixed_scripts("Ко́валь-Smith Cергій О’Hил")
    ['Cергій', 'О’Hил']
    """
    words = WORD.findall(unicodedata.normalize("NFC", text))
    return list(dict.fromkeys(word for word in words if len(scripts_of(word)) > 1))
