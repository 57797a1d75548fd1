"""The Ukrainian alphabetical order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.names.normalising import APOSTROPHES
from app.names.ordering import sort_key

UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"


def in_order(names: list[str]) -> list[str]:
    upside_down = names[::-1]
    return sorted(upside_down, key=sort_key)


class TestSortKey:
    def test_orders_the_ukrainian_alphabet(self) -> None:
        assert in_order(list(UKRAINIAN)) == list(UKRAINIAN)

    @pytest.mark.parametrize(
        "names",
        [
            ["Гай", "Ґава", "Дуб"],
            ["Ера", "Єва", "Жук"],
            ["Ива", "Ігнат", "Їжак", "Йосип", "Кит"],
            ["Щур", "Ьо", "Юрко", "Яр"],
            ["Мар", "Мар’ян", "Марянко", "Мас"],
            ["Бондар Яків", "Бондаренко Адам"],
            ["Нечуй", "Нечуйко", "Нечуй-Левицький", "Нечуйний"],
            ["Явір", "Abel", "Zorro"],
            ["Колонія 2", "Колонія 3", "Колонія а"],
        ],
    )
    def test_orders_as_a_ukrainian_list_does(self, names: list[str]) -> None:
        assert in_order(names) == names

    @given(st.text())
    def test_is_made_of_characters_that_every_database_orders_alike(self, text: str) -> None:
        assert set(sort_key(text)) <= set("0123456789abcdef")

    @given(st.text(alphabet=UKRAINIAN + " ", max_size=30))
    def test_is_blind_to_case(self, name: str) -> None:
        assert sort_key(name.upper()) == sort_key(name)

    @given(st.text(alphabet=UKRAINIAN + " ", max_size=30), st.sampled_from(APOSTROPHES), st.integers(0, 30))
    def test_is_blind_to_apostrophes(self, name: str, apostrophe: str, at: int) -> None:
        assert sort_key(name[:at] + apostrophe + name[at:]) == sort_key(name)

    def test_is_blind_to_stress_marks_and_what_the_eye_cannot_see(self) -> None:
        assert sort_key("Іва\u0301н\u200b") == sort_key("Іван")

    @given(st.text(alphabet=UKRAINIAN, max_size=10), st.text(alphabet=UKRAINIAN, min_size=1, max_size=10))
    def test_puts_a_name_before_those_that_go_on(self, name: str, rest: str) -> None:
        assert sort_key(name) < sort_key(name + rest)
