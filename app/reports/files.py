"""A report as a file: its name, its bytes as they are read, and the tally of what has left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.core import csv
from app.people.queries import Request
from app.reports.catalogue import Report
from app.reports.models import Profile
from app.reports.words import Headings, Words, header, words_for


@dataclass(frozen=True)
class File:
    """One file of a report, ready to be streamed once."""

    report: Report
    asked: Request
    header: Sequence[str]
    words: Words
    separator: str
    day: date
    profile: Profile = Profile.INTERNAL
    tally: csv.Tally = field(default_factory=csv.Tally)

    @property
    def name(self) -> str:
        """Name the file by profile, report and day, and by nobody: names of files reach logs."""
        return f"obmin-{self.profile.value}-{self.report.code}-{self.day.isoformat()}.csv"

    def chunks(self) -> Iterator[bytes]:
        """Give the bytes while rows are read; nothing is read before the first is asked for."""
        return csv.stream(
            self.header,
            self.report.rows(self.asked, self.words, self.day),
            separator=self.separator,
            tally=self.tally,
            numeric={place for place, column in enumerate(self.report.columns) if column.is_number},
        )


def file_of(report: Report, asked: Request, *, headings: Headings, separator: str, day: date) -> File:
    """Prepare a report as a file in the words and with the separator that are asked for."""
    return File(report, asked, header(report.columns, headings), words_for(headings), separator, day)
