"""What may be done to two records that may be one person, a file for each verb; callers say `rules.judge`."""

from app.matching.rules.chains import Contradiction, chain_between, contradictions_in, groups_of, implied
from app.matching.rules.doubts import Doubt, doubts_about
from app.matching.rules.finding import BAR, Finder, Part, compare_next, compare_sharing
from app.matching.rules.judge import Opinion, judge, revoke, tell_apart, undo_judgement
from app.matching.rules.meanwhile import Added, added_since
from app.matching.rules.measure import Measured, measure
from app.matching.rules.merge import conflicts_of, merge
from app.matching.rules.refresh import refresh_contradictions, refresh_verdict
from app.matching.rules.scan import begin, done_by, extent_of, finish, keep, scan
from app.matching.rules.trial import Trial
from app.matching.rules.unmerge import undo_merger, unmerge

__all__ = [
    "BAR",
    "Added",
    "Contradiction",
    "Doubt",
    "Finder",
    "Measured",
    "Opinion",
    "Part",
    "Trial",
    "added_since",
    "begin",
    "chain_between",
    "compare_next",
    "compare_sharing",
    "conflicts_of",
    "contradictions_in",
    "done_by",
    "doubts_about",
    "extent_of",
    "finish",
    "groups_of",
    "implied",
    "judge",
    "keep",
    "measure",
    "merge",
    "refresh_contradictions",
    "refresh_verdict",
    "revoke",
    "scan",
    "tell_apart",
    "undo_judgement",
    "undo_merger",
    "unmerge",
]
