"""Dates as people type them, day first, in Ukrainian, Russian and English."""

import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

from app.core.dates import words
from app.core.dates.edtf import (
    ABOUT,
    DOUBT,
    LONGEST_MONTH,
    MONTHS,
    DateError,
    Point,
    UncertainDate,
    checked_point,
    month_missing,
    read_edtf,
    spanning,
)
from app.core.dates.spelling import folded
from app.core.i18n import lazy_ as _l

LONGEST = 100
#: Two digits up to this are a year of this century, the others (of people's births) of the last.
NEWEST_SHORT_YEAR = 24
UNKNOWN_PARTS = ("xx", "00")
WINTER = 12
#: Days and months with which the beginning, middle and end of a month and of a year start and stop.
THIRDS_OF_MONTH = ((1, 10), (11, 20), (21, LONGEST_MONTH))
THIRDS_OF_YEAR = ((1, 4), (5, 8), (9, 12))

Span = tuple[Point, Point]
Ends = tuple[Point | None, Point | None]

_DAY, _MONTH, _YEAR = r"(?P<day>[0-9]{1,2}|xx)", r"(?P<month>[0-9]{1,2}|xx)", r"(?P<year>[0-9]{4})"
_ANY_YEAR, _NAMED = r"(?P<year>[0-9]{4}|[0-9]{2})", r"m(?P<month>[0-9]{2})"
_SEPARATOR, _LOOSE = r"(?P<separator> ?[./,-] ?| )", r" ?[./,-]? ?"
_POINTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}{_SEPARATOR}{_MONTH}(?P=separator){_ANY_YEAR}",
        rf"{_YEAR}{_SEPARATOR}{_MONTH}(?P=separator){_DAY}",
        rf"{_DAY}{_LOOSE}{_NAMED}{_LOOSE}{_ANY_YEAR}",
        rf"{_YEAR}{_LOOSE}{_NAMED}{_LOOSE}{_DAY}",
        rf"{_NAMED}{_LOOSE}{_YEAR}",
        rf"{_YEAR}{_LOOSE}{_NAMED}",
        rf"{_MONTH}{_SEPARATOR}{_YEAR}",
        rf"{_YEAR}{_SEPARATOR}{_MONTH}",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        _YEAR,
    )
)
#: The first date of an interval whose year, or month and year, stand only behind the second.
_DAY_AND_MONTH = re.compile(rf"{_DAY}{_SEPARATOR}{_MONTH}")
_DAY_AND_NAME = re.compile(rf"(?:{_DAY}{_LOOSE})?{_NAMED}")
_NUMBER = re.compile(r"[0-9]{1,2}")
_SPACED_DASH, _DASH = re.compile(" - "), re.compile(" ?- ?")
_LEADING = re.compile(
    rf"(?P<about>[{words.ABOUT_SIGNS}]|c\.|{words.any_of(words.ABOUT)}(?:\.|(?!\w)))"
    rf"|(?P<doubt>{words.any_of(words.DOUBT)}(?!\w),?)"
)
_TRAILING = re.compile(r"\((?P<bracketed>\?)\)$|(?P<mark>[?~%])$")
_UNTIL = re.compile(rf"{words.any_of(words.UNTIL)} (?P<rest>.+)")
_SINCE = re.compile(rf"{words.any_of(words.SINCE)} (?P<rest>.+)")
_BETWEEN = re.compile(rf"{words.any_of(words.BETWEEN)} (?P<first>.+) {words.any_of(words.AND)} (?P<second>.+)")
_FROM_TO = re.compile(rf"{words.any_of(words.FROM)} (?P<first>.+) {words.any_of(words.TO)} (?P<second>.+)")
_EITHER = re.compile(rf"(?P<first>.+) {words.any_of(words.OR)} (?P<second>.+)")
_SEASON = re.compile(
    rf"(?P<season>{words.any_of(chain(*words.SEASONS.values()))}) {_YEAR}(?: ?[-/] ?(?P<next>[0-9]{{4}}|[0-9]{{2}}))?"
)
_PART = re.compile(rf"(?P<part>{words.any_of(chain(*words.PARTS.values()))}) ?-? ?(?P<rest>\S.*)")


def parse(text: str, *, newest_short_year: int = NEWEST_SHORT_YEAR) -> UncertainDate:
    """Read a date as people write it, day first, or as EDTF; refuse with a sentence rather than guess.

    "до 06.2022" and "before June 2022" keep that June inside the bounds, and so do "після" and "since": who writes so
    seldom means the border's own days to be ruled out. A clock time behind the date is dropped. Two digits are a year
    up to `newest_short_year` of this century.
    """
    if any(character.isdigit() and character not in "0123456789" for character in text):
        raise DateError("digits", _l("Write the date with the digits 0 to 9, for example 16.05.2022."))
    typed = folded(text) if len(text) <= LONGEST else None
    if typed == "":
        raise DateError("blank", _l("Write a date, for example 16.05.2022, 05.2022 or 2022."))
    ends = (read_edtf(typed.upper()) or _Reader(newest_short_year).ends(typed)) if typed else None
    if ends is None:
        raise _refusal(typed or "")
    return spanning(*ends)


def _refusal(typed: str) -> DateError:
    if _DAY_AND_MONTH.fullmatch(typed) or _DAY_AND_NAME.fullmatch(typed):
        return DateError("no_year", _l("Add the year in four digits, for example 16.05.2022."))
    return DateError(
        "form", _l("This is not a date we can read: write it as 16.05.2022, 05.2022, 2022, ~05.2022 or 16–20.05.2022.")
    )


def _without_leading_marks(text: str) -> tuple[str, str]:
    marks = ""
    while match := _LEADING.match(text):
        marks += ABOUT if match["about"] else DOUBT
        text = text[match.end() :].lstrip()
    return text, marks


def _without_trailing_marks(text: str) -> tuple[str, str]:
    marks = ""
    while match := _TRAILING.search(text):
        marks += match["mark"] or match["bracketed"]
        text = text[: match.start()].rstrip()
    return text, marks


def _without_marks(text: str) -> tuple[str, str]:
    text, leading = _without_leading_marks(text)
    text, trailing = _without_trailing_marks(text)
    return text, leading + trailing


def _marked(span: Span, marks: str) -> Span:
    return span[0].marked(marks), span[1].marked(marks)


@dataclass(frozen=True)
class _Reader:
    """Reads text in its one spelling; each method gives None when the text has another shape than its own."""

    newest_short_year: int

    def ends(self, text: str) -> Ends | None:
        """Read any date; doubt in front or behind is of both ends, inside "between" and "from … to" of its own end."""
        text, leading = _without_leading_marks(text)
        ends, trailing = self.worded_pair(text), ""
        if ends is None:
            text, trailing = _without_trailing_marks(text)
            ends = self.span(text) or self.open(text) or self.either(text) or self.dashed(text)
        if ends is None:
            return None
        start, end = (point.marked(leading + trailing) if point else None for point in ends)
        return start, end

    def worded_pair(self, text: str) -> Ends | None:
        """Read "between A and B" and "from A to B"."""
        match = _BETWEEN.fullmatch(text) or _FROM_TO.fullmatch(text)
        return match and self.pair(match["first"], match["second"])

    def open(self, text: str) -> Ends | None:
        """Read "until A" and "since A"; of an interval A the outer end counts."""
        until, since = _UNTIL.fullmatch(text), _SINCE.fullmatch(text)
        match = until or since
        ends = match and (self.span(match["rest"]) or self.dashed(match["rest"]))
        return ends and ((None, ends[1]) if until else (ends[0], None))

    def either(self, text: str) -> Ends | None:
        """Read "A or B" if nothing lies between the two: the same days as from A to B."""
        match = _EITHER.fullmatch(text)
        ends = match and self.pair(match["first"], match["second"])
        if ends and ends[0].latest + timedelta(days=1) != ends[1].earliest:
            raise DateError(
                "either", _l("Two separate dates do not fit in one field: record each with its source, or an interval.")
            )
        return ends

    def dashed(self, text: str) -> Ends | None:
        """Read "A – B", if there is just one dash at which it can be parted; dashes within a date have no spaces."""
        dashes = list(_SPACED_DASH.finditer(text)) or list(_DASH.finditer(text))
        errors, readings = [], []
        for dash in dashes:
            try:
                readings.append(self.pair(text[: dash.start()], text[dash.end() :]))
            except DateError as error:
                errors.append(error)
        found = [reading for reading in readings if reading]
        if errors and not found:
            raise errors[0]
        return found[0] if len(found) == 1 else None

    def pair(self, first: str, second: str) -> Span | None:
        """Read two dates; the first may leave to the second what they have in common."""
        end = self.span(second)
        if end is None:
            return None
        start = self.span(first) or self.beginning(first, end[0])
        return start and (start[0], end[1])

    def beginning(self, text: str, end: Point) -> Span | None:
        """Complete "16", "28.02" or "March" from the date behind the dash."""
        text, marks = _without_marks(text)
        span = self.span(_completed(text, end)) if end.month else None
        return _marked(span, marks) if span else None

    def span(self, text: str) -> Span | None:
        """Read one period with its own marks: a date, a season, or the beginning, middle or end of a month or year."""
        text, marks = _without_marks(text)
        point = self.point(text)
        span = (point, point) if point else _season(text) or self.part(text)
        return _marked(span, marks) if span else None

    def part(self, text: str) -> Span | None:
        """Read "end of May 2022": about the last third of that month; of a year likewise."""
        match = _PART.fullmatch(text)
        point = self.point(match["rest"]) if match else None
        if match is None or point is None or point.day:
            return None
        return _third(point, words.number_of(match["part"], words.PARTS))

    def point(self, text: str) -> Point | None:
        """Read a day, a month or a year."""
        match = next(filter(None, (pattern.fullmatch(text) for pattern in _POINTS)), None)
        return self.point_of({"month": "xx", "day": "xx", **match.groupdict()}) if match else None

    def point_of(self, parts: dict[str, str]) -> Point:
        """Put a date together; a month in figures that can only be the day is refused, not turned round."""
        month, day = (None if part in UNKNOWN_PARTS else int(part) for part in (parts["month"], parts["day"]))
        if month is None and day is not None:
            raise month_missing()
        if month and day and day <= MONTHS < month <= LONGEST_MONTH:
            example = f"{month:02}.{day:02}.{parts['year']}"
            message = _l("The day stands before the month: if you mean %(date)s, write it so.", date=example)
            raise DateError("month_first", message)
        return checked_point(self.full_year(parts["year"]), month, day)

    def full_year(self, digits: str) -> int:
        """Give a year of two digits its century."""
        year = int(digits)
        if len(digits) > len("22"):
            return year
        return year + (2000 if year <= self.newest_short_year else 1900)


def _completed(text: str, end: Point) -> str:
    if _NUMBER.fullmatch(text):
        return f"{text}.{end.month:02}.{end.year}" if end.day else f"{text}.{end.year}"
    if match := _DAY_AND_MONTH.fullmatch(text):
        return f"{match['day']}.{match['month']}.{end.year}" if end.day else ""
    return f"{text} {end.year}" if _DAY_AND_NAME.fullmatch(text) else ""


def _season(text: str) -> Span | None:
    match = _SEASON.fullmatch(text)
    if match is None:
        return None
    year, month, following = int(match["year"]), words.number_of(match["season"], words.SEASONS), match["next"]
    if month == WINTER and following is None:
        year -= 1
    elif following and not (month == WINTER and str(year + 1).endswith(following)):
        raise _refusal(match[0])
    end = (year + 1, 2) if month == WINTER else (year, month + 2)
    return checked_point(year, month), checked_point(*end)


def _third(point: Point, number: int) -> Span:
    if point.month is None:
        first, last = THIRDS_OF_YEAR[number]
        return Point(point.year, first, mark=ABOUT), Point(point.year, last, mark=ABOUT)
    first, last = THIRDS_OF_MONTH[number]
    last = min(last, point.latest.day)
    return Point(point.year, point.month, first, ABOUT), Point(point.year, point.month, last, ABOUT)
