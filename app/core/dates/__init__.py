"""Uncertain dates: kept as EDTF text with an earliest and a latest day, typed as people write, shown day first.

Knows no form and no table: `parse` reads what was typed, `show` and `echo` write it for a reader, `age_on` and
`days_between` count with the doubt kept. The choices behind it are in docs/adr/003-uncertain-dates.md.
"""

from app.core.dates.edtf import DateError, UncertainDate, parse_edtf
from app.core.dates.ranges import Range, age_on, days_between
from app.core.dates.shown import echo, show
from app.core.dates.typed import parse

__all__ = [
    "DateError",
    "Range",
    "UncertainDate",
    "age_on",
    "days_between",
    "echo",
    "parse",
    "parse_edtf",
    "show",
]
