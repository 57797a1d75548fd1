"""The register of people as a table: its columns, and what each of them says of a person.

A blank cell means that nobody says anything. Where a source expressly leaves a field open, its cell holds the reason:
unknown, not asked, refused.
"""

import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from app.core.dates import Range, UncertainDate, days_between
from app.people import queries as people
from app.people import refs
from app.people.models import (
    Absence,
    Confirmation,
    CustodyStatus,
    EndingKind,
    ExchangeStatus,
    IdentifierKind,
    NameLanguage,
    Sex,
)
from app.people.queries import Request
from app.places import queries as places
from app.reports import queries
from app.reports.queries import Entry
from app.reports.words import Headings, Words

HELD = {CustodyStatus.IN_CAPTIVITY.value, CustodyStatus.PRESUMED_CAPTIVE.value}
#: Fields of an identity that files name without the "_id" of our tables.
SHORT = {"side_id": "side", "category_id": "category"}


@dataclass(frozen=True)
class Key:
    """What a register is read with: its words, the names of what rows only number, and the day on which days count."""

    words: Words
    sides: Mapping[int, str]
    categories: Mapping[int, str]
    women: Mapping[int, str]
    cohorts: Mapping[str, str]
    places: Mapping[int, str]
    day: date


Tell = Callable[[Entry], str]
#: Makes, for one file, the function that tells one column of a person: what does not change is looked up only once.
Teller = Callable[[Key], Tell]


def plain(name: str) -> Teller:
    """Tell a text as it is."""
    read = attrgetter(f"row.{name}")
    return lambda _: lambda entry: read(entry) or ""


def coded(name: str, kind: type[enum.Enum]) -> Teller:
    """Tell the member of an enum."""
    return lambda key: named(name, key.words.enums[kind])


def answered(name: str, teller: Teller) -> Teller:
    """Tell a value, or the reason for which a source leaves it open."""

    def make(key: Key) -> Tell:
        tell, reasons = teller(key), key.words.enums[Absence]

        def tell_or_explain(entry: Entry) -> str:
            value = tell(entry)
            return value if value or name not in entry.row.absences else reasons[entry.row.absences[name]]

        return tell_or_explain

    return make


def stated(name: str) -> Teller:
    """Tell a text that a source states, or the reason for which it leaves it open."""
    return answered(name, plain(name))


def named(name: str, names: Mapping[Any, str]) -> Tell:
    """Tell the name of what a column holds."""
    read, known = attrgetter(f"row.{name}"), {**names, None: ""}
    return lambda entry: known[read(entry)]


def side() -> Teller:
    """Tell the side."""
    return lambda key: named("side_id", key.sides)


def category() -> Teller:
    """Tell the category as the person's sex asks."""

    def make(key: Key) -> Tell:
        his, hers = named("category_id", key.categories), named("category_id", key.women)
        return lambda entry: hers(entry) if entry.row.sex == Sex.FEMALE.value else his(entry)

    return make


def place() -> Teller:
    """Tell the place where somebody is held."""
    return lambda key: named("place_id", key.places)


def day(name: str) -> Teller:
    """Tell a calendar day as ISO writes it."""
    read = attrgetter(f"row.{name}")

    def tell(entry: Entry) -> str:
        value: date | None = read(entry)
        return value.isoformat() if value else ""

    return lambda _: tell


def moment(name: str) -> Teller:
    """Tell a moment in UTC as ISO writes it."""
    read = attrgetter(f"row.{name}")

    def tell(entry: Entry) -> str:
        value: datetime = read(entry)
        return value.isoformat(timespec="seconds").replace("+00:00", "Z")

    return lambda _: tell


def number(_: Key) -> Tell:
    """Tell the number of the record."""
    return lambda entry: refs.ref_of(entry.row.id)


def cohorts(key: Key) -> Tell:
    """Tell the cohorts: codes with spaces between them, words with commas."""
    between = between_words(key)
    return lambda entry: between.join([key.cohorts[code] for code in entry.cohorts])


def between_words(key: Key) -> str:
    """Give what stands between several words in a cell: codes hold no spaces, words may."""
    return " " if key.words.headings is Headings.CODES else ", "


def numbers(kind: IdentifierKind) -> Teller:
    """Tell the numbers of one kind, each with who gave it where that is known."""
    code = kind.value

    def tell(entry: Entry) -> str:
        if not entry.numbers:
            return ""
        found = [one for one in entry.numbers if one.kind == code]
        return "; ".join(f"{one.value} ({one.issuer})" if one.issuer else one.value for one in found)

    return lambda _: tell


def fields(name: str) -> Teller:
    """Tell the names of fields, as this file heads them."""
    read = attrgetter(f"row.{name}")

    def make(key: Key) -> Tell:
        names, between = key.words.fields, between_words(key)
        return lambda entry: between.join([names[SHORT.get(field, field)] for field in read(entry)])

    return make


def days(bound: str) -> Teller:
    """Tell the days of the latest captivity, to its end or to today: the fewest or the most that can be true."""
    read = attrgetter(bound)

    def make(key: Key) -> Tell:
        def tell(entry: Entry) -> str:
            counted = days_of(entry, today=key.day)
            value = read(counted) if counted else None
            return "" if value is None else str(value)

        return tell

    return make


def days_of(entry: Entry, *, today: date) -> Range | None:
    """Count the days of the latest captivity; without a day of its end it is counted only while it lasts."""
    row = entry.row
    if row.captured_edtf is None or (row.ended_edtf is None and row.custody_status not in HELD):
        return None
    captured = UncertainDate(row.captured_edtf, row.captured_earliest, row.captured_latest)
    if row.ended_edtf is None:
        return days_between(captured, today)
    return days_between(captured, UncertainDate(row.ended_edtf, row.ended_earliest, row.ended_latest))


#: The columns in their order, with the code that heads each. A column is only ever added, and never renamed.
COLUMNS: dict[str, Teller] = {
    "ref": number,
    "surname": stated("surname"),
    "given_name": stated("given_name"),
    "patronymic": stated("patronymic"),
    "call_sign": stated("call_sign"),
    "latin_name": stated("latin_name"),
    "name_language": answered("name_language", coded("name_language", NameLanguage)),
    "sex": answered("sex", coded("sex", Sex)),
    "born": answered("born", plain("born_edtf")),
    "born_earliest": day("born_earliest"),
    "born_latest": day("born_latest"),
    "birth_place": stated("birth_place"),
    "father_name": stated("father_name"),
    "mother_maiden_name": stated("mother_maiden_name"),
    "nationality": stated("nationality"),
    "side": answered("side_id", side()),
    "category": answered("category_id", category()),
    "cohorts": cohorts,
    "rank": stated("rank"),
    "unit": stated("unit"),
    **{kind.value: numbers(kind) for kind in IdentifierKind},
    "last_residence": stated("last_residence"),
    "distinguishing_marks": stated("distinguishing_marks"),
    "custody_status": coded("custody_status", CustodyStatus),
    "confirmation": coded("confirmation", Confirmation),
    "reported": coded("reported", EndingKind),
    "since": plain("since_edtf"),
    "since_earliest": day("since_earliest"),
    "since_latest": day("since_latest"),
    "place": place(),
    "captured": plain("captured_edtf"),
    "captured_earliest": day("captured_earliest"),
    "captured_latest": day("captured_latest"),
    "ended": plain("ended_edtf"),
    "ended_earliest": day("ended_earliest"),
    "ended_latest": day("ended_latest"),
    "days_in_captivity_min": days("low"),
    "days_in_captivity_max": days("high"),
    "exchange_status": coded("exchange_status", ExchangeStatus),
    "conflicts": fields("conflicts"),
    "missing": fields("missing"),
    "created_at": moment("created_at"),
    "updated_at": moment("updated_at"),
}
#: Columns of numbers, which stay numbers in a spreadsheet.
NUMBERS = {"days_in_captivity_min", "days_in_captivity_max"}


def rows(asked: Request, words: Words, *, day: date) -> Iterator[list[str]]:
    """Give the rows of the register as they are read."""
    key = key_for(words, day=day)
    tells = [teller(key) for teller in COLUMNS.values()]
    for entry in queries.list_register(asked):
        yield [tell(entry) for tell in tells]


def key_for(words: Words, *, day: date) -> Key:
    """Read the vocabularies that rows refer to."""
    categories = people.list_categories()
    return Key(
        words=words,
        sides={side.id: words.name(side) for side in people.list_sides()},
        categories={category.id: words.name(category) for category in categories},
        women={category.id: words.name_of_her(category) for category in categories},
        cohorts={cohort.code: words.name(cohort) for cohort in people.list_cohorts()},
        places=dict(places.list_choices()),
        day=day,
    )
