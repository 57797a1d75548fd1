"""What the cells of the people list hold: prepared for a whole page, so that a row of it costs next to nothing.

A page of fifty people has four hundred cells, and whatever is done in each of them is done four hundred times. The
badges are drawn by their own macros, but each of them once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup, escape

from app.core import dates
from app.core.dates import UncertainDate
from app.core.i18n import _, label, show_moment
from app.core.web import show_spread
from app.people.labels import status_of
from app.people.models import HELD, Category, CustodyStatus, Law, Sex
from app.people.refs import ref_of

#: Makes the text, or the markup, of one cell.
Cell = Callable[[Any], object]


@dataclass(frozen=True)
class Look:
    """What the cells of one page are made with: the reader's language, the vocabularies, the day."""

    locale: str
    sides: Mapping[int, str]
    categories: Mapping[int, Category]
    places: Mapping[int, str]
    day: date
    #: The address of a record, with an asterisk for its number.
    address: str

    @cached_property
    def category_names(self) -> dict[tuple[int | None, Sex | None], str]:
        """Name each category as it is said of each sex."""
        return {
            (number, sex): category.label_for(self.locale, sex)
            for number, category in self.categories.items()
            for sex in (None, *Sex)
        }

    def law_of(self, category_id: int | None) -> Law:
        """Give the law that covers somebody of a category."""
        return self.categories[category_id].law if category_id is not None else Law.EITHER


def dates_in(name: str) -> Callable[[Look], Cell]:
    """Make the cells of a date."""

    def cells(look: Look) -> Cell:
        locale = look.locale

        def cell(row: Any) -> object:  # noqa: ANN401 - a row of whichever columns were asked for
            value = getattr(row, name)
            return dates.show(value, locale) if value is not None else ""

        return cell

    return cells


def days_in(name: str) -> Callable[[Look], Cell]:
    """Make the cells of a certain day."""

    def cells(look: Look) -> Cell:
        locale = look.locale

        def cell(row: Any) -> object:  # noqa: ANN401 - a row of whichever columns were asked for
            day: date | None = getattr(row, name)
            return dates.show(UncertainDate(day.isoformat(), day, day), locale) if day else ""

        return cell

    return cells


def badges_in(name: str, macro: str) -> Callable[[Look], Cell]:
    """Make the cells of a badge."""

    def cells(look: Look) -> Cell:
        locale = look.locale

        def cell(row: Any) -> object:  # noqa: ANN401 - a row of whichever columns were asked for
            return badge(locale, macro, getattr(row, name))

        return cell

    return cells


def statuses(look: Look) -> Cell:
    """Make the cells of the custody status, worded by the law that covers the person, with what is only reported."""
    laws = {number: look.law_of(number) for number in (None, *look.categories)}
    locale = look.locale

    def cell(row: Any) -> object:  # noqa: ANN401 - a row of whichever columns were asked for
        drawn = badge(locale, "custody", row.custody_status, laws[row.category_id])
        return drawn if row.reported is None else drawn + Markup(" ") + badge(locale, "reported", row.reported)

    return cell


def categories(look: Look) -> Cell:
    """Make the cells of the category, which agrees with the person's sex."""
    names = look.category_names
    return lambda row: names.get((row.category_id, row.sex), "")


def days(look: Look) -> Cell:
    """Make the cells of the days of the latest captivity: to its end, or to today while it lasts."""
    today = look.day

    def cell(row: Any) -> object:  # noqa: ANN401 - a row of whichever columns were asked for
        end: UncertainDate | date | None = row.ended or (today if row.custody_status in HELD else None)
        counted = dates.days_between(row.captured, end) if row.captured and end else None
        return show_spread(counted) if counted else ""

    return cell


def numbered(names: Callable[[Look], Mapping[int, str]], column: str) -> Callable[[Look], Cell]:
    """Make the cells of what a row only numbers."""

    def cells(look: Look) -> Cell:
        found = names(look)
        return lambda row: found.get(getattr(row, column), "")

    return cells


def text_in(name: str) -> Callable[[Look], Cell]:
    """Make the cells of what is shown as it is."""
    return lambda _look: lambda row: getattr(row, name) or ""


def links(look: Look) -> Cell:
    """Make the cells of the name, which leads to the record; who has no name goes by the number."""
    before, _asterisk, after = look.address.partition("*")

    def cell(row: Any) -> object:  # noqa: ANN401 - a row of whichever columns were asked for
        ref = ref_of(row.id)
        # Only our own signs stand outside the escaped name. The formatting of Markup itself takes ten times as long.
        return Markup(f'<a href="{before}{ref}{after}">{escape(row.name or ref)}</a>')  # noqa: S704

    return cell


def counts_of(row: Any) -> tuple[int, int, int, int]:  # noqa: ANN401 - a row of whichever columns were asked for
    """Give how often somebody was asked for, and how often in vain."""
    return row.times_listed, row.times_refused, row.times_silent, row.times_waiting


@lru_cache(maxsize=1024)
def asked_words(locale: str, asked: int, refused: int, silent: int, waiting: int) -> str:
    """Say how often somebody was asked for, each in each language once."""
    del locale  # it only tells one wording from another
    return _(
        "asked %(asked)s, refused %(refused)s, silent %(silent)s, waiting %(waiting)s",
        asked=asked,
        refused=refused,
        silent=silent,
        waiting=waiting,
    )


#: The cells of each column.
CELLS: dict[str, Callable[[Look], Cell]] = {
    "number": lambda _look: lambda row: ref_of(row.id),
    "name": links,
    "sex": lambda _look: lambda row: label(row.sex) if row.sex else "",
    "born": dates_in("born"),
    "side": numbered(lambda look: look.sides, "side_id"),
    "category": categories,
    "rank": text_in("rank"),
    "unit": text_in("unit"),
    "captured": dates_in("captured"),
    "status": statuses,
    "since": dates_in("since"),
    "confirmation": badges_in("confirmation", "confirmation"),
    "legal": lambda _look: lambda row: label(row.legal_situation) if row.legal_situation else "",
    "place": numbered(lambda look: look.places, "place_id"),
    "known": days_in("last_known_on"),
    "days": days,
    "exchange": badges_in("exchange_status", "exchange"),
    "listed": lambda look: lambda row: asked_words(look.locale, *counts_of(row)) if row.times_listed else "",
    "answer": lambda _look: lambda row: label(row.last_answer) if row.last_answer else "",
    "answered": days_in("last_answer_on"),
    "unanswered": lambda look: lambda row: (look.day - row.last_answer_on).days if row.last_answer_on else "",
    "updated": lambda _look: lambda row: show_moment(row.updated_at),
}


@lru_cache(maxsize=1024)
def badge(locale: str, macro: str, value: object, law: Law | None = None) -> Markup:
    """Draw a badge by its macro, each in each language once; a custody status is worded by the law."""
    del locale  # it only tells one drawing from another
    draw = getattr(current_app.jinja_env.get_template("macros/badges.html").module, macro)
    words = (status_of(value, law),) if isinstance(value, CustodyStatus) and law else ()
    drawn: Markup = draw(value, *words)
    return drawn


#: How a cell begins where it is not by a plain tag: the name heads its row, and what is long may take a second line.
STARTS = {
    "name": Markup('<th scope="row">'),
    **dict.fromkeys(("category", "rank", "unit", "place", "listed", "answer"), Markup('<td class="wraps">')),
}


def rows_of(people: Iterable[Any], columns: Sequence[str], look: Look) -> Iterator[Iterable[tuple[Markup, object]]]:
    """Give the rows of a page: how each of its cells begins, and what it holds."""
    starts = [STARTS.get(name, Markup("<td>")) for name in columns]
    makers = [CELLS[name](look) for name in columns]
    return (zip(starts, [make(row) for make in makers], strict=True) for row in people)
