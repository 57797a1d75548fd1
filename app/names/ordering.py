"""The Ukrainian alphabetical order as a key that bytes sort, the same in Python, SQLite and PostgreSQL."""

import unicodedata

from app.names.normalising import APOSTROPHES, HYPHENS, is_seen

#: The Ukrainian alphabet; letters of Russian and Belarusian that it lacks stand beside their nearest neighbour.
ALPHABET = "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюя"
_CODES = {letter: f"{0x30 + index:02x}" for index, letter in enumerate(ALPHABET)}
#: Apostrophes and hyphens do not count in the order; a space ends a word and sorts before any letter.
_IGNORED = dict.fromkeys(map(ord, APOSTROPHES + HYPHENS))
#: The characters that decide a place in the list: an index entry has room for no more.
DECIDES = 200
_SPACE, _DIGIT, _OTHER = "10", "2", "f"


def sort_key(text: str) -> str:
    """Give the key under which a name stands in a list: Cyrillic letters first, in Ukrainian order, then Latin.

    >>> sorted(["Їжак", "Ігнат", "Йосип", "Ґава", "Гай", "Дуб"], key=sort_key)
    ['Гай', 'Ґава', 'Дуб', 'Ігнат', 'Їжак', 'Йосип']
    """
    composed = unicodedata.normalize("NFC", text).casefold().translate(_IGNORED)
    counting = " ".join("".join(filter(is_seen, composed)).split())
    return "".join(code(character) for character in counting[:DECIDES])


def code(character: str) -> str:
    """Give one character's place: two hexadecimal digits for what names are made of, more for what is rare."""
    if character in _CODES:
        return _CODES[character]
    if character == " ":
        return _SPACE
    if "0" <= character <= "9":
        return _DIGIT + character
    if "a" <= character <= "z":
        return f"{0x60 + ord(character) - ord('a'):02x}"
    return f"{_OTHER}{ord(character):06x}"
