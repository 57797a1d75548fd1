"""From every count to the very people that it counts: the query string of the people list."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from app.people.queries import PeopleFilter
from app.reports.figures import GROUPS, Line


@dataclass(frozen=True)
class Links:
    """The links of one table: `dimension` is the part of the filter that its lines divide."""

    dimension: str
    chosen: PeopleFilter
    #: The filter of the whole table, as its address has it.
    pairs: Sequence[tuple[str, str]]

    def everybody(self, group: str | None = None) -> str:
        """Link to all whom the table counts, or to those of them in a group of statuses."""
        return urlencode([*self.kept("status" if group else None), *self.statuses(group)])

    def line(self, line: Line, group: str | None = None) -> str | None:
        """Link to the people of a line; None where the list's filter cannot say who they are."""
        if line.counted is None or not self.can_choose(line.counted.code):
            return None
        kept = self.kept(self.dimension, "status" if group else None)
        return urlencode([*kept, (self.dimension, line.counted.code), *self.statuses(group)])

    def can_choose(self, code: str) -> bool:
        """Tell whether a code may stand for the whole of its part of the filter.

        Cohorts overlap: who carries one cohort and, by the filter, another, is not asked for by naming one of them.
        """
        return self.dimension != "cohort" or not self.chosen.cohorts or code in self.chosen.cohorts

    def kept(self, *replaced: str | None) -> list[tuple[str, str]]:
        """Give the parts of the filter that stay."""
        return [pair for pair in self.pairs if pair[0] not in replaced]

    def statuses(self, group: str | None) -> list[tuple[str, str]]:
        """Give the statuses of a group, as far as the filter lets them through."""
        allowed = [status for status in GROUPS.get(group or "", ()) if status in (self.chosen.statuses or (status,))]
        return [("status", status.value) for status in allowed]
