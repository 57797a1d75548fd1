"""Recognising mediators in the words of a list; pure."""

import re
from collections.abc import Iterable, Sequence

from app.exchanges.models import Mediator
from app.names.folding import fold

WORD = re.compile(r"\w+")


def mediators_in(text: str, known: Iterable[Mediator]) -> list[Mediator]:
    """Find the mediators of the vocabulary that a text names, by either label or another word of theirs."""
    said = spoken(text)
    return [one for one in known if any(f" {word} " in f" {said} " for word in words_of(one))]


def is_all_known(text: str, known: Sequence[Mediator]) -> bool:
    """Tell whether a text says no more than the vocabulary's own words, parted by semicolons."""
    named = {word for one in known for word in words_of(one)}
    return all(spoken(part) in named for part in text.split(";"))


def words_of(mediator: Mediator) -> list[str]:
    """Give the words by which a mediator is known."""
    return [spoken(word) for word in (mediator.label_en, mediator.label_uk, *mediator.aliases)]


def spoken(text: str) -> str:
    """Give the folded words of a text, without what stands between them."""
    return " ".join(WORD.findall(fold(text)))
