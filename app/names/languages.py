"""Guessing the language of a name from the letters that only one of them has."""

import enum
import re

from app.names.scripts import Script, script_of


class Language(enum.Enum):
    """A language that names are written in; for Latin letters only the alphabet is told."""

    UKRAINIAN = "uk"
    RUSSIAN = "ru"
    BELARUSIAN = "be"
    LATIN = "latin"


_ONLY_UKRAINIAN = re.compile("[їєґ]", re.IGNORECASE)
_ONLY_BELARUSIAN = re.compile("[ў]", re.IGNORECASE)
_NOT_UKRAINIAN = re.compile("[ыэъё]", re.IGNORECASE)
_NOT_RUSSIAN = re.compile("[іўїєґ]", re.IGNORECASE)


def language_of(name: str) -> Language | None:
    """Tell the language that a name is written in where its letters leave no doubt.

    >>> [language_of(name).value for name in ("Сергій", "Сергеев Пётр", "Уладзіміраў", "Sergejew")]
    ['uk', 'ru', 'be', 'latin']
    >>> language_of("Бондаренко"), language_of("Іванов Рыжый"), language_of("Їжаков Рыжий")
    (None, None, None)
    """
    script = script_of(name)
    if script is Script.LATIN:
        return Language.LATIN
    return language_of_cyrillic(name) if script is Script.CYRILLIC else None


def language_of_cyrillic(name: str) -> Language | None:
    """Tell Ukrainian by і, ї, є, ґ, Russian by ы, э, ъ, ё, Belarusian by ў; none, or letters of two, tell nothing."""
    if _ONLY_BELARUSIAN.search(name):
        return None if _ONLY_UKRAINIAN.search(name) else Language.BELARUSIAN
    is_ukrainian, is_russian = bool(_NOT_RUSSIAN.search(name)), bool(_NOT_UKRAINIAN.search(name))
    if is_ukrainian == is_russian:
        return None
    return Language.UKRAINIAN if is_ukrainian else Language.RUSSIAN
