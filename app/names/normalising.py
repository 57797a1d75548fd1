"""Writing a name in one way: one apostrophe, one space, nothing that the eye cannot see, one alphabet in a word."""

import re
import unicodedata
from dataclasses import dataclass

from app.names.scripts import WORD, Script, script_of, scripts_of

#: The apostrophe as it is written here.
APOSTROPHE = "\u2019"
#: Three characters in daily use for the Ukrainian apostrophe (U+0027, U+2019, U+02BC) and what keyboards type instead.
APOSTROPHES = "'\u2019\u02bc`\u00b4\u2018\u02b9\u2032"
#: Hyphens join the parts of a name, and lists write them or leave them out.
HYPHENS = "-\u2010\u2011\u2013"
#: Unicode's classes of what the eye cannot see (Cf, Cc) and of accents on their own (Mn).
UNSEEN = {"Cf", "Cc", "Mn"}
#: What most names are made of: nothing in it is unseen, and no letter of it has its mark beside it.
_PLAIN = re.compile("[ -~\u00c0-\u017f\u0400-\u0481\u048a-\u052f\u2019]*")
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, APOSTROPHE))
#: Between two letters these are apostrophes, too: Лук"янов, Лук*янов, Лук''янов.
_WITHIN_WORDS = re.compile('(?<=[^\\W\\d_])(?:["*\u201c\u201d\u02ba\u2033]|\u2019{2,})(?=[^\\W\\d_])')

#: Letters of other alphabets that look like a Cyrillic one (an accent marks the stress), and like a Latin one.
_AS_CYRILLIC = str.maketrans(
    "ABCEHIKMOPTXYÏËÁÉÍÓÝaceikopxyïëáéíóýΑΒΕΗΙΚΜΟΡΤΥΧαικορυχ",
    "АВСЕНІКМОРТХУЇЁАЕІОУасеікорхуїёаеіоуАВЕНІКМОРТУХаікоруx".replace("x", "х"),
)
_AS_LATIN = str.maketrans(
    "АВСЕНІЈКМОРТХУЇЁЅасеіјкорхуїёѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικορχν",
    "ABCEHIJKMOPTXYÏËSaceijkopxyïësABEZHIKMNOPTYXaikopxv",
)
_LOOKING = {Script.CYRILLIC: _AS_CYRILLIC, Script.LATIN: _AS_LATIN}
_LOOKALIKES = {*_AS_CYRILLIC, *_AS_LATIN}


@dataclass(frozen=True)
class Repaired:
    """A text whose words are of one alphabet each, and the words that were repaired: as written, as repaired."""

    text: str
    words: tuple[tuple[str, str], ...] = ()


def is_seen(character: str) -> bool:
    """Tell what counts in a name from marks and from what the eye cannot see; white space counts, of any kind."""
    return character.isspace() or unicodedata.category(character) not in UNSEEN


def bare(text: str) -> str:
    r"""Leave out what the eye cannot see, and marks that belong to no letter, such as the stress on a vowel.

    >>> bare("Ше\u200bвче\u0301нко")
    'Шевченко'
    """
    if _PLAIN.fullmatch(text):
        return text
    joined = "".join(one for one in text if is_seen(one) or unicodedata.category(one) == "Mn")
    composed = unicodedata.normalize("NFC", joined)
    return unicodedata.normalize("NFC", "".join(filter(is_seen, composed)))


def normalise(text: str) -> str:
    r"""Write a name in one way as people read it: its case, alphabet and spelling stay.

    >>> normalise("Мар'яна  Лук\u02bcянова")
    'Мар’яна Лук’янова'
    >>> normalise('Лук"янов') == normalise("Лук*янов") == "Лук’янов"
    True
    """
    written = bare(text).translate(_ONE_APOSTROPHE)
    return " ".join(_WITHIN_WORDS.sub(APOSTROPHE, written).split())


def repair(text: str) -> Repaired:
    """Write each word in one alphabet where look-alike letters of another stand in it, and say which words these were.

    >>> repair("Шевчiк Ivan")
    Repaired(text='Шевчік Ivan', words=(('Шевчiк', 'Шевчік'),))
    >>> repair("Х-55a").words, repair("Шевchenko").words
    ((), ())
    """
    composed = unicodedata.normalize("NFC", text)
    if len(scripts_of(composed)) < 2:  # noqa: PLR2004
        return Repaired(composed)
    around = deciding(composed)
    repaired: dict[str, str] = {}
    written = WORD.sub(lambda word: repaired.setdefault(word[0], in_one_script(word[0], around)), composed)
    return Repaired(written, tuple((word, better) for word, better in repaired.items() if word != better))


def in_one_script(word: str, around: str = "") -> str:
    """Write a word in the alphabet of its letters that no other has, else of such letters around, else of most letters.

    What mixes truly is left.

    >>> in_one_script("Cидopенко"), in_one_script("POMAН", around="д"), in_one_script("Кoса"), in_one_script("АК74a")
    ('Сидоренко', 'РОМАН', 'Коса', 'АК74a')
    """
    script = script_meant(word, around)
    if script not in _LOOKING:
        return word
    written = word.translate(_LOOKING[script])
    return written if script_of(written) is script else word


def script_meant(word: str, around: str) -> Script | None:
    """Tell the alphabet that a word of mixed letters is meant to be in; a code with digits is meant as it is."""
    if len(scripts_of(word)) < 2 or any(map(str.isdigit, word)):  # noqa: PLR2004
        return None
    own = deciding(word)
    return script_of(own) if scripts_of(own) else script_of(around) or script_of_most(word)


def deciding(text: str) -> str:
    """Give the letters that look like none of another alphabet."""
    return "".join(letter for letter in text if ord(letter) not in _LOOKALIKES)


def script_of_most(word: str) -> Script | None:
    """Tell the alphabet of more than half of a word's letters."""
    scripts = [script_of(letter) for letter in word if letter.isalpha()]
    return next((one for one in Script if scripts.count(one) * 2 > len(scripts)), None)
