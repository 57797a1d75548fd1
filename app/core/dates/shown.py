"""Uncertain dates as a reader sees them: day before month, in figures in Ukrainian and with named months in English.

The few words here are no messages: `typed` reads them back, so they stand in the code and not in the catalogues.
"""

from dataclasses import dataclass
from functools import lru_cache

from babel.dates import format_date

from app.core.dates.edtf import ABOUT, BOTH, DOUBT, Point, UncertainDate, read_edtf

FALLBACK = "en"


@dataclass(frozen=True)
class Words:
    """The words of one language around a date."""

    until: str
    since: str
    between: str


@dataclass(frozen=True)
class Style:
    """How a date is written: Babel's patterns, whole or shortened before a dash."""

    locale: str
    words: Words
    day: str
    month: str
    month_after_word: str
    day_of_month: str
    day_of_year: str
    month_of_year: str
    dash: str

    def whole(self, point: Point, *, after_word: bool = False) -> str:
        """Write a date with its year and mark."""
        month = self.month_after_word if after_word else self.month
        pattern = self.day if point.day else month if point.month else "y"
        return _with_mark(self.write(point, pattern), point.mark)

    def write(self, point: Point, pattern: str) -> str:
        """Write a date by a pattern, without its mark."""
        return format_date(point.earliest, pattern, locale=self.locale)


UK, EN = Words("до", "з", "між {} і {}"), Words("by", "since", "between {} and {}")
SHORT = {
    "uk": Style("uk", UK, "dd.MM.y", "MM.y", "MM.y", "dd", "dd.MM", "MM", "–"),
    "en": Style("en", EN, "d MMM y", "MMMM y", "MMMM y", "d", "d MMM", "MMMM", " – "),
}
LONG = {
    "uk": Style("uk", UK, "d MMMM y", "LLLL y", "MMMM y", "d", "d MMMM", "LLLL", " – "),
    "en": Style("en", EN, "d MMMM y", "MMMM y", "MMMM y", "d", "d MMMM", "MMMM", " – "),
}


@lru_cache(maxsize=8192)
def show(value: UncertainDate, locale: str) -> str:
    """Write a date as short as it can be typed again: `16.05.2022`, `≈ 05.2022`, `до 06.2022`, `16–20.05.2022`."""
    return _written(value, _style(SHORT, locale), _style(SHORT, locale))


def echo(value: UncertainDate, locale: str) -> str:
    """Say how a typed date was understood, with its first and last day: `≈ травень 2022 (01.05–31.05.2022)`."""
    short = _style(SHORT, locale)
    written = _written(value, _style(LONG, locale), short)
    if all(point is None or point.day for point in _ends(value)):
        return written
    bounds = [Point(day.year, day.month, day.day) if day else None for day in (value.earliest, value.latest)]
    return f"{written} ({_bounds(bounds[0], bounds[1], short)})"


def _style(styles: dict[str, Style], locale: str) -> Style:
    return styles.get(locale[:2], styles[FALLBACK])


def _ends(value: UncertainDate) -> tuple[Point | None, Point | None]:
    return read_edtf(value.edtf) or (None, None)


def _written(value: UncertainDate, style: Style, short: Style) -> str:
    start, end = _ends(value)
    if start is None or end is None:
        return _half(start, end, style) or value.edtf
    if start == end:
        return style.whole(start)
    if start.mark != end.mark:
        return short.words.between.format(short.whole(start), short.whole(end))
    return _with_mark(_parted(start.bare(), end.bare(), style), start.mark)


def _half(start: Point | None, end: Point | None, style: Style) -> str:
    if start is not None:
        return f"{style.words.since} {style.whole(start, after_word=True)}"
    return f"{style.words.until} {style.whole(end, after_word=True)}" if end is not None else ""


def _parted(start: Point, end: Point, style: Style) -> str:
    """Leave out before the dash what both dates have in common."""
    whole = style.whole(end)
    if start.day and end.day and start.year == end.year:
        if start.month == end.month:
            return f"{style.write(start, style.day_of_month)}–{whole}"
        return f"{style.write(start, style.day_of_year)}{style.dash}{whole}"
    if not (start.day or end.day):
        if start.month and end.month and start.year == end.year:
            return f"{style.write(start, style.month_of_year)}–{whole}"
        if not (start.month or end.month):
            return f"{style.whole(start)}–{whole}"
    return f"{style.whole(start)} – {whole}"


def _bounds(first: Point | None, last: Point | None, style: Style) -> str:
    if first is None or last is None:
        return _half(first, last, style)
    if first.year == last.year:
        return f"{style.write(first, style.day_of_year)}{style.dash}{style.whole(last)}"
    return f"{style.whole(first)} – {style.whole(last)}"


def _with_mark(text: str, mark: str) -> str:
    about = "≈ " if mark in (ABOUT, BOTH) else ""
    doubt = "?" if mark in (DOUBT, BOTH) else ""
    return f"{about}{text}{doubt}"
