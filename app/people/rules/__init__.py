"""What may be done to the record of a person, a file for each verb; callers import this module and say `rules.register`."""

from app.people.rules.cohorts import define_cohort, rename_cohort, tag, untag
from app.people.rules.correct import correct, retract_statement
from app.people.rules.identify import identify
from app.people.rules.prefer import prefer
from app.people.rules.register import Saying, register, state

__all__ = [
    "Saying",
    "correct",
    "define_cohort",
    "identify",
    "prefer",
    "register",
    "rename_cohort",
    "retract_statement",
    "state",
    "tag",
    "untag",
]
