"""Names, questions and candidates as they are compared: plain values, from whatever they were read."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from app.names.births import Born
from app.names.patronymics import is_patronymic, joined
from app.names.tokens import tokens

#: More words of unknown order than these are no name of a person.
MOST_IN_ORDER = 3


class Name(NamedTuple):
    """One form of a name; other is a call sign or alias, or a name of two words or more whose order is unknown."""

    surname: str = ""
    given: str = ""
    patronymic: str = ""
    other: str = ""


class Question(NamedTuple):
    """What is asked: the words of a name in any order, and when the person was born if that is known."""

    tokens: tuple[str, ...]
    born: Born | None = None
    captured: Born | None = None
    captured_at: str = ""
    rank: str = ""
    unit: str = ""
    side: str = ""


class Candidate(NamedTuple):
    """Somebody the question may mean, by all names that are known of them."""

    id: int
    names: tuple[Name, ...]
    born: Born | None
    captured: Born | None = None
    captured_at: str = ""
    rank: str = ""
    unit: str = ""
    side: str = ""


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for or against a match, in bits; the words that were compared."""

    code: str
    bits: float
    asked: str = ""
    found: str = ""


@dataclass(frozen=True)
class Score:
    """How well somebody answers a question: the sum of the reasons, and the form of the name that matched."""

    bits: float
    reasons: tuple[Reason, ...]
    name: Name


class Shape(NamedTuple):
    """A name as it is compared: one word each, several joined by hyphens; what stands beside them."""

    surname: str
    given: str
    patronymic: str
    others: tuple[str, ...]


@lru_cache(1 << 14)
def words(text: str) -> tuple[str, ...]:
    """Give the words of one part of a name; most parts are one."""
    return joined(tokens(text)) if text else ()


@lru_cache(1 << 14)
def word_of(text: str) -> str:
    """Give one part of a name as one word."""
    return "-".join(words(text))


@lru_cache(1 << 12)
def shape(name: Name) -> Shape:
    """Give a name as it is compared; a patronymic that was written to the given name is taken for what it is.

    >>> shape(Name("Нечуй Левицький", "Іван Семенович"))
    Shape(surname='нечуй-левицький', given='іван', patronymic='семенович', others=())
    """
    if name.patronymic or " " not in name.given:
        return Shape(word_of(name.surname), word_of(name.given), word_of(name.patronymic), words(name.other))
    *given, last = words(name.given) or ("",)
    if given and is_patronymic(last):
        return Shape(word_of(name.surname), "-".join(given), last, words(name.other))
    return Shape(word_of(name.surname), word_of(name.given), "", words(name.other))


def shapes(name: Name) -> tuple[Shape, ...]:
    """Give the ways a name may be meant, as they are compared."""
    return (shape(name),) if name.surname or name.given else tuple(map(shape, orders_of(name)))


def arrangements(name: Name) -> tuple[Name, ...]:
    """Give the ways a name may be meant: one, unless nothing but words in unknown order is known.

    >>> arrangements(Name("Коваль", "Іван")) == (Name("Коваль", "Іван"),)
    True
    >>> [form.surname for form in arrangements(Name(other="Ivan Koval"))]
    ['ivan', 'koval']
    """
    return (name,) if name.surname or name.given else orders_of(name)


@lru_cache(1 << 14)
def orders_of(name: Name) -> tuple[Name, ...]:
    """Give the names that words in unknown order may be; one word is a call sign or alias."""
    loose = words(name.other)
    if not 1 < len(loose) <= MOST_IN_ORDER:
        return (name,)
    return tuple(arranged(order) for order in permutations(loose) if is_plausible(order))


def is_plausible(order: tuple[str, ...]) -> bool:
    """Tell an order in which the last of three words can be a patronymic, if any of them is one."""
    if len(order) < MOST_IN_ORDER:
        return True
    return is_patronymic(order[2]) or not any(map(is_patronymic, order))


def arranged(order: tuple[str, ...]) -> Name:
    """Take words as surname, given name, patronymic."""
    return Name(order[0], order[1], " ".join(order[2:]))


def question_of(name: Name, born: Born | None) -> Question:
    """Ask for whoever bears a name: a record as a question."""
    parts = words(name.surname) + words(name.given) + words(name.patronymic)
    return Question(parts or words(name.other), born)
