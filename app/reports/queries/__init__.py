"""Reading what reports show: the register's rows, and counts; callers say `queries.list_register`."""

from app.reports.queries.durations import Stays, count_stays
from app.reports.queries.exchanges import Exchange, list_exchanges
from app.reports.queries.exports import get_export
from app.reports.queries.figures import Count, MonthCount, count_by_category, count_by_cohort, count_by_month
from app.reports.queries.register import Entry, Number, list_register

__all__ = [
    "Count",
    "Entry",
    "Exchange",
    "MonthCount",
    "Number",
    "Stays",
    "count_by_category",
    "count_by_cohort",
    "count_by_month",
    "count_stays",
    "get_export",
    "list_exchanges",
    "list_register",
]
