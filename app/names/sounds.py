"""Reading a written name as sounds: one coarse alphabet for Cyrillic and every way of writing it in Latin letters.

Small letters stand for themselves, capitals for hushing sounds: S is ш and щ, C is ч, Z is ж and дж; c is ц,
and h is г, ґ and х at once.
"""

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = dict(
    zip("абвгґдезиіклмнопрстуўфхцчшщыэђјљњџћқғҳҷ", "abvhhdeziiklmnoprstuvfhcCSSieZilnZCkhhZ", strict=True)
) | {
    "ж": "Z",
    "є": "e",
    "ё": "e",
    "ї": "i",
    "й": "i",
    "ю": "iu",
    "я": "ia",
    "ь": "",
    "ъ": "",
    "ә": "a",
    "ө": "o",
    "ү": "u",
}
_CYRILLIC_RUNS = re.compile("дж|дз|ть?с|тц|дц|шч")
_RUN_SOUNDS = {"дж": "Z", "дз": "z", "тс": "c", "тьс": "c", "тц": "c", "дц": "c", "шч": "S"}

#: Letters with marks that mean one thing wherever they are written; off the others the mark is taken.
_MARKED = str.maketrans(
    dict(zip("šşșŝčĉćçžżźśłđøıəæœðŭ", "SSSSCCCCZZzsldoiaeedv", strict=True))
    | {"ţ": "ts", "ț": "ts", "ß": "ss", "þ": "th"}
)
#: What is read alike in every way of writing that does not say otherwise.
_COMMON = (
    "w v y i j i g h q k x ks zh Z dzh Z dZ Z dj Z kh h gh h ph f ts c tz c dz z sh S shch S shtch S shh S stch S SC S "
    "tch C tsch C tS C tx C sch S schtsch S stsch S cz C sz S szcz S scz S chtch S tsj C sjtsj S"
)
#: How each way of writing reads its runs of letters otherwise.
_WRITINGS = (
    "ch C th t ck k ou u oo u c k",  # English, and the official tables of Ukraine, Russia and their passports
    "ch h x h dz z dj d",  # Slavic with its marks, or without them: c is ц
    "ch h ck k th t sh Z dsch Z dsh Z z c",  # German
    "ch h rz Z ć c",  # Polish
    "ch S j Z gu h qu k ou u th t ck k c k",  # French
    "ch k sch sk sci S tz C j Z ce Ce ci Ci c k",  # Italian, Romanian
    "cs C zs Z sz s s S gy d ny n ly l ty t ch C",  # Hungarian
    "ch C c Z j Z x h",  # Turkish, Azerbaijani
    "ch h sj S zj Z tj C oe u ij i",  # Dutch and the North
    "ch h s z z c sch Z",  # German, with s before a vowel and sch for ж
)
_PLURAL_LIKE = re.compile("(?<=..[^aeious])(?:as|is|us|os|s)$")
_FRENCH_ENDING = re.compile("(?<=[iy]n)e$|f(?=f$)")
_BELARUSIAN = re.compile("(?<=[aeo])u(?=[bdfghklmnprstvz]|$)")
_SEMIVOWEL = re.compile("(?<=[aeou])i+|i+(?=[aeou])")
_DOUBLED = re.compile(r"(.)\1+")
_FINAL_F = re.compile("(?<=[oe])f$")


def _rules(*lines: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Make one pattern of lines of the table, the longest run first; a later line goes over an earlier one."""
    words = " ".join(lines).split()
    sounds = dict(zip(words[::2], words[1::2], strict=True))
    return re.compile("|".join(sorted(sounds, key=lambda run: (-len(run), run)))), sounds


_RULES = tuple(_rules(_COMMON, line) for line in _WRITINGS)


@lru_cache(1 << 14)
def readings(token: str) -> tuple[str, ...]:
    """Give every way a word of a name may sound, the likeliest first; Cyrillic sounds one way.

    >>> readings("луцький"), readings("lutsky")
    (('lucki',), ('lucki',))
    >>> "Serbak" in readings("szczerbak"), "Serbak" in readings("chtcherbak")
    (True, True)
    """
    if any("\u0400" <= letter <= "\u04ff" for letter in token):
        return (settled(cyrillic(token)),)
    heard = (settled(read(written, *rules)) for written in spellings(token) for rules in _RULES)
    return tuple(dict.fromkeys(sound for sound in heard if sound))


def cyrillic(token: str) -> str:
    """Read a word in Cyrillic letters.

    >>> cyrillic("джаббаров")
    'Zabbarov'
    """
    runs = _CYRILLIC_RUNS.sub(lambda run: _RUN_SOUNDS[run[0]], token)
    return "".join(_CYRILLIC.get(letter, letter) for letter in runs)


def spellings(token: str) -> tuple[str, ...]:
    """Take the marks off a Latin word, and give beside it what it is without the ending or letter a language adds.

    >>> spellings("różański"), spellings("romanas"), spellings("sidorine"), spellings("zhuraulevich")
    (('roZanski',), ('romanas', 'roman'), ('sidorin',), ('zhuraulevich', 'zhuravlevich'))
    """
    marked = unicodedata.normalize("NFC", token).translate(_MARKED)
    plain = "".join(letter for letter in unicodedata.normalize("NFD", marked) if not unicodedata.combining(letter))
    plain = _FRENCH_ENDING.sub("", plain)
    return tuple(dict.fromkeys((plain, _PLURAL_LIKE.sub("", plain), _BELARUSIAN.sub("v", plain))))


def read(written: str, pattern: re.Pattern[str], sounds: dict[str, str]) -> str:
    """Read a Latin word by the rules of one way of writing."""
    return pattern.sub(lambda run: sounds[run[0]], written)


def settled(sound: str) -> str:
    """Leave out what spellings disagree on most: the semivowel beside a vowel, doubled letters, -ff and -w for -в.

    >>> settled("nataliia"), settled("kyrill"), settled("ivanof")
    ('natala', 'kyril', 'ivanov')
    """
    return _FINAL_F.sub("v", _DOUBLED.sub(r"\1", _SEMIVOWEL.sub("", sound)))
