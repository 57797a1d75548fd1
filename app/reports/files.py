"""A report as a file: its name, its bytes as they are read, and the tally of what has left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from app.core import csv, xlsx
from app.people.queries import Request
from app.reports.catalogue import Report
from app.reports.models import Profile
from app.reports.rules import CSV, XLSX
from app.reports.words import Column, Headings, Words, header, words_for

MEDIA_TYPES = {CSV: "text/csv; charset=utf-8", XLSX: xlsx.MEDIA_TYPE}


@dataclass(frozen=True)
class File:
    """One file of a report, ready to be streamed once."""

    report: Report
    asked: Request
    header: Sequence[str]
    words: Words
    separator: str
    day: date
    #: The report's columns that the file holds, by their places.
    places: Sequence[int]
    format: str = CSV
    profile: Profile = Profile.INTERNAL
    tally: csv.Tally = field(default_factory=csv.Tally)

    @property
    def name(self) -> str:
        """Name the file by profile, report and day, and by nobody: names of files reach logs."""
        return f"obmin-{self.profile.value}-{self.report.code}-{self.day.isoformat()}.{self.format}"

    @property
    def media_type(self) -> str:
        """Give the type under which the file is sent."""
        return MEDIA_TYPES[self.format]

    @cached_property
    def numeric(self) -> set[int]:
        """Give the places of the columns that hold nothing but numbers."""
        return {at for at, place in enumerate(self.places) if self.report.columns[place].is_number}

    def rows(self) -> Iterator[Sequence[str]]:
        """Give the rows as they are read, with the columns of the file alone."""
        rows = self.report.rows(self.asked, self.words, self.day)
        if len(self.places) == len(self.report.columns):
            return rows
        return ([row[place] for place in self.places] for row in rows)

    def chunks(self) -> Iterator[bytes]:
        """Give the bytes while rows are read; nothing is read before the first is asked for."""
        if self.format == XLSX:
            return xlsx.stream(self.header, self.rows(), sheet=self.report.code, tally=self.tally, numeric=self.numeric)
        return csv.stream(self.header, self.rows(), separator=self.separator, tally=self.tally, numeric=self.numeric)


def file_of(
    report: Report,
    asked: Request,
    *,
    headings: Headings,
    day: date,
    separator: str = ";",
    form: str = CSV,
    shown: Sequence[str] | None = None,
) -> File:
    """Prepare a report as a file in the words and the form that are asked for; `shown` are the columns of a list."""
    places = places_of(report, shown)
    columns: list[Column] = [report.columns[place] for place in places]
    return File(report, asked, header(columns, headings), words_for(headings), separator, day, places, form)


def places_of(report: Report, shown: Sequence[str] | None) -> list[int]:
    """Give the places of the columns that say what a list shows, in its order; without a list, of all."""
    codes = [column.code for column in report.columns]
    if shown is None or not report.shown_as:
        return list(range(len(codes)))
    return [codes.index(code) for name in shown for code in report.shown_as[name]]
