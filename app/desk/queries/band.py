"""A life as a drawing: its periods side by side on one scale of days, and what is uncertain about where they meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.dates import Range, days_between
from app.custody.standing import Span
from app.reports import figures

#: The group of each status, by which drawings are coloured.
FILLS = {status: group for group, statuses in figures.GROUPS.items() for status in statuses}
#: A name is written into the drawing where it has this much room, in hundredths of the width.
ROOM = 16
#: Years that are named on the scale; beyond them only every other one is, and so on.
MOST_YEARS = 8


@dataclass(frozen=True)
class Stretch:
    """A part of the drawing, in hundredths of its width."""

    x: float
    width: float
    fill: str = ""
    text: str = ""


@dataclass(frozen=True)
class Mark:
    """The first day of a year on the scale."""

    x: float
    year: int


@dataclass(frozen=True)
class Scale:
    """The days from the left to the right edge of the drawing."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Give the place of a day."""
        length = (self.last - self.first).days
        return round(100 * (min(max(day, self.first), self.last) - self.first).days / length, 2)

    def between(self, start: date, end: date, fill: str = "", text: str = "") -> Stretch:
        """Give the part from one day to another."""
        x = self.at(start)
        width = round(self.at(end) - x, 2)
        return Stretch(x, width, fill, text if width >= ROOM else "")


@dataclass(frozen=True)
class Band:
    """A drawing of a life: statuses, places, the edges of which nobody knows the day, and the years."""

    statuses: Sequence[Stretch]
    places: Sequence[Stretch]
    doubts: Sequence[Stretch]
    years: Sequence[Mark]


@dataclass(frozen=True)
class PeriodShown:
    """A period as its line of the table says it."""

    span: Span
    place: str
    days: Range | None


def periods_shown(spans: Sequence[Span], places: Mapping[int, str], *, today: date) -> list[PeriodShown]:
    """Say each period with its place and how long it lasted, or has lasted by today."""
    return [PeriodShown(span, places.get(span.place_id or 0, ""), days_of(span, today=today)) for span in spans]


def days_of(span: Span, *, today: date) -> Range | None:
    """Count the days of a period, where it is known when it began and ended."""
    end = today if span.counts_to == date.max else span.ended
    return days_between(span.began, end) if span.began and end else None


def band_of(spans: Sequence[Span], places: Mapping[int, str], *, today: date) -> Band | None:
    """Draw a life from the first day that is known of it to today; without any day there is nothing to draw."""
    scale = scale_of(spans, today=today)
    if scale is None:
        return None
    within = [(span, max(span.counts_from, scale.first), min(span.counts_to, scale.last)) for span in spans]
    return Band(
        statuses=[scale.between(start, end, FILLS[span.custody_status]) for span, start, end in within],
        places=[
            scale.between(start, end, text=places[span.place_id])
            for span, start, end in merged(within)
            if span.place_id is not None
        ],
        doubts=[scale.between(*edge) for edge in doubts_of(spans, scale)],
        years=years_of(scale),
    )


def scale_of(spans: Sequence[Span], *, today: date) -> Scale | None:
    """Give the days that a drawing spans."""
    days = [day for span in spans if span.began for day in (span.began.earliest, span.began.latest) if day]
    if not days:
        return None
    last = max(today, *days)
    first = min(days)
    return Scale(first if first < last else last - timedelta(days=1), last)


def merged(within: Sequence[tuple[Span, date, date]]) -> list[tuple[Span, date, date]]:
    """Join periods at one place that follow each other: a stronger word moves nobody."""
    joined: list[tuple[Span, date, date]] = []
    for span, start, end in within:
        if joined and joined[-1][0].place_id == span.place_id:
            former, began, _ = joined.pop()
            joined.append((former, began, end))
        else:
            joined.append((span, start, end))
    return joined


def doubts_of(spans: Sequence[Span], scale: Scale) -> list[tuple[date, date]]:
    """Give the edges of which nobody knows the day: from the first to the last on which a period may have begun."""
    edges = [(span.began.earliest or scale.first, span.began.latest or scale.last) for span in spans if span.began]
    return [(start, end) for start, end in edges if start < end]


def years_of(scale: Scale) -> list[Mark]:
    """Give the years that begin on the scale, thinned out where there are many."""
    years = range(scale.first.year + 1, scale.last.year + 1)
    step = 1 + (len(years) - 1) // MOST_YEARS if years else 1
    return [Mark(scale.at(date(year, 1, 1)), year) for year in years[::step]]
