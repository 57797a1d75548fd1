"""An invented registry of any size, and questions about it in other scripts and with slips; no part of the matcher.

Surnames are put together from syllables and endings, a few of them common and most rare; given names have their usual
shares. A person is on record in Ukrainian, in Russian, or in one of translitua's tables of Latin letters.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from translitua import ALL_RUSSIAN, ALL_UKRAINIAN, translit

SEED, SURNAMES = 20261122, 60_000
STARTS = "Бо Ве Го Гри До Жу За Ка Кри Ли Мо Не О Пе По Ра Са Си То Фе Ха Че Шу Я"
MIDDLES = "ба бе бо ва ви го да ди до ко ла ле ло ма ми мо на ни но па ра ре ро са си та ти то хо ча чу ша щу"
ENDINGS = "ленко ренко ченко дюк нюк щук вич ський цький нець рець ров нєв лін дій рак лик мар вий рій ник яник"
MEN = (
    "Олександр Александр 70,Сергій Сергей 62,Володимир Владимир 50,Андрій Андрей 48,Микола Николай 40,Іван Иван 36,"
    "Дмитро Дмитрий 34,Віктор Виктор 32,Олексій Алексей 30,Юрій Юрий 30,Василь Василий 28,Михайло Михаил 26,"
    "Ігор Игорь 24,Євген Евгений 24,Роман Роман 22,Максим Максим 20,Олег Олег 20,Петро Пётр 16,Павло Павел 16,"
    "Артем Артём 14,Богдан Богдан 10,Тарас Тарас 8,Григорій Григорий 7,Степан Степан 4,Федір Фёдор 3,Кирило Кирилл 3"
)
FATHERS = {
    "Микола": ("Миколайович", "Николаевич"),
    "Дмитро": ("Дмитрович", "Дмитриевич"),
    "Петро": ("Петрович", "Петрович"),
    "Павло": ("Павлович", "Павлович"),
    "Михайло": ("Михайлович", "Михайлович"),
    "Василь": ("Васильович", "Васильевич"),
    "Ігор": ("Ігорович", "Игоревич"),
    "Євген": ("Євгенович", "Евгеньевич"),
    "Григорій": ("Григорович", "Григорьевич"),
    "Федір": ("Федорович", "Фёдорович"),
    "Кирило": ("Кирилович", "Кириллович"),
    "Артем": ("Артемович", "Артёмович"),
}
CALLED = {
    "Олександр": "Саша Sasha Alexander",
    "Володимир": "Вова Vova",
    "Микола": "Коля Nicholas",
    "Дмитро": "Діма Dima",
    "Михайло": "Миша Michael",
    "Юрій": "Юра Yura",
    "Іван": "Ваня Vanya",
    "Павло": "Паша Paul",
    "Василь": "Вася Vasya",
}
LETTERS = {True: "абвгдежзиіїклмнопрстуфхцчшщьюя", False: "abcdefghiklmnoprstuvyz"}
AS_RUSSIAN = str.maketrans("іїєґІЇЄҐ'", "ииегИИЕГъ")
SHARES = {"uk": 70, "ru": 22, "latin uk": 4, "latin ru": 4}
KINDS = {
    "other script": 4,
    "other script, slip": 2,
    "no patronymic": 2,
    "given name first": 1,
    "diminutive": 1,
    "initials": 1,
    "two slips": 1,
}
#: Who may be taken for somebody else.
OTHERS = ("twin", "brother", "son", "namesake")
#: How the birth of a question stands to the true one.
BIRTHS = {"day": 70, "year": 10, "swapped": 6, "year beside": 7, "none": 7}


@dataclass(frozen=True)
class Entry:
    """Somebody of the registry, as they are on record."""

    number: int
    surname: str
    given: str
    patronymic: str
    born: str


@dataclass(frozen=True)
class Asked:
    """A question: who is meant, how the name was changed, the name, and the birth as EDTF."""

    truth: int
    kind: str
    text: str
    born: str


@dataclass(frozen=True)
class Somebody:
    """A person before they are written in any script."""

    surname: str
    given: tuple[str, str]
    father: tuple[str, str]
    born: str


@cache
def surnames() -> tuple[list[str], list[float]]:
    """Invent the surnames, and how common each is, summed up."""
    starts, middles, ends = STARTS.split(), MIDDLES.split(), ENDINGS.split()
    parts = itertools.chain(itertools.product(starts, middles, ends), itertools.product(starts, middles, middles, ends))
    every = ["".join(some) for some in parts]
    random.Random(SEED).shuffle(every)  # noqa: S311 - the same at every run
    weights = (1 / (place + 30) ** 0.85 for place in range(SURNAMES))
    return every[:SURNAMES], list(itertools.accumulate(weights))


@cache
def men() -> tuple[list[tuple[str, str]], list[int]]:
    """Give the given names in both languages, and their shares."""
    rows = [row.split() for row in MEN.split(",")]
    return [(row[0], row[1]) for row in rows], [int(row[2]) for row in rows]


def father_of(name: tuple[str, str]) -> tuple[str, str]:
    """Give the patronymic of a father's name."""
    if name[0] in FATHERS:
        return FATHERS[name[0]]
    return tuple(
        one[:-1] + end if one.endswith("й") else f"{one}ович" for one, end in zip(name, ("йович", "евич"), strict=True)
    )  # type: ignore[return-value]


def people(count: int) -> Iterator[tuple[Entry, Somebody]]:
    """Invent so many people, the same at every run: one in a hundred is the brother of the one before."""
    chance = random.Random(SEED)  # noqa: S311 - as above
    every, shares = surnames()
    names, weights = men()
    family = ("", names[0])
    for number in range(1, count + 1):
        if number == 1 or chance.random() >= 0.01:  # noqa: PLR2004 - the share of brothers
            family = (chance.choices(every, cum_weights=shares)[0], chance.choices(names, weights)[0])
        year = min(2006, max(1958, int(chance.gauss(1986, 9.5))))
        born = f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        one = Somebody(family[0], chance.choices(names, weights)[0], father_of(family[1]), born)
        surname, given, patronymic = written(one, chance.choices(list(SHARES), list(SHARES.values()))[0], chance)
        known = chance.choices((born, born[:4], ""), (85, 8, 7))[0]
        yield Entry(number, surname, given, patronymic if chance.random() >= 0.05 else "", known), one  # noqa: PLR2004


def written(one: Somebody, script: str, chance: random.Random) -> tuple[str, str, str]:
    """Write a name in a script: of several tables for Latin letters, in any of them."""
    is_russian = script.endswith("ru")
    name = (
        one.surname.translate(AS_RUSSIAN) if is_russian else one.surname,
        one.given[is_russian],
        one.father[is_russian],
    )
    if not script.startswith("latin"):
        return name
    tables = list(ALL_RUSSIAN if is_russian else ALL_UKRAINIAN)
    table = chance.choice(tables)
    return (translit(name[0], table), translit(name[1], table), translit(name[2], table))


def questions(count: int, among: int) -> Iterator[Asked]:
    """Ask for some of the people, each in a script that is drawn anew, changed in one of the ways."""
    chance = random.Random(SEED + 1)  # noqa: S311 - as above
    wanted = set(chance.sample(range(1, among + 1), count))
    for entry, one in people(among):
        if entry.number in wanted:
            kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
            parts = written(one, chance.choice(list(SHARES)), chance)
            yield Asked(
                entry.number, kind, " ".join(filter(None, changed(parts, one, kind, chance))), told(one.born, chance)
            )


def others(count: int, among: int) -> Iterator[Asked]:
    """Ask for people who are not on record, and of whom each resembles somebody who is."""
    chance = random.Random(SEED + 2)  # noqa: S311 - as above
    wanted = set(chance.sample(range(1, among + 1), count))
    for entry, one in people(among):
        if entry.number in wanted:
            kind = chance.choice(OTHERS)
            other = beside(one, kind, chance)
            yield Asked(entry.number, kind, " ".join(written(other, chance.choice(list(SHARES)), chance)), other.born)


def beside(one: Somebody, kind: str, chance: random.Random) -> Somebody:
    """Invent somebody who resembles a person: by the surname and more."""
    given = chance.choice([name for name in men()[0] if name != one.given])
    year, day = int(one.born[:4]), one.born[4:]
    ways = {
        "twin": Somebody(one.surname, given, one.father, one.born),
        "brother": Somebody(one.surname, given, one.father, f"{year + chance.choice((-3, -2, 2, 3))}{day}"),
        "son": Somebody(one.surname, given, father_of(one.given), f"{year + 24}{day}"),
        "namesake": Somebody(one.surname, one.given, one.father, f"{year + chance.choice((-1, 1))}{day}"),
    }
    return ways[kind]


def changed(name: tuple[str, str, str], one: Somebody, kind: str, chance: random.Random) -> tuple[str, ...]:
    """Change a name in a way."""
    surname, given, patronymic = name
    ways = {
        "other script, slip": lambda: (slipped(surname, chance), given, patronymic),
        "two slips": lambda: (slipped(surname, chance), slipped(given, chance), patronymic),
        "no patronymic": lambda: (surname, given),
        "given name first": lambda: (given, patronymic, surname),
        "initials": lambda: (surname, f"{given[0]}.", f"{patronymic[0]}."),
        "diminutive": lambda: (surname, chance.choice(CALLED.get(one.given[0], given).split())),
    }
    return ways[kind]() if kind in ways else name


def slipped(word: str, chance: random.Random) -> str:
    """Make one mistake in typing: a letter is left out, another one, one too many, or two changed places."""
    at = chance.randrange(1, max(2, len(word) - 1))
    letter = chance.choice(LETTERS[any(ord(one) > 0x400 for one in word)])  # noqa: PLR2004 - Cyrillic
    ways = (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
    )
    return chance.choices(ways, (3, 3, 2, 2))[0]


def told(born: str, chance: random.Random) -> str:
    """Tell a birth as people do: rightly, by the year, with day and month changed, or a year beside."""
    year, month, day = born.split("-")
    ways = {
        "day": born,
        "year": year,
        "swapped": f"{year}-{day}-{month}" if int(day) <= 12 else born,  # noqa: PLR2004 - the months
        "year beside": f"{int(year) + chance.choice((-1, 1))}-{month}-{day}",
        "none": "",
    }
    return ways[chance.choices(list(BIRTHS), list(BIRTHS.values()))[0]]
