"""Surnames as they are compared: double ones by their parts too, and alike for men and women."""

from functools import lru_cache

from app.names.skeletons import skeletons
from app.names.sounds import readings


@lru_cache(1 << 14)
def parts_of(surname: str) -> tuple[str, ...]:
    """Give a surname and, if it is double, its parts.

    >>> parts_of("нечуй-левицький")
    ('нечуйлевицький', 'нечуй', 'левицький')
    >>> parts_of("коваль")
    ('коваль',)
    """
    parts = tuple(part for part in surname.split("-") if len(part) > 1)
    return ("".join(parts), *parts) if len(parts) > 1 else (surname.replace("-", ""),)


@lru_cache(1 << 14)
def stems(surname: str) -> tuple[str, ...]:
    """Give the readings of a surname without the ending that tells men from women.

    >>> stems("іванова"), stems("іванов"), stems("гродзінська"), stems("grodzinski")
    (('ivanov',), ('ivanov',), ('hrozinsk',), ('hrozinsk', 'hrozinSk', 'hrozinzk'))
    """
    return tuple(dict.fromkeys(stem_of(reading) for reading in readings(surname)))


def stem_of(reading: str) -> str:
    """Take the last vowels off, unless nothing else would be left.

    >>> stem_of("kovalenko"), stem_of("io")
    ('kovalenk', 'io')
    """
    return reading.rstrip("aeiou") or reading


@lru_cache(1 << 14)
def surname_skeletons_of(surname: str) -> tuple[str, ...]:
    """Give the skeletons of a surname and, if it is double, of its parts.

    >>> surname_skeletons_of("нечуй-левицький")
    ('nclvck', 'nc', 'lvck')
    """
    return tuple(dict.fromkeys(skeleton for part in parts_of(surname) for skeleton in skeletons(part)))


_FEMALE = ("ova", "eva", "ina", "ska", "cka")
_MALE = ("ov", "ev", "in", "ski", "cki", "skoi")


@lru_cache(1 << 14)
def sex_of(surname: str) -> str:
    """Tell the surname of a woman and of a man where its ending differs; of most it does not.

    >>> sex_of("іванова"), sex_of("зелінський"), sex_of("коваленко")
    ('f', 'm', '')
    """
    reading = readings(surname)[0] if readings(surname) else ""
    return "f" if reading.endswith(_FEMALE) else "m" if reading.endswith(_MALE) else ""
