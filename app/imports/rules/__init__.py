"""Entering checked lists: of people, and of operations with what was published of them."""

from app.imports.rules.operations import Publication, Tally, enter_operations
from app.imports.rules.people import Batch, count_on_record, enter
from app.imports.rules.totals import enter_totals

__all__ = ["Batch", "Publication", "Tally", "count_on_record", "enter", "enter_operations", "enter_totals"]
