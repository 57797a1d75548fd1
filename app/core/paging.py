"""Pages of a long list that are found by their place in its order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

#: Rows a page, as the reader may choose.
SIZES = (50, 100, 200)

R = TypeVar("R", bound=Any)


@dataclass(frozen=True)
class Page(Generic[R]):
    """One page: its rows, and whether there are more on either side."""

    rows: Sequence[R]
    has_next: bool
    has_previous: bool

    @classmethod
    def of(cls, rows: list[R], *, size: int, backwards: bool, began: bool) -> "Page[R]":
        """Make a page of up to one row more than its size: the extra row only says that there are more.

        `began` tells that the page starts behind some row, so that there is something on the side it came from.
        """
        more = len(rows) > size
        kept = rows[:size]
        if backwards:
            return cls(kept[::-1], has_next=began, has_previous=more)
        return cls(kept, has_next=more, has_previous=began)

    def __iter__(self) -> Iterator[R]:
        """Go through the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)
