"""Pages of a long list."""

import pytest

from app.core.paging import Page


class TestPage:
    @pytest.mark.parametrize(
        ("rows", "began", "expected"),
        [
            ([1, 2, 3], False, ([1, 2], True, False)),
            ([1, 2, 3], True, ([1, 2], True, True)),
            ([1, 2], False, ([1, 2], False, False)),
            ([1], True, ([1], False, True)),
            ([], False, ([], False, False)),
        ],
    )
    def test_forward(self, rows: list[int], began: bool, expected: tuple[list[int], bool, bool]) -> None:  # noqa: FBT001 - pytest names it
        page = Page.of(rows, size=2, backwards=False, began=began)
        assert (page.rows, page.has_next, page.has_previous) == expected

    @pytest.mark.parametrize(("rows", "expected"), [([3, 2, 1], ([2, 3], True, True)), ([2, 1], ([1, 2], True, False))])
    def test_backward_is_turned_round(self, rows: list[int], expected: tuple[list[int], bool, bool]) -> None:
        page = Page.of(rows, size=2, backwards=True, began=True)
        assert (page.rows, page.has_next, page.has_previous) == expected

    def test_is_its_rows(self) -> None:
        page = Page.of(["а", "б"], size=50, backwards=False, began=False)
        assert (list(page), len(page)) == (["а", "б"], 2)
