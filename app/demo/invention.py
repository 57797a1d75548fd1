"""Invented people, the same at every start: nobody in them lives, and no unit or place of detention exists."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

SEED, PEOPLE = 2026, 240

STEMS = ("Яро", "Вербо", "Криво", "Синьо", "Тихо", "Дубо", "Хмаро", "Гаєм", "Рось", "Срібно", "Ясно", "Добро")
ENDINGS = ("зерний", "бережний", "вітренко", "край", "гайко", "дзвін", "левада", "пільчук", "струмок", "цвіт")
RUSSIAN_STEMS = ("Сухо", "Бело", "Ново", "Красно", "Длинно", "Светло", "Ясно", "Тихо")
RUSSIAN_ENDINGS = ("полянин", "бродов", "рощин", "горцев", "дольский", "береговой", "лесов")
MEN = (("Хома", "Хомич"), ("Юхим", "Юхимович"), ("Охрім", "Охрімович"), ("Омелян", "Омелянович"),
       ("Гнат", "Гнатович"), ("Лук’ян", "Лук’янович"), ("Мирослав", "Мирославович"), ("Тарас", "Тарасович"),
       ("Йосип", "Йосипович"))  # fmt: skip
WOMEN = (
    ("Мар’яна", "Хомівна"),
    ("Ївга", "Юхимівна"),
    ("Одарка", "Гнатівна"),
    ("Ярина", "Тарасівна"),
    ("Ґалина", "Йосипівна"),
)
RUSSIAN_MEN = (("Архип", "Архипович"), ("Ефим", "Ефимович"), ("Прохор", "Прохорович"), ("Тихон", "Тихонович"))

#: Category by weight, for each side.
CATEGORIES = {
    "ukr": (("azovstal_defender", 26), ("civilian", 18), ("mobilised", 16), ("contract", 14), ("conscript", 9),
            ("volunteer", 7), ("police_border", 5), ("medical_religious", 4), ("unknown", 3)),
    "rus": (("conscript", 40), ("mobilised", 30), ("contract", 25), ("unknown", 5)),
}  # fmt: skip
RANKS = {
    "ukr": ("солдат", "старший солдат", "молодший сержант", "сержант", "старший сержант", "лейтенант", "капітан"),
    "rus": ("рядовой", "ефрейтор", "младший сержант", "сержант", "прапорщик", "лейтенант"),
}
UNITS = {
    "ukr": ("умовний 914-й батальйон", "умовна 977-ма бригада", "умовний 993-й загін"),
    "rus": ("условный 9914-й полк", "условная 9977-я бригада"),
}
TAKEN_AT = {
    "ukr": ("Маріуполь", "Ізюм", "Херсон", "Попасна", "Гостомель", "Бахмут"),
    "rus": ("Суджа", "Вовчанськ", "Роботине"),
}
AZOVSTAL = TAKEN_AT["ukr"][0]
HELD_AT = {
    "ukr": ("ВК № 97, Тернове (вигадане)", "СІЗО № 91, Заріченськ (вигадане)", "ВК № 95, Глухий Яр (вигадане)"),
    "rus": ("Табір «Захід-9» (вигаданий)", "Табір «Південь-9» (вигаданий)"),
}
MAIDEN_NAMES = ("Ясеневільська", "Тихобродська", "Криничаренко", "Сонцебрід")
BORN_IN = ("Вигадане", "Тихі Верби", "Нова Левада", "Ясногірка")

#: How many of those still held are tried, and for how far it has come.
TRIED = 0.3
TRIALS = (("charged", 3), ("trial", 2), ("sentenced", 5))

#: One in so many wants a second look: a letter of the wrong alphabet in the name, and a call before the capture.
ODD, LATIN_O = 30, "o"

LAST_DAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Event:
    """What happened to an invented person: kind, date as people write it, place, and the source that says so."""

    kind: str
    when: str
    source: str
    credibility: int
    place: str | None = None


@dataclass(frozen=True)
class Invented:
    """An invented person as a source describes them, with what happened to them."""

    side: str
    category: str
    values: dict[str, str]
    identifier: str | None
    cohorts: tuple[str, ...]
    events: tuple[Event, ...]
    #: A second source's word, where it contradicts the first.
    contradiction: dict[str, str] | None = None


def invent(count: int = PEOPLE) -> Iterator[Invented]:
    """Invent people one by one; the same seed always invents the same ones."""
    dice = random.Random(SEED)  # noqa: S311 - nothing secret hangs on it
    for number in range(count):
        yield one_person(dice, number)


def one_person(dice: random.Random, number: int) -> Invented:
    """Invent one person: three in four depend on Ukraine, and one in six is a woman."""
    side = "ukr" if dice.random() < 0.75 else "rus"
    is_woman = side == "ukr" and dice.random() < 0.17
    category = weighted(dice, CATEGORIES[side])
    values = identity(dice, side, is_woman=is_woman)
    if category != "civilian":
        values |= {"rank": dice.choice(RANKS[side]), "unit": dice.choice(UNITS[side])}
    else:
        values |= {"nationality": "Україна", "last_residence": dice.choice(BORN_IN)}
    captured = date(2022, 3, 1) + timedelta(days=dice.randrange(1500))
    if category == "azovstal_defender":
        captured = date(2022, 5, 16) + timedelta(days=dice.randrange(5))
    events = list(history(dice, side, category, captured))
    if number % ODD == 0:
        values["surname"] = values["surname"].replace("о", LATIN_O)
        events.append(Event("call", "01.03.2022", "family", 4))
    return Invented(
        side=side,
        category=category,
        values=values,
        identifier=f"Т-9{number:05d}" if category != "civilian" and dice.random() < 0.7 else None,
        cohorts=cohorts(dice, category, is_woman=is_woman),
        events=tuple(events),
        contradiction={"born": str(dice.randrange(1965, 2003))} if dice.random() < 0.07 else None,
    )


def weighted(dice: random.Random, choices: tuple[tuple[str, int], ...]) -> str:
    """Choose by weight."""
    return dice.choices([name for name, _ in choices], [weight for _, weight in choices])[0]


def identity(dice: random.Random, side: str, *, is_woman: bool) -> dict[str, str]:
    """Invent a name that nobody bears, and a birth that is more or less known."""
    if side == "rus":
        surname = dice.choice(RUSSIAN_STEMS) + dice.choice(RUSSIAN_ENDINGS)
        (given, _), (_, patronymic) = dice.choice(RUSSIAN_MEN), dice.choice(RUSSIAN_MEN)
    else:
        surname = dice.choice(STEMS) + dice.choice(ENDINGS)
        given, patronymic = dice.choice(WOMEN) if is_woman else (dice.choice(MEN)[0], dice.choice(MEN)[1])
    values = {"surname": surname, "given_name": given, "sex": "female" if is_woman else "male"}
    values["name_language"] = "ru" if side == "rus" else "uk"
    if dice.random() < 0.9:
        values["patronymic"] = patronymic
    born = date(1966, 1, 1) + timedelta(days=dice.randrange(14000))
    values["born"] = dice.choice((*[f"{born:%d.%m.%Y}"] * 6, f"{born:%m.%Y}", f"{born:%Y}", f"~{born:%Y}"))
    if dice.random() < 0.7:
        values |= {"birth_place": dice.choice(BORN_IN), "mother_maiden_name": dice.choice(MAIDEN_NAMES)}
    if dice.random() < 0.25:
        values["call_sign"] = dice.choice(("Ворон", "Кум", "Сойка", "Явір", "Дід", "Лис"))
    return values


def cohorts(dice: random.Random, category: str, *, is_woman: bool) -> tuple[str, ...]:
    """Tag an invented person."""
    tags = ["at_azovstal"] if category == "azovstal_defender" else []
    tags += ["woman"] if is_woman else []
    tags += ["wounded"] if dice.random() < 0.15 else []
    return tuple(tags)


def history(dice: random.Random, side: str, category: str, captured: date) -> Iterator[Event]:
    """Invent what happened, as far as it has come: taken, seen, confirmed, tried, and home for some."""
    return (event for day, event in story(dice, side, category, captured) if day <= LAST_DAY)


def story(dice: random.Random, side: str, category: str, captured: date) -> Iterator[tuple[date, Event]]:
    """Invent a whole fate, each event with its day: taken, seen, confirmed, and what became of the person."""
    fate = weighted(dice, (("missing", 14), ("presumed", 20), ("held", 33), ("home", 24), ("dead", 5), ("rumour", 4)))
    if fate == "missing":
        yield captured, Event("reported_missing", written(dice, captured), "family", 2)
        return
    taken = "arrest" if category == "civilian" else "capture"
    place = AZOVSTAL if category == "azovstal_defender" else dice.choice(TAKEN_AT[side])
    yield captured, Event(taken, written(dice, captured), "family", 3, place)
    seen = later(dice, captured, 60, 400)
    yield seen, Event("sighting", f"~{seen:%m.%Y}", "released", 3, dice.choice(HELD_AT[side]))
    if fate == "presumed":
        return
    confirmed = later(dice, seen, 10, 300)
    source = "office" if side == "rus" else dice.choice(("icrc", "power"))
    yield confirmed, Event("captivity_confirmed", f"{confirmed:%d.%m.%Y}", source, 1, dice.choice(HELD_AT[side]))
    yield from end_of(dice, fate, confirmed)


def end_of(dice: random.Random, fate: str, confirmed: date) -> Iterator[tuple[date, Event]]:
    """Invent what became of somebody whose captivity was confirmed; some are tried instead of coming home."""
    ended = later(dice, confirmed, 30, 700 if fate in {"home", "held"} else 300)
    if fate == "home":
        kind = weighted(dice, (("exchange", 80), ("release_unilateral", 10), ("repatriation_medical", 10)))
        yield ended, Event(kind, f"{ended:%d.%m.%Y}", "office", 1)
    elif fate == "held" and dice.random() < TRIED:
        yield ended, Event(weighted(dice, TRIALS), f"{ended:%m.%Y}", "open", 3)
    elif fate == "dead":
        yield ended, Event("death", f"{ended:%m.%Y}", "icrc", 2)
    elif fate == "rumour":
        yield ended, Event("death", f"до {ended:%m.%Y}", "power", 4)


def later(dice: random.Random, day: date, least: int, most: int) -> date:
    """Give a day some time later."""
    return day + timedelta(days=dice.randrange(least, most))


def written(dice: random.Random, day: date) -> str:
    """Write a day as well as it is known."""
    return dice.choice((f"{day:%d.%m.%Y}", f"{day:%d.%m.%Y}", f"{day:%m.%Y}", f"~{day:%m.%Y}"))
