"""What may be wrong with a row, by code: which codes cost the row, and which only warn."""

import enum
from dataclasses import dataclass

from app.core.i18n import _


class Code(enum.Enum):
    """What was found in a row, in words that programs read."""

    DUPLICATE_EXACT = "duplicate_exact"
    FUTURE_DATE = "future_date"
    IMPLAUSIBLE_DATE = "implausible_date"
    INVALID_DATE = "invalid_date"
    MISSING_DATE = "missing_date"
    MISSING_NAME = "missing_name"
    MISSING_NUMBER = "missing_number"
    MISSING_SOURCE = "missing_source"
    NEGATIVE_NUMBER = "negative_number"
    NOT_WHOLE = "not_a_whole_number"
    PART_LARGER = "part_larger_than_whole"
    RAGGED_ROW = "ragged_row"
    REFUSED_BY_RULE = "refused_by_rule"
    TOO_LONG = "too_long"
    UNDECODABLE = "undecodable_bytes"
    UNKNOWN_SIDE = "unknown_side"
    UNKNOWN_STATUS = "unknown_status"
    UNKNOWN_TYPE = "unknown_type"

    APPROXIMATE_NUMBER = "approximate_number"
    BORN_AFTER_CAPTURE = "born_after_capture"
    FORMULA_MISMATCH = "formula_mismatch"
    HIDDEN_CHARACTERS = "hidden_characters_removed"
    MISSING_VALUE = "missing_value"
    NAME_ORDER = "name_order"
    NUMBER_TAKEN = "number_taken"
    SUM_IN_CELL = "sum_in_cell"
    THOUSANDS_SPACE = "thousands_space"
    TRAILING_EMPTY_CELLS = "trailing_empty_cells"
    UNKNOWN_CATEGORY = "unknown_category"
    UNKNOWN_CONFIDENCE = "unknown_confidence"
    UNKNOWN_FORMULA = "unknown_formula"
    UNKNOWN_MEDIATOR = "unknown_mediator"
    UNKNOWN_SEX = "unknown_sex"


#: A word that nobody knows, a contradiction or a gap never costs a row; what cannot be stored truthfully does.
REJECTING = {
    Code.DUPLICATE_EXACT,
    Code.FUTURE_DATE,
    Code.IMPLAUSIBLE_DATE,
    Code.INVALID_DATE,
    Code.MISSING_DATE,
    Code.MISSING_NAME,
    Code.MISSING_NUMBER,
    Code.MISSING_SOURCE,
    Code.NEGATIVE_NUMBER,
    Code.NOT_WHOLE,
    Code.PART_LARGER,
    Code.RAGGED_ROW,
    Code.REFUSED_BY_RULE,
    Code.TOO_LONG,
    Code.UNDECODABLE,
    Code.UNKNOWN_SIDE,
    Code.UNKNOWN_STATUS,
    Code.UNKNOWN_TYPE,
}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with one row: where it stands, and a sentence that says what to do about it."""

    row: int
    code: Code
    sentence: object
    column: str | None = None

    @property
    def rejects(self) -> bool:
        """Tell whether the row is left out because of it."""
        return self.code in REJECTING

    def __str__(self) -> str:
        """Say it to the analyst, with the row as a spreadsheet numbers it."""
        where = _("Row %(row)s", row=self.row)
        if self.column is not None:
            where = _("Row %(row)s, column %(column)s", row=self.row, column=self.column)
        return f"{where}: {self.sentence}"

    def as_data(self) -> dict[str, object]:
        """Give it to a program."""
        return {
            "row": self.row,
            "column": self.column,
            "code": self.code.value,
            "rejected": self.rejects,
            "sentence": str(self.sentence),
        }
