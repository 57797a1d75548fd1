"""A person's standing, derived from events: pure functions, and the one that writes it to the person's row."""

from app.custody.standing.periods import Span, periods, periods_of
from app.custody.standing.projection import FOLLOWERS, Follower, differences_of, refresh, unlikely_of
from app.custody.standing.state import Captivity, Note, Standing, counts_on, order
from app.custody.standing.telling import Life, Step, derive, life_of

__all__ = [
    "FOLLOWERS",
    "Captivity",
    "Follower",
    "Life",
    "Note",
    "Span",
    "Standing",
    "Step",
    "counts_on",
    "derive",
    "differences_of",
    "life_of",
    "order",
    "periods",
    "periods_of",
    "refresh",
    "unlikely_of",
]
