"""What things are called on the desk; callers import this module and say `labels.QUEUES`."""

from app.desk.labels.fields import LEDGER_FIELDS
from app.desk.labels.ledger import ACTIONS, DETAILS, LOOKS, METHODS, PAGES, SUBJECTS
from app.desk.labels.queues import FILTERS, GROUPS, PRESSING, QUEUES, SPANS

__all__ = [
    "ACTIONS",
    "DETAILS",
    "FILTERS",
    "GROUPS",
    "LEDGER_FIELDS",
    "LOOKS",
    "METHODS",
    "PAGES",
    "PRESSING",
    "QUEUES",
    "SPANS",
    "SUBJECTS",
]
