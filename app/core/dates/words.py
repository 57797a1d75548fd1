"""The words that people write in dates, in Ukrainian, Russian and English; months come from Babel, with their cases."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import product
from typing import Literal

from babel.dates import get_month_names

LANGUAGES = ("uk", "ru", "en")
CONTEXTS: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
#: Short forms that people write and Babel does not list.
SHORT_MONTHS = {"фев": 2, "квт": 4, "сен": 9, "sept": 9, "жов": 10, "ноя": 11}
ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
#: Endings of the dative, instrumental and locative by the ending of the nominative; the genitive is in Babel.
MONTH_CASES = {
    "ень": ("ню", "нем", "ні"),
    "ий": ("ому", "им"),
    "ад": ("аду", "адом", "аді"),
    "й": ("ю", "ем", "е"),
    "ь": ("ю", "ем", "ём", "е"),
    "т": ("ту", "том", "те"),
}

ABOUT_SIGNS = "~≈∼≃"
ABOUT = (
    *("близько", "приблизно", "прибл", "бл", "орієнтовно", "десь"),
    *("около", "приблизительно", "примерно", "ориентировочно", "ок"),
    *("about", "around", "approximately", "approx", "circa", "ca"),
)
DOUBT = (
    *("імовірно", "ймовірно", "можливо", "мабуть"),
    *("вероятно", "возможно", "предположительно"),
    *("probably", "possibly", "maybe", "perhaps"),
)
UNTIL = (
    *("до", "по", "не пізніше ніж", "не пізніше", "раніше ніж", "раніше", "перед"),
    *("не позднее чем", "не позднее", "раньше"),
    *("by", "before", "until", "till", "up to", "no later than", "not later than"),
)
SINCE = (
    *("після", "з", "із", "зі", "від", "починаючи з", "не раніше ніж", "не раніше", "пізніше ніж"),
    *("после", "с", "со", "от", "начиная с", "не ранее чем", "не ранее", "не раньше"),
    *("since", "after", "from", "no earlier than", "not earlier than"),
)
FROM = ("з", "із", "зі", "від", "с", "со", "от", "from", "since")
TO = ("до", "по", "to", "until", "till")
BETWEEN = ("між", "поміж", "между", "between")
AND = ("і", "й", "та", "и", "and")
OR = ("або", "чи", "или", "либо", "or")
#: First month of a season; winter is the one that ends in the year (winter 2022 = December 2021 to February 2022).
SEASONS = {
    3: ("весна", "весни", "весною", "весні", "навесні", "весны", "весной", "весне", "spring"),
    6: ("літо", "літа", "літом", "літку", "влітку", "улітку", "лето", "лета", "летом", "summer"),
    9: ("осінь", "осені", "осінню", "восени", "осень", "осени", "осенью", "autumn", "fall"),
    12: ("зима", "зими", "зимою", "зимі", "взимку", "узимку", "зимы", "зимой", "зиме", "winter"),
}
#: Thirds of a month or of a year.
PARTS = {
    0: ("початок", "початку", "початком", "начало", "начале", "начала", "beginning", "early", "start"),
    1: ("середина", "середині", "середини", "посередині", "середине", "середины", "middle", "mid"),
    2: ("кінець", "кінці", "кінця", "наприкінці", "конец", "конце", "конца", "end", "late"),
}
#: Words that change nothing: prepositions in front, "of" inside, the word "year" behind.
FILLERS = ("у", "в", "во", "на", "о", "об", "in", "on", "at", "the", "of")
YEAR_WORDS = (
    r"р\.? ?н\.?|г\.? ?р\.?|рр?\.?|гг?\.?|го"
    r"|року(?: народження)?|році|рік|роки|років|роком|роками|года(?: рождения)?|году|год|годом|годы"
)


def any_of(words: Iterable[str]) -> str:
    """Give a pattern for one of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


@cache
def months() -> dict[str, int]:
    """Give the number of every month's name: each case, full and short, without the full stop."""
    names = dict(SHORT_MONTHS)
    for language, context in product(LANGUAGES, CONTEXTS):
        for number, name in get_month_names("wide", context, language).items():
            names.update(dict.fromkeys(cases_of(name.casefold()), number))
        for number, name in get_month_names("abbreviated", context, language).items():
            names[name.rstrip(".").casefold()] = number
    return names


def cases_of(name: str) -> list[str]:
    """Give a month's name in the cases that can be told from its ending; English names have one form."""
    ending = next((ending for ending in MONTH_CASES if name.endswith(ending)), None)
    if ending is None:
        return [name]
    return [name, *(name.removesuffix(ending) + case for case in MONTH_CASES[ending])]


def number_of(word: str, table: dict[int, tuple[str, ...]]) -> int:
    """Give the number under which a table of words has the word."""
    return next(number for number, words in table.items() if word in words)
