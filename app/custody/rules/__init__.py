"""What may be recorded of somebody's captivity, a file for each verb; callers say `rules.record`."""

from app.custody.rules.batch import MOST, SAID_OF_MANY, Deed, Left, Outcome, carry_out, foresee, undo_batch
from app.custody.rules.correct import can_correct, correct, happening_in, retract
from app.custody.rules.grade import differences_of, rebuild, regrade
from app.custody.rules.record import Happening, record
from app.custody.rules.undo import undo, undo_retraction

__all__ = [
    "MOST",
    "SAID_OF_MANY",
    "Deed",
    "Happening",
    "Left",
    "Outcome",
    "can_correct",
    "carry_out",
    "correct",
    "differences_of",
    "foresee",
    "happening_in",
    "rebuild",
    "record",
    "regrade",
    "retract",
    "undo",
    "undo_batch",
    "undo_retraction",
]
