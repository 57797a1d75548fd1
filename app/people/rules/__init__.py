"""What may be done to the record of a person, a file for each verb; callers say `rules.register`."""

from app.people.rules.cohorts import define_cohort, rename_cohort, set_cohorts, tag, untag
from app.people.rules.correct import correct, retract_statement
from app.people.rules.identify import identify
from app.people.rules.prefer import prefer
from app.people.rules.register import Saying, refuse_taking_back, register, state

__all__ = [
    "Saying",
    "correct",
    "define_cohort",
    "identify",
    "prefer",
    "refuse_taking_back",
    "register",
    "rename_cohort",
    "retract_statement",
    "set_cohorts",
    "state",
    "tag",
    "untag",
]
