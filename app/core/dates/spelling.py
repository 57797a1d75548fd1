"""Brings a typed date to one spelling: small letters, plain spaces and dashes, months as m01 to m12, no empty words."""

import re
import unicodedata
from functools import cache

from app.core.dates import words

QUOTES = "'\"`\u2018\u2019\u02bc«»“”„"
MINUS = "\u2212"
#: Cyrillic letters typed for the Roman numerals and for an unknown part.
CYRILLIC_TWINS = str.maketrans("іх", "ix")

_TIME = re.compile(
    r"(?<=[0-9])(?:t| |, | о | об | at )(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?"
    r"(?: ?z| ?[+-][0-9]{2}:?[0-9]{2})?$"
)
_UNKNOWN = re.compile(r"(?<![^\W_])(?:\?\?|[xх]{2})(?![^\W_])")
_ROMAN = re.compile(r"(?<=[0-9]) ?[./-] ?([ivxіх]{1,4}) ?[./-] ?(?=[0-9])")
_YEAR_WORD = re.compile(rf"(?<=[0-9]) ?-?(?:{words.YEAR_WORDS})(?!\w)")
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th|-?го|-?ого|-?е|-?ое)(?!\w)")
_FILLER = re.compile(rf"(?<!\S){words.any_of(words.FILLERS)} ")
_MONTH_FIRST_SPAN = re.compile(r"m([0-9]{2}) ([0-9]{1,2} ?- ?[0-9]{1,2})(?![0-9]),?")
_MONTH_FIRST = re.compile(r"(?<![0-9][ ./,-])m([0-9]{2}) ([0-9]{1,2})(?![0-9])")


@cache
def month_pattern() -> re.Pattern[str]:
    """Give the pattern of a month's name standing as a word of its own."""
    return re.compile(rf"(?<![^\W\d_])({words.any_of(words.months())})(?![^\W\d_])\.?")


def folded(text: str) -> str:
    """Give the one spelling in which `typed` reads a date; what is no date stays no date."""
    for step in (_plain, _without_time, _with_numbered_months, _without_empty_words):
        text = " ".join(step(text).split())
    return text


def _plain(text: str) -> str:
    visible = (character for character in unicodedata.normalize("NFC", text) if unicodedata.category(character) != "Cf")
    return "".join(map(_plain_character, visible)).strip(QUOTES + " ").casefold()


def _plain_character(character: str) -> str:
    if character == MINUS or unicodedata.category(character) == "Pd":
        return "-"
    return " " if character.isspace() else character


def _without_time(text: str) -> str:
    return _UNKNOWN.sub("xx", _TIME.sub("", text))


def _with_numbered_months(text: str) -> str:
    named = month_pattern().sub(lambda match: f" m{words.months()[match[1]]:02} ", text)
    return _ROMAN.sub(_numbered_roman, named)


def _numbered_roman(match: re.Match[str]) -> str:
    numeral = match[1].translate(CYRILLIC_TWINS)
    return f" m{words.ROMAN_MONTHS.index(numeral) + 1:02} " if numeral in words.ROMAN_MONTHS else match[0]


def _without_empty_words(text: str) -> str:
    text = _FILLER.sub("", _ORDINAL.sub("", _YEAR_WORD.sub("", text)))
    return _MONTH_FIRST.sub(r"\2 m\1", _MONTH_FIRST_SPAN.sub(r"\2 m\1", text))
