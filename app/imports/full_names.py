"""Taking a full name apart, and telling the language it is written in; pure functions."""

import re
from dataclasses import dataclass

from app.names import languages
from app.names.languages import Language
from app.names.scripts import Script, script_of
from app.people.models import NameLanguage

_PATRONYMIC = re.compile(r"\w+(?:ович|йович|ьович|евич|івна|ївна|овна|евна|ична|лліч|льич)", re.IGNORECASE)
#: A full name in Cyrillic has a surname, a given name and a patronymic.
WHOLE = 3


@dataclass(frozen=True)
class Parts:
    """A full name taken apart, and whether the order of its words was only assumed."""

    surname: str
    given_name: str | None = None
    patronymic: str | None = None
    is_assumed: bool = False


def parts_of(name: str) -> Parts:
    """Take a full name apart: what stands before a comma is the surname; without one, surname, given name, patronymic.

    >>> parts_of("Test00 Exampl, Ivan")
    Parts(surname='Test00 Exampl', given_name='Ivan', patronymic=None, is_assumed=False)
    """
    surname, comma, rest = (part.strip() for part in name.partition(","))
    if comma and surname:
        return named(surname, rest.split())
    words = name.replace(",", " ").split()
    if stands_last(words):
        given_name, patronymic, surname = words
        return Parts(surname, given_name, patronymic, is_assumed=True)
    is_assumed = len(words) > 1 and language_of(name) is NameLanguage.LATIN
    return named(words[0], words[1:], is_assumed=is_assumed) if words else Parts("")


def named(surname: str, others: list[str], *, is_assumed: bool = False) -> Parts:
    """Put the words after the surname in their places: only names in Cyrillic have a patronymic."""
    if not is_cyrillic(" ".join(others)):
        return Parts(surname, " ".join(others) or None, None, is_assumed)
    return Parts(surname, others[0], " ".join(others[1:]) or None, is_assumed)


def stands_last(words: list[str]) -> bool:
    """Tell a name written in the order given name, patronymic, surname."""
    if len(words) != WHOLE:
        return False
    return bool(_PATRONYMIC.fullmatch(words[1])) and not _PATRONYMIC.fullmatch(words[2])


def is_cyrillic(text: str) -> bool:
    """Tell text with Cyrillic letters and no others."""
    return script_of(text) is Script.CYRILLIC


#: A source in another language is marked by hand.
_MARKED = {
    Language.UKRAINIAN: NameLanguage.UKRAINIAN,
    Language.RUSSIAN: NameLanguage.RUSSIAN,
    Language.LATIN: NameLanguage.LATIN,
}


def language_of(name: str) -> NameLanguage | None:
    """Tell the language that a name is written in where its letters leave no doubt."""
    language = languages.language_of(name)
    return _MARKED.get(language) if language else None
