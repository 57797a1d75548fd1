"""What may be done behind a right of its own; callers import this module and say `rules.record`."""

from app.compartments.rules.facts import Saying, correct, record, retract, saying_in, undo
from app.compartments.rules.rebuild import differences_of, rebuild
from app.compartments.rules.witnesses import add_witness, correct_witness, recognise_witness

__all__ = [
    "Saying",
    "add_witness",
    "correct",
    "correct_witness",
    "differences_of",
    "rebuild",
    "recognise_witness",
    "record",
    "retract",
    "saying_in",
    "undo",
]
