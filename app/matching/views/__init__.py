"""The pages about pairs of records, a file for each thing done; the factory takes the blueprint from here."""

from app.matching.views import judgements, merging, pairs, queue, separating
from app.matching.views.blueprint import bp

__all__ = ["bp", "judgements", "merging", "pairs", "queue", "separating"]
