"""The tables of pairs, of what was judged of them, and of scans, a file for each noun."""

from app.matching.models.judgements import Judgement, Verdict
from app.matching.models.mergers import Merger
from app.matching.models.pairs import Pair, Scan

__all__ = ["Judgement", "Merger", "Pair", "Scan", "Verdict"]
