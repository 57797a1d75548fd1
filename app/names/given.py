"""Given names that are one name: Олександр, Александр, Aleksandr and Саша; a table with its provenance in data/."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from app.names.normalising import APOSTROPHES

#: Letters that are no other letter with a mark, as a keyboard without them writes them.
_WRITTEN = {
    "ё": "е",
    "ґ": "г",
    "ł": "l",
    "đ": "d",
    "ø": "o",
    "ı": "i",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ə": "a",
    "ð": "d",
}
_FOLDED = str.maketrans(_WRITTEN | dict.fromkeys(APOSTROPHES, ""))
#: Marks that make another letter of Cyrillic: й, ї, ў.
_KEPT = frozenset("йїў")


@dataclass(frozen=True)
class Family:
    """What one given name is in every language, under its Ukrainian form: our full forms, gathered ones, short ones."""

    name: str
    sex: str
    ours: tuple[str, ...]
    gathered: tuple[str, ...]
    short: tuple[str, ...]

    @property
    def full(self) -> tuple[str, ...]:
        """Give every form that is not short, our own first and the Ukrainian one first of them."""
        return self.ours + self.gathered


def folded(spelling: str) -> str:
    """Fold a spelling to what the table holds: blind to case, apostrophes and accents, and ё is е.

    >>> folded("Пётр"), folded("Андрій"), folded("Michał"), folded("Мар’ян")
    ('петр', 'андрій', 'michal', 'марян')
    """
    written = unicodedata.normalize("NFC", spelling.casefold()).translate(_FOLDED)
    if written.isascii():
        return written
    return "".join(one if one in _KEPT else unicodedata.normalize("NFD", one)[0] for one in written)


@lru_cache(1)
def families() -> tuple[Family, ...]:
    """Read the table, a line a family."""
    table = files("app.names").joinpath("data", "given.csv").read_text(encoding="utf-8")
    rows = (line.split(",") for line in table.splitlines()[1:])
    return tuple(
        Family(name, sex, (folded(name), *ours.split()), tuple(gathered.split()), tuple(short.split()))
        for name, sex, ours, gathered, short in rows
    )


@lru_cache(1)
def spellings() -> dict[str, frozenset[str]]:
    """Give the families of each spelling, full or short."""
    found: dict[str, set[str]] = defaultdict(set)
    for family in families():
        for spelling in (*family.full, *family.short):
            found[spelling].add(family.name)
    return {spelling: frozenset(names) for spelling, names in found.items()}


@lru_cache(1 << 14)
def families_of(token: str) -> frozenset[str]:
    """Give the families that a given name belongs to as it is spelt; none if the table does not know it.

    >>> sorted(families_of("Gjergj") & families_of("георгій")), sorted(families_of("Слава"))[:2]
    (['георгій'], ["в'ячеслав", 'мирослав'])
    >>> families_of("олексій") & families_of("олександр"), families_of("коваль")
    (frozenset(), frozenset())
    """
    spelling = folded(token)
    if "-" not in spelling or spelling in spellings():
        return spellings().get(spelling, frozenset())
    return frozenset().union(*map(families_of, spelling.split("-")))
