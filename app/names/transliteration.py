"""Official transliterations: of Ukrainian by resolution 55/2010 of the Cabinet of Ministers, of Russian by ICAO."""

import re
from collections.abc import Mapping

from app.names.normalising import APOSTROPHE, normalise

_UKRAINIAN_LETTERS = "а б в г ґ д е є  ж  з и і ї й к л м н о п р с т у ф х  ц  ч  ш  щ    ю  я"
_LATIN_OF_UKRAINE = "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch iu ia"
_RUSSIAN_LETTERS = "а б в г д е ё ж  з и й к л м н о п р с т у ф х  ц  ч  ш  щ    ъ  ы э ю  я"
_LATIN_OF_RUSSIA = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y e iu ia"
UKRAINIAN = dict(zip(_UKRAINIAN_LETTERS.split(), _LATIN_OF_UKRAINE.split(), strict=True))
RUSSIAN = dict(zip(_RUSSIAN_LETTERS.split(), _LATIN_OF_RUSSIA.split(), strict=True))
#: What stands otherwise at the beginning of a word.
UKRAINIAN_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
#: Runs that would be read as another letter: зг is no ж.
_RUNS = {"зг": "zgh"}
#: A letter that is otherwise where a word begins, зг, any other letter, an apostrophe within a word.
_UKRAINIAN = re.compile(
    rf"(?P<first>(?<![\w{APOSTROPHE}])[єїйюя])|зг|[а-яєіїґ]|(?<=\w){APOSTROPHE}(?=\w)", re.IGNORECASE
)
_RUSSIAN = re.compile(r"[а-яё]", re.IGNORECASE)


def from_ukrainian(text: str) -> str:
    """Write a Ukrainian name as passports do since 2010.

    At the beginning of a word є, ї, й, ю, я begin with y; зг is zgh; the soft sign and the apostrophe are left out.

    >>> from_ukrainian("Згурський Юрій"), from_ukrainian("Короп’є"), from_ukrainian("Нечуй-Левицький")
    ('Zghurskyi Yurii', 'Koropie', 'Nechui-Levytskyi')
    >>> from_ukrainian("ЩЕРБАК Щука")
    'SHCHERBAK Shchuka'
    """
    written = normalise(text)
    return _UKRAINIAN.sub(lambda found: cased(found, latin_of(found), written), written)


def latin_of(found: re.Match[str]) -> str:
    """Give the Latin letters of what was found in a Ukrainian word."""
    letters = found[0].lower()
    table: Mapping[str, str] = UKRAINIAN_FIRST if found["first"] else UKRAINIAN | _RUNS
    return table.get(letters, "")


def from_russian(text: str) -> str:
    """Write a Russian name as passports do by ICAO document 9303.

    ё is e, э is e, й is i, ъ is ie, ы is y; the soft sign is left out.

    >>> from_russian("Подъячев Пётр"), from_russian("Юрий Царёв"), from_russian("ЩУКИН")
    ('Podieiachev Petr', 'Iurii Tsarev', 'SHCHUKIN')
    """
    written = normalise(text)
    return _RUSSIAN.sub(lambda found: cased(found, RUSSIAN.get(found[0].lower(), ""), written), written)


def cased(found: re.Match[str], latin: str, text: str) -> str:
    """Write Latin letters as large as those they stand for: all of them in a word of capitals."""
    if not found[0][0].isupper():
        return latin
    after, before = text[found.end() : found.end() + 1], text[: found.start()][-1:]
    beside = after if after.isalpha() else before
    return latin.upper() if found[0].isupper() and (beside + found[0][1:]).isupper() else latin.capitalize()
