"""What may be done to the record of a person, a file for each verb; callers say `rules.register`."""

from app.people.rules.cohorts import (
    define_cohort,
    put_on_again,
    rename_cohort,
    set_cohorts,
    tag,
    take_off_again,
    undo_cohorts,
    untag,
)
from app.people.rules.correct import correct, correctable, retract_statement
from app.people.rules.identify import has_number, identify, retract_identifier
from app.people.rules.looking import note_look, note_namesakes
from app.people.rules.namesakes import Namesake, compared_with, find_namesakes, must_be_asked, told_apart
from app.people.rules.prefer import forget_foreign_choices, prefer, undo_preference
from app.people.rules.register import Saying, refuse_taking_back, register, state
from app.people.rules.saved import (
    change_filter,
    delete_filter,
    may_share,
    move_filter_up,
    open_list_with,
    rename_filter,
    save_filter,
    set_columns,
)
from app.people.rules.undo import restore_person, undo_identifier, undo_person, undo_retraction, undo_statement
from app.people.rules.watching import unwatch, watch

__all__ = [
    "Namesake",
    "Saying",
    "change_filter",
    "compared_with",
    "correct",
    "correctable",
    "define_cohort",
    "delete_filter",
    "find_namesakes",
    "forget_foreign_choices",
    "has_number",
    "identify",
    "may_share",
    "move_filter_up",
    "must_be_asked",
    "note_look",
    "note_namesakes",
    "open_list_with",
    "prefer",
    "put_on_again",
    "refuse_taking_back",
    "register",
    "rename_cohort",
    "rename_filter",
    "restore_person",
    "retract_identifier",
    "retract_statement",
    "save_filter",
    "set_cohorts",
    "set_columns",
    "state",
    "tag",
    "take_off_again",
    "told_apart",
    "undo_cohorts",
    "undo_identifier",
    "undo_person",
    "undo_preference",
    "undo_retraction",
    "undo_statement",
    "untag",
    "unwatch",
    "watch",
]
