"""The register of people as a table: its columns, and what each of them says of a person.

A blank cell means that nobody says anything. Where a source expressly leaves a field open, its cell holds the reason:
unknown, not asked, refused.
"""

import enum
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any

from app.core.dates import Range, UncertainDate, days_between
from app.people import queries as people
from app.people import refs
from app.people.models import (
    HELD,
    Absence,
    Confirmation,
    CustodyStatus,
    EndingKind,
    ExchangeStatus,
    IdentifierKind,
    LastAnswer,
    LegalSituation,
    NameLanguage,
    Sex,
)
from app.people.queries import Request
from app.places import queries as places
from app.reports import queries
from app.reports.queries import Entry
from app.reports.words import Headings, Words

#: The columns in their order, by the codes that head them. A column is only ever added, and never renamed.
COLUMNS = (
    "ref", "surname", "given_name", "patronymic", "call_sign", "latin_name", "name_language", "sex",
    "born", "born_earliest", "born_latest", "birth_place", "father_name", "mother_maiden_name", "nationality",
    "side", "category", "cohorts", "rank", "unit", *(kind.value for kind in IdentifierKind),
    "last_residence", "distinguishing_marks", "custody_status", "confirmation", "reported", "legal_situation",
    "since", "since_earliest", "since_latest", "place", "captured", "captured_earliest", "captured_latest",
    "ended", "ended_earliest", "ended_latest", "last_known_on", "days_in_captivity_min", "days_in_captivity_max",
    "exchange_status", "times_listed", "times_refused", "times_silent", "times_waiting", "last_answer",
    "last_answer_on", "conflicts", "missing", "created_at", "updated_at",
)  # fmt: skip
#: Columns of numbers, which stay numbers in a spreadsheet.
DAYS = ("days_in_captivity_min", "days_in_captivity_max")
NUMBERS = (*DAYS, "times_listed", "times_refused", "times_silent", "times_waiting")
#: Columns of codes, which are put in words where words are asked for.
CODED: dict[str, type[enum.Enum]] = {
    "name_language": NameLanguage,
    "sex": Sex,
    "custody_status": CustodyStatus,
    "confirmation": Confirmation,
    "reported": EndingKind,
    "exchange_status": ExchangeStatus,
    "legal_situation": LegalSituation,
    "last_answer": LastAnswer,
}
#: Which columns say what each column of the people list shows.
SHOWN_AS: dict[str, tuple[str, ...]] = {
    "number": ("ref",),
    "name": ("surname", "given_name", "patronymic", "call_sign"),
    "sex": ("sex",),
    "born": ("born", "born_earliest", "born_latest"),
    "side": ("side",),
    "category": ("category",),
    "rank": ("rank",),
    "unit": ("unit",),
    "captured": ("captured", "captured_earliest", "captured_latest"),
    "status": ("custody_status", "reported"),
    "since": ("since", "since_earliest", "since_latest"),
    "confirmation": ("confirmation",),
    "legal": ("legal_situation",),
    "place": ("place",),
    "known": ("last_known_on",),
    "days": ("days_in_captivity_min", "days_in_captivity_max"),
    "exchange": ("exchange_status",),
    "listed": ("times_listed", "times_refused", "times_silent", "times_waiting"),
    "answer": ("last_answer",),
    "answered": ("last_answer_on",),
    "unanswered": ("last_answer_on",),
    "updated": ("updated_at",),
}
#: Fields of an identity that files name without the "_id" of our tables.
SHORT = {"side_id": "side", "category_id": "category"}

#: The columns by which the days are counted.
TELLS_DAYS = (
    *("captured", "captured_earliest", "captured_latest"),
    *("ended", "ended_earliest", "ended_latest", "custody_status"),
)

PLACES = {code: place for place, code in enumerate(COLUMNS)}
HELD_CODES = {status.value for status in HELD}


@dataclass(frozen=True)
class Key:
    """What a register is read with: its words, the names of what rows only number, and the day on which days count."""

    words: Words
    sides: Mapping[int | None, str]
    categories: Mapping[int | None, str]
    women: Mapping[int | None, str]
    cohorts: Mapping[str, str]
    places: Mapping[int | None, str]
    day: date

    @property
    def between(self) -> str:
        """Give what stands between several words in a cell: codes hold no spaces, words may."""
        return " " if self.words.headings is Headings.CODES else ", "


#: Fills in one cell of a person, or a few; made for each file, so that what does not change is looked up only once.
Fill = Callable[[Entry], None]


def names(key: Key) -> Fill:
    """Name the record, its side, place and category; a category agrees with the person's sex."""
    ref, side, category, place = (PLACES[code] for code in ("ref", "side", "category", "place"))
    sex, female = PLACES["sex"], Sex.FEMALE.value

    def fill(entry: Entry) -> None:
        cells = entry.cells
        cells[ref] = refs.ref_of(entry.id)
        cells[side] = key.sides[entry.side_id]
        cells[category] = (key.women if cells[sex] == female else key.categories)[entry.category_id]
        cells[place] = key.places[entry.place_id]

    return fill


def cohorts(key: Key) -> Fill:
    """Tell the cohorts: codes with spaces between them, words with commas."""
    place, between = PLACES["cohorts"], key.between

    def fill(entry: Entry) -> None:
        if entry.cohorts:
            entry.cells[place] = between.join([key.cohorts[code] for code in entry.cohorts])

    return fill


def numbers(_: Key) -> Fill:
    """Tell the numbers, each kind in its column, with who gave them where that is known."""

    def fill(entry: Entry) -> None:
        for kind, issuer, value in entry.numbers:
            told = f"{value} ({issuer})" if issuer else value
            before = entry.cells[PLACES[kind]]
            entry.cells[PLACES[kind]] = f"{before}; {told}" if before else told

    return fill


def days(key: Key) -> Fill:
    """Tell the days of the latest captivity, to its end or to today: the fewest and the most that can be true."""
    captured, low, high = (PLACES[code] for code in ("captured", *DAYS))
    told_by = itemgetter(*(PLACES[code] for code in TELLS_DAYS))

    # A million people were captured on a few thousand days, many of them together.
    @lru_cache(maxsize=10_000)
    def count(told: tuple[str, ...]) -> Range | None:
        return days_of(dict(zip(TELLS_DAYS, told, strict=True)), today=key.day)

    def fill(entry: Entry) -> None:
        if entry.cells[captured] and (counted := count(told_by(entry.cells))):
            entry.cells[low] = str(counted.low)
            entry.cells[high] = "" if counted.high is None else str(counted.high)

    return fill


def days_of(cells: Mapping[str, str], *, today: date) -> Range | None:
    """Count the days of the latest captivity; without a day of its end it is counted only while it lasts."""
    captured, ended = date_in(cells, "captured"), date_in(cells, "ended")
    if captured is None or (ended is None and cells["custody_status"] not in HELD_CODES):
        return None
    return days_between(captured, ended or today)


def date_in(cells: Mapping[str, str], name: str) -> UncertainDate | None:
    """Read a date back from its three cells."""
    edtf, *bounds = (cells[code] for code in (name, f"{name}_earliest", f"{name}_latest"))
    earliest, latest = (date.fromisoformat(bound) if bound else None for bound in bounds)
    return UncertainDate(edtf, earliest, latest) if edtf else None


def gaps(key: Key) -> Fill:
    """Tell in which fields sources contradict each other, and which the law asks for in vain."""
    conflicts, missing = PLACES["conflicts"], PLACES["missing"]

    @lru_cache(maxsize=1000)
    def told(fields: str) -> str:
        return key.between.join([key.words.fields[SHORT.get(field, field)] for field in json.loads(fields)])

    def fill(entry: Entry) -> None:
        entry.cells[conflicts], entry.cells[missing] = told(entry.conflicts), told(entry.missing)

    return fill


def codes(key: Key) -> Fill:
    """Put codes in words."""
    coded = [(PLACES[code], key.words.enums[kind]) for code, kind in CODED.items()]

    def fill(entry: Entry) -> None:
        for place, words in coded:
            entry.cells[place] = words.get(entry.cells[place], "")

    return fill


def absences(key: Key) -> Fill:
    """Tell why a field is left open, where nothing else stands in it."""
    reasons = key.words.enums[Absence]

    @lru_cache(maxsize=1000)
    def told(absences: str) -> list[tuple[int, str]]:
        found: dict[str, Any] = json.loads(absences)
        return [(PLACES[SHORT.get(field, field)], reasons[reason]) for field, reason in found.items()]

    def fill(entry: Entry) -> None:
        for place, reason in told(entry.absences):
            entry.cells[place] = entry.cells[place] or reason

    return fill


#: In this order: days are counted from codes, and a reason stands only where nothing else does.
FILLS = (names, cohorts, numbers, days, gaps, codes, absences)


def rows(asked: Request, words: Words, *, day: date) -> Iterator[list[str]]:
    """Give the rows of the register as they are read."""
    key = key_for(words, day=day)
    fills = [make(key) for make in FILLS if make is not codes or words.headings is not Headings.CODES]
    for entry in queries.list_register(asked, COLUMNS):
        for fill in fills:
            fill(entry)
        yield entry.cells


def key_for(words: Words, *, day: date) -> Key:
    """Read the vocabularies that rows refer to; what a row does not refer to is a blank."""
    categories = people.list_categories()
    return Key(
        words=words,
        sides={None: "", **{side.id: words.name(side) for side in people.list_sides()}},
        categories={None: "", **{category.id: words.name(category) for category in categories}},
        women={None: "", **{category.id: words.name_of_her(category) for category in categories}},
        cohorts={cohort.code: words.name(cohort) for cohort in people.list_cohorts()},
        places={None: "", **dict(places.list_choices())},
        day=day,
    )
