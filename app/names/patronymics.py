"""Patronymics of the Slavs and of the Caucasus: telling one, and the father's name that stands in it."""

import re
from functools import lru_cache

from app.names.equivalents import fathers_sounding
from app.names.given import families_of
from app.names.skeletons import skeleton_of
from app.names.sounds import readings

#: Words that make a patronymic of the name before them: son of, daughter of.
SON = frozenset(
    {"огли", "оглы", "оглу", "огълу", "ogly", "ogli", "oglu", "oğlu", "ohly", "oglou", "уулу", "uulu", "улы", "uly"}
)
DAUGHTER = frozenset({"кизи", "кызы", "гизи", "qizi", "qızı", "kizi", "kyzy", "gizi", "kızı", "kysy"})
#: With the endings of cases, in which lists are often written: Петровича, Петровичу.
_SONS = re.compile("(?:(?<=.)[aeiou]*v[iy]+[CcS]h?|(?<=[lktmn])i[Cc]h?)[aiu]?$")
_DAUGHTERS = re.compile("(?:(?<=.)[aeiou]+v+n|(?<=[lktmn])i[Cc]n|(?<=.)iniCn)(?:[aeiu]|o[iu])?$")
#: Fathers whose name is not what is left: Яків in Якович and Яковлевич, Лев in Львович, Ілля in Ілліч.
_SHORTENED = {
    "ak": "яків",
    "akovl": "яків",
    "lv": "лев",
    "il": "ілля",
    "kuzm": "кузьма",
    "luk": "лука",
    "hom": "хома",
    "fom": "хома",
}
_FEWEST_LETTERS = 4


def joined(words: tuple[str, ...]) -> tuple[str, ...]:
    """Join "son of" and "daughter of" to the father's name before them.

    >>> joined(("алієв", "расул", "ібрагім", "огли"))
    ('алієв', 'расул', 'ібрагім-огли')
    """
    kept: list[str] = []
    for word in words:
        if kept and (word in SON or word in DAUGHTER):
            kept[-1] += f"-{word}"
        else:
            kept.append(word)
    return tuple(kept)


@lru_cache(1 << 14)
def sex_of(token: str) -> str:
    """Tell the patronymic of a son from a daughter's, and a word that is none.

    >>> sex_of("петрович"), sex_of("petrivna"), sex_of("petrowytsch"), sex_of("коваль"), sex_of("ібрагім-огли")
    ('m', 'f', 'm', '', 'm')
    """
    particle = token.rpartition("-")[2]
    if particle in SON or particle in DAUGHTER:
        return "m" if particle in SON else "f"
    if len(token) < _FEWEST_LETTERS:
        return ""
    heard = readings(token)
    is_son = any(map(_SONS.search, heard))
    return "m" if is_son else "f" if any(map(_DAUGHTERS.search, heard)) else ""


def is_patronymic(token: str) -> bool:
    """Tell a patronymic; a surname like Радович looks the same, so that this is a hint.

    >>> is_patronymic("іллівна"), is_patronymic("kuzmich"), is_patronymic("шевчук")
    (True, True, False)
    """
    return bool(sex_of(token))


@lru_cache(1 << 14)
def fathers(token: str) -> tuple[str, ...]:
    """Give what a patronymic is compared by: families of the father's name, or the consonants of what is left of it.

    >>> bool(set(fathers("миколаївна")) & set(fathers("nikolajewitsch")))
    True
    >>> fathers("асанович"), fathers("асан-огли"), fathers("нурванович")
    (('асан',), ('асан',), ('nrvn',))
    """
    father, _, particle = token.rpartition("-")
    plain = father if particle in SON or particle in DAUGHTER else token
    stems = dict.fromkeys(stem_of(reading) for reading in readings(plain))
    named = sorted({family for stem in stems for family in families_of_stem(stem)})
    return tuple(named) or tuple(dict.fromkeys(skeleton_of(stem) for stem in stems))


def stem_of(reading: str) -> str:
    """Leave out of a patronymic what makes it one.

    >>> stem_of("mikolavna"), stem_of("petroviC"), stem_of("mamed")
    ('mikol', 'petr', 'mamed')
    """
    for ending in (_SONS, _DAUGHTERS):
        stem = ending.sub("", reading)
        if stem != reading:
            return stem.rstrip("aeiou") or stem
    return reading.rstrip("aeiou") or reading


def families_of_stem(stem: str) -> frozenset[str]:
    """Give the families of the name a stem comes of."""
    if stem in _SHORTENED:
        return families_of(_SHORTENED[stem])
    return fathers_sounding(stem)
