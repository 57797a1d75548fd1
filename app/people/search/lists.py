"""Reading a list as it was pasted: from a message, a mail or a spreadsheet, a person a line; pure, and nothing is lost.

Each line keeps the number that it has among all that was pasted. Of a line are taken the name and the birth; what
stands around them (numbers, ranks, units, what happened) is left aside. What holds no name is passed over, and shown.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from app.core.dates import DateError, UncertainDate, parse
from app.names.equivalents import known_families
from app.names.folding import fold
from app.names.patronymics import is_patronymic
from app.names.tokens import tokens
from app.people import refs
from app.people.search import list_words as words

#: So many people are looked up at once.
MOST = 500
#: A cell of a spreadsheet that is broken into lines stands in quotes; no further than this is its end looked for.
LONGEST_CELL = 5
#: So many words a name has at most; a list of that many capitals is something else.
LONGEST_NAME = 6
#: A surname and a given name.
FULL = 2

NAME_ROLES = ("surname", "given_name", "patronymic", "name")
#: What stands before a line in a list, a mail or a chat: quotation marks, bullets, boxes, who wrote it and when.
CHAT = re.compile(r"^\s*\[[0-9.,: /-]{8,24}\]\s*(?:[^:\n]{1,40}:\s*)?")
BULLETS = re.compile(r"^[\s>•·◦▪▫●○■□►▸➤→✓✔☐☑☒*\ufe0f–—-]+(?=[^\s])")
NUMBERING = re.compile(
    r"^\s*(?:(?:№|#|n\b|no\b\.?)\s*)?[0-9]{1,4}\s*(?:[.):\]]+(?![0-9]{1,2}[./-])|[-–—](?=\s)|(?=\s+[^\W\d]))\s*",
    re.IGNORECASE,
)
SEPARATORS = re.compile(r"[\t;|]")
ASIDES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|(?<!\w)\"[^\"]*\"(?!\w)")
QUOTES = re.compile(r"[«»“”„()\[\]]|(?<!\w)[\"'*_]+|[\"'*_]+(?!\w)")
#: A word of a name: letters with apostrophes, hyphens, and the full stops of initials.
WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’ʼ`´*\"/-](?=\w))*\.?")
OPENING = re.compile(r'(?:^|\t)"')
REF = re.compile(r"(?<!\w)[PpРр][-\s]?[0-9]{1,18}(?:[-\s]?[A-Za-zА-Яа-я])?(?!\w)")


@dataclass(frozen=True)
class Line:
    """Somebody of a pasted list: the number of the line, the line itself, and what was read of it."""

    number: int
    pasted: str
    name: str
    born: UncertainDate | None = None


@dataclass(frozen=True)
class Pasted:
    """A list as it was read: its people, the lines that name nobody, and how many people were left out."""

    lines: tuple[Line, ...] = ()
    passed_over: tuple[Line, ...] = ()
    left_out: int = 0


@dataclass
class Birth:
    """A date that stands in a line, and whether the line says that somebody was born then."""

    date: UncertainDate
    is_named: bool


@dataclass
class Found:
    """Somebody found in a line, with the dates that stand behind the name."""

    name: str
    births: list[Birth] = field(default_factory=list)


#: What a line is made of: the words of what may be a name, and dates.
Part = list[str] | Birth


def read(text: str, *, most: int = MOST) -> Pasted:
    """Read a pasted text; beyond `most` people the rest is counted.

    >>> [(line.number, line.name, str(line.born)) for line in read("1. Солдат Коваль Іван, 12.03.1987 р.н.").lines]
    [(1, 'Коваль Іван', '1987-03-12')]
    """
    found: list[Line] = []
    passed_over: list[Line] = []
    columns: Mapping[int, str] = {}
    for number, line in lines_of(text):
        if heads := columns_of(line):
            columns = heads
            passed_over.append(Line(number, line, ""))
        elif people := people_in(line, columns):
            found += [Line(number, line, one.name, birth_of(one.births)) for one in people]
        elif not (births := births_in(line)) or not belongs_to_last(found, number):
            passed_over.append(Line(number, line, ""))
        else:
            found[-1] = replace(found[-1], pasted=f"{found[-1].pasted}\n{line}", born=birth_of(births))
    return Pasted(tuple(found[:most]), tuple(passed_over), max(len(found) - most, 0))


def only_one(text: str) -> Line | None:
    """Give the one person whom a text names, if it says nothing besides but ranks, a number in a list and a birth.

    >>> only_one("1. солдат Коваль Іван, 12.03.1987 р.н.").name
    'Коваль Іван'
    >>> only_one("Коваль «Сокіл» Іван") is None
    True
    """
    found = read(text).lines
    if len(found) != 1:
        return None
    left = set(tokens(text)) - set(tokens(found[0].name))
    is_whole = all(token in words.RANKS | words.LABELS for token in left if len(token) > len("рн"))
    return found[0] if is_whole and len(found[0].name.split()) >= FULL else None


def belongs_to_last(found: Sequence[Line], number: int) -> bool:
    """Tell whether a line that holds a birth alone follows somebody whose birth is not known yet."""
    return bool(found) and found[-1].born is None and number - found[-1].number == 1


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines with their numbers, blank ones left out but counted."""
    waiting: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        waiting.append(line.strip(" \u00a0\u3000"))
        if is_open(waiting) and len(waiting) < LONGEST_CELL:
            continue
        yield from parted(waiting, number)
        waiting = []
    yield from parted(waiting, len(text.splitlines()))


def is_open(lines: Sequence[str]) -> bool:
    """Tell whether a quoted cell of a spreadsheet goes on in the next line."""
    text = "".join(lines)
    return "\t" in text and OPENING.search(text) is not None and text.count('"') % 2 == 1


def parted(lines: Sequence[str], last: int) -> Iterator[tuple[int, str]]:
    """Give lines that were held together: as one where a quoted cell joins them, else each by itself."""
    if len(lines) > 1 and not is_open(lines):
        yield last - len(lines) + 1, " ".join(lines)
        return
    for number, line in enumerate(lines, last - len(lines) + 1):
        if line.strip():
            yield number, line


def columns_of(line: str) -> Mapping[int, str]:
    """Tell what the columns hold, if a line is the head of a table; commas part names, too, and so tell nothing."""
    cells = [cell.strip() for cell in SEPARATORS.split(line)]
    roles = [words.role_of(cell) for cell in cells]
    if len(cells) == 1:
        roles = [words.role_of(cell) for cell in cells[0].split(",")]
    names = {role for role in roles if role in NAME_ROLES}
    filled = [role for role, cell in zip(roles, cells, strict=False) if cell]
    return dict(enumerate(role or "other" for role in roles)) if names and filled.count(None) * 2 < len(filled) else {}


def people_in(line: str, columns: Mapping[int, str]) -> list[Found]:
    """Find whom a line names: by the heads of its columns, by a record's number, or by what names look like."""
    cells = SEPARATORS.split(line)
    if len(columns) > 1 and len(cells) > 1:
        return in_columns([cell.strip() for cell in cells], columns)
    if numbers := [number for number in REF.findall(line) if refs.parse_ref(number)]:
        return [Found(number) for number in numbers]
    return in_parts(line)


def in_columns(cells: Sequence[str], columns: Mapping[int, str]) -> list[Found]:
    """Take the name and the birth from the columns that hold them."""
    told = {
        role: " ; ".join(cells[at] for at, one in columns.items() if one == role and at < len(cells))
        for role in (*NAME_ROLES, "born")
    }
    name = " ".join(word for role in NAME_ROLES for word in name_words(without_asides(told[role])))
    return [Found(name, births_in(told["born"]))] if name else []


def in_parts(line: str) -> list[Found]:
    """Find names in a line without columns: the first is meant, or each where several are told apart by commas."""
    parts = parts_of(line)
    if is_prose(line):
        return []
    people = [part for part in parts if isinstance(part, list) and is_somebody(part)]
    if len(people) > 1:
        return several(parts)
    name = joined([part for part in parts if isinstance(part, list)])
    return [Found(" ".join(name), [part for part in parts if isinstance(part, Birth)])] if name else numbers_in(line)


def several(parts: Iterable[Part]) -> list[Found]:
    """Give each of several people the dates that stand behind them."""
    found: list[Found] = []
    for part in parts:
        if isinstance(part, Birth):
            if found:
                found[-1].births.append(part)
        elif is_somebody(part):
            found.append(Found(" ".join(part)))
    return found


def numbers_in(line: str) -> list[Found]:
    """Take a line without a name that holds a number of a document for that number."""
    bare = NUMBERING.sub("", line).strip()
    return [Found(bare)] if re.fullmatch(r"(?=(?:.*[0-9]){5})[\w/ -]{5,30}", bare) and not births_in(bare) else []


def is_prose(line: str) -> bool:
    """Tell a greeting, a question or a heading from somebody's name."""
    first = [fold(word) for word in re.findall(r"[^\W\d_]+", line)[:2]]
    is_heading = line.rstrip().endswith((":", "!", "?")) and not births_in(line)
    return is_heading or not words.GREETINGS.isdisjoint(first)


def parts_of(line: str) -> list[Part]:
    """Take a line apart at its dates and separators: the words of names, and births."""
    rest = NUMBERING.sub("", BULLETS.sub("", CHAT.sub("", line)), count=1)
    rest = without_asides(BULLETS.sub("", rest))
    found: list[Part] = []
    end = 0
    for match in words.WRITTEN.finditer(rest):
        found += names_in(rest[end : match.start()])
        found += birth_at(match)
        end = match.end()
    return [*found, *names_in(rest[end:])]


def without_asides(text: str) -> str:
    """Leave out what stands in brackets or quotation marks, unless it is a date or all that there is of a name."""
    kept = ASIDES.sub(lambda aside: f" {aside[0]} " if words.WRITTEN.search(aside[0]) else " ", text)
    has_name = len([word for word in WORD.findall(kept) if fold(word.strip(".")) not in words.LABELS]) >= FULL
    return QUOTES.sub(" ", kept if has_name else text)


def births_in(text: str) -> list[Birth]:
    """Give the dates of a text."""
    return [birth for match in words.WRITTEN.finditer(text) for birth in birth_at(match)]


def birth_at(match: re.Match[str]) -> list[Birth]:
    """Read a date; one that cannot be is none."""
    try:
        return [Birth(parse(match["date"].replace(",", " ")), bool(match["before"] or match["behind"]))]
    except DateError:
        return []


def birth_of(births: Sequence[Birth]) -> UncertainDate | None:
    """Choose the birth among several dates: the one that is called so, else the earliest."""
    named = [birth for birth in births if birth.is_named] or births
    return min((birth.date for birth in named), key=lambda one: one.sort_bounds, default=None)


def names_in(text: str) -> list[Part]:
    """Give the words of each part of a text that may be a name."""
    return [found for part in re.split(r"[\t;|,]", text) if (found := name_words(part))]


def name_words(text: str) -> list[str]:
    """Take of a text the words of one name: without the ranks around it and what is told behind it."""
    found: list[str] = []
    for word in text.split():
        kept = WORD.match(word)
        if kept is None and not any(character.isdigit() for character in word):
            continue
        if kept is None or ends(found, kept[0]):
            break
        found += WORD.findall(word)
    return without_ranks(found)[:LONGEST_NAME]


def ends(found: Sequence[str], word: str) -> bool:
    """Tell whether a name is over before a word: what is told begins, or small letters after capitals."""
    if not found:
        return False
    plain = fold(word.rstrip("."))
    is_whole = sum(one[0].isupper() for one in found) >= FULL
    return plain in words.TOLD or (is_whole and word[0].islower() and plain not in words.PARTICLES)


def without_ranks(found: list[str]) -> list[str]:
    """Leave ranks and labels out at both ends of a name; a given name and a patronymic alone need the word before."""
    is_extra = partial(is_in, words.RANKS | words.LABELS)
    start, end = 0, len(found)
    while start < end and is_extra(found[start]) and not is_surname(found[start:]):
        start += 1
    while end - start > FULL and is_extra(found[end - 1]):
        end -= 1
    return found[start:end]


def is_in(known: frozenset[str], word: str) -> bool:
    """Tell whether a word is one of a vocabulary, with or without a full stop."""
    return word.rstrip(".").casefold() in known


def is_surname(rest: Sequence[str]) -> bool:
    """Tell a surname that is a rank as well: behind it stand just a given name and a patronymic."""
    return rest[0][0].isupper() and len(rest) == FULL + 1 and is_father(rest[-1])


def is_father(word: str) -> bool:
    """Tell a patronymic."""
    return any(map(is_patronymic, tokens(word)))


def is_somebody(part: Part) -> bool:
    """Tell a whole name, so that several may stand in a line: no town is called by a given name or patronymic."""
    if isinstance(part, Birth) or len(part) < FULL:
        return False
    return any(is_patronymic(token) or known_families(token) for word in part[:LONGEST_NAME] for token in tokens(word))


def joined(parts: Sequence[Sequence[str]]) -> list[str]:
    """Put a name together that commas or columns part: the surname, then the given name, then the patronymic."""
    name: list[str] = []
    for part in parts:
        is_next = len(name) == 1 and len(part) <= FULL and part[0][0].isupper() == name[0][0].isupper()
        is_last = len(name) == FULL and len(part) == 1 and is_father(part[0])
        if name and not (is_next or is_last):
            break
        name += part
    return name
