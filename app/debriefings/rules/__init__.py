"""What may be done with debriefings; callers import this module and say `rules.take_down`."""

from app.debriefings.rules.identify import Known, follow, identify, register, separate
from app.debriefings.rules.take_down import CREDIBILITY, Words, open_debriefing, retract_row, take_down

__all__ = [
    "CREDIBILITY",
    "Known",
    "Words",
    "follow",
    "identify",
    "open_debriefing",
    "register",
    "retract_row",
    "separate",
    "take_down",
]
